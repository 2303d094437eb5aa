package io.adjourn.inspector.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.Erasure;
import io.adjourn.contracts.InstalledTopics;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.Watermark;
import io.adjourn.inspector.index.Change;
import io.adjourn.inspector.index.IndexEntry.Opened;
import io.adjourn.inspector.index.IndexEntry.Refused;
import io.adjourn.inspector.index.IndexEntry.Revised;
import io.adjourn.inspector.index.IndexEntry.Told;
import io.adjourn.inspector.index.RecordPosition;
import io.adjourn.meetings.v1.CalendarChange;
import io.adjourn.meetings.v1.MeetingActivity;
import io.adjourn.meetings.v1.MeetingArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.meetings.v1.RawCoordinates;
import io.adjourn.meetings.v1.RejectedDelivery;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads in a record of a topic what it changes. */
final class ChangeReader {
    /** No gateway writes longer ones. */
    private static final int LONGEST_KEY = 2_000;

    private static final int DEEPEST = 20;

    /** Confluent's: a registry that knows no such schema. Whatever else answers 404 is none, such as a proxy before it. */
    private static final int NO_SUCH_SCHEMA = 40403;

    private final Map<String, Topic> byName = new HashMap<>();
    private final Deserializer<Object> values;
    private final DeliveryReader deliveries;

    /** @param values reads the values of all topics but the raw one */
    ChangeReader(InstalledTopics topics, Deserializer<Object> values, DeliveryReader deliveries) {
        Topics.ALL.forEach(topic -> byName.put(topics.of(topic).name(), topic));
        this.values = values;
        this.deliveries = deliveries;
    }

    /** The registry has no answer: nothing is wrong with the record. */
    static final class RegistryAwayException extends Exception {
        private static final long serialVersionUID = 1;

        RegistryAwayException(Throwable cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    /** A record that no streams wrote. */
    static final class UnreadableRecordException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableRecordException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * What it changes; empty where nothing, as of a watermark.
     *
     * @throws RegistryAwayException if it is to be read again later
     * @throws UnreadableRecordException if it never can be
     */
    Optional<Change> read(ConsumerRecord<byte[], byte[]> record)
            throws RegistryAwayException, UnreadableRecordException {
        Topic topic = byName.get(record.topic());
        if (topic == null
                || (topic.equals(Topics.RAW)
                        && (Watermark.marks(record.headers()) || Erasure.marks(record.headers())))) {
            return Optional.empty();
        }
        String key = record.key() == null ? "" : new String(record.key(), UTF_8);
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new UnreadableRecordException("its key is empty, or longer than any gateway writes", null);
        }
        var place = new RecordPosition(record.partition(), record.offset());
        if (topic.equals(Topics.RAW)) {
            return Optional.of(deliveries.read(key, place, record));
        }
        Object value = value(record);
        return switch (value) {
            case null ->
                topic.equals(Topics.COMPLETIONS)
                        ? Optional.of(new Change.Forgets(key, record.timestamp()))
                        : topic.equals(Topics.OPEN) ? Optional.of(new Change.WaitsNoMore(key)) : Optional.empty();
            case MeetingCompletion completion ->
                Optional.of(new Change.Revises(key, new Revised(place, record.timestamp(), completion)));
            case OpenMeeting open -> Optional.of(new Change.Waits(key, new Opened(open)));
            case RejectedDelivery reject ->
                Optional.of(new Change.Rejects(key, new Refused(place, record.timestamp(), reject)));
            case MeetingLifecycle event -> Optional.of(tells(key, topic, place, event.getRaw(), event));
            case MeetingArtifact event -> Optional.of(tells(key, topic, place, event.getRaw(), event));
            case MeetingActivity event -> Optional.of(tells(key, topic, place, event.getRaw(), event));
            case CalendarChange event -> Optional.of(tells(key, topic, place, event.getRaw(), event));
            default ->
                throw new UnreadableRecordException(
                        "its value is a " + value.getClass().getSimpleName(), null);
        };
    }

    private static Change tells(
            String key, Topic topic, RecordPosition place, @Nullable RawCoordinates raw, SpecificRecord event) {
        RecordPosition from = raw == null ? null : new RecordPosition(raw.getPartition(), raw.getOffset());
        return new Change.Tells(key, new Told(topic, place, from, event));
    }

    private @Nullable Object value(ConsumerRecord<byte[], byte[]> record)
            throws RegistryAwayException, UnreadableRecordException {
        try {
            return record.value() == null ? null : values.deserialize(record.topic(), record.value());
        } catch (RuntimeException e) {
            if (isOfRegistry(e)) {
                throw new RegistryAwayException(e);
            }
            throw new UnreadableRecordException("its value is not of its topic's schemas", e);
        }
    }

    private static boolean isOfRegistry(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException answer) {
                return answer.getErrorCode() != NO_SUCH_SCHEMA;
            }
            if (cause instanceof IOException && !(cause instanceof EOFException)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
