package io.adjourn.gateway.publish;

import io.adjourn.gateway.publish.Breaker.Down;
import io.adjourn.gateway.publish.Breaker.Up;
import io.adjourn.gateway.publish.KafkaAnswer.Acknowledged;
import io.adjourn.gateway.publish.KafkaAnswer.Away;
import io.adjourn.gateway.publish.KafkaAnswer.Busy;
import io.adjourn.gateway.publish.KafkaAnswer.Refused;
import io.adjourn.gateway.publish.KafkaConnection.BeingMade;
import io.adjourn.gateway.publish.KafkaConnection.Made;
import io.adjourn.gateway.publish.KafkaConnection.NotMade;
import io.adjourn.spool.Spool;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after Kafka in the background, so that no delivery has to: while it is away, asks again and again whether it is back,
 * and believes it only when it takes the oldest spooled record; while it is there, moves what is spooled to it.
 */
@Singleton
final class KafkaWatch {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaWatch.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(500);
    /** New clients cost something, and whoever mends a file of keys may wait a little. */
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(30);

    private static final Duration AFTER_REFUSALS = Duration.ofSeconds(5);
    /** Without deliveries nobody would notice that Kafka goes away. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final KafkaConnection connection;
    private final Breaker breaker;
    private final Optional<SpoolDrain> drain;
    /** Not by an interrupt: that would close the files of the spool. */
    private final CountDownLatch stopping = new CountDownLatch(1);

    private long lastRenewal = System.nanoTime() - BETWEEN_RENEWALS.toNanos();

    private final Thread thread =
            Thread.ofPlatform().name("kafka-watch").daemon().unstarted(this::run);

    KafkaWatch(
            KafkaConnection connection,
            Breaker breaker,
            KafkaPublisher kafka,
            Optional<Spool> spool,
            MeterRegistry meters) {
        this.connection = connection;
        this.breaker = breaker;
        this.drain = spool.map(open -> new SpoolDrain(open, kafka, meters));
    }

    @PostConstruct
    void start() {
        thread.start();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping.countDown();
        thread.join();
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look; returns how long to wait for the next. */
    private Duration look() throws InterruptedException {
        try {
            return switch (breaker.state()) {
                case Up() -> whileItIsThere();
                case Down(Away because) -> whileItIsAway(because);
            };
        } catch (IOException | RuntimeException e) {
            LOG.atError().addKeyValue("why", e.toString()).log("Spooled deliveries cannot be moved, trying on");
            return BETWEEN_PROBES;
        }
    }

    private Duration whileItIsThere() throws IOException, InterruptedException {
        Optional<SpoolDrain> toMove = drain.filter(spooled -> !spooled.isEmpty());
        if (toMove.isPresent()) {
            return after(toMove.get().step());
        }
        if (breaker.quietFor(QUIET)) {
            check().ifPresentOrElse(breaker::trip, breaker::succeeded);
        }
        return BETWEEN_LOOKS;
    }

    private Duration after(SpoolDrain.Step step) {
        return switch (step.last()) {
            case Acknowledged() -> Duration.ZERO;
            case Refused _ -> step.delivered() > 0 ? Duration.ZERO : AFTER_REFUSALS;
            case Busy _ -> BETWEEN_LOOKS;
            case Away away -> {
                breaker.trip(away);
                yield BETWEEN_PROBES;
            }
        };
    }

    private Duration whileItIsAway(Away because) throws IOException, InterruptedException {
        if (because.forGood() && System.nanoTime() - lastRenewal >= BETWEEN_RENEWALS.toNanos()) {
            lastRenewal = System.nanoTime();
            connection.renew();
            breaker.renewed();
        }
        // What is known of Kafka stays known meanwhile.
        if (connection.state() instanceof BeingMade) {
            return BETWEEN_LOOKS;
        }
        Optional<Away> trouble = check();
        if (trouble.isEmpty()) {
            trouble = probe();
        }
        trouble.ifPresentOrElse(breaker::trip, breaker::restore);
        return trouble.isPresent() ? BETWEEN_PROBES : Duration.ZERO;
    }

    private Optional<Away> check() throws InterruptedException {
        return switch (connection.state()) {
            case BeingMade() -> Optional.of(BeingMade.AWAY);
            case NotMade(String why) -> Optional.of(new Away(why, false));
            case Made(var _, var admin) -> KafkaCheck.trouble(admin);
        };
    }

    /**
     * Where nothing is spooled, the next delivery is the probe. Where it fails though Kafka has just said that all is well, that may
     * be the producer's fault: it can fail once for good, and afterwards only ever says that it took too long.
     */
    private Optional<Away> probe() throws IOException, InterruptedException {
        Optional<SpoolDrain> toMove = drain.filter(spooled -> !spooled.isEmpty());
        return toMove.isPresent() && toMove.get().probe().last() instanceof Away(String why, var _)
                ? Optional.of(new Away(why, true))
                : Optional.empty();
    }
}
