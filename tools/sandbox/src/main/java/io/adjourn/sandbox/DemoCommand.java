package io.adjourn.sandbox;

import io.adjourn.commands.Launcher;
import io.adjourn.commands.Logs;
import io.adjourn.commands.StopWatch;
import io.adjourn.commands.Terminal;
import io.adjourn.commands.Terminal.Colour;
import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.SourcesFile;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalAdjourn;
import io.adjourn.localstack.Ports;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.sandbox.postgres.PostgresLanding;
import io.adjourn.simulator.DemoSources;
import io.adjourn.simulator.FaultInjection;
import io.adjourn.simulator.Pace;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.ScenarioRunner;
import io.adjourn.simulator.ScenarioVerdict;
import io.adjourn.simulator.Tally;
import io.adjourn.simulator.Target;
import io.adjourn.vendors.Vendors;
import java.io.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        header = "Start everything on this machine, simulate meetings, and watch them close.",
        description = {
            "Plays every script of every vendor: with duplicates, out of order, and with forged requests in"
                    + " between. Shows each completion record as it is read from Kafka, then every counter. Then plays meetings"
                    + " most of whose webhooks never come, with a reconciler that asks the vendors' simulated APIs. Uses free"
                    + " ports and a temporary directory.",
            "On a terminal it waits at the end, so that the meetings can be looked at in the inspector, whose link it"
                    + " prints.",
            "Exit code 0 only if the last revision of every meeting is as expected, and the counters add up."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration SETTLE = Duration.ofSeconds(6);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final FaultInjection MISCHIEF = new FaultInjection(1, true, 0, 0.5);
    private static final double REQUESTS_PER_SECOND = 150;

    /** A revision after the first is held back for 5 s: when nothing has come for longer, nothing will. */
    private static final Duration QUIET = Duration.ofSeconds(7);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Map<String, String> VIEWS = new TreeMap<>(Map.of(
            "Meetings without transcript (adjourn.meetings_without_transcript)",
            "select vendor, outcome, count(*) as meetings, min(meeting_id) as for_instance"
                    + " from adjourn.meetings_without_transcript group by 1, 2 order by 1, 2",
            "Not captured, by reason (adjourn.not_captured_by_reason)",
            "select vendor, end_reason, outcome, meetings from adjourn.not_captured_by_reason order by 1, 2, 3",
            "Time to completion, by vendor (adjourn.time_to_completion_by_vendor)",
            "select vendor, meetings, without_end, median, p95 from adjourn.time_to_completion_by_vendor order by 1"));

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "2026",
            description = "Seed of the random number generator (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description =
                    "Also land the records in this database, by the sinks of Kafka Connect, and show three of its views."
                            + " Such as postgresql://user@localhost/analytics, with the password in PGPASSWORD. Makes the schema"
                            + " adjourn with its tables and views where it is not.")
    private @Nullable String postgres;

    @Option(
            names = "--keep",
            description = "Keep everything running at the end, to look at the meetings, also where no terminal is"
                    + " attached.")
    private boolean keep;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InvalidSourcesException, InterruptedException, ExecutionException {
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        var clock = new StopWatch();
        DataDirectory data = DataDirectory.temporary();
        Logs.to(data.log("kafka"));
        Path sources = DemoSources.write(data.path(), SETTLE, SILENCE);
        Ports ports = Ports.free();
        terminal.line(terminal.paint(Colour.STRONG, "Starting Adjourn on this machine"));
        try (var forgetful = ForgetfulVendors.addTo(sources, ports.gateway().url(), seed, SETTLE, SILENCE);
                var adjourn =
                        LocalAdjourn.start(ports, data, sources, step -> terminal.line(clock.elapsed() + "  " + step));
                var completions = CompletionsTopic.of(adjourn.bootstrapServers(), adjourn.registryClient())) {
            adjourn.startInspector();
            List<ScenarioRun> programme = programme(adjourn, sources);
            var tally = new Tally();
            var verdict = new ScenarioVerdict(programme, completions::revisions);
            play(adjourn, completions, verdict, tally, new LandingTable(terminal, clock, programme));
            if (postgres != null) {
                land(postgres, adjourn, data, completions.meetings().size(), terminal);
            }
            boolean good =
                    new DemoReport(terminal, verdict, completions, DeliveryAudit.of(adjourn), tally).print(clock);
            good &= forgetful.play(adjourn, completions, terminal, clock);
            show(adjourn, completions, terminal);
            return good ? 0 : Launcher.FAILED;
        }
    }

    /** The link, for as long as there is somebody to follow it. */
    @SuppressWarnings("SystemConsoleNull") // Where there is no terminal, Java 25 has none again.
    private void show(LocalAdjourn adjourn, CompletionsTopic completions, Terminal terminal) {
        terminal.line("");
        terminal.line("What happened to each meeting: " + adjourn.inspectorUrl() + "/");
        completions.meetings().stream()
                .sorted()
                .findFirst()
                .ifPresent(key -> terminal.line("  to one of them: " + adjourn.inspectorUrl() + "/meetings/" + key));
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            terminal.line("Enter stops it.");
            console.readLine();
        } else if (keep) {
            terminal.line("Ctrl-C stops it.");
            throw adjourn.death().join();
        }
    }

    private List<ScenarioRun> programme(LocalAdjourn adjourn, Path sources) throws InvalidSourcesException {
        List<Target> targets =
                Target.of(SourcesFile.read(sources, Vendors.KNOWN, Map.of()), adjourn.gatewayUrl()).stream()
                        .filter(target -> !ForgetfulVendors.has(target))
                        .toList();
        return new Scenario(seed, Instant.now()).everything(targets, 1);
    }

    /** Every sink reads its topic from the beginning: it may as well start when all is there. */
    private static void land(String address, LocalAdjourn adjourn, DataDirectory data, int meetings, Terminal terminal)
            throws InterruptedException {
        terminal.line("");
        terminal.line(terminal.paint(Colour.STRONG, "Landing the records in PostgreSQL"));
        try (var landing = PostgresLanding.start(address, System.getenv(), adjourn, data)) {
            landing.await(meetings);
            VIEWS.forEach((title, query) -> {
                terminal.line("");
                terminal.line(terminal.paint(Colour.STRONG, title));
                landing.table(query).forEach(row -> terminal.line("  " + row));
            });
        }
    }

    /** Plays the programme, and returns when nothing more can come of it, or nothing good will. */
    private static void play(
            LocalAdjourn adjourn,
            CompletionsTopic completions,
            ScenarioVerdict verdict,
            Tally tally,
            LandingTable table)
            throws InterruptedException, ExecutionException {
        try (var player = new ScenarioRunner(MISCHIEF, Pace.of(REQUESTS_PER_SECOND), tally);
                var background = Executors.newSingleThreadExecutor()) {
            table.head();
            Future<?> playing = background.submit(() -> {
                player.play(verdict.programme());
                return tally;
            });
            var sinceStart = new StopWatch();
            var sinceLanding = new StopWatch();
            boolean settled = false;
            while (!settled && sinceStart.time().compareTo(PATIENCE) < 0) {
                adjourn.mustBeAlive();
                List<MeetingCompletion> landed = completions.poll();
                landed.forEach(table::row);
                sinceLanding = landed.isEmpty() ? sinceLanding : new StopWatch();
                settled = playing.isDone()
                        && sinceLanding.time().compareTo(QUIET) > 0
                        && verdict.complaints(completions.meetings()).isEmpty()
                        && DeliveryAudit.of(adjourn)
                                .gaps(tally.genuine(), tally.forged())
                                .isEmpty();
            }
            background.shutdownNow();
            if (playing.isDone()) {
                playing.get();
            }
        }
    }
}
