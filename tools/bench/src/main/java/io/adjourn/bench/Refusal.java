package io.adjourn.bench;

import io.adjourn.vendors.verify.Verdict;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A stranger's request with a hostile body: from its bytes in memory to the refusal. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Refusal {

    /** The name of a {@link AuthScheme}; the command gives all that have to read the body. */
    @Param("")
    String way = "";

    @Param({"FLOATS", "DEPTH", "KEYS", "ESCAPES"})
    HostileBody body = HostileBody.FLOATS;

    @SuppressWarnings("NullAway.Init") // set before anything is measured
    private VerificationRequest knock;

    @Setup
    public void prepare() {
        knock = AuthScheme.named(way).forged(body.bytes());
    }

    @Benchmark
    public Verdict verdict() {
        return knock.verdict();
    }
}
