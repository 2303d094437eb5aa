package io.adjourn.bench;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** HMAC-SHA256 over a body of the usual length and nothing else, its key set once: what no signed request can do without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BareHmac {
    private final byte[] body = new byte[VerificationAndKey.BODY_BYTES];

    @SuppressWarnings("NullAway.Init") // set before anything is measured
    private Mac mac;

    @Setup
    public void prepare() throws GeneralSecurityException {
        Arrays.fill(body, (byte) 'x');
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    }

    @Benchmark
    public byte[] sign() {
        return mac.doFinal(body);
    }
}
