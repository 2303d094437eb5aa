package io.adjourn.sandbox;

import io.adjourn.commands.ClusterAccess;
import io.adjourn.commands.Launcher;
import io.adjourn.commands.SpanOptions;
import io.adjourn.commands.StopWatch;
import io.adjourn.commands.Terminal;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.SourcesFile;
import io.adjourn.contracts.Cluster;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.sandbox.audit.AuditResult;
import io.adjourn.sandbox.audit.RawAudit;
import io.adjourn.vendors.Vendors;
import java.nio.file.Path;
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
        header = "Check that the published records match the raw topic.",
        description = {
            "Copies raw records with their log times into an isolated Kafka on this machine, runs this version of streams"
                    + " on them with its own application ID, and compares the last revision of each meeting with the"
                    + " published one: all fields that matter to consumers, and the IDs of its events. Writes nothing to the"
                    + " Kafka that it reads from.",
            "--from and --to select meetings by their beginning; of those, everything is read up to the end of the topic."
                    + " Meetings that began before the time span and meetings with new events during the audit are not"
                    + " compared.",
            "Needs about 3 KB of memory per meeting: for more than 100,000 meetings, audit one time span after another.",
            "Exit codes: 0 all compared meetings match; 1 there are differences, or nothing could be compared; 2 bad"
                    + " configuration."
        })
final class AuditCommand implements Callable<Integer> {
    @Mixin
    private ClusterAccess connection = new ClusterAccess();

    @Mixin
    private SpanOptions span = new SpanOptions();

    @Option(
            names = "--sources",
            paramLabel = "FILE",
            description = "The sources file that streams runs with: other waits lead to other records. Its secrets are"
                    + " not read (default: the vendors' defaults).")
    private @Nullable Path sources;

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of the meetings with differences are shown (default: ${DEFAULT-VALUE}).")
    private int shown;

    @Option(
            names = "--reveal",
            description = "Show complete links. Without this option, the part after the question mark, often a"
                    + " credential, is hidden.")
    private boolean reveal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InvalidSourcesException {
        if (sources != null) {
            SourcesFile.readWithoutSecrets(sources, Vendors.KNOWN);
        }
        Cluster cluster = connection.answering();
        var terminal = Terminal.of(spec.commandLine().getOut());
        var replay = new RawAudit(cluster, sources, span.from(), span.to(), span.source());
        Map<String, AuditResult> findings = replay.findings(DataDirectory.temporary(), progress(terminal));
        return new AuditReport(findings, shown, reveal).print(terminal) ? 0 : Launcher.FAILED;
    }

    private static RawAudit.Progress progress(Terminal terminal) {
        var clock = new StopWatch();
        return new RawAudit.Progress() {
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
