package io.adjourn.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.adjourn.testing.Tries;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verifier;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a body may have the gateway take, whoever sent it. All that was allocated counts, also what was garbage at once. */
@ResourceLock("heap")
class MemoryTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Instant RECEIVED_AT = Instant.parse("2026-09-01T12:00:00Z");
    private static final int MIB = 1 << 20;
    /** The largest body that is taken is as large as this in the full build. */
    private static final int LARGE_BODY = Tries.of(16) * MIB;

    private static final int NEXT_TO_NOTHING = 64 << 10;

    /** Classes are loaded once. */
    @BeforeEach
    void loadClasses() {
        for (byte[] body : Hostile.bodies().values()) {
            Vendors.KNOWN.all().forEach(vendor -> vendor.subjectOf(new Body(body)));
        }
    }

    @Test
    void shouldFindTheSubjectInNextToNoMemoryWhateverTheBody() {
        hostile(LARGE_BODY).forEach((what, bytes) -> {
            var body = new Body(bytes);
            for (Vendor vendor : Vendors.KNOWN.all()) {
                assertThat(allocatedBy(() -> vendor.subjectOf(body), NEXT_TO_NOTHING))
                        .as(vendor.id() + ", " + what)
                        .isLessThan(NEXT_TO_NOTHING);
            }
        });
    }

    /** Only what signs canonical JSON reads a body before it is known whose it is. */
    @Test
    void shouldVerifyAStrangersBodyInMemoryInProportionToIt() {
        Samples.ofAll().forEach(samples -> {
            byte[] signed = samples.anyPayload();
            for (var signer : Signers.of(samples.vendor())) {
                String secret = signer.secret("current");
                var verifier = new Verifier(samples.vendor().schemes(), new Secrets(List.of(secret)));
                var request = new Request(Headers.of(signer.headers(secret, signed, RECEIVED_AT)), null, RECEIVED_AT);
                assertThat(verifier.withBody(request, signed)).isNotNull();
                long bound = verifier.isCostly(request) ? 100 * MIB : NEXT_TO_NOTHING;

                hostile(MIB)
                        .forEach((what, body) -> assertThat(allocatedBy(() -> verifier.withBody(request, body), bound))
                                .as(samples.vendor().id() + ", " + what)
                                .isLessThan(bound));
            }
        });
    }

    private static Map<String, byte[]> hostile(int bytes) {
        var bodies = new HashMap<>(Hostile.bodiesOf(bytes));
        bodies.putAll(Hostile.furtherBodiesOf(bytes));
        return bodies;
    }

    /** Measured again where it is too much: what code allocates before it is compiled, and once only, is not the body's. */
    private static long allocatedBy(Runnable work, long bound) {
        long allocated = Long.MAX_VALUE;
        for (int i = 0; i < 3 && allocated >= bound; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return allocated;
    }
}
