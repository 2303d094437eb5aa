package io.adjourn.bench.restore;

import io.adjourn.bench.restore.Crashes.Measured;
import io.adjourn.bench.stack.Progress;
import io.adjourn.commands.Logs;
import io.adjourn.config.CannotStartException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "restore",
        header = "Measure how long streams takes to recover after a crash, and how fast it restores its state.",
        description = {
            "On a real broker and registry, each component in its own process. Streams is killed while many"
                    + " meetings are open and deliveries continue: it restarts on its own disk, on an empty disk, and"
                    + " another instance with standby replicas takes over. Ready: it processes deliveries and reports that"
                    + " it is ready; caught up: no more deliveries wait than arrive in a second. Reports if the machine is"
                    + " too slow. Tens of minutes; the machine should be idle."
        })
public final class RestoreCommand implements Callable<Integer> {
    /** How long Kafka waits for an instance that has gone without a word. */
    static final Duration SESSION = Duration.ofSeconds(6);

    /** For how long it is waited for. */
    static final Duration CATCH_UP = Duration.ofMinutes(2);

    private static final int GOAL_SECONDS = 10;
    private static final String NONE = "-";

    @Option(
            names = "--meetings",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many meetings are opened beforehand (default: ${DEFAULT-VALUE}).")
    private int meetings;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Deliveries per second, before and after each crash (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Logs.off();
        PrintWriter out = spec.commandLine().getOut();
        var shortcomings = new ArrayList<String>();
        try {
            new Crashes(meetings, rate, new Progress(System.err))
                    .measure(
                            machine -> {
                                shortcomings.addAll(machine.shortcomings());
                                printHead(machine, out);
                            },
                            row -> {
                                print(row, out);
                                if (!row.keptUp()) {
                                    shortcomings.add("streams did not keep up with " + rate
                                            + " deliveries/s before it was killed");
                                }
                            });
        } catch (CannotStartException e) {
            spec.commandLine().getErr().println("adjourn: " + e.getMessage());
            return 1;
        }
        shortcomings.stream()
                .distinct()
                .forEach(shortcoming -> out.println("this machine is not up to it: " + shortcoming));
        return 0;
    }

    private void printHead(Machine machine, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%d processors, %.0f %% of them busy beforehand; the disk takes %.0f MB/s; an instance is missed"
                        + " after %d s%n",
                machine.processors(),
                100 * machine.busy(),
                machine.megabytes(),
                SESSION.toSeconds());
        out.printf(
                Locale.ROOT,
                "%-46s %10s %10s %11s %10s %9s %10s%n",
                rate + " deliveries/s go on",
                "open",
                "restored",
                "records/s",
                "states/s",
                "ready",
                "caught up");
        out.flush();
    }

    private static void print(Measured row, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-46s %10d %10s %11s %10s %7.1f s %10s%s%n",
                row.what(),
                row.open(),
                row.caughtUp().isPresent() ? Long.toString(row.restored()) : NONE,
                perSecond(row.restored(), row.restoring()),
                perSecond(row.open(), row.restoring()),
                row.ready(),
                caughtUp(row.caughtUp()),
                goal(row.caughtUp()));
        out.flush();
    }

    private static String perSecond(long number, OptionalDouble seconds) {
        return seconds.isPresent() ? Long.toString(Math.round(number / seconds.getAsDouble())) : NONE;
    }

    private static String caughtUp(OptionalDouble seconds) {
        if (seconds.isEmpty() || Double.isNaN(seconds.getAsDouble())) {
            return NONE;
        }
        return Double.isInfinite(seconds.getAsDouble())
                ? "> " + CATCH_UP.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.1f s", seconds.getAsDouble());
    }

    private static String goal(OptionalDouble caughtUp) {
        return caughtUp.isEmpty() || Double.isNaN(caughtUp.getAsDouble())
                ? ""
                : "   goal " + GOAL_SECONDS + " s: " + (caughtUp.getAsDouble() <= GOAL_SECONDS ? "met" : "missed");
    }
}
