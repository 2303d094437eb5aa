package io.adjourn.sandbox.audit;

import io.adjourn.commands.topics.TopicLog;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.meetings.v1.MeetingCompletion;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Meetings' last revisions, held as the bytes they came in: read as records they would take many times the memory. */
final class LastRevisions {
    private final Map<String, byte[]> byMeeting;
    private final Deserializer<Object> reader;

    private LastRevisions(Map<String, byte[]> byMeeting, Deserializer<Object> reader) {
        this.byMeeting = byMeeting;
        this.reader = reader;
    }

    /** Those that the completions topic holds now of the given meetings. */
    static LastRevisions of(Set<String> meetings, Cluster cluster) {
        var byMeeting = new HashMap<String, byte[]>();
        try (var log = TopicLog.open(cluster, cluster.topics().completions())) {
            log.read(Instant.EPOCH, record -> {
                if (record.value() == null) {
                    byMeeting.remove(record.key());
                } else if (meetings.contains(record.key())) {
                    byMeeting.put(record.key(), record.value());
                }
            });
        }
        return new LastRevisions(byMeeting, WireFormat.reader(cluster.registry().client()));
    }

    /** The meeting's last revision; null where it has none. */
    @Nullable
    MeetingCompletion of(String meeting) {
        byte[] value = byMeeting.get(meeting);
        return value == null ? null : (MeetingCompletion) reader.deserialize(Topics.COMPLETIONS.name(), value);
    }
}
