package io.adjourn.bench.rolling;

import io.adjourn.bench.rolling.SteadyDeliveries.Place;
import io.adjourn.commands.topics.Partitions;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.RawCoordinates;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What somebody sees who reads every topic of ours as it comes, and only what is committed. */
final class LatencyProbe implements AutoCloseable {
    private static final Duration ONE_POLL = Duration.ofMillis(20);

    private final KafkaConsumer<String, Object> consumer;
    private final Thread reader = Thread.ofPlatform().name("sightings").unstarted(this::read);
    private final List<Waited> waits = new ArrayList<>();
    private final Set<Place> places = new HashSet<>();
    private final Set<String> events = new HashSet<>();
    private final Map<String, Integer> revisions = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private volatile boolean stopped;

    /** @param waited from its receipt to its being seen */
    record Waited(Instant receivedAt, Duration waited) {}

    LatencyProbe(String bootstrapServers, SchemaRegistryClient registry) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                WireFormat.reader(registry));
        List<TopicPartition> partitions = Topics.ALL.stream()
                .filter(topic -> !topic.equals(Topics.RAW))
                .map(Topic::name)
                .flatMap(topic -> Partitions.of(topic, consumer).stream())
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reader.start();
    }

    /** How long each event took that was received between the two. */
    synchronized List<Duration> waits(Instant from, Instant until) {
        return waits.stream()
                .filter(wait ->
                        !wait.receivedAt().isBefore(from) && wait.receivedAt().isBefore(until))
                .map(Waited::waited)
                .sorted()
                .toList();
    }

    /** Whether every one of these deliveries has been seen as an event or a reject. */
    synchronized boolean haveSeen(Set<Place> deliveries) {
        return places.containsAll(deliveries);
    }

    /** Events that came twice and revisions that did not follow the one before, one line each. */
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    private void read() {
        while (!stopped) {
            var records = consumer.poll(ONE_POLL);
            Instant now = Instant.now();
            synchronized (this) {
                records.forEach(record -> see(record, now));
            }
        }
        consumer.close();
    }

    private void see(ConsumerRecord<String, Object> record, Instant now) {
        switch (record.value()) {
            case MeetingCompletion completion -> see(record.key(), completion.getRevision());
            case SpecificRecord event -> see(event, now);
            case null, default -> {}
        }
    }

    private void see(String meeting, int revision) {
        Integer before = revisions.put(meeting, revision);
        if (revision != (before == null ? 1 : before + 1)) {
            faults.add(meeting + ": revision " + revision + " after " + before);
        }
    }

    private void see(SpecificRecord event, Instant now) {
        if (field(event, "raw") instanceof RawCoordinates raw) {
            places.add(new Place(raw.getPartition(), raw.getOffset()));
        }
        if (field(event, "event_id") instanceof String id && !events.add(id)) {
            faults.add("event " + id + " twice");
        }
        if (field(event, "received_at") instanceof Instant receivedAt) {
            waits.add(new Waited(receivedAt, Duration.between(receivedAt, now)));
        }
    }

    private static Object field(SpecificRecord event, String name) {
        Field field = event.getSchema().getField(name);
        return field == null ? "" : event.get(field.pos());
    }

    @Override
    public void close() {
        stopped = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
