package io.adjourn.sandbox;

import io.adjourn.commands.Connection;
import io.adjourn.commands.Launcher;
import io.adjourn.commands.SpanOptions;
import io.adjourn.commands.StopWatch;
import io.adjourn.commands.Terminal;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.SourcesFile;
import io.adjourn.contracts.Cluster;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.sandbox.replay.Finding;
import io.adjourn.sandbox.replay.RawReplay;
import io.adjourn.vendors.Vendors;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        header = "Read once more what was received, and see whether it still means what was published.",
        synopsisSubcommandLabel = "COMMAND")
final class ReplayCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            header = "Read the raw topic once more, and hold what was published against it.",
            description = {
                "Copies raw records with their log times into a Kafka on this machine that nobody else sees, runs streams"
                        + " of this version over them under an application id of its own, and compares each meeting's last"
                        + " revision with the published one, all that a consumer would act on, and the ids of its events."
                        + " Writes nothing to the Kafka it reads from.",
                "--from and --to are about when a meeting began: of those that did then, all is read to the end of the"
                        + " topic. Not compared are meetings that began before what is read, and those with news while it"
                        + " runs.",
                "It keeps some 3 KB of each meeting in memory: for more than a hundred thousand, take one span after the other.",
                "Exit codes: 0 all that is compared is the same, 1 something is different or nothing could be compared,"
                        + " 2 bad configuration."
            })
    int raw(
            @Mixin Connection connection,
            @Mixin SpanOptions span,
            @Nullable
                    @Option(
                            names = "--sources",
                            paramLabel = "FILE",
                            description = "The sources file that streams runs with: other waits make other records. Its"
                                    + " secrets are not read (default: the vendors' defaults).")
                    Path sources,
            @Option(
                            names = "--show",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "How many of the meetings with differences are shown (default: 10).")
                    int shown,
            @Option(
                            names = "--reveal",
                            description = "Show links whole; without it what follows their question mark, often a"
                                    + " credential, is hidden.")
                    boolean reveal)
            throws InvalidSourcesException {
        if (sources != null) {
            SourcesFile.readWithoutSecrets(sources, Vendors.KNOWN);
        }
        Cluster cluster = connection.answering();
        var terminal = Terminal.of(spec.commandLine().getOut());
        var replay = new RawReplay(cluster, sources, span.from(), span.to(), span.source());
        Map<String, Finding> findings = replay.findings(DataDirectory.temporary(), progress(terminal));
        return new ReplayReport(findings, shown, reveal).print(terminal) ? 0 : Launcher.FAILED;
    }

    private static RawReplay.Progress progress(Terminal terminal) {
        var clock = new StopWatch();
        return new RawReplay.Progress() {
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
