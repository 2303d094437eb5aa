package io.adjourn.streams.encode;

import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.meetings.v1.WaitingFor;
import io.adjourn.vendors.Event;
import java.util.Locale;

/**
 * What a record tells, as CloudEvents' {@code type}: {@code io.adjourn.meeting.}, the kind of record, what it says by the symbols of
 * its schema in lower case, and the version of its topic. Public: symbols that are added make new types, and none is renamed.
 */
record EventType(String text) {
    /** A meeting's record is taken away. */
    static final EventType TOMBSTONE = of("completion", "tombstone");

    /** A meeting is not open any more. */
    static final EventType NOT_OPEN = of("open", "closed");

    static EventType of(Event event) {
        return switch (event) {
            case Event.StateChange change -> of("lifecycle", lower(change.state()));
            case Event.ProcessingDone _ -> of("lifecycle", "processing_done");
            case Event.DataDeletion _ -> of("lifecycle", "data_deletion");
            case Event.Artifact artifact -> of("artifact", lower(artifact.kind()) + "." + lower(artifact.status()));
            case Event.Calendar calendar -> of("calendar", lower(calendar.action()));
            case Event.Activity activity -> of("activity", lower(activity.kind()));
        };
    }

    static EventType of(MeetingCompletion completion) {
        return of("completion", lower(completion.getOutcome()));
    }

    static EventType of(WaitingFor what) {
        return of("open", lower(what));
    }

    static EventType of(RejectReason reason) {
        return of("rejected", lower(reason));
    }

    private static EventType of(String kind, String detail) {
        return new EventType("io.adjourn.meeting." + kind + "." + detail + ".v1");
    }

    private static String lower(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
