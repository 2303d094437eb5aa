package io.adjourn.vendors.meetingbaasv2;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Outline;
import io.adjourn.vendors.SemanticKey;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.meetingbaasv2.Meaning.Example;
import io.adjourn.vendors.meetingbaasv2.Meaning.OfBot;
import io.adjourn.vendors.meetingbaasv2.Meaning.OfCalendar;
import io.adjourn.vendors.meetingbaasv2.Meaning.Stepped;
import io.adjourn.vendors.meetingbaasv2.Meaning.Unknown;
import io.adjourn.vendors.verify.HeaderSecret;
import io.adjourn.vendors.verify.Scheme;
import io.adjourn.vendors.verify.StandardWebhooks;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Meeting BaaS v2, in its dialects R1, R2 and G: see docs/vendors/meetingbaas-v2.md.
 *
 * <p>One end of a bot may arrive twice: as a webhook of the account, which Svix signs, and as the bot's own callback, with a
 * secret in a header. Both say the same, so both are read alike.
 */
public final class MeetingBaasV2 implements Vendor {
    private static final String SVIX_ID = "svix-id";
    private static final String WEBHOOK_ID = "webhook-id";
    private static final List<Scheme> SCHEMES =
            List.of(new StandardWebhooks("svix", "svix"), new HeaderSecret("callback", "x-mb-secret"));
    private static final Outline SUBJECT = Outline.of("event", "data.bot_id", "data.calendar_id");

    @Override
    public String id() {
        return "meetingbaas-v2";
    }

    @Override
    public int maxBodyBytes() {
        return 16 * 1024 * 1024;
    }

    @Override
    public List<Scheme> schemes() {
        return SCHEMES;
    }

    /** The time of the attempt, which is the best there is for calendars, and the message's id, to find it at the vendor. */
    @Override
    public Set<String> keptHeaders() {
        return Set.of(SVIX_ID, Times.SVIX_TIMESTAMP, WEBHOOK_ID, Times.WEBHOOK_TIMESTAMP);
    }

    @Override
    public Subject subjectOf(Body body) {
        return new Payload(body.outline(SUBJECT)).subject();
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        return Normalization.ofObject(delivery.body(), node -> read(new Payload(node), delivery));
    }

    private static Normalization read(Payload payload, Delivery delivery) {
        Rejected rejected = rejected(payload);
        return rejected == null
                ? new Events(Dialect.of(payload).name(), events(payload, delivery), Unfamiliar.in(payload))
                : rejected;
    }

    private static @Nullable Rejected rejected(Payload payload) {
        Meaning meaning = payload.meaning();
        if (payload.subject() instanceof Subject.Unknown) {
            if (meaning instanceof OfBot) {
                return new Rejected(RejectReason.NO_SESSION, "an event of a bot without a usable data.bot_id");
            }
            if (meaning instanceof Unknown && !payload.hasTheForm()) {
                return new Rejected(
                        RejectReason.NOT_RECOGNIZED,
                        "neither an event and its data nor a bot_id or calendar_id in data");
            }
        }
        if (payload.calendarEvents() > Normalization.MAX_EVENTS) {
            return Normalization.tooManyEvents();
        }
        return meaning instanceof Stepped && payload.statusCode() == null
                ? new Rejected(RejectReason.BAD_VALUE, "a change of status without data.status.code")
                : null;
    }

    private static List<Event> events(Payload payload, Delivery delivery) {
        Times times = Times.of(payload, delivery);
        String event = payload.event();
        String name = event == null ? "" : event;
        return switch (payload.meaning()) {
            case OfBot ofBot -> new BotReading(payload, name, times).events(ofBot);
            case OfCalendar ofCalendar
            when payload.subject() instanceof Subject.Calendar(var calendar) ->
                new CalendarReading(payload, name, times, calendar, messageIdOf(delivery)).events(ofCalendar);
            // A change is nothing without the calendar that changed.
            case OfCalendar _ -> List.of(activity(payload, name, times, ActivityKind.INFO));
            case Example() -> List.of(activity(payload, name, times, ActivityKind.INFO));
            case Unknown() -> unknown(payload, name, times);
        };
    }

    /** A name that is not known, kept whole; what it says of a bot that is known comes first. */
    private static List<Event> unknown(Payload payload, String name, Times times) {
        List<Event> known = payload.subject() instanceof Subject.Meeting
                ? new BotReading(payload, name, times).ofUnknownName()
                : List.of();
        return Stream.concat(known.stream(), Stream.of(activity(payload, name, times, ActivityKind.UNKNOWN)))
                .toList();
    }

    private static @Nullable String messageIdOf(Delivery delivery) {
        String svix = delivery.headers().get(SVIX_ID);
        return svix == null ? delivery.headers().get(WEBHOOK_ID) : svix;
    }

    private static Activity activity(Payload payload, String name, Times times, ActivityKind kind) {
        String whole = payload.whole();
        return new Activity(new Said(name, SemanticKey.of(whole), times.of(null)), kind, whole);
    }

    @Override
    public CompletionRules completionRules() {
        return CompletionRules.of(Set.of(ArtifactKind.RECORDING), Duration.ofHours(2));
    }
}
