package io.adjourn.streams.encode;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.CalendarChange;
import io.adjourn.meetings.v1.CalendarInstance;
import io.adjourn.meetings.v1.LifecycleKind;
import io.adjourn.meetings.v1.MeetingActivity;
import io.adjourn.meetings.v1.MeetingArtifact;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.streams.completion.EventId;
import io.adjourn.streams.normalize.Reading.Facts;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Calendar.Instance;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.Subject;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
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
            case Event.DataDeletion(var said, var words, var attributes, var _) ->
                marker(facts, LifecycleKind.DATA_DELETION, said, words, attributes, id);
            case Event.Artifact artifact -> artifact(facts, artifact, id);
            case Event.Calendar calendar -> calendar(facts, calendar, id);
            case Event.Activity activity -> activity(facts, activity, id);
        };
    }

    private static MeetingLifecycle stateChange(Facts facts, Event.StateChange change, EventId id) {
        var record =
                lifecycle(facts, LifecycleKind.STATE_CHANGE, change.said(), change.words(), change.attributes(), id);
        record.setState(change.state());
        record.setPreviousState(change.previous());
        record.setEndReason(change.endReason());
        record.setTerminal(change.terminal());
        record.setPlatform(change.meeting().platform());
        record.setNativeMeetingId(change.meeting().nativeId());
        record.setMeetingUrl(change.meeting().url());
        record.setCalendarEventId(change.meeting().calendarEventId());
        return record;
    }

    /** What says nothing of a state. */
    private static MeetingLifecycle marker(
            Facts facts, LifecycleKind kind, Said said, VendorWords words, @Nullable String attributes, EventId id) {
        var record = lifecycle(facts, kind, said, words, attributes, id);
        record.setState(BotState.UNKNOWN);
        record.setTerminal(false);
        return record;
    }

    private static MeetingLifecycle lifecycle(
            Facts facts, LifecycleKind kind, Said said, VendorWords words, @Nullable String attributes, EventId id) {
        var record = enveloped(new MeetingLifecycle(), facts, said, id);
        record.setKind(kind);
        record.setVendorState(words.state());
        record.setVendorReason(words.reason());
        record.setMessage(words.message());
        record.setAttributes(attributes);
        return record;
    }

    private static MeetingArtifact artifact(Facts facts, Event.Artifact artifact, EventId id) {
        Link link = artifact.link();
        var record = enveloped(new MeetingArtifact(), facts, artifact.said(), id);
        record.setKind(artifact.kind());
        record.setStatus(artifact.status());
        record.setArtifactId(artifact.artifactId());
        record.setUrl(link == null ? null : link.url());
        record.setUrlExpiresAt(link == null ? null : link.expiresAt());
        record.setFormat(artifact.media().format());
        record.setSizeBytes(artifact.media().sizeBytes());
        record.setDurationSeconds(artifact.media().durationSeconds());
        record.setContent(artifact.content());
        record.setProvider(artifact.provider());
        record.setDetail(artifact.detail());
        return record;
    }

    private static CalendarChange calendar(Facts facts, Event.Calendar calendar, EventId id) {
        var record = enveloped(new CalendarChange(), facts, calendar.said(), id);
        record.setAction(calendar.action());
        record.setCalendarId(calendar.calendar());
        record.setCalendarPlatform(calendar.platform());
        record.setAccountEmail(calendar.accountEmail());
        record.setConnectionStatus(calendar.connectionStatus());
        record.setSeriesId(calendar.seriesId());
        record.setEventType(calendar.eventType());
        record.setInstances(
                calendar.instances().stream().map(EventRecords::instance).toList());
        return record;
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
        var record = enveloped(new MeetingActivity(), facts, activity.said(), id);
        record.setKind(activity.kind());
        record.setData(activity.data());
        return record;
    }

    /** With the fields that every event has, by the names that they have in all of them. */
    private static <R extends SpecificRecordBase> R enveloped(R record, Facts facts, Said said, EventId id) {
        record.put("event_id", id.hex());
        record.put("meeting_id", meetingId(facts));
        record.put("source", facts.source());
        record.put("vendor", facts.vendor().id());
        record.put("dialect", facts.dialect());
        record.put("session_id", sessionId(facts));
        record.put("occurred_at", said.time().at());
        record.put("occurred_at_inferred", said.time().inferred());
        record.put("received_at", facts.receivedAt());
        record.put("vendor_type", said.vendorType());
        record.put("raw", facts.raw().coordinates());
        record.put("vendor_time", said.time().unusable());
        return record;
    }

    private static @Nullable String meetingId(Facts facts) {
        return facts.subject() instanceof Subject.Meeting ? facts.raw().key() : null;
    }

    private static @Nullable String sessionId(Facts facts) {
        return facts.subject() instanceof Subject.Meeting(var session) ? session : null;
    }
}
