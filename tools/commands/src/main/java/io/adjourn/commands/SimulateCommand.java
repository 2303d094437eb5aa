package io.adjourn.commands;

import io.adjourn.config.CannotStartException;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.SourcesFile;
import io.adjourn.simulator.Pace;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.ScenarioRunner;
import io.adjourn.simulator.Tally;
import io.adjourn.simulator.Target;
import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        header = "Simulate vendors against any gateway: complete meetings, signed, with duplicates, losses and"
                + " forgeries.",
        description = "Exit code 0 if all genuine requests were stored and all forged requests were refused.")
final class SimulateCommand implements Callable<Integer> {
    /** Longer than this nobody waits for a late event; with a source's usual deadlines it would be hours. */
    private static final Duration LONGEST_MEETING = Duration.ofMinutes(1);

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "The gateway (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("");

    @Option(
            names = "--sources",
            paramLabel = "FILE",
            defaultValue = "${env:ADJOURN_SOURCES:-sources.yaml}",
            description =
                    "The gateway's sources file: names and secrets (default: ADJOURN_SOURCES, else sources.yaml).")
    private Path sources = Path.of("");

    @Option(names = "--vendor", paramLabel = "ID", description = "Only this vendor's sources (default: all).")
    private @Nullable String vendor;

    @Option(
            names = "--meetings",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many meetings (default: ${DEFAULT-VALUE}).")
    private int meetings;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "20",
            description = "Requests per second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Mixin
    private FaultOptions mischief = new FaultOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the random number generator (default: a different one each time).")
    private @Nullable Long seed;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InvalidSourcesException, InterruptedException {
        checkOptions();
        List<Target> targets = targets();
        mustAnswer();
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        long chance = seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed;
        List<ScenarioRun> performances = new Scenario(chance, Instant.now()).meetings(targets, meetings, this::fits);
        if (performances.size() < meetings) {
            throw new CannotStartException("no meeting of these sources can be simulated within "
                    + LONGEST_MEETING.toSeconds() + " s: shorten their settle");
        }
        leftOut(targets).ifPresent(terminal::line);

        var clock = new StopWatch();
        Tally tally = play(performances, terminal, clock);
        terminal.line("played " + performances.size() + " meetings from seed " + chance + ": " + tally.sent()
                + " requests in" + clock.elapsed() + ", " + tally.genuine() + " genuine and " + tally.forged()
                + " forged");
        terminal.line("answers: " + answers(tally));
        tally.surprises().forEach(surprise -> terminal.line(terminal.paint(Terminal.Colour.BAD, surprise)));
        return tally.surprises().isEmpty() ? 0 : Launcher.FAILED;
    }

    private Tally play(List<ScenarioRun> performances, Terminal terminal, StopWatch clock) throws InterruptedException {
        var tally = new Tally();
        try (var player = new ScenarioRunner(mischief.get(), Pace.of(rate), tally)) {
            Thread reporter = Thread.ofVirtual().start(() -> report(tally, terminal, clock));
            player.play(performances);
            reporter.interrupt();
            reporter.join();
        }
        return tally;
    }

    private static void report(Tally tally, Terminal terminal, StopWatch clock) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                terminal.passing(clock.elapsed() + "  " + tally.sent() + " sent  " + answers(tally));
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String answers(Tally tally) {
        return tally.byStatus().entrySet().stream()
                .map(status -> (status.getKey() == 0 ? "none" : status.getKey()) + " × " + status.getValue())
                .collect(Collectors.joining(", "));
    }

    private List<Target> targets() throws InvalidSourcesException {
        List<Target> targets = Target.of(SourcesFile.read(sources, Vendors.KNOWN, System.getenv()), url).stream()
                .filter(target -> vendor == null || target.simulator().vendor().equals(vendor))
                .toList();
        if (targets.isEmpty()) {
            throw new InvalidSourcesException(sources + " has no source " + (vendor == null ? "" : "of " + vendor + " ")
                    + "that can be simulated");
        }
        return targets;
    }

    private boolean fits(ScenarioRun performance) {
        return performance.meeting().length().compareTo(LONGEST_MEETING) <= 0;
    }

    /** Which scripts take too long, in one line. */
    private Optional<String> leftOut(List<Target> targets) {
        String names = new Scenario(0, Instant.now())
                .everything(targets, 1).stream()
                        .filter(performance -> !fits(performance))
                        .map(performance -> performance.script().name() + " ("
                                + performance.target().source().name() + " settles after "
                                + performance.target().source().rules().settle() + ")")
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? Optional.empty() : Optional.of("left out: " + names);
    }

    private void mustAnswer() throws InterruptedException {
        try (var http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding());
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotStartException(
                    "no gateway answers at " + url + ": start ./adjourn up, or specify yours with --url", e);
        }
    }

    private void checkOptions() {
        if (meetings < 1 || rate <= 0 || !mischief.isPossible()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--meetings and --rate must be positive, --duplicate and --forge must not be negative, and"
                            + " --drop must be from 0 to 1");
        }
    }
}
