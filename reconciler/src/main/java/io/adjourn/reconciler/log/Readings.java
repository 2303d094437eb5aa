package io.adjourn.reconciler.log;

import io.adjourn.contracts.Erasure;
import io.adjourn.contracts.InstalledTopics;
import io.adjourn.contracts.Pulled;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Watermark;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.reconciler.plan.Agenda;
import io.adjourn.reconciler.plan.Finding;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.JsonSkeleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads for the agenda: all that is open, the completion records of its look-back, and, where a vendor lists what it sent, the ids of the
 * newest webhooks. Keeps no offsets: what is read again says the same. One thread at a time.
 */
public final class Readings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

    /** How far back webhooks are known at the start. */
    private static final Duration WEBHOOKS_BACK = Duration.ofHours(2);

    private static final JsonSkeleton EVENT_ID = JsonSkeleton.of("event_id");

    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<Object> values;
    private final InstalledTopics topics;
    private final Agenda agenda;
    private final Map<TopicPartition, Long> ends;

    /**
     * Looks up where to begin.
     *
     * @param values reads values of the contract's topics
     * @param withWebhooks whether the raw topic is read
     */
    public Readings(
            Map<String, Object> settings,
            Deserializer<Object> values,
            InstalledTopics topics,
            Agenda agenda,
            Instant now,
            Duration lookBack,
            boolean withWebhooks) {
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.values = values;
        this.topics = topics;
        this.agenda = agenda;
        try {
            List<TopicPartition> open = partitions(topics.open().name());
            List<TopicPartition> completions = partitions(topics.completions().name());
            List<TopicPartition> raw = withWebhooks ? partitions(topics.raw().name()) : List.of();
            consumer.assign(
                    Stream.of(open, completions, raw).flatMap(List::stream).toList());
            consumer.seekToBeginning(open);
            seek(completions, now.minus(lookBack));
            seek(raw, now.minus(WEBHOOKS_BACK));
            ends = consumer.endOffsets(consumer.assignment());
            if (withWebhooks) {
                agenda.deliveriesKnownFrom(now.minus(WEBHOOKS_BACK));
            }
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private void seek(List<TopicPartition> partitions, Instant from) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = new HashMap<>(consumer.offsetsForTimes(times));
        var without = new ArrayList<TopicPartition>();
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp offset = found.get(partition);
            if (offset == null) {
                without.add(partition);
            } else {
                consumer.seek(partition, offset.offset());
            }
        }
        // Nothing is as young as that: what comes is. Of no partition, all would be meant.
        if (!without.isEmpty()) {
            consumer.seekToEnd(without);
        }
    }

    /** Whether all is read that there was at the start. */
    public boolean haveCaughtUp() {
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        return ends.isEmpty();
    }

    /**
     * Reads what is there, and waits for it no longer than that.
     *
     * @throws KafkaException if Kafka or the registry cannot be reached
     */
    public void read(Instant now, Duration patience) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(patience)) {
            if (record.topic().equals(topics.raw().name())) {
                webhook(record);
            } else if (record.key() != null) {
                meeting(now, record);
            }
        }
    }

    private void meeting(Instant now, ConsumerRecord<String, byte[]> record) {
        boolean isOpen = record.topic().equals(topics.open().name());
        if (record.value() == null) {
            if (isOpen) {
                agenda.closed(record.key());
            } else {
                agenda.forgotten(record.key());
            }
            return;
        }
        switch (value(record)) {
            case OpenMeeting open -> agenda.open(now, record.key(), open);
            case MeetingCompletion completion -> agenda.completed(now, Finding.of(record.key(), completion));
            case null, default -> {}
        }
    }

    private @Nullable Object value(ConsumerRecord<String, byte[]> record) {
        try {
            return values.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            if (isAway(e)) {
                throw e;
            }
            LOG.warn(
                    "Record cannot be read and is skipped: topic={} partition={} offset={}",
                    record.topic(),
                    record.partition(),
                    record.offset());
            return null;
        }
    }

    /** Whether the registry does not answer: then reading it again may help. */
    private static boolean isAway(Throwable fault) {
        return Stream.iterate(fault, cause -> cause != null, Throwable::getCause)
                .anyMatch(IOException.class::isInstance);
    }

    private void webhook(ConsumerRecord<String, byte[]> record) {
        String source = RawHeaders.last(record.headers(), RawHeaders.SOURCE);
        if (source == null
                || record.value() == null
                || !agenda.isToKnowDeliveries(source)
                || Watermark.marks(record.headers())
                || Erasure.marks(record.headers())
                || Pulled.marks(record.headers())) {
            return;
        }
        String id = new Body(record.value()).outline(EVENT_ID).path("event_id").textValue();
        if (id != null) {
            agenda.delivered(source, id, Instant.ofEpochMilli(record.timestamp()));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
