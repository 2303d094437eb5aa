package io.adjourn.contracts;

import io.adjourn.contracts.Topic.Avro;
import io.adjourn.contracts.Topic.Holds;
import io.adjourn.contracts.Topic.Text;
import io.adjourn.contracts.Topic.VendorBytes;
import io.adjourn.meetings.v1.CalendarChange;
import io.adjourn.meetings.v1.MeetingActivity;
import io.adjourn.meetings.v1.MeetingArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.meetings.v1.MeetingTopics;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.meetings.v1.RejectedDelivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The topic catalogue: every topic Adjourn reads or writes, in one place. By these names if an installation has no others: what
 * they are called where something runs, {@link InstalledTopics} says.
 *
 * <p>Size limits grow along the way, so that nothing accepted is too large for what is made of it: a body of at most
 * 16 MiB, raw records of 17, events and rejects 18. Completions hold no bodies and are cut to size, so theirs is small.
 *
 * <p>Kafka deletes by segments, each when its newest record is old enough, and compacts none that is still written to. So segments end
 * after half a day, and what a topic says that it keeps is true within a day. A week, Kafka's default, would be added to it.
 */
public final class Topics {
    /**
     * Deliveries as received, keyed by what they are about. The number of its partitions is fixed for life: a meeting's key
     * must keep its partition. Its timestamps are the broker's: the only clock that drives deadlines.
     */
    public static final Topic RAW = new Topic(
            "raw",
            MeetingTopics.RAW,
            new VendorBytes(),
            Holds.RAW_BODIES,
            Map.of(
                    "cleanup.policy",
                    "delete",
                    "retention.ms",
                    days(14),
                    "segment.ms",
                    hours(12),
                    "message.timestamp.type",
                    "LogAppendTime",
                    "max.message.bytes",
                    Integer.toString(BodyLimit.LARGEST.rawBytes())));

    /** {@link MeetingLifecycle}, keyed by meeting, or by delivery where none is named. */
    public static final Topic LIFECYCLE = events("lifecycle", MeetingTopics.LIFECYCLE, Avro.of(MeetingLifecycle.class));

    /** {@link MeetingArtifact}, keyed by meeting. */
    public static final Topic ARTIFACTS = events("artifacts", MeetingTopics.ARTIFACTS, Avro.of(MeetingArtifact.class));

    /** {@link MeetingActivity}, keyed by meeting, account or delivery. */
    public static final Topic ACTIVITY = events("activity", MeetingTopics.ACTIVITY, Avro.of(MeetingActivity.class));

    /** {@link CalendarChange}, keyed by calendar. */
    public static final Topic CALENDAR = events("calendar", MeetingTopics.CALENDAR, Avro.of(CalendarChange.class));

    /** {@link MeetingCompletion}, keyed by meeting and compacted: the last revision of each stays. */
    public static final Topic COMPLETIONS = new Topic(
            "completions",
            MeetingTopics.COMPLETIONS,
            Avro.of(MeetingCompletion.class),
            Holds.NO_BODIES,
            Map.of(
                    "cleanup.policy", "compact",
                    "segment.ms", hours(1),
                    "max.compaction.lag.ms", hours(12),
                    "max.message.bytes", Integer.toString(2 * 1024 * 1024)));

    /** {@link OpenMeeting}, keyed by meeting and compacted: what closed is deleted from it. */
    public static final Topic OPEN = new Topic(
            "open",
            MeetingTopics.OPEN,
            Avro.of(OpenMeeting.class),
            Holds.NO_BODIES,
            Map.of(
                    "cleanup.policy", "compact",
                    "segment.ms", hours(1),
                    "max.compaction.lag.ms", hours(12),
                    "max.message.bytes", Integer.toString(64 * 1024)));

    /** {@link RejectedDelivery}, keyed like the raw record it was. */
    public static final Topic REJECTED = new Topic(
            "rejected",
            MeetingTopics.REJECTED,
            Avro.of(RejectedDelivery.class),
            Holds.WHOLE_BODIES,
            Map.of(
                    "cleanup.policy", "delete",
                    "retention.ms", days(14),
                    "segment.ms", hours(12),
                    "max.message.bytes", Integer.toString(BodyLimit.LARGEST.eventBytes())));

    /** All of them, in the order of the way through. */
    public static final List<Topic> ALL =
            List.of(RAW, LIFECYCLE, ARTIFACTS, ACTIVITY, CALENDAR, COMPLETIONS, OPEN, REJECTED);

    /**
     * Who owns these topics and their streams application, keyed by {@link Ownership}. It belongs to installing, not to what
     * meetings go through: it has one partition, and is not among {@link #ALL}.
     */
    public static final Topic OWNERS = new Topic(
            "owners",
            "meetings.owners.v1",
            new Text(),
            Holds.NO_BODIES,
            Map.of("cleanup.policy", "compact", "max.message.bytes", Integer.toString(64 * 1024)));

    /**
     * What the reconciler remembers of its questions, as JSON of its own: whom it asked and when, its budgets, how far it has listed. No
     * contract. It has one partition, which is also the lease of the one instance that asks, and is not among {@link #ALL}.
     */
    public static final Topic RECONCILER = new Topic(
            "reconciler",
            "meetings.reconciler.v1",
            new Text(),
            Holds.NO_BODIES,
            Map.of(
                    "cleanup.policy", "compact",
                    "segment.ms", hours(1),
                    "max.compaction.lag.ms", hours(12),
                    "max.message.bytes", Integer.toString(64 * 1024)));

    private Topics() {}

    private static Topic events(String shortName, String name, Topic.Value value) {
        return new Topic(
                shortName,
                name,
                value,
                Holds.WHOLE_BODIES,
                Map.of(
                        "cleanup.policy", "delete",
                        "retention.ms", days(30),
                        "segment.ms", hours(12),
                        "max.message.bytes", Integer.toString(BodyLimit.LARGEST.eventBytes())));
    }

    private static String days(int days) {
        return Long.toString(Duration.ofDays(days).toMillis());
    }

    private static String hours(int hours) {
        return Long.toString(Duration.ofHours(hours).toMillis());
    }
}
