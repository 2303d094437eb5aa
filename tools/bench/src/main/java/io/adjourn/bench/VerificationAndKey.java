package io.adjourn.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A genuine request of the usual length: from its bytes in memory to the key of its record. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VerificationAndKey {
    static final int BODY_BYTES = 1024;

    /** The name of a {@link AuthScheme}; the command gives all of them. */
    @Param("")
    String way = "";

    @SuppressWarnings("NullAway.Init") // set before anything is measured
    private VerificationRequest knock;

    @Setup
    public void prepare() {
        knock = AuthScheme.named(way).genuine(BODY_BYTES);
    }

    @Benchmark
    public String key() {
        return knock.key();
    }
}
