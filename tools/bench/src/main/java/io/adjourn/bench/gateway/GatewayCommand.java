package io.adjourn.bench.gateway;

import io.adjourn.bench.gateway.Load.Round;
import io.adjourn.bench.stack.Progress;
import io.adjourn.commands.Logs;
import io.adjourn.config.CannotStartException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "gateway",
        header = "Measure how fast the gateway is, compared with a minimal Micronaut-to-Kafka handler.",
        description = {
            "64 connections, bodies of 600 bytes, both alternately with one real broker, each in its own process"
                    + " with the same JVM; then the gateway while Kafka is unavailable and it spools. About six minutes;"
                    + " the machine should be idle.",
            "With --soak, only loads the gateway for that long and prints its memory, minute by minute."
        })
public final class GatewayCommand implements Callable<Integer> {
    private static final double THROUGHPUT_GOAL = 0.9;
    private static final double P99_GOAL = 1.4;
    private static final int SPOOL_GOAL = 5_000;
    private static final int SPOOL_P99_GOAL_MILLIS = 50;
    private static final int STORED = 202;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Duration of each measurement, after a warm-up of at least the same duration (default:"
                    + " ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--soak",
            paramLabel = "MINUTES",
            description = "Instead, load the gateway for that long and print its memory.")
    private @Nullable Integer soakMinutes;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Logs.off();
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (soakMinutes != null) {
                return soak(Duration.ofMinutes(soakMinutes), out);
            }
            var progress = new Progress(System.err);
            long refused = printSideBySide(progress, out) + printSpool(progress, out);
            if (refused > 0) {
                out.println(refused + " requests were not answered with 202: these figures are invalid");
            }
            return refused == 0 ? 0 : 1;
        } catch (CannotStartException e) {
            spec.commandLine().getErr().println("adjourn: " + e.getMessage());
            return 1;
        }
    }

    private long printSideBySide(Progress progress, PrintWriter out) {
        var result = new SideBySide(Duration.ofSeconds(seconds), progress).measure();
        out.printf(Locale.ROOT, "%-36s %12s %9s %9s%n", "Kafka there", "deliveries/s", "p50", "p99");
        printRow("bare handler", result.bare(), out);
        printRow("gateway", result.gateway(), out);
        out.printf(
                Locale.ROOT,
                "throughput %.2f of bare, goal %.1f: %s · p99 %.2f times bare, goal %.1f: %s%n",
                result.throughput(),
                THROUGHPUT_GOAL,
                met(result.throughput() >= THROUGHPUT_GOAL),
                result.p99(),
                P99_GOAL,
                met(result.p99() <= P99_GOAL));
        out.println();
        return result.refused();
    }

    private long printSpool(Progress progress, PrintWriter out) {
        Round round = new SpoolAlone(Duration.ofSeconds(seconds), progress).measure();
        double p99 = millis(round, 99);
        out.printf(Locale.ROOT, "%-36s %12s %9s %9s%n", "Kafka away", "deliveries/s", "p50", "p99");
        printRow("gateway, by its spool", round, out);
        out.printf(
                Locale.ROOT,
                "goal %d deliveries/s: %s · goal p99 %d ms: %s%n",
                SPOOL_GOAL,
                met(round.perSecond() >= SPOOL_GOAL),
                SPOOL_P99_GOAL_MILLIS,
                met(p99 <= SPOOL_P99_GOAL_MILLIS));
        return round.other(STORED);
    }

    private int soak(Duration length, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%6s %12s %9s %9s %16s %14s%n",
                "minute",
                "deliveries/s",
                "p50",
                "p99",
                "heap, collected",
                "process");
        int[] minute = {0};
        new Soak(length).measure(now -> {
            minute[0]++;
            out.printf(
                    Locale.ROOT,
                    "%6d %12.0f %6.1f ms %6.1f ms %12d MiB %10d MiB%n",
                    minute[0],
                    now.load().perSecond(),
                    millis(now.load(), 50),
                    millis(now.load(), 99),
                    now.heapMib(),
                    now.residentMib());
            out.flush();
        });
        return 0;
    }

    private static void printRow(String what, Round round, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-36s %12.0f %6.1f ms %6.1f ms%n",
                what,
                round.perSecond(),
                millis(round, 50),
                millis(round, 99));
    }

    private static double millis(Round round, double percentile) {
        return round.latencies().getValueAtPercentile(percentile) / 1e6;
    }

    private static String met(boolean met) {
        return met ? "met" : "missed";
    }
}
