package io.adjourn.bench;

import io.adjourn.bench.Measurements.Cost;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "verification",
        header = "Measure how long it takes to verify a request and to find its key.",
        description = {
            "Each signature scheme of each vendor over 1 KiB, compared with plain HMAC-SHA256 over the same size;",
            "then how long an unknown sender can keep a processor busy with 1 MiB. Under two minutes; the machine"
                    + " should be idle."
        })
final class VerificationCommand implements Callable<Integer> {
    private static final double GOAL_MICROS = 20;
    private static final double CANONICAL_JSON_GOAL_MICROS = 60;
    private static final String ROW = "%-30s %9.2f %12.0f %9.1f   goal %.0f µs: %s";

    @Option(names = "--vendor", paramLabel = "ID", description = "Only this vendor (default: all).")
    private @Nullable String vendor;

    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of measuring processes per scheme, one after the other; 0 only checks that it"
                    + " works (default: ${DEFAULT-VALUE}).")
    private int forks;

    @Option(
            names = "--millis",
            paramLabel = "N",
            defaultValue = "600",
            description = "Duration of each measuring round (default: ${DEFAULT-VALUE}).")
    private int millis;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (forks < 0 || millis < 1) {
            throw new ParameterException(spec.commandLine(), "--forks must not be negative, --millis must be positive");
        }
        List<AuthScheme> ways = AuthScheme.all().stream()
                .filter(way -> vendor == null || way.vendor().id().equals(vendor))
                .toList();
        if (ways.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "there is no vendor " + vendor);
        }
        var measurements = new Measurements(forks, TimeValue.milliseconds(millis));
        PrintWriter out = spec.commandLine().getOut();
        printVerification(measurements, ways, out);
        out.println();
        printRefusal(measurements, ways, out);
        return 0;
    }

    private static void printVerification(Measurements measurements, List<AuthScheme> ways, PrintWriter out) {
        out.printf(Locale.ROOT, "%-30s %9s %12s %9s%n", "genuine, 1 KiB", "µs/op", "bytes/op", "× bare");
        Cost bare = measurements.bareHmac();
        out.printf(Locale.ROOT, "%-30s %9.2f %12.0f %9.1f%n", "bare HMAC-SHA256", bare.time(), bare.bytes(), 1.0);
        for (AuthScheme way : ways) {
            Cost cost = measurements.verification(way);
            double goal = way.signsCanonicalJson() ? CANONICAL_JSON_GOAL_MICROS : GOAL_MICROS;
            out.printf(
                    Locale.ROOT,
                    ROW + "%n",
                    way.name(),
                    cost.time(),
                    cost.bytes(),
                    cost.time() / bare.time(),
                    goal,
                    cost.time() <= goal ? "met" : "missed");
        }
    }

    /** Only for what covers the body: anything else refuses before it is read. */
    private static void printRefusal(Measurements measurements, List<AuthScheme> ways, PrintWriter out) {
        String headings = Arrays.stream(HostileBody.values())
                .map(body -> String.format(Locale.ROOT, " %9s", body.word()))
                .collect(Collectors.joining());
        out.printf(Locale.ROOT, "%-30s%s%n", "a stranger's 1 MiB, refused", headings);
        for (AuthScheme way : ways) {
            if (way.scheme().coversBody()) {
                out.printf(Locale.ROOT, "%-30s", way.name());
                for (HostileBody body : HostileBody.values()) {
                    out.printf(
                            Locale.ROOT,
                            " %6.1f ms",
                            measurements.refusal(way, body).time());
                    out.flush();
                }
                out.println();
            }
        }
    }
}
