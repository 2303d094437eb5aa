package io.adjourn.commands.erasure;

import io.adjourn.commands.topics.TopicLog;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.MeetingKey;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Watermark;
import io.adjourn.contracts.WireFormat;
import io.adjourn.meetings.v1.CalendarChange;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.vendors.Subject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads what the topics hold of meetings: which there are, and where each stands. In no group, and only what is committed. */
public final class Survey {
    private final Cluster cluster;
    private final @Nullable Value value;
    private final LongConsumer progress;
    private final Map<String, Known> known = new HashMap<>();
    private long read;
    private long calendarRecords;

    /**
     * Reads nothing yet.
     *
     * @param value that is looked for; null where none is
     * @param progress told again and again how many records are read
     */
    public Survey(Cluster cluster, @Nullable Value value, LongConsumer progress) {
        this.cluster = cluster;
        this.value = value;
        this.progress = progress;
    }

    /**
     * Where records of a meeting stand.
     *
     * @param records how many
     * @param latest time of the latest
     */
    public record Place(Topic topic, long records, Instant latest) {}

    /** All meetings of which any topic says something. */
    public Collection<Known> meetings() {
        try (Deserializer<Object> reader = WireFormat.reader(cluster.registry().client())) {
            read(cluster.topics().raw(), this::takeRaw);
            read(cluster.topics().lifecycle(), record -> takeLifecycle(record, reader));
            read(cluster.topics().completions(), record -> takeCompletion(record, reader));
            if (value != null) {
                read(cluster.topics().calendar(), record -> takeCalendar(record, reader));
            }
        }
        return List.copyOf(known.values());
    }

    /** How many records of calendars name the value as an account's address: they belong to no meeting, and expire. */
    public long calendarRecords() {
        return calendarRecords;
    }

    /** Where each of these meetings has records, in the order of the catalogue. */
    public Map<String, List<Place>> places(Set<String> keys) {
        Map<String, Map<Topic, Place>> found = new HashMap<>();
        for (Topic topic : cluster.topics().all()) {
            read(topic, record -> {
                if (keys.contains(record.key())) {
                    found.computeIfAbsent(record.key(), _ -> new HashMap<>())
                            .merge(topic, new Place(topic, 1, Instant.ofEpochMilli(record.timestamp())), Survey::both);
                }
            });
        }
        Map<String, List<Place>> places = new TreeMap<>();
        for (String key : keys) {
            Map<Topic, Place> byTopic = found.getOrDefault(key, Map.of());
            places.put(
                    key,
                    cluster.topics().all().stream()
                            .filter(byTopic::containsKey)
                            .map(byTopic::get)
                            .toList());
        }
        return places;
    }

    private static Place both(Place one, Place other) {
        return new Place(
                one.topic(),
                one.records() + other.records(),
                one.latest().isAfter(other.latest()) ? one.latest() : other.latest());
    }

    private void read(Topic topic, Consumer<ConsumerRecord<String, byte[]>> taker) {
        try (var log = TopicLog.open(cluster, topic)) {
            log.read(Instant.EPOCH, record -> {
                progress.accept(++read);
                if (record.key() != null && !Watermark.marks(record.headers())) {
                    taker.accept(record);
                }
            });
        }
    }

    private void takeRaw(ConsumerRecord<String, byte[]> record) {
        String vendor = RawHeaders.last(record.headers(), RawHeaders.VENDOR);
        if (isMeeting(record.key()) && vendor != null) {
            of(record.key(), meeting -> meeting.with(vendor));
        }
    }

    /** An attribute that only an event had, of a meeting that has no record yet. */
    private void takeLifecycle(ConsumerRecord<String, byte[]> record, Deserializer<Object> reader) {
        if (isMeeting(record.key())
                && record.value() != null
                && reader.deserialize(record.topic(), record.value()) instanceof MeetingLifecycle event) {
            of(
                    record.key(),
                    meeting ->
                            meeting.with(event.getVendor()).saying(value != null && value.isIn(event.getAttributes())));
        }
    }

    private void takeCompletion(ConsumerRecord<String, byte[]> record, Deserializer<Object> reader) {
        if (record.value() == null) {
            of(record.key(), Known::withoutRecord);
        } else if (reader.deserialize(record.topic(), record.value()) instanceof MeetingCompletion completion) {
            of(record.key(), meeting -> meeting.with(completion, meeting.saysIt() || says(completion)));
        }
    }

    private boolean says(MeetingCompletion record) {
        return value != null
                && (value.isIn(record.getAttributes())
                        || value.isAmong(record.getParticipants())
                        || value.isAmong(record.getSpeakers()));
    }

    private void takeCalendar(ConsumerRecord<String, byte[]> record, Deserializer<Object> reader) {
        if (value != null
                && record.value() != null
                && reader.deserialize(record.topic(), record.value()) instanceof CalendarChange change
                && value.isAddress(change.getAccountEmail())) {
            calendarRecords++;
        }
    }

    private void of(String key, UnaryOperator<Known> change) {
        known.compute(key, (_, before) -> change.apply(before == null ? Known.nothing(key) : before));
    }

    /** Calendars, accounts and what could not be identified have other keys. */
    static boolean isMeeting(String key) {
        var parts = MeetingKey.of(key);
        return !parts.session().equals("account") && Subject.meeting(parts.session()) instanceof Subject.Meeting;
    }
}
