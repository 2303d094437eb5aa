package io.adjourn.gateway.intake;

import io.adjourn.gateway.sources.GatewaySettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the bodies of all requests take together, and that it stays within {@code gateway.in-flight.max-bytes}.
 *
 * <p>A body counts twice: while it is read, its pieces are put together to a whole; when it is spooled, there is a copy on its way
 * to the disk. What the Kafka producer holds is bounded by {@code buffer.memory}. Bytes count as they come in: who only says
 * that much will come takes nothing from anybody.
 */
@Singleton
final class InFlight {
    private static final int TIMES_HELD = 2;

    private final AtomicLong held = new AtomicLong();
    private final long maxBytes;

    @Inject
    InFlight(GatewaySettings settings, MeterRegistry meters) {
        this(settings.inFlight().maxBytes().bytes(), meters);
    }

    InFlight(long maxBytes, MeterRegistry meters) {
        this.maxBytes = maxBytes;
        Gauge.builder("adjourn.gateway.in.flight.bytes", this, InFlight::held)
                .description("What the bodies being worked on take in memory")
                .register(meters);
    }

    long held() {
        return held.get();
    }

    /** Whether a body of that length would fit just now. */
    boolean hasRoomFor(long length) {
        return held.get() + TIMES_HELD * length <= maxBytes;
    }

    /** For one request, to be closed at its end. */
    Share share() {
        return new Share();
    }

    /** What one request holds. For one thread. */
    final class Share implements AutoCloseable {
        private long mine;

        /** Takes room for so many more bytes of the body; false if there is none. */
        boolean grow(int bytes) {
            long more = (long) TIMES_HELD * bytes;
            if (held.addAndGet(more) > maxBytes) {
                held.addAndGet(-more);
                return false;
            }
            mine += more;
            return true;
        }

        @Override
        public void close() {
            held.addAndGet(-mine);
            mine = 0;
        }
    }
}
