package io.adjourn.vendors.attendee;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.CalendarAction;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.Calendar;
import io.adjourn.vendors.Event.DataDeletion;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.SemanticKey;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A body as the facts it tells: first the one it is sent for. */
final class Mapping {
    private final Payload payload;
    private final Subject subject;
    private final EventKind eventKind;
    private final Said said;

    Mapping(Payload payload, Subject subject, Delivery delivery) {
        this.payload = payload;
        this.subject = subject;
        this.eventKind = EventKind.of(payload);
        this.said = new Said(
                vendorType(), semanticKey(), VendorTime.eventTime(payload.time(), null, delivery.receivedAt()));
    }

    List<Event> events() {
        return switch (eventKind) {
            case STATE_CHANGE -> stepOrDeletion();
            case TRANSCRIPT -> reported(ActivityKind.TRANSCRIPT_SEGMENT);
            case CHAT -> reported(ActivityKind.CHAT_MESSAGE);
            case PRESENCE, SPEECH -> reported(ActivityKind.PARTICIPANT);
            case LOG -> reported(ActivityKind.BOT_LOG);
            case LATER_TRANSCRIPTION -> laterTranscription();
            case CALENDAR_EVENTS -> calendar(CalendarAction.SYNCED);
            case CALENDAR_STATE -> calendar(connection());
            case ZOOM_CONNECTION -> reported(ActivityKind.INTEGRATION);
            case UNRECOGNIZED -> unknown();
        };
    }

    private List<Event> stepOrDeletion() {
        return isDeletion() ? List.of(deletion()) : step();
    }

    /** A name that is not known, kept whole; what it says of a bot that is known comes first. */
    private List<Event> unknown() {
        List<Event> known =
                EventKind.isStep(payload) && subject instanceof Subject.Meeting ? stepOrDeletion() : List.of();
        var own = new Said(said.vendorType(), keyOfContent(), said.time());
        Activity whole = new Activity(own, ActivityKind.UNKNOWN, payload.whole());
        return Stream.concat(known.stream(), Stream.of(whole)).toList();
    }

    /** The more specific name where there is one. */
    private String vendorType() {
        String eventType = EventKind.isStep(payload) ? payload.eventType() : null;
        return Objects.requireNonNullElse(eventType == null ? payload.trigger() : eventType, "");
    }

    private List<Event> step() {
        BotState state = Vocabulary.stateOf(payload.newState());
        var events = new ArrayList<Event>();
        events.add(stateChange(state));
        if (state == BotState.ENDED) {
            // Nothing else ever tells that there is one.
            events.add(artifact(ArtifactKind.RECORDING, ArtifactStatus.READY, true, null));
        }
        List<String> errors = payload.transcriptionErrors();
        if (!errors.isEmpty()) {
            events.add(artifact(ArtifactKind.TRANSCRIPT, ArtifactStatus.FAILED, false, String.join(", ", errors)));
        }
        return events;
    }

    private StateChange stateChange(BotState state) {
        return new StateChange(
                said,
                state,
                payload.oldState() == null ? null : Vocabulary.stateOf(payload.oldState()),
                reason(),
                state == BotState.ENDED || state == BotState.FAILED,
                words(),
                MeetingReference.NONE,
                new RunSummary(
                        null, null, payload.durationSeconds(), false, List.of(), List.of(), null, payload.joinAt()),
                payload.attributes());
    }

    private @Nullable EndReason reason() {
        String eventType = payload.eventType();
        return Vocabulary.MEETING_ENDED.equals(eventType) && payload.namesRemover()
                ? EndReason.REMOVED_BY_PARTICIPANT
                : Vocabulary.reasonOf(eventType, payload.eventSubType(), payload.newState());
    }

    private boolean isDeletion() {
        return Vocabulary.DATA_DELETED.equals(payload.newState())
                || Vocabulary.DATA_DELETED.equals(payload.eventType());
    }

    private DataDeletion deletion() {
        return new DataDeletion(said, words(), payload.attributes());
    }

    /** One of several facts that an event tells: each has a key of its own. */
    private Artifact artifact(ArtifactKind kind, ArtifactStatus status, boolean implied, @Nullable String detail) {
        var own = new Said(said.vendorType(), SemanticKey.of(kind.name(), said.semanticKey()), said.time());
        return new Artifact(own, kind, status, implied, null, null, Media.NONE, null, null, detail);
    }

    private List<Event> laterTranscription() {
        ArtifactStatus status = Vocabulary.transcriptionOf(payload.state());
        if (status == null) {
            return reported(ActivityKind.UNKNOWN);
        }
        return List.of(new Artifact(
                said,
                ArtifactKind.TRANSCRIPT,
                status,
                false,
                payload.id(),
                null,
                Media.NONE,
                null,
                null,
                payload.failure()));
    }

    private List<Event> calendar(CalendarAction action) {
        if (subject instanceof Subject.Calendar(var id)) {
            return List.of(new Calendar(said, action, id, null, null, payload.state(), null, null, List.of()));
        }
        return reported(ActivityKind.UNKNOWN);
    }

    private CalendarAction connection() {
        String state = payload.state();
        return state == null
                ? CalendarAction.UNKNOWN
                : Vocabulary.CONNECTIONS.getOrDefault(state, CalendarAction.UNKNOWN);
    }

    private List<Event> reported(ActivityKind kind) {
        return List.of(new Activity(said, kind, payload.whole()));
    }

    private VendorWords words() {
        return new VendorWords(payload.newState(), payload.eventSubType(), null);
    }

    /**
     * What makes the event the same fact when it comes again. Never {@code idempotency_key}: two subscriptions have two for the
     * same event. Nor what a bot's metadata says: it is read again at each attempt.
     */
    private String semanticKey() {
        if (EventKind.isStep(payload)) {
            return keyOfStep();
        }
        return switch (eventKind) {
            case CHAT, PRESENCE, SPEECH, LOG, LATER_TRANSCRIPTION -> keyOfThing();
            case STATE_CHANGE, TRANSCRIPT, CALENDAR_EVENTS, CALENDAR_STATE, ZOOM_CONNECTION, UNRECOGNIZED ->
                keyOfContent();
        };
    }

    private String keyOfStep() {
        VendorTime time = payload.time();
        return time == null
                ? keyOfContent()
                : SemanticKey.of("step", payload.eventType(), payload.newState(), time.inOneRendering());
    }

    /** What has an id of its own, in one of its states. */
    private String keyOfThing() {
        String id = payload.id();
        return id == null ? keyOfContent() : SemanticKey.of("thing", id, payload.state(), payload.eventType());
    }

    /** Everything in it except what may differ in a repeated delivery. */
    private String keyOfContent() {
        return SemanticKey.of("content", payload.lasting());
    }
}
