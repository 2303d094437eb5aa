package io.adjourn.bench.rolling;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topics;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Stores the first delivery of one new meeting after another, at a steady rate, as a gateway does. */
final class SteadyDeliveries implements AutoCloseable {
    private static final int AT_A_TIME = 50;

    private final KafkaProducer<String, byte[]> producer;
    private final List<Target> targets;
    private final long intervalNanos;
    private final Set<Place> stored = ConcurrentHashMap.newKeySet();
    private final Thread sender;
    private volatile boolean stopped;

    /** Begins. */
    SteadyDeliveries(String bootstrapServers, List<Target> targets, int perSecond) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        2),
                new StringSerializer(),
                new ByteArraySerializer());
        this.targets = targets;
        intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        sender = Thread.ofPlatform().name("deliveries").start(this::send);
    }

    /** Where every delivery is that Kafka has acknowledged. */
    Set<Place> stored() {
        return stored;
    }

    private void send() {
        long turn = System.nanoTime();
        long seed = 0;
        Iterator<ScenarioRun> meetings = usual(seed);
        while (!stopped) {
            if (!meetings.hasNext()) {
                meetings = usual(++seed);
            }
            send(meetings.next());
            turn += intervalNanos;
            try {
                TimeUnit.NANOSECONDS.sleep(turn - System.nanoTime());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A few of each vendor's usual meetings: its first message is of the meeting, not of a calendar. */
    private Iterator<ScenarioRun> usual(long seed) {
        return new Scenario(seed, Instant.now())
                .meetings(
                        targets,
                        AT_A_TIME,
                        meeting -> meeting.script()
                                .equals(meeting.target().simulator().scripts().getFirst()))
                .iterator();
    }

    private void send(ScenarioRun meeting) {
        byte[] body = meeting.meeting()
                .acts()
                .getFirst()
                .messages()
                .getFirst()
                .body(0)
                .bytes();
        var record = new ProducerRecord<>(Topics.RAW.name(), meeting.key(), body);
        Map.of(
                        RawHeaders.SOURCE, meeting.target().source().name(),
                        RawHeaders.VENDOR, meeting.target().source().vendor().id(),
                        RawHeaders.DELIVERY_ID, UUID.randomUUID().toString(),
                        RawHeaders.RECEIVED_AT,
                                Instant.now().truncatedTo(ChronoUnit.MICROS).toString(),
                        RawHeaders.CONTENT_TYPE, "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        var _ = producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                stored.add(new Place(metadata.partition(), metadata.offset()));
            }
        });
    }

    /** Stops, and returns when all is acknowledged. */
    @Override
    public void close() {
        stopped = true;
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }

    /** Where a delivery is in the raw topic. */
    record Place(int partition, long offset) {}
}
