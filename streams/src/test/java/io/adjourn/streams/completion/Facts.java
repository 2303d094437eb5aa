package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Event.VendorWords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Facts for tests. Minutes count from {@link #START}; log time follows the vendor's by a second unless said. */
final class Facts {
    static final Instant START = Instant.parse("2026-02-27T10:00:00Z");

    static final CompletionRules RULES =
            CompletionRules.of(Set.of(ArtifactKind.AUDIO, ArtifactKind.TRANSCRIPT), Duration.ofHours(2));

    private static long ids;

    private Facts() {}

    static Fact joining(int minute) {
        return state(BotState.JOINING, minute);
    }

    static Fact recording(int minute) {
        return state(BotState.RECORDING, minute);
    }

    static Fact state(BotState state, int minute) {
        return fact(change(said(minute, false), state, null, false), minute);
    }

    static Fact hint(BotState state, EndReason reason, int minute) {
        return fact(change(said(minute, false), state, reason, false), minute);
    }

    static Fact ended(int minute) {
        return end(BotState.ENDED, EndReason.NORMAL_EXIT, minute);
    }

    static Fact failed(EndReason reason, int minute) {
        return end(BotState.FAILED, reason, minute);
    }

    static Fact end(BotState state, EndReason reason, int minute) {
        return fact(change(said(minute, false), state, reason, true), minute);
    }

    static Fact inferredEnd(BotState state, EndReason reason, int minute) {
        return fact(change(said(minute, true), state, reason, true), minute);
    }

    static Fact audio(int minute) {
        return artifact(ArtifactKind.AUDIO, ArtifactStatus.READY, minute);
    }

    static Fact transcript(int minute) {
        return artifact(ArtifactKind.TRANSCRIPT, ArtifactStatus.READY, minute);
    }

    static Fact artifact(ArtifactKind kind, ArtifactStatus status, int minute) {
        return fact(
                new Event.Artifact(
                        said(minute, false), kind, status, false, null, null, Event.Media.NONE, null, null, null),
                minute);
    }

    /** An artifact that only the end implies. */
    static Fact implied(ArtifactKind kind, int minute) {
        return fact(
                new Event.Artifact(
                        said(minute, false),
                        kind,
                        ArtifactStatus.READY,
                        true,
                        null,
                        null,
                        Event.Media.NONE,
                        null,
                        null,
                        null),
                minute);
    }

    static Fact untimed(ArtifactKind kind, ArtifactStatus status, int minute) {
        return fact(
                new Event.Artifact(
                        said(minute, true), kind, status, false, null, null, Event.Media.NONE, null, null, null),
                minute);
    }

    /** A step of which the vendor says what was before it. */
    static Fact step(BotState previous, BotState state, int minute) {
        return fact(summary(said(minute, false), previous, state, StateOrder.isEnd(state), RunSummary.NONE), minute);
    }

    /** An end after which the vendor will say more. */
    static Fact provisional(BotState state, int minute) {
        return fact(change(said(minute, false), state, null, false), minute);
    }

    /** An end with what the vendor says of the run as a whole. */
    static Fact endedAfter(RunSummary run, int minute) {
        return fact(summary(said(minute, false), null, BotState.ENDED, true, run), minute);
    }

    static RunSummary neverJoined() {
        return new RunSummary(null, null, null, true, List.of(), List.of(), null, null);
    }

    private static Event.StateChange summary(
            Said said, @Nullable BotState previous, BotState state, boolean terminal, RunSummary run) {
        return new Event.StateChange(
                said,
                state,
                previous,
                null,
                terminal,
                new VendorWords(state.name(), null, null),
                MeetingReference.NONE,
                run,
                null);
    }

    static Fact done(int minute) {
        return fact(new Event.ProcessingDone(said(minute, false), new VendorWords("Done", null, null), null), minute);
    }

    static Fact deleted(int minute) {
        return fact(new Event.DataDeletion(said(minute, false), new VendorWords(null, null, null), null), minute);
    }

    /** Log time of what happened in that minute. */
    static long logTime(int minute) {
        return at(minute).plusSeconds(1).toEpochMilli();
    }

    static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    static Event.StateChange change(Said said, BotState state, @Nullable EndReason reason, boolean terminal) {
        return new Event.StateChange(
                said,
                state,
                null,
                reason,
                terminal,
                new VendorWords(state.name(), null, terminal ? "over" : null),
                MeetingReference.NONE,
                RunSummary.NONE,
                "{\"team\":\"acme\"}");
    }

    static Said said(int minute, boolean inferred) {
        return new Said("test.event", "test", new EventTime(at(minute), inferred, null));
    }

    static Fact fact(Event event, int minute) {
        return new Fact(++ids, event, "M1", logTime(minute));
    }

    static MeetingState folded(Fact... facts) {
        MeetingState state = MeetingState.NOTHING;
        for (Fact fact : facts) {
            state = MeetingFold.apply(state, fact);
        }
        return state;
    }
}
