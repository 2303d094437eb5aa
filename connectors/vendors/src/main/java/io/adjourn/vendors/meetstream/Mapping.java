package io.adjourn.vendors.meetstream;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.DataDeletion;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.ProcessingDone;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.SemanticKey;
import io.adjourn.vendors.VendorTime;
import io.adjourn.vendors.meetstream.EventKind.ActivityOnly;
import io.adjourn.vendors.meetstream.EventKind.AllDone;
import io.adjourn.vendors.meetstream.EventKind.Deleted;
import io.adjourn.vendors.meetstream.EventKind.Entered;
import io.adjourn.vendors.meetstream.EventKind.Reached;
import io.adjourn.vendors.meetstream.EventKind.Result;
import io.adjourn.vendors.meetstream.EventKind.Stopped;
import io.adjourn.vendors.meetstream.EventKind.Unrecognized;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A body with a bot and a name, as the one fact it tells. */
final class Mapping {
    private final Payload payload;
    private final EventKind eventKind;
    private final @Nullable String name;
    private final Instant receivedAt;
    /** The delivery's own time, if it has one: the only difference between repetitions that carry no time. */
    private final @Nullable VendorTime sent;

    private final Said said;

    Mapping(Payload payload, Delivery delivery) {
        this.payload = payload;
        this.eventKind = EventKind.of(payload);
        this.name = EventKind.nameOf(payload);
        this.receivedAt = delivery.receivedAt();
        String header = delivery.headers().get(MeetStream.SENT_AT);
        this.sent = header == null ? null : VendorTime.of(header);
        String vendorType = payload.botEvent() == null ? payload.event() : payload.botEvent();
        this.said = new Said(
                vendorType == null ? "" : vendorType,
                semanticKey(),
                VendorTime.eventTime(payload.time(), sent, receivedAt));
    }

    /** Its fact; where the status alone tells it and the name is not known, the event is also kept whole. */
    List<Event> events() {
        return !(eventKind instanceof Unrecognized) && isOfUnknownName() ? List.of(event(), whole()) : List.of(event());
    }

    /** Whether neither of its names is known, so that what it means is in its status alone. */
    private boolean isOfUnknownName() {
        return Vocabulary.isUnknown(name) && (payload.event() == null || Vocabulary.isUnknown(payload.event()));
    }

    private Event event() {
        return switch (eventKind) {
            case Reached reached -> stateChange(reached);
            // By the documentation it means "and recording"; where there are specific names, recording has its own.
            case Entered() ->
                stateChange(new Reached(payload.botEvent() == null ? BotState.RECORDING : BotState.IN_MEETING, null));
            case Stopped() -> stateChange(end());
            case Result(var product, var status) -> artifact(product, status);
            case AllDone() -> new ProcessingDone(said, words(null), payload.attributes());
            case Deleted() ->
                deletionFailed()
                        ? activity(ActivityKind.INFO)
                        : new DataDeletion(said, words(null), payload.attributes());
            case ActivityOnly(var activity) -> activity(activity);
            case Unrecognized() -> activity(ActivityKind.UNKNOWN);
        };
    }

    private StateChange stateChange(Reached reached) {
        boolean terminal = reached.state() == BotState.ENDED || reached.state() == BotState.FAILED;
        return new StateChange(
                said,
                reached.state(),
                null,
                reached.reason(),
                terminal,
                words(reached.reason()),
                MeetingReference.NONE,
                RunSummary.NONE,
                payload.attributes());
    }

    /** How the run went, by its status; one that is not known still ended it. */
    private Reached end() {
        Reached end = Vocabulary.endOf(payload.botStatus());
        if (end != null) {
            return end;
        }
        return new Reached(payload.hasFailureCode() ? BotState.FAILED : BotState.ENDED, EndReason.UNKNOWN);
    }

    /** Whether a product was made: by its status; without one, unless the code says failure. */
    private boolean succeeded(@Nullable String status) {
        return switch (Vocabulary.stepStatusOf(status)) {
            case SUCCESS -> true;
            case FAILURE, UNKNOWN -> false;
            case NOT_SAID -> !payload.hasFailureCode();
        };
    }

    /**
     * Whether nothing was deleted after all, so that the record must not be erased. Only a clear failure counts: where in
     * doubt, what may be gone is not to be shown.
     */
    private boolean deletionFailed() {
        return switch (Vocabulary.stepStatusOf(payload.status())) {
            case FAILURE -> true;
            case SUCCESS, UNKNOWN -> false;
            case NOT_SAID -> payload.hasFailureCode();
        };
    }

    private Artifact artifact(Product product, ArtifactStatus named) {
        String word = payload.statusOf(product);
        String message = payload.message();
        return new Artifact(
                said,
                product.kind(),
                named == ArtifactStatus.READY && !succeeded(word) ? ArtifactStatus.FAILED : named,
                false,
                null,
                null,
                Media.NONE,
                null,
                null,
                message == null ? word : message);
    }

    private Activity whole() {
        String whole = payload.whole();
        var own = new Said(said.vendorType(), keyOfUnknown(whole), said.time());
        return new Activity(own, ActivityKind.UNKNOWN, whole);
    }

    private Activity activity(ActivityKind kind) {
        return new Activity(said, kind, payload.whole());
    }

    /** The vendor's words; the name is one for the reason where it tells one. */
    private VendorWords words(@Nullable EndReason reason) {
        boolean nameTells = reason != null && Vocabulary.tellsReason(name);
        return new VendorWords(payload.botStatus(), nameTells ? name : null, payload.message());
    }

    /**
     * What makes the event the same fact when it comes again, within its bot. MeetStream documents bot, event and timestamp, yet
     * sends three of its seven events without a timestamp.
     */
    private String semanticKey() {
        if (eventKind instanceof Unrecognized) {
            return keyOfUnknown(payload.whole());
        }
        if (eventKind.isSpeech()) {
            // The same words are sent as they come in, as a turn ends and once more when they are put in order.
            return SemanticKey.of("speech", payload.whole());
        }
        // Beside the documented parts: what contradicts must not pass for a repetition, or the first to come would win.
        String status = status();
        VendorTime time = payload.time();
        if (time != null && time.instant() != null) {
            return SemanticKey.of(
                    "timed",
                    payload.botEvent() == null ? name : payload.event(),
                    payload.botEvent(),
                    status,
                    payload.participant(),
                    time.instant().toString());
        }
        return SemanticKey.of(
                "untimed",
                name,
                status,
                payload.participant(),
                eventKind instanceof Result ? null : payload.message(),
                time == null ? null : time.text(),
                occurrence(time));
    }

    /** The key of an event which nobody knows: all that it says. */
    private static String keyOfUnknown(String whole) {
        return SemanticKey.of("unknown", whole);
    }

    /** What tells one occurrence from another that says the same; null where that cannot be another. */
    private @Nullable String occurrence(@Nullable VendorTime time) {
        if (!Vocabulary.mayRepeat(name)) {
            return null;
        }
        if (sent != null) {
            return sent.text();
        }
        // The time of receipt, in milliseconds, as a delivery's header has it: the only difference where there is no
        // other.
        // MeetStream sends nothing twice. The time between two says whether they are attempts or copies of one;
        // streams, which
        // has both, decides that.
        return time == null && Vocabulary.isAttempt(name) ? Long.toString(receivedAt.toEpochMilli()) : null;
    }

    private @Nullable String status() {
        String status = switch (eventKind) {
            case Result result -> payload.statusOf(result.product());
            case Deleted() -> payload.status();
            default -> payload.botStatus();
        };
        return status == null ? null : status.toLowerCase(Locale.ROOT);
    }
}
