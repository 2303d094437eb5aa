package io.adjourn.vendors.meetingbaasv2;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.SemanticKey;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.meetingbaasv2.EventKind.Example;
import io.adjourn.vendors.meetingbaasv2.EventKind.OfBot;
import io.adjourn.vendors.meetingbaasv2.EventKind.OfCalendar;
import io.adjourn.vendors.meetingbaasv2.EventKind.Unrecognized;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A body as the facts it tells: of a bot by {@link BotMapping}, of a calendar by {@link CalendarMapping}. */
final class Mapping {
    private final Payload payload;
    private final Subject subject;
    private final String name;
    private final Times times;
    private final @Nullable String messageId;

    Mapping(Payload payload, Subject subject, Delivery delivery) {
        this.payload = payload;
        this.subject = subject;
        String event = payload.event();
        this.name = event == null ? "" : event;
        this.times = Times.of(payload, delivery);
        String svix = delivery.headers().get(MeetingBaasV2.SVIX_ID);
        this.messageId = svix == null ? delivery.headers().get(MeetingBaasV2.WEBHOOK_ID) : svix;
    }

    List<Event> events() {
        return switch (EventKind.of(payload)) {
            case OfBot kind -> new BotMapping(payload, name, times).events(kind);
            case OfCalendar kind
            when subject instanceof Subject.Calendar(var calendar) ->
                new CalendarMapping(payload, name, times, calendar, messageId).events(kind);
            // A change is nothing without the calendar that changed.
            case OfCalendar _ -> List.of(activity(ActivityKind.INFO));
            case Example() -> List.of(activity(ActivityKind.INFO));
            case Unrecognized() -> unknown();
        };
    }

    /** A name that is not known, kept whole; what it says of a bot that is known comes first. */
    private List<Event> unknown() {
        List<Event> known =
                subject instanceof Subject.Meeting ? new BotMapping(payload, name, times).ofUnknownName() : List.of();
        return Stream.concat(known.stream(), Stream.of(activity(ActivityKind.UNKNOWN)))
                .toList();
    }

    private Activity activity(ActivityKind kind) {
        String whole = payload.whole();
        return new Activity(new Said(name, SemanticKey.of(whole), times.of(null)), kind, whole);
    }
}
