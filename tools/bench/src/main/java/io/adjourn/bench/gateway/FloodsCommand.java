package io.adjourn.bench.gateway;

import io.adjourn.abuse.Floods;
import io.adjourn.abuse.Siege.Outcome;
import io.adjourn.bench.stack.Progress;
import io.adjourn.commands.Logs;
import io.adjourn.config.CannotStartException;
import java.io.IOException;
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
        name = "floods",
        header = "Measure the service for honest clients while attackers flood the gateway.",
        description = {
            "A real broker, one gateway without TLS and one with TLS, and each flood from a separate process, all"
                    + " on this machine. During each flood, two honest clients from other addresses send 40 deliveries per"
                    + " second, each measured from when it was due, and the gateway's liveness is checked once a second.",
            "Exit code 1 if a goal is missed. About ten minutes with all floods; the machine should be idle."
        })
public final class FloodsCommand implements Callable<Integer> {
    private static final double SHARE_GOAL = 0.99;
    private static final int P99_GOAL_MILLIS = 250;
    private static final int LOG_GOAL_BYTES = 12_000;
    private static final long HEAP_GOAL_BYTES = 64 << 20;
    private static final int MIB = 1 << 20;

    @Option(
            names = "--only",
            paramLabel = "FLOOD",
            split = ",",
            description = "Only these floods: ${COMPLETION-CANDIDATES}.")
    private List<Floods> only = List.of(Floods.values());

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long each flood lasts (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Logs.off();
        PrintWriter out = spec.commandLine().getOut();
        var progress = new Progress(System.err);
        int missed = 0;
        try (var besieged = new Besieged(Duration.ofSeconds(seconds), progress)) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %9s %9s %9s %9s %16s %10s%n",
                    "flood",
                    "taken",
                    "p50",
                    "p99",
                    "liveness",
                    "heap, MiB",
                    "log, B/s");
            for (Floods flood : only) {
                Result result = besieged.under(flood);
                missed += meets(result) ? 0 : 1;
                print(flood, result, out);
            }
        } catch (CannotStartException | IOException e) {
            spec.commandLine().getErr().println("adjourn: " + e.getMessage());
            return 1;
        }
        out.printf(
                Locale.ROOT,
                "goals: %.0f %% taken, p99 %d ms, liveness never missed, heap no more than %d MiB larger, log %d"
                        + " B/s: %s%n",
                100 * SHARE_GOAL,
                P99_GOAL_MILLIS,
                HEAP_GOAL_BYTES / MIB,
                LOG_GOAL_BYTES,
                missed == 0 ? "met" : "missed under " + missed + " of " + only.size() + " floods");
        return missed == 0 ? 0 : 1;
    }

    /**
     * What a flood did.
     *
     * @param heapBefore in bytes, after a collection
     * @param heapAfter the same afterwards; 0 where the gateway did not survive
     */
    record Result(Outcome outcome, long heapBefore, long heapAfter) {}

    private static boolean meets(Result result) {
        Outcome outcome = result.outcome();
        return outcome.alive()
                && outcome.honest().share() >= SHARE_GOAL
                && outcome.honest().millis(99) < P99_GOAL_MILLIS
                && outcome.liveness().missed() == 0
                && outcome.logBytesPerSecond() <= LOG_GOAL_BYTES
                && result.heapAfter() - result.heapBefore() <= HEAP_GOAL_BYTES;
    }

    private static void print(Floods flood, Result result, PrintWriter out) {
        Outcome outcome = result.outcome();
        out.printf(
                Locale.ROOT,
                "%-24s %7.2f %% %6.0f ms %6.0f ms %4d / %2d %7d -> %5d %10d  %s%n",
                flood,
                100 * outcome.honest().share(),
                outcome.honest().millis(50),
                outcome.honest().millis(99),
                outcome.liveness().asked() - outcome.liveness().missed(),
                outcome.liveness().asked(),
                result.heapBefore() / MIB,
                result.heapAfter() / MIB,
                outcome.logBytesPerSecond(),
                outcome.alive() ? meets(result) ? "" : "missed" : "the gateway ended");
        out.flush();
    }
}
