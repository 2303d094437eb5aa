package io.adjourn.contracts;

import io.adjourn.contracts.Topic.Avro;
import io.adjourn.contracts.Topic.VendorBytes;
import io.adjourn.meetings.v1.CalendarChange;
import io.adjourn.meetings.v1.MeetingActivity;
import io.adjourn.meetings.v1.MeetingArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.meetings.v1.RejectedDelivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The topic catalogue: every topic Adjourn reads or writes, in one place.
 *
 * <p>Size limits grow along the way, so that nothing accepted is too large for what follows: a body of at most 16 MiB,
 * raw records of 17, what is made of them 18.
 */
public final class Topics {
    private static final int MIB = 1024 * 1024;

    /** Deliveries as received. The number of its partitions is fixed for life: a meeting's key must keep its partition. */
    public static final Topic RAW = new Topic(
            "meetings.raw.v1",
            new VendorBytes(),
            Map.of(
                    "cleanup.policy",
                    "delete",
                    "retention.ms",
                    days(14),
                    // The broker's clock is the only one that drives deadlines.
                    "message.timestamp.type",
                    "LogAppendTime",
                    "max.message.bytes",
                    Integer.toString(17 * MIB)));

    /** {@link MeetingLifecycle}, keyed by meeting. */
    public static final Topic LIFECYCLE = events("meetings.lifecycle.v1", new Avro(MeetingLifecycle.getClassSchema()));

    /** {@link MeetingArtifact}, keyed by meeting. */
    public static final Topic ARTIFACTS = events("meetings.artifacts.v1", new Avro(MeetingArtifact.getClassSchema()));

    /** {@link MeetingActivity}, keyed by meeting, account or delivery. */
    public static final Topic ACTIVITY = events("meetings.activity.v1", new Avro(MeetingActivity.getClassSchema()));

    /** {@link CalendarChange}, keyed by calendar. */
    public static final Topic CALENDAR = events("meetings.calendar.v1", new Avro(CalendarChange.getClassSchema()));

    /** {@link MeetingCompletion}, keyed by meeting and compacted: the last revision of each stays. */
    public static final Topic COMPLETIONS = new Topic(
            "meetings.completions.v1",
            new Avro(MeetingCompletion.getClassSchema()),
            Map.of(
                    "cleanup.policy", "compact",
                    "segment.ms", Long.toString(Duration.ofHours(1).toMillis()),
                    "max.compaction.lag.ms", Long.toString(Duration.ofHours(24).toMillis()),
                    "max.message.bytes", Integer.toString(2 * MIB)));

    /** {@link RejectedDelivery}, keyed like the raw record it was. */
    public static final Topic REJECTED = new Topic(
            "meetings.rejected.v1",
            new Avro(RejectedDelivery.getClassSchema()),
            Map.of(
                    "cleanup.policy", "delete",
                    "retention.ms", days(14),
                    "max.message.bytes", Integer.toString(18 * MIB)));

    /** All of them, in the order of the way through. */
    public static final List<Topic> ALL = List.of(RAW, LIFECYCLE, ARTIFACTS, ACTIVITY, CALENDAR, COMPLETIONS, REJECTED);

    private Topics() {}

    private static Topic events(String name, Topic.Value value) {
        return new Topic(
                name,
                value,
                Map.of(
                        "cleanup.policy", "delete",
                        "retention.ms", days(30),
                        "max.message.bytes", Integer.toString(18 * MIB)));
    }

    private static String days(int days) {
        return Long.toString(Duration.ofDays(days).toMillis());
    }
}
