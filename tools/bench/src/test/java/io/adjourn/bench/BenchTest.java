package io.adjourn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.bench.Measurements.Cost;
import io.adjourn.vendors.Vendors;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.options.TimeValue;

/** What is measured is what is meant. */
class BenchTest {

    static List<AuthScheme> ways() {
        return AuthScheme.all();
    }

    @Test
    void shouldMeasureEveryWayOfEveryVendor() {
        assertThat(ways())
                .extracting(way -> way.vendor().id())
                .containsAll(
                        Vendors.KNOWN.all().stream().map(vendor -> vendor.id()).toList());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldMeasureAGenuineRequestOfOneKibibyte(AuthScheme way) {
        VerificationRequest genuine = way.genuine(1024);

        assertThat(genuine.body()).hasSize(1024);
        assertThat(genuine.key()).startsWith("bench/").isEqualTo(way.genuine(0).key());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldMeasureWhatIsRefused(AuthScheme way) {
        for (HostileBody body : HostileBody.values()) {
            assertThat(body.bytes()).hasSize(1024 * 1024);
            assertThat(way.forged(body.bytes()).verdict())
                    .isInstanceOf(way.scheme().coversBody() ? Refused.class : Accepted.class);
        }
    }

    @Test
    void shouldTellTimeAndAllocation() {
        var briefly = new Measurements(0, TimeValue.milliseconds(50));

        Cost bare = briefly.bareHmac();
        Cost whole = briefly.verification(ways().getFirst());

        assertThat(List.of(bare.time(), bare.bytes(), whole.time(), whole.bytes()))
                .allMatch(measured -> measured > 0);
    }

    @Test
    void shouldSayWhatThereIs() {
        var out = new StringWriter();
        assertThat(Bench.commandLine().setOut(new PrintWriter(out, true)).execute())
                .isZero();
        assertThat(out.toString())
                .contains(
                        "Usage: adjourn bench",
                        "verification",
                        "streams",
                        "compression",
                        "gateway",
                        "floods",
                        "restore",
                        "postgres",
                        "webhook");
    }
}
