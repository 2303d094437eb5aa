package io.adjourn.sandbox.cli;

import io.adjourn.sandbox.DataDirectory;
import io.adjourn.sandbox.audit.Audit;
import io.adjourn.sandbox.audit.Finding;
import io.adjourn.sources.InvalidSourcesException;
import io.adjourn.sources.SourcesFile;
import io.adjourn.vendors.Vendors;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "audit",
        header = "Read the raw topic once more, and hold what was published against it.",
        description = {
            "Copies raw records with their log times into a Kafka on this machine that nobody else sees, runs streams of"
                    + " this version over them, and compares each meeting's last revision with the published one: all"
                    + " that a consumer would act on. Writes nothing to the Kafka that is audited.",
            "Not compared are meetings that began before what is read, and those with news while it runs. Meetings of"
                    + " the span that --from and --until give are read to the end of the topic. For many hundred"
                    + " thousand meetings, take one span after the other.",
            "Exit code 0 if there are meetings and all that are compared are the same."
        })
final class AuditCommand implements Callable<Integer> {

    @Mixin
    private Connection connection = new Connection();

    @Option(
            names = "--sources",
            paramLabel = "FILE",
            description = "The sources file that streams runs with: other waits make other records. Its secrets are not"
                    + " read (default: the vendors' defaults).")
    private @Nullable Path sources;

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only the meetings of this source.")
    private @Nullable String source;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only meetings that began then or later, such as 2026-02-27T07:11:51Z.")
    private @Nullable Instant from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only meetings that began before then.")
    private @Nullable Instant until;

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of the meetings with differences are shown (default: 10).")
    private int shown;

    @Option(
            names = "--reveal",
            description =
                    "Show links whole; without it what follows their question mark, often a credential, is hidden.")
    private boolean reveal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InvalidSourcesException {
        if (sources != null) {
            SourcesFile.readWithoutSecrets(sources, Vendors.KNOWN);
        }
        connection.mustAnswer();
        var terminal = Terminal.of(spec.commandLine().getOut());
        var audit = new Audit(connection.bootstrapServers(), connection.registry(), sources, from, until, source);
        Map<String, Finding> findings = audit.findings(DataDirectory.temporary(), progress(terminal));
        return new AuditReport(findings, shown, reveal).print(terminal) ? 0 : Adjourn.FAILED;
    }

    private static Audit.Progress progress(Terminal terminal) {
        var clock = new StopWatch();
        return new Audit.Progress() {
            @Override
            public void done(String step) {
                terminal.line(clock.elapsed() + "  " + step);
            }

            @Override
            public void going(String step) {
                terminal.passing(clock.elapsed() + "  " + step);
            }
        };
    }
}
