package io.adjourn.meetings.v1;

/**
 * The topics by the names that they have unless an installation gives them others: with a prefix {@code acme} the completions are in
 * {@code acme.meetings.completions.v1}. Keys are UTF-8 strings everywhere.
 */
public final class MeetingTopics {
    /** Deliveries as they were received: the vendors' bytes, without a schema. */
    public static final String RAW = "meetings.raw.v1";

    /** {@link MeetingLifecycle}, keyed by meeting, or by delivery where none is named. */
    public static final String LIFECYCLE = "meetings.lifecycle.v1";

    /** {@link MeetingArtifact}, keyed by meeting. */
    public static final String ARTIFACTS = "meetings.artifacts.v1";

    /** {@link MeetingActivity}, keyed by meeting, account or delivery. */
    public static final String ACTIVITY = "meetings.activity.v1";

    /** {@link CalendarChange}, keyed by calendar. */
    public static final String CALENDAR = "meetings.calendar.v1";

    /** {@link MeetingCompletion}, keyed by meeting and compacted: the last revision of each stays. */
    public static final String COMPLETIONS = "meetings.completions.v1";

    /** {@link OpenMeeting}, keyed by meeting and compacted: those that are open, and what each waits for. */
    public static final String OPEN = "meetings.open.v1";

    /** {@link RejectedDelivery}, keyed like the raw record it was. */
    public static final String REJECTED = "meetings.rejected.v1";

    private MeetingTopics() {}
}
