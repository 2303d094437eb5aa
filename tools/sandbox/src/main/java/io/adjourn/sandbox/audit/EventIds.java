package io.adjourn.sandbox.audit;

import io.adjourn.commands.topics.TopicLog;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The ids of all events of a meeting, added up, so that those of many meetings can be held.
 *
 * @param count how many
 * @param sum of the first 64 bits of each
 */
record EventIds(long count, long sum) {
    static final EventIds NONE = new EventIds(0, 0);

    private static final List<Topic> EVENTS =
            List.of(Topics.LIFECYCLE, Topics.ARTIFACTS, Topics.ACTIVITY, Topics.CALENDAR);
    private static final String ID = "ce_id";
    private static final int DIGITS_OF_64_BITS = 16;

    /**
     * Those that the event topics hold, by key.
     *
     * @param firstRead the keys, each with the log time from which its events count
     * @param until events of later deliveries do not count
     */
    static Map<String, EventIds> of(Cluster cluster, Map<String, Instant> firstRead, Instant until) {
        var ids = new HashMap<String, EventIds>();
        Instant first = firstRead.values().stream().min(Instant::compareTo).orElse(until);
        for (Topic topic : EVENTS) {
            try (var log = TopicLog.open(cluster, cluster.topics().of(topic))) {
                log.read(first, record -> {
                    Instant time = Instant.ofEpochMilli(record.timestamp());
                    Instant from = firstRead.get(record.key());
                    if (from != null && !time.isBefore(from) && !time.isAfter(until)) {
                        ids.merge(record.key(), of(record), EventIds::plus);
                    }
                });
            }
        }
        return ids;
    }

    private static EventIds of(ConsumerRecord<?, ?> record) {
        Header id = record.headers().lastHeader(ID);
        return id == null || id.value() == null
                ? NONE
                : new EventIds(1, firstBits(new String(id.value(), StandardCharsets.UTF_8)));
    }

    private static long firstBits(String hex) {
        return Long.parseUnsignedLong(hex, 0, Math.min(hex.length(), DIGITS_OF_64_BITS), 16);
    }

    private EventIds plus(EventIds other) {
        return new EventIds(count + other.count, sum + other.sum);
    }

    @Override
    public String toString() {
        return count + " events with the ID checksum " + Long.toHexString(sum);
    }
}
