package io.adjourn.vendors.meetingbaasv2;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.JsonSkeleton;
import io.adjourn.vendors.JsonVendor;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.ReadApi;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.meetingbaasv2.EventKind.Example;
import io.adjourn.vendors.meetingbaasv2.EventKind.OfBot;
import io.adjourn.vendors.meetingbaasv2.EventKind.OfCalendar;
import io.adjourn.vendors.meetingbaasv2.EventKind.StatusChanged;
import io.adjourn.vendors.meetingbaasv2.EventKind.Unrecognized;
import io.adjourn.vendors.verify.HeaderSecret;
import io.adjourn.vendors.verify.Scheme;
import io.adjourn.vendors.verify.StandardWebhooks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Meeting BaaS v2, in its dialects R1, R2 and G, and R-pull for answers of its read API: see docs/vendors/meetingbaas-v2.md.
 *
 * <p>One end of a bot may arrive twice: as a webhook of the account, which Svix signs, and as the bot's own callback, with a
 * secret in a header. Both say the same, so both are read alike.
 */
public final class MeetingBaasV2 extends JsonVendor<Payload> {
    static final String SVIX_ID = "svix-id";
    static final String WEBHOOK_ID = "webhook-id";

    private static final List<Scheme> SCHEMES =
            List.of(new StandardWebhooks("svix", "svix"), new HeaderSecret("callback", "x-mb-secret"));

    private static final ReadApi READ_API = new MeetingBaasV2ReadApi();

    public MeetingBaasV2() {
        super("meetingbaas-v2", JsonSkeleton.of("event", "data.bot_id", "data.calendar_id"), Payload::new);
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
    public CompletionRules completionRules() {
        return CompletionRules.of(Set.of(ArtifactKind.RECORDING), Duration.ofHours(2));
    }

    @Override
    public Optional<ReadApi> readApi() {
        return Optional.of(READ_API);
    }

    /** The bot or the calendar, whichever the event is about. */
    @Override
    protected Subject subjectOf(Payload payload) {
        return switch (EventKind.of(payload)) {
            case OfBot _ -> payload.bot();
            case OfCalendar _ -> payload.calendar();
            case Example() -> new Subject.Unknown();
            case Unrecognized() -> payload.bot() instanceof Subject.Meeting bot ? bot : payload.calendar();
        };
    }

    @Override
    protected Normalization normalize(Payload payload, Subject subject, Delivery delivery) {
        Rejected rejected = rejected(payload, subject);
        return rejected == null
                ? new Events(
                        Dialect.of(payload).id(), new Mapping(payload, subject, delivery).events(), Drift.in(payload))
                : rejected;
    }

    private static @Nullable Rejected rejected(Payload payload, Subject subject) {
        EventKind kind = EventKind.of(payload);
        if (subject instanceof Subject.Unknown) {
            if (kind instanceof OfBot) {
                return new Rejected(RejectReason.NO_SESSION, "an event of a bot without a usable data.bot_id");
            }
            if (kind instanceof Unrecognized && !payload.hasTheForm()) {
                return new Rejected(
                        RejectReason.NOT_RECOGNIZED,
                        "neither an event and its data nor a bot_id or calendar_id in data");
            }
        }
        if (payload.calendarEvents() > Normalization.MAX_EVENTS) {
            return Normalization.tooManyEvents();
        }
        return kind instanceof StatusChanged && payload.statusCode() == null
                ? new Rejected(RejectReason.BAD_VALUE, "a change of status without data.status.code")
                : null;
    }
}
