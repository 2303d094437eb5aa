package io.adjourn.gateway.publish;

import io.adjourn.gateway.publish.KafkaAnswer.Away;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Kafka is there. One delivery that it does not take is enough to say no: from then on none waits for it, until
 * {@link KafkaWatch} has seen it take one.
 */
@Singleton
final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    private static final State NOT_ASKED = new Down(new Away("not yet asked", false));

    private volatile State state = NOT_ASKED;
    private volatile long lastSuccess = System.nanoTime();

    Breaker(MeterRegistry meters) {
        Gauge.builder("adjourn.gateway.kafka.up", this, breaker -> breaker.state() instanceof Up ? 1 : 0)
                .description("1 while deliveries go to Kafka, 0 while it is known to be away")
                .register(meters);
    }

    /** What is known of Kafka. */
    sealed interface State {}

    /** It takes deliveries. */
    record Up() implements State {}

    /** It does not. */
    record Down(Away because) implements State {}

    State state() {
        return state;
    }

    /** Kafka has taken a delivery. */
    void succeeded() {
        lastSuccess = System.nanoTime();
    }

    /** Whether nothing has been heard of Kafka for so long. */
    boolean quietFor(Duration time) {
        return System.nanoTime() - lastSuccess > time.toNanos();
    }

    /** Kafka has not taken a delivery. What stays so until the clients are made anew is not forgotten over another reason. */
    synchronized void trip(Away because) {
        boolean news = state instanceof Up || state.equals(NOT_ASKED);
        boolean forGood = because.forGood() || (state instanceof Down(var before) && before.forGood());
        state = new Down(new Away(because.why(), forGood));
        if (news) {
            LOG.atWarn().addKeyValue("why", because.why()).log("Kafka is away: deliveries are spooled");
        }
    }

    /** The clients are new ones. */
    synchronized void renewed() {
        if (state instanceof Down(var because)) {
            state = new Down(new Away(because.why(), false));
        }
    }

    /** Kafka is there again. */
    synchronized void restore() {
        succeeded();
        boolean was = state instanceof Down;
        state = new Up();
        if (was) {
            LOG.info("Kafka is there: deliveries go to it");
        }
    }
}
