package io.adjourn.gateway.publish;

import io.adjourn.gateway.publish.KafkaConnection.BeingMade;
import io.adjourn.gateway.publish.KafkaConnection.Made;
import io.adjourn.gateway.publish.KafkaConnection.NotMade;
import io.adjourn.gateway.publish.SendResult.Unavailable;
import io.adjourn.spool.Spool;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks Kafka in the background how it is, so that no delivery has to find out: while something is unavailable, again and again; else
 * only when nothing has been heard of it for a while.
 */
@Singleton
final class KafkaMonitor {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(500);
    /** Without deliveries nobody would notice that Kafka becomes unavailable. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final KafkaConnection connection;
    private final CircuitBreaker breaker;
    private final ClientRenewal renewal;
    private final Optional<Spool> spool;
    private final Background background = new Background("kafka-monitor", this::look);
    private long lastCheck = System.nanoTime() - QUIET.toNanos();

    KafkaMonitor(KafkaConnection connection, CircuitBreaker breaker, ClientRenewal renewal, Optional<Spool> spool) {
        this.connection = connection;
        this.breaker = breaker;
        this.renewal = renewal;
        this.spool = spool;
    }

    @PostConstruct
    void start() {
        background.start();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        background.stop();
    }

    boolean isAlive() {
        return background.isAlive();
    }

    private Duration look() throws InterruptedException {
        boolean disturbed = breaker.isDisturbed();
        boolean heardLately = System.nanoTime() - lastCheck < QUIET.toNanos() || !breaker.quietFor(QUIET);
        // What is known of Kafka stays known while clients are made.
        if ((disturbed || !heardLately) && !(connection.state() instanceof BeingMade)) {
            check();
        }
        return disturbed ? BETWEEN_CHECKS : BETWEEN_LOOKS;
    }

    private void check() throws InterruptedException {
        lastCheck = System.nanoTime();
        KafkaHealth health = switch (connection.state()) {
            case BeingMade() -> KafkaHealth.of(BeingMade.UNAVAILABLE);
            case NotMade(String why) -> KafkaHealth.of(new Unavailable(why, false));
            case Made(var _, var _, var admin) -> KafkaCheck.health(admin, connection.topic());
        };
        breaker.observed(health);
        boolean healthy = health.trouble().isEmpty();
        if (healthy && health.withoutLeader().isEmpty() && nothingWaits()) {
            breaker.restore();
        }
        renewal.renewIfNeeded(healthy);
    }

    /** Whether no spooled record can be the trial. */
    private boolean nothingWaits() {
        return spool.isEmpty()
                || spool.filter(open ->
                                open.depth().records() == 0 && open.reading().isEmpty())
                        .isPresent();
    }
}
