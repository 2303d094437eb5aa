package io.adjourn.streams;

import io.adjourn.contracts.Topic;
import io.adjourn.streams.completion.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the promise needs of Kafka's topics, held against what they are. Pure. */
final class TopicRequirements {
    private static final int ENOUGH_REPLICAS = 3;
    private static final int ENOUGH_IN_SYNC = 2;

    private TopicRequirements() {}

    /**
     * A topic as it is.
     *
     * @param configuration its settings, by Kafka's names
     */
    record Actual(int partitions, int replicas, Map<String, String> configuration) {
        long number(String key) {
            return Long.parseLong(configuration.getOrDefault(key, "0"));
        }

        /** How old a record may be that it takes, by its own time. */
        long oldestMillis() {
            String limit = configuration.get("message.timestamp.before.max.ms");
            boolean isAny = limit == null || "LogAppendTime".equals(configuration.get("message.timestamp.type"));
            return isAny ? Long.MAX_VALUE : Long.parseLong(limit);
        }
    }

    /**
     * What must be changed before the stream may start, each with what to do.
     *
     * @param rawTopic the one that deliveries come by
     * @param topics the catalogue's topics as they are
     * @param changelogs the stores' as they are
     * @param retention how long meetings are remembered
     * @param rawIsCopy whether the raw topic's timestamps are the log times of the topic it was copied from
     */
    static List<String> complaints(
            Topic rawTopic, Map<Topic, Actual> topics, Changelogs changelogs, Retention retention, boolean rawIsCopy) {
        var complaints = new ArrayList<String>();
        topics.forEach((topic, actual) -> {
            if (actual.number("max.message.bytes") < topic.maxMessageBytes()) {
                complaints.add(topic.name() + " accepts records of at most " + actual.number("max.message.bytes")
                        + " bytes: set its max.message.bytes to " + topic.maxMessageBytes());
            }
        });
        Actual raw = topics.get(rawTopic);
        if (raw != null) {
            String name = rawTopic.name();
            complaints.addAll(aboutClock(name, raw, rawIsCopy));
            complaints.addAll(aboutRaw(name, raw, retention.retain()));
            complaints.addAll(aboutTombstones(name, raw, retention.tombstoneAfter()));
            complaints.addAll(changelogs.complaints(name, raw.partitions()));
            topics.forEach((topic, actual) -> complaints.addAll(aboutAge(topic.name(), actual, raw)));
            changelogs.existing().forEach((own, actual) -> complaints.addAll(aboutAge(own, actual, raw)));
        }
        return complaints;
    }

    /** What is made of a delivery has its log time, and a delivery may be as old as the raw topic keeps it. */
    private static List<String> aboutAge(String name, Actual actual, Actual raw) {
        return actual.oldestMillis() >= raw.number("retention.ms")
                ? List.of()
                : List.of(name + " accepts no record older than " + Duration.ofMillis(actual.oldestMillis())
                        + ", but records read after a long pause are older: remove its"
                        + " message.timestamp.before.max.ms");
    }

    /** A copy is recognized by its topic, too: the setting alone lets no producer's clock in where the broker's should be. */
    private static List<String> aboutClock(String name, Actual raw, boolean rawIsCopy) {
        boolean isBrokers = "LogAppendTime".equals(raw.configuration().get("message.timestamp.type"));
        if (isBrokers == !rawIsCopy) {
            return List.of();
        }
        return List.of(
                rawIsCopy
                        ? name + " has the broker's timestamps (LogAppendTime), so it is not a copy of another"
                                + " topic: remove streams.raw-is-copy"
                        : name + " does not have the broker's timestamps: set its message.timestamp.type to"
                                + " LogAppendTime");
    }

    private static List<String> aboutRaw(String name, Actual raw, Duration retain) {
        long kept = raw.number("retention.ms");
        return kept >= 0 && kept <= retain.toMillis()
                ? List.of()
                : List.of(name + " keeps deliveries longer than streams detects duplicates"
                        + " (streams.retain, " + retain
                        + "): lower its retention.ms, or raise streams.retain");
    }

    /** Once the record is gone, only the deletion that is in the log keeps what came before it from being told again. */
    private static List<String> aboutTombstones(String name, Actual raw, @Nullable Duration tombstoneAfter) {
        long kept = raw.number("retention.ms");
        return tombstoneAfter == null || tombstoneAfter.toMillis() >= kept
                ? List.of()
                : List.of(name + " keeps deliveries for " + Duration.ofMillis(kept)
                        + ", longer than streams.deletion-tombstone-after (" + tombstoneAfter
                        + "), so a reset could bring a deleted meeting back: lower its retention.ms, or raise"
                        + " streams.deletion-tombstone-after");
    }

    /**
     * Topics that a single broker's loss could take with it, each with what to do.
     *
     * @param changelogs the stores' as they are
     */
    static List<String> warnings(Map<Topic, Actual> topics, Changelogs changelogs) {
        var warnings = new ArrayList<String>();
        topics.forEach((topic, actual) -> warning(topic.name(), actual, "losing a broker can lose deliveries")
                .ifPresent(warnings::add));
        changelogs
                .existing()
                .forEach((name, actual) -> warning(name, actual, "losing a broker can lose the state of meetings")
                        .ifPresent(warnings::add));
        return warnings;
    }

    private static Optional<String> warning(String name, Actual actual, String danger) {
        return actual.replicas() >= ENOUGH_REPLICAS && actual.number("min.insync.replicas") >= ENOUGH_IN_SYNC
                ? Optional.empty()
                : Optional.of(name + " has " + actual.replicas() + " replicas and min.insync.replicas "
                        + actual.number("min.insync.replicas") + ": below " + ENOUGH_REPLICAS + " and " + ENOUGH_IN_SYNC
                        + " " + danger);
    }
}
