package io.adjourn.gateway.publish;

import io.adjourn.contracts.Watermark;
import io.adjourn.gateway.publish.KafkaConnection.Made;
import io.adjourn.gateway.sources.GatewaySettings;
import io.adjourn.spool.Spool;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every partition of the raw topic, again and again, up to which receipt time all that this gateway has answered 202 is in
 * the log: the earliest of those in transit and in the spool, else now. What it tells is true when it is made, so it is true
 * whenever it arrives. One that Kafka does not take is not sent again: the next one says more.
 *
 * <p>It sends only where deliveries go, and tells the circuit breaker nothing: what becomes of a watermark says less about Kafka
 * than what becomes of a delivery.
 */
@Singleton
final class WatermarkSender {
    private static final Logger LOG = LoggerFactory.getLogger(WatermarkSender.class);
    private static final Duration UNTIL_IT_CAN = Duration.ofMillis(200);
    private static final Duration TO_SAY_GOODBYE = Duration.ofSeconds(1);

    private final KafkaConnection connection;
    private final CircuitBreaker breaker;
    private final InTransit inTransit;
    private final Optional<Spool> spool;
    private final Duration interval;
    private final String gateway;
    private final String host = host();
    private final Background background = new Background("watermarks", this::tell);

    WatermarkSender(
            KafkaConnection connection,
            CircuitBreaker breaker,
            InTransit inTransit,
            Optional<Spool> spool,
            GatewaySettings.Watermark settings) {
        this.connection = connection;
        this.breaker = breaker;
        this.inTransit = inTransit;
        this.spool = spool;
        this.interval = settings.interval();
        // Who has no spool owes nothing after its end, and need not be known again.
        this.gateway = spool.map(Spool::name).orElseGet(() -> UUID.randomUUID().toString());
    }

    @PostConstruct
    void start() {
        LOG.info("Sending watermarks: gateway={} host={}", gateway, host);
        background.start();
    }

    /** Where nothing waits, it says goodbye, so that nobody waits for it. Else it will be back with what its spool has. */
    @PreDestroy
    void stop() throws InterruptedException {
        background.stop();
        boolean nothingWaits = inTransit.end() && spooled().equals(Instant.MAX);
        if (nothingWaits && connection.state() instanceof Made made) {
            Instant now = inTransit.arrived().now();
            await(send(new Watermark(gateway, host, now, null), made.live()));
        }
    }

    boolean isAlive() {
        return background.isAlive();
    }

    /** Once, if it can; returns how long to wait for the next. */
    Duration tell() {
        if (connection.state() instanceof Made made && breaker.isClosed()) {
            Optional<Watermark> watermark = watermark();
            if (watermark.isPresent()) {
                send(watermark.get(), made.live());
                return interval;
            }
        }
        // Nobody waits for who has never spoken: so the first goes as soon as it can.
        return interval.compareTo(UNTIL_IT_CAN) < 0 ? interval : UNTIL_IT_CAN;
    }

    /** Empty as long as it is not known what is in the spool. */
    private Optional<Watermark> watermark() {
        // In this order: what leaves the one for the other in between is seen in both, never in neither.
        InTransit.Arrived arrived = inTransit.arrived();
        Instant spooled = spooled();
        if (spooled.equals(Instant.MIN)) {
            return Optional.empty();
        }
        Instant upTo = spooled.isBefore(arrived.upTo()) ? spooled : arrived.upTo();
        return Optional.of(new Watermark(gateway, host, arrived.now(), upTo));
    }

    private Instant spooled() {
        return spool.map(Spool::noneBefore).orElse(Instant.MAX);
    }

    private List<Future<?>> send(Watermark watermark, Producer<String, byte[]> producer) {
        var sent = new ArrayList<Future<?>>();
        try {
            for (int partition = 0; partition < breaker.partitions(); partition++) {
                if (breaker.isClosed(partition)) {
                    sent.add(producer.send(watermark.toRecord(connection.raw(), partition)));
                }
            }
        } catch (KafkaException | IllegalStateException e) {
            // No room just now, or the clients are being replaced.
            LOG.debug("Watermark skipped: why={}", KafkaErrorText.of(e));
        }
        return sent;
    }

    private static void await(List<Future<?>> sent) throws InterruptedException {
        long due = System.nanoTime() + TO_SAY_GOODBYE.toNanos();
        for (Future<?> one : sent) {
            try {
                one.get(due - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                // Then it is waited for, for a while.
                LOG.debug("Final watermark at shutdown not delivered: why={}", e);
            }
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
