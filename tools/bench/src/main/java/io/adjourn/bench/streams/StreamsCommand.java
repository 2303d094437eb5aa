package io.adjourn.bench.streams;

import io.adjourn.bench.stack.Progress;
import io.adjourn.bench.stack.SimulatedDeliveries.Bodies;
import io.adjourn.commands.Logs;
import io.adjourn.config.CannotStartException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "streams",
        header = "Measure how fast streams is, and how much state it keeps.",
        description = {
            "On a real broker and registry, each component in its own process; the raw topic is filled beforehand"
                    + " with requests of all vendors' simulators. Tens of minutes, or less with --only; the machine should"
                    + " be idle.",
        })
public final class StreamsCommand implements Callable<Integer> {
    private static final double GOAL = 1.0 / 3;
    private static final int DUE = 50_000;

    /** How many times fewer deliveries there are where some have a large body: each of those is a thousand usual ones. */
    private static final int FEWER_LARGE = 80;

    private static final int DAYS = 63;
    private static final int MEETINGS_A_DAY = 200;

    /** With the usual 30 days before it, all is forgotten after 40: far from the usual 400, so that it is seen here. */
    private static final Duration STUB_RETAIN = Duration.ofDays(10);

    /** What can be measured. */
    enum Part {
        throughput,
        large,
        ticks,
        kept,
        weeks
    }

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Measure only: ${COMPLETION-CANDIDATES}, comma-separated (default: all).")
    private List<Part> only = List.of(Part.values());

    @Option(
            names = "--deliveries",
            paramLabel = "N",
            defaultValue = "1600000",
            description = "Number of deliveries in the raw topic for the throughput (default: ${DEFAULT-VALUE}).")
    private long deliveries;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Stream threads of each topology (default: one for each processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "2",
            description = "Partitions of each topic for the throughput (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--open",
            paramLabel = "N",
            split = ",",
            defaultValue = "1000,10000,100000,1000000",
            description = "Numbers of open meetings with which a tick is timed, ascending (default: ${DEFAULT-VALUE}).")
    private List<Integer> open = List.of();

    @Option(
            names = "--meetings",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Number of meetings over which the state is averaged (default: ${DEFAULT-VALUE}).")
    private int meetings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Logs.off();
        PrintWriter out = spec.commandLine().getOut();
        var progress = new Progress(System.err);
        try {
            for (Part part : only) {
                switch (part) {
                    case throughput -> printThroughput(progress, out);
                    case large -> printLarge(progress, out);
                    case ticks -> printTicks(progress, out);
                    case kept -> printKept(progress, out);
                    case weeks -> printWeeks(progress, out);
                }
                out.println();
            }
            return 0;
        } catch (CannotStartException e) {
            spec.commandLine().getErr().println("adjourn: " + e.getMessage());
            return 1;
        }
    }

    private void printThroughput(Progress progress, PrintWriter out) {
        var result = new Throughput(partitions, threads, progress).measure(deliveries, Bodies.USUAL);
        out.printf(Locale.ROOT, "%-46s %12s %8s %14s%n", "throughput", "deliveries/s", "× bare", "processor time");
        out.printf(
                Locale.ROOT,
                "%-46s %12.0f %8.2f %11.1f µs%n",
                "bare: one get, one put, the same bytes out",
                result.bare().rate(),
                1.0,
                result.bare().micros());
        out.printf(
                Locale.ROOT,
                "%-46s %12.0f %8.2f %11.1f µs   goal %.2f: %s%n",
                "whole: five vendors mixed, a fifth twice",
                result.whole().rate(),
                result.ratio(),
                result.whole().micros(),
                GOAL,
                result.ratio() >= GOAL ? "met" : "missed");
        out.printf(
                Locale.ROOT,
                "bodies of %.0f bytes on average; %s; %d revisions%n",
                result.bytes(),
                result.outcomes(),
                result.completions());
    }

    private void printLarge(Progress progress, PrintWriter out) {
        var result = new Throughput(partitions, threads, progress).measure(deliveries / FEWER_LARGE, Bodies.LARGE);
        out.printf(
                Locale.ROOT,
                "transcripts of %d KB in one body: %.1f MB/s, %.2f of what the bare one passes on%n",
                Math.round(result.largest() / 1e3),
                result.megabytes(),
                result.ratio());
    }

    private void printTicks(Progress progress, PrintWriter out) {
        var ticks = new DeadlineBench(progress);
        out.printf(Locale.ROOT, "%-46s %12s%n", "a tick of one partition, nothing due", "µs");
        for (var row : ticks.idle(open)) {
            out.printf(Locale.ROOT, "%-46s %12.1f%n", row.open() + " meetings open", row.micros());
        }
        out.printf(Locale.ROOT, "%-46s %10.0f/s%n", "meetings closed by deadline, many due", ticks.due(DUE));
    }

    private void printKept(Progress progress, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-22s %10s %10s %10s %22s%n",
                "bytes kept a meeting",
                "state",
                "others",
                "disk",
                "changelogs, to get here");
        for (var stage : new StateSizeBench(progress).stages(meetings)) {
            out.printf(
                    Locale.ROOT,
                    "%-22s %10.0f %10.0f %10.0f %10.0f in %.1f records%n",
                    stage.name(),
                    stage.state(),
                    stage.others(),
                    stage.disk(),
                    stage.written(),
                    stage.records());
        }
    }

    private static void printWeeks(Progress progress, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-22s %12s %12s %14s %12s%n",
                MEETINGS_A_DAY + " meetings a day",
                "deliveries",
                "meetings",
                "other entries",
                "kept");
        new StateSizeBench(progress)
                .weeks(
                        DAYS,
                        MEETINGS_A_DAY,
                        STUB_RETAIN,
                        week -> out.printf(
                                Locale.ROOT,
                                "%-22s %12d %12d %14d %9.2f MB%n",
                                "week " + week.number(),
                                week.delivered(),
                                week.meetings(),
                                week.others(),
                                week.megabytes()));
    }
}
