package io.adjourn.bench;

import java.util.Collection;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How measuring is done.
 *
 * @param forks how many processes measure each, one after the other; 0 measures in this one, good only for a try
 * @param time for each of a process's {@value #WARMUPS} rounds of warming up and {@value #ROUNDS} of measuring
 */
record Measurements(int forks, TimeValue time) {
    private static final int WARMUPS = 4;
    private static final int ROUNDS = 3;
    private static final int WARMUP_SHOTS = 5;
    private static final int SHOTS = 10;
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    /**
     * What came out.
     *
     * @param time in the benchmark's unit
     * @param bytes allocated on the heap
     */
    record Cost(double time, double bytes) {}

    Cost bareHmac() {
        return cost(steady(BareHmac.class));
    }

    Cost verification(AuthScheme way) {
        return cost(steady(VerificationAndKey.class).param("way", way.name()));
    }

    Cost refusal(AuthScheme way, HostileBody body) {
        return cost(options(Refusal.class)
                .warmupIterations(forks == 0 ? 0 : WARMUP_SHOTS)
                .measurementIterations(forks == 0 ? 1 : SHOTS)
                .param("way", way.name())
                .param("body", body.name()));
    }

    private ChainedOptionsBuilder steady(Class<?> benchmark) {
        return options(benchmark)
                .warmupIterations(forks == 0 ? 0 : WARMUPS)
                .warmupTime(time)
                .measurementIterations(forks == 0 ? 1 : ROUNDS)
                .measurementTime(time);
    }

    private ChainedOptionsBuilder options(Class<?> benchmark) {
        return new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                .forks(forks)
                // JMH itself uses what Java warns of.
                .jvmArgs("-Xmx1g", "--sun-misc-unsafe-memory-access=allow")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private static Cost cost(ChainedOptionsBuilder options) {
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            RunResult result = results.iterator().next();
            var allocated = Objects.requireNonNull(
                    result.getSecondaryResults().get(ALLOCATION), "nothing was said of allocation");
            return new Cost(result.getPrimaryResult().getScore(), allocated.getScore());
        } catch (RunnerException e) {
            throw new IllegalStateException("cannot measure", e);
        }
    }
}
