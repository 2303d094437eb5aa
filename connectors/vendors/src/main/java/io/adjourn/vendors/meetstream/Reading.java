package io.adjourn.vendors.meetstream;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
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
import io.adjourn.vendors.meetstream.Meaning.AllDone;
import io.adjourn.vendors.meetstream.Meaning.Deleted;
import io.adjourn.vendors.meetstream.Meaning.Entered;
import io.adjourn.vendors.meetstream.Meaning.Reached;
import io.adjourn.vendors.meetstream.Meaning.Result;
import io.adjourn.vendors.meetstream.Meaning.Stopped;
import io.adjourn.vendors.meetstream.Meaning.Told;
import io.adjourn.vendors.meetstream.Meaning.Unknown;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A body with a bot and a name, read as the one fact it tells. */
final class Reading {
    private final Payload payload;
    private final Named named;
    private final Said said;

    Reading(Payload payload, Named named, Said said) {
        this.payload = payload;
        this.named = named;
        this.said = said;
    }

    /** Its fact; where the status alone tells it and the name is not known, the event is also kept whole. */
    List<Event> events() {
        return named.isKnown() && named.isOfUnknownName() ? List.of(event(), whole()) : List.of(event());
    }

    private Event event() {
        return switch (named.meaning()) {
            case Reached reached -> stateChange(reached);
            // By the documentation it means "and recording"; where there are specific names, recording has its own.
            case Entered() ->
                stateChange(new Reached(named.botEvent() == null ? BotState.RECORDING : BotState.IN_MEETING, null));
            case Stopped() -> stateChange(end());
            case Result(var product, var status) -> artifact(product, status);
            case AllDone() -> new ProcessingDone(said, words(null), payload.attributes());
            case Deleted() ->
                deletionFailed()
                        ? activity(ActivityKind.INFO)
                        : new DataDeletion(said, words(null), payload.attributes());
            case Told(var kind) -> activity(kind);
            case Unknown() -> activity(ActivityKind.UNKNOWN);
        };
    }

    /** Where something stands that is not known. */
    Set<String> unknown() {
        var unknown = new TreeSet<>(payload.unknownFields());
        if (Names.isUnknown(named.event())) {
            unknown.add("event");
        }
        if (Names.isUnknown(named.botEvent())) {
            unknown.add("bot_event");
        }
        boolean byStatus = named.meaning() instanceof Stopped || named.name() == null;
        if (byStatus && payload.botStatus() != null && Names.endOf(payload.botStatus()) == null) {
            unknown.add("bot_status");
        }
        unknown.addAll(payload.unknownStatuses());
        return unknown;
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
        Reached end = Names.endOf(payload.botStatus());
        if (end != null) {
            return end;
        }
        return new Reached(payload.hasFailureCode() ? BotState.FAILED : BotState.ENDED, EndReason.UNKNOWN);
    }

    /** Whether a product was made: by its status; without one, unless the code says failure. */
    private boolean succeeded(@Nullable String status) {
        return switch (StepStatus.of(status)) {
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
        return switch (StepStatus.of(payload.status())) {
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
        var own = new Said(said.vendorType(), Identity.ofUnknown(whole), said.time());
        return new Activity(own, ActivityKind.UNKNOWN, whole);
    }

    private Activity activity(ActivityKind kind) {
        return new Activity(said, kind, payload.whole());
    }

    /** The vendor's words; the name is one for the reason where it tells one. */
    private VendorWords words(@Nullable EndReason reason) {
        boolean nameTells = reason != null && Names.tellsReason(named.name());
        return new VendorWords(payload.botStatus(), nameTells ? named.name() : null, payload.message());
    }
}
