package io.adjourn.inspector.page;

import io.adjourn.inspector.view.ArtifactView;
import io.adjourn.inspector.view.Attempt;
import io.adjourn.inspector.view.ConflictView;
import io.adjourn.inspector.view.Coordinates;
import io.adjourn.inspector.view.DeliveryResult;
import io.adjourn.inspector.view.DeliveryView;
import io.adjourn.inspector.view.EventView;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.Reject;
import io.adjourn.inspector.view.RevisionView;
import io.adjourn.inspector.view.Step;
import io.adjourn.inspector.view.Summary;
import io.adjourn.inspector.view.Waiting;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.meetings.v1.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a meeting for a test, minute by minute from {@link #START} on. */
final class Told {
    static final Instant START = Instant.parse("2026-11-20T13:00:00Z");

    private final String source;
    private final String session;
    private boolean open;
    private BotState state = BotState.UNKNOWN;
    private @Nullable Outcome outcome;
    private @Nullable EndReason endReason;
    private int revision;
    private @Nullable Instant joinedAt;
    private @Nullable Instant endedAt;
    private @Nullable ClosedBy closedBy;
    private @Nullable String errorMessage;
    private @Nullable Waiting waiting;
    private @Nullable Instant closedAt;
    private @Nullable Instant deletedAt;
    private @Nullable String attributes;
    private @Nullable String platform = "zoom";
    private @Nullable String nativeId = "8812345678";
    private @Nullable String url = "https://zoom.us/j/8812345678";
    private final List<ArtifactKind> missing = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<DeliveryView> deliveries = new ArrayList<>();
    private final List<ArtifactView> artifacts = new ArrayList<>();
    private final List<RevisionView> revisions = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private final List<ConflictView> conflicts = new ArrayList<>();
    private Outcome closesAs = Outcome.TIMED_OUT;
    private int more;
    private List<String> participants = List.of();

    Told(String source, String session) {
        this.source = source;
        this.session = session;
    }

    static Instant minute(double minute) {
        return START.plus(Duration.ofMillis(Math.round(minute * 60_000)));
    }

    Told step(BotState state, double minute, String word) {
        return step(1, state, minute, word, false, null);
    }

    Told step(int attempt, BotState state, double minute, String word, boolean inferred, @Nullable EndReason reason) {
        this.state = state;
        steps.add(new Step(
                state,
                minute(minute),
                inferred,
                word,
                reason,
                false,
                attempt,
                "d-" + session + "-" + deliveries.size()));
        return delivery(word, minute, DeliveryResult.NORMALIZED);
    }

    Told attempt(int number, double joined, double ended, EndReason reason, BotState state) {
        attempts.add(new Attempt(number, joined < 0 ? null : minute(joined), minute(ended), reason, state));
        return this;
    }

    Told ended() {
        state = BotState.ENDED;
        return this;
    }

    Told ran(double joined, double ended) {
        joinedAt = minute(joined);
        endedAt = minute(ended);
        return this;
    }

    Told closed(Outcome outcome, ClosedBy closedBy) {
        open = false;
        this.outcome = outcome;
        this.closedBy = closedBy;
        revision = Math.max(revision, 1);
        return this;
    }

    Told because(EndReason reason) {
        endReason = reason;
        return this;
    }

    Told missing(ArtifactKind kind) {
        missing.add(kind);
        return artifact(kind, ArtifactStatus.MISSING, null, null);
    }

    Told ready(ArtifactKind kind, double linkEnds) {
        return artifact(
                kind, ArtifactStatus.READY, "https://files.example/" + kind + "?signature=***", minute(linkEnds));
    }

    Told artifact(ArtifactKind kind, ArtifactStatus status, @Nullable String url, @Nullable Instant ends) {
        artifacts.add(new ArtifactView(
                kind,
                status,
                "a-" + kind,
                url,
                ends,
                false,
                url == null ? null : "mp4",
                12_345_678L,
                2640d,
                false,
                null));
        return this;
    }

    Told detail(ArtifactKind kind, ArtifactStatus status, String detail) {
        artifacts.add(new ArtifactView(kind, status, null, null, null, false, null, null, null, false, detail));
        return this;
    }

    /** What it says before it waits. */
    Told closingAs(Outcome outcome) {
        closesAs = outcome;
        return this;
    }

    Told waits(WaitingFor what, double due, ArtifactKind... awaited) {
        return waits(what, minute(due), false, null, awaited);
    }

    Told waits(WaitingFor what, Instant due, boolean stale, @Nullable Integer lastRevision, ArtifactKind... awaited) {
        open = true;
        waiting = new Waiting(
                what,
                due,
                what == WaitingFor.STRAGGLERS ? ClosedBy.VENDOR_DONE : ClosedBy.DEADLINE,
                closesAs,
                List.of(ArtifactKind.AUDIO, ArtifactKind.TRANSCRIPT),
                List.of(awaited),
                minute(45),
                lastRevision,
                stale);
        return this;
    }

    Told revision(
            int number,
            Outcome outcome,
            ClosedBy closedBy,
            double minute,
            String content,
            RevisionView.Change... changed) {
        revision = number;
        closedAt = closedAt == null ? minute(minute) : closedAt;
        revisions.add(new RevisionView(
                0,
                number,
                outcome,
                closedBy,
                minute(minute),
                List.of(changed),
                number == 1 ? null : "d-" + session + "-" + (deliveries.size() - 1),
                new Coordinates("meetings.completions.v1", 2, 40 + number),
                content));
        return this;
    }

    Told delivery(String type, double minute, DeliveryResult result) {
        return delivery(type, minute, result, null, false);
    }

    Told copy(String type, double minute, int of) {
        return delivery(type, minute, DeliveryResult.DUPLICATE, "d-" + session + "-" + of, false);
    }

    Told delivery(String type, double minute, DeliveryResult result, @Nullable String copyOf, boolean spooled) {
        String id = "d-" + session + "-" + deliveries.size();
        List<EventView> events = result != DeliveryResult.NORMALIZED
                ? List.of()
                : List.of(new EventView(
                        "e".repeat(60) + deliveries.size(),
                        new Coordinates("meetings.lifecycle.v1", 2, 100 + deliveries.size()),
                        "STATE_CHANGE",
                        state.name(),
                        type,
                        minute(minute),
                        false));
        boolean rejected = result == DeliveryResult.REJECTED;
        deliveries.add(new DeliveryView(
                id,
                new Coordinates("meetings.raw.v1", 2, 500 + deliveries.size()),
                minute(minute),
                minute(minute).plusMillis(spooled ? 90_000 : 12),
                spooled,
                "hmac",
                null,
                null,
                null,
                "application/json",
                431,
                result,
                copyOf,
                rejected ? RejectReason.BAD_VALUE : null,
                rejected ? "the field 'event' has a value that cannot be read" : null,
                type,
                events));
        if (rejected) {
            rejects.add(new Reject(
                    source + "/" + session,
                    new Coordinates("meetings.rejected.v1", 2, 7),
                    new Coordinates("meetings.raw.v1", 2, 500 + deliveries.size()),
                    RejectReason.BAD_VALUE,
                    "the field 'event' has a value that cannot be read",
                    "normalize",
                    source,
                    "meetstream",
                    minute(minute),
                    "./adjourn rejected replay --meeting " + source + "/" + session + " --dry-run"));
        }
        return this;
    }

    Told more(int deliveries) {
        more = deliveries;
        return this;
    }

    Told deleted(double minute) {
        deletedAt = minute(minute);
        artifacts.clear();
        return this;
    }

    Told error(String message) {
        errorMessage = message;
        return this;
    }

    Told attributes(String json) {
        attributes = json;
        return this;
    }

    Told link(@Nullable String platform, @Nullable String nativeId, @Nullable String url) {
        this.platform = platform;
        this.nativeId = nativeId;
        this.url = url;
        return this;
    }

    Told people(String... names) {
        participants = List.of(names);
        return this;
    }

    Told contradiction(String kept, String other) {
        conflicts.add(new ConflictView("TERMINAL_STATE", kept, other));
        return this;
    }

    Meeting meeting() {
        Instant first = steps.isEmpty() ? START : steps.getFirst().at();
        var summary = new Summary(
                source + "/" + session,
                source,
                "meetstream",
                session,
                open,
                state,
                outcome,
                endReason,
                revision,
                0,
                platform,
                nativeId,
                url,
                joinedAt,
                endedAt,
                null,
                missing,
                first,
                deliveries.isEmpty() ? first : deliveries.getLast().receivedAt(),
                deliveries.size(),
                rejects.size());
        return new Meeting(
                summary,
                session + "-" + deliveries.size() + "-" + revision,
                closedBy,
                null,
                errorMessage,
                waiting,
                null,
                null,
                closedAt,
                closedAt,
                deletedAt,
                attempts,
                steps,
                deliveries,
                more,
                artifacts,
                revisions,
                0,
                rejects,
                conflicts,
                participants,
                participants.size(),
                List.of(),
                attributes);
    }
}
