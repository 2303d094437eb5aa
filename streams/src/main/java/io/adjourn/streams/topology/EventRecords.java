package io.adjourn.streams.topology;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.CalendarChange;
import io.adjourn.meetings.v1.CalendarInstance;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.LifecycleKind;
import io.adjourn.meetings.v1.MeetingActivity;
import io.adjourn.meetings.v1.MeetingArtifact;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.streams.completion.EventId;
import io.adjourn.streams.normalize.Reading.Facts;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Calendar.Instance;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.Subject;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Events as the contract's records: the one place where the two meet. */
final class EventRecords {
    private EventRecords() {}

    static Topic topicOf(Event event) {
        return switch (event) {
            case Event.StateChange _, Event.ProcessingDone _, Event.DataDeletion _ -> Topics.LIFECYCLE;
            case Event.Artifact _ -> Topics.ARTIFACTS;
            case Event.Calendar _ -> Topics.CALENDAR;
            case Event.Activity _ -> Topics.ACTIVITY;
        };
    }

    static SpecificRecord of(Facts facts, Event event, EventId id) {
        return switch (event) {
            case Event.StateChange change -> stateChange(facts, change, id);
            case Event.ProcessingDone(var said, var words, var attributes) ->
                marker(facts, LifecycleKind.PROCESSING_DONE, said, words, attributes, id);
            case Event.DataDeletion(var said, var words, var attributes) ->
                marker(facts, LifecycleKind.DATA_DELETION, said, words, attributes, id);
            case Event.Artifact artifact -> artifact(facts, artifact, id);
            case Event.Calendar calendar -> calendar(facts, calendar, id);
            case Event.Activity activity -> activity(facts, activity, id);
        };
    }

    private static MeetingLifecycle stateChange(Facts facts, Event.StateChange change, EventId id) {
        return lifecycle(
                facts,
                LifecycleKind.STATE_CHANGE,
                change.said(),
                new Turn(change.state(), change.previous(), change.endReason(), change.terminal()),
                change.words(),
                change.meeting(),
                change.attributes(),
                id);
    }

    private static MeetingLifecycle marker(
            Facts facts, LifecycleKind kind, Said said, VendorWords words, @Nullable String attributes, EventId id) {
        return lifecycle(facts, kind, said, Turn.NONE, words, MeetingReference.NONE, attributes, id);
    }

    /** From which state to which, and whether that was the last. */
    private record Turn(
            BotState state,
            @Nullable BotState previous,
            @Nullable EndReason reason,
            boolean terminal) {
        static final Turn NONE = new Turn(BotState.UNKNOWN, null, null, false);
    }

    private static MeetingLifecycle lifecycle(
            Facts facts,
            LifecycleKind kind,
            Said said,
            Turn turn,
            VendorWords words,
            MeetingReference meeting,
            @Nullable String attributes,
            EventId id) {
        return new MeetingLifecycle(
                id.hex(),
                meetingId(facts),
                facts.source(),
                facts.vendor().id(),
                facts.dialect(),
                sessionId(facts),
                said.time().at(),
                said.time().inferred(),
                facts.receivedAt(),
                said.vendorType(),
                facts.raw().coordinates(),
                kind,
                turn.state(),
                turn.previous(),
                turn.reason(),
                turn.terminal(),
                words.state(),
                words.reason(),
                words.message(),
                meeting.platform(),
                meeting.nativeId(),
                meeting.url(),
                meeting.calendarEventId(),
                attributes,
                said.time().unusable());
    }

    private static MeetingArtifact artifact(Facts facts, Event.Artifact artifact, EventId id) {
        Said said = artifact.said();
        Link link = artifact.link();
        return new MeetingArtifact(
                id.hex(),
                meetingId(facts),
                facts.source(),
                facts.vendor().id(),
                facts.dialect(),
                sessionId(facts),
                said.time().at(),
                said.time().inferred(),
                facts.receivedAt(),
                said.vendorType(),
                facts.raw().coordinates(),
                artifact.kind(),
                artifact.status(),
                artifact.artifactId(),
                link == null ? null : link.url(),
                link == null ? null : link.expiresAt(),
                artifact.media().format(),
                artifact.media().sizeBytes(),
                artifact.media().durationSeconds(),
                artifact.content(),
                artifact.provider(),
                artifact.detail(),
                said.time().unusable());
    }

    private static CalendarChange calendar(Facts facts, Event.Calendar calendar, EventId id) {
        Said said = calendar.said();
        return new CalendarChange(
                id.hex(),
                meetingId(facts),
                facts.source(),
                facts.vendor().id(),
                facts.dialect(),
                sessionId(facts),
                said.time().at(),
                said.time().inferred(),
                facts.receivedAt(),
                said.vendorType(),
                facts.raw().coordinates(),
                calendar.action(),
                calendar.calendar(),
                calendar.platform(),
                calendar.accountEmail(),
                calendar.connectionStatus(),
                calendar.seriesId(),
                calendar.eventType(),
                calendar.instances().stream().map(EventRecords::instance).toList(),
                said.time().unusable());
    }

    private static CalendarInstance instance(Instance instance) {
        return new CalendarInstance(
                instance.eventId(),
                instance.start(),
                instance.end(),
                instance.title(),
                instance.status(),
                instance.allDay(),
                instance.exception(),
                instance.botScheduled(),
                instance.meetingUrl(),
                instance.meetingPlatform());
    }

    private static MeetingActivity activity(Facts facts, Event.Activity activity, EventId id) {
        Said said = activity.said();
        return new MeetingActivity(
                id.hex(),
                meetingId(facts),
                facts.source(),
                facts.vendor().id(),
                facts.dialect(),
                sessionId(facts),
                said.time().at(),
                said.time().inferred(),
                facts.receivedAt(),
                said.vendorType(),
                facts.raw().coordinates(),
                activity.kind(),
                activity.data(),
                said.time().unusable());
    }

    private static @Nullable String meetingId(Facts facts) {
        return facts.subject() instanceof Subject.Meeting ? facts.raw().key() : null;
    }

    private static @Nullable String sessionId(Facts facts) {
        return facts.subject() instanceof Subject.Meeting(var session) ? session : null;
    }
}
