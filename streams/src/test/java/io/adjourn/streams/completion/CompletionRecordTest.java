package io.adjourn.streams.completion;

import static io.adjourn.streams.completion.Facts.artifact;
import static io.adjourn.streams.completion.Facts.at;
import static io.adjourn.streams.completion.Facts.audio;
import static io.adjourn.streams.completion.Facts.deleted;
import static io.adjourn.streams.completion.Facts.ended;
import static io.adjourn.streams.completion.Facts.failed;
import static io.adjourn.streams.completion.Facts.folded;
import static io.adjourn.streams.completion.Facts.inferredEnd;
import static io.adjourn.streams.completion.Facts.joining;
import static io.adjourn.streams.completion.Facts.recording;
import static io.adjourn.streams.completion.Facts.state;
import static io.adjourn.streams.completion.Facts.transcript;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.Conflict;
import io.adjourn.meetings.v1.ConflictKind;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RawCoordinates;
import io.adjourn.meetings.v1.TimelineEntry;
import io.adjourn.streams.completion.Cause.ByDeadline;
import io.adjourn.streams.completion.Cause.ByDelivery;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionRecordTest {
    private static final Instant REVISED_AT = at(200);

    /** Which dialect an event was read from is provenance: it alone makes no revision. */
    @Test
    void shouldSayTheSameInWhicheverDialectItWasTold() {
        Fact late = audio(31);
        var newer = new Fact(late.id(), late.event(), "M2", late.logTime());
        assertThat(CompletionRecord.said(folded(ended(30), newer), Facts.RULES))
                .isEqualTo(CompletionRecord.said(folded(ended(30), late), Facts.RULES));
    }

    /** A field that is added to the record and set nowhere is null here. */
    @Test
    void shouldSetEachField() {
        Meeting everything = StateSamples.everything();
        var rules = CompletionRules.of(Set.of(ArtifactKind.RECORDING), Duration.ofHours(2));
        var delivery = new ByDelivery(Instant.EPOCH, "type", new RawCoordinates("raw", 0, 0L, "delivery"), false);

        MeetingCompletion record = CompletionRecord.of(
                "acme/m-1",
                everything.vendor(),
                everything.state(),
                Course.of(everything.state(), rules),
                new Revision(1, 2, ClosedBy.DELETION, 3, 4, delivery));

        assertThat(record.getSchema().getFields())
                .filteredOn(field -> record.get(field.pos()) == null)
                .extracting(Schema.Field::name)
                .as(
                        "fields that are null: a new one is set in CompletionRecord, and RecordedMeeting reads back what it comes of")
                // What this sample's steps do not say, and what only publishing knows; other tests have it.
                .containsExactly("changed", "error_code", "error_message", "joined_at", "recording_started_at");
    }

    @Nested
    class Outcomes {
        @Test
        void shouldBePartialAndNameWhatIsMissing() {
            var record = record(recording(1), ended(30), audio(31));
            assertThat(record.getOutcome()).isEqualTo(Outcome.PARTIAL);
            assertThat(record.getMissing()).containsExactly(ArtifactKind.TRANSCRIPT);
            assertThat(statusOf(record, ArtifactKind.TRANSCRIPT)).isEqualTo(ArtifactStatus.MISSING);
        }

        @Test
        void shouldBeTimedOutWhenTheEndWasNeverTold() {
            var record = record(joining(0), recording(1), audio(31));
            assertThat(record.getOutcome()).isEqualTo(Outcome.TIMED_OUT);
            assertThat(record.getState()).isEqualTo(BotState.RECORDING);
            assertThat(record.getMissing()).containsExactly(ArtifactKind.TRANSCRIPT);
        }

        @Test
        void shouldBeFailedAndStillListWhatExists() {
            var record = record(recording(1), failed(EndReason.INTERNAL_ERROR, 10), audio(11));
            assertThat(record.getOutcome()).isEqualTo(Outcome.FAILED);
            assertThat(record.getMissing()).isEmpty();
            assertThat(statusOf(record, ArtifactKind.AUDIO)).isEqualTo(ArtifactStatus.READY);
            assertThat(record.getErrorCode()).isEqualTo("FAILED");
            assertThat(record.getErrorMessage()).isEqualTo("over");
        }

        @Test
        void shouldKeepWhatItWasBeforeTheDeletion() {
            var record = record(recording(1), ended(30), audio(31), transcript(32), deleted(60));
            assertThat(record.getOutcome()).isEqualTo(Outcome.DELETED);
            assertThat(record.getOutcomeBeforeDeletion()).isEqualTo(Outcome.COMPLETE);
            assertThat(record.getDeletedAt()).isEqualTo(at(60));
            assertThat(record.getArtifacts())
                    .extracting(CompletionArtifact::getStatus)
                    .containsOnly(ArtifactStatus.DELETED);
            assertThat(record.getAttributes()).isEqualTo("{\"team\":\"acme\"}");
        }
    }

    @Nested
    class Deletion {
        @Test
        void shouldLeaveNoLinkInStateOrRecordWhicheverCameFirst() {
            Fact linked = linked("https://media.example/audio?signature=obviously-a-test", at(500));
            for (MeetingState state :
                    new MeetingState[] {folded(linked, ended(30), deleted(60)), folded(deleted(60), ended(30), linked)
                    }) {
                assertThat(state.toString()).doesNotContain("media.example").doesNotContain("over");
                assertThat(recordOf(state, Facts.RULES).toString()).doesNotContain("media.example");
            }
        }

        @Test
        void shouldNotBeRevivedByALaterArtifact() {
            var record = record(ended(30), audio(31), deleted(60), transcript(90));
            assertThat(record.getOutcome()).isEqualTo(Outcome.DELETED);
            assertThat(statusOf(record, ArtifactKind.TRANSCRIPT)).isEqualTo(ArtifactStatus.DELETED);
        }
    }

    @Nested
    class Ends {
        @Test
        void shouldKeepTheEarlierEndAndTheConflict() {
            var record = record(ended(30), failed(EndReason.WAITING_ROOM_TIMEOUT, 31));
            assertThat(record.getState()).isEqualTo(BotState.ENDED);
            assertThat(record.getEndReason()).isEqualTo(EndReason.NORMAL_EXIT);
            assertThat(record.getConflicts())
                    .containsExactly(new Conflict(ConflictKind.TERMINAL_STATE, "ENDED", "FAILED"));
        }
    }

    @Nested
    class Times {
        @Test
        void shouldTellWhenEachThingHappened() {
            var record = record(
                    state(BotState.SCHEDULED, 0), joining(5), state(BotState.IN_MEETING, 6), recording(7), ended(36));
            assertThat(record.getRequestedAt()).isEqualTo(at(0));
            assertThat(record.getJoinedAt()).isEqualTo(at(6));
            assertThat(record.getRecordingStartedAt()).isEqualTo(at(7));
            assertThat(record.getEndedAt()).isEqualTo(at(36));
            assertThat(record.getDurationSeconds()).isEqualTo(1800.0);
            assertThat(record.getTimeline())
                    .extracting(TimelineEntry::getState)
                    .containsExactly(
                            BotState.SCHEDULED,
                            BotState.JOINING,
                            BotState.IN_MEETING,
                            BotState.RECORDING,
                            BotState.ENDED);
        }

        @Test
        void shouldNotInventADurationFromInferredTimes() {
            assertThat(record(recording(1), inferredEnd(BotState.ENDED, EndReason.NORMAL_EXIT, 30))
                            .getDurationSeconds())
                    .isNull();
        }

        @Test
        void shouldCountEveryAttemptToJoin() {
            assertThat(record(joining(0), joining(1), joining(2), failed(EndReason.WAITING_ROOM_TIMEOUT, 9))
                            .getJoinAttempts())
                    .isEqualTo(3);
        }

        @Test
        void shouldCutTheTimelineAtItsLimitAndKeepTheEnd() {
            MeetingState state = folded(ended(2000));
            for (int minute = 0; minute < 600; minute++) {
                state = MeetingFold.apply(state, state(BotState.RECORDING, minute));
            }
            var record = recordOf(state, Facts.RULES);
            assertThat(record.getTimeline()).hasSize(BotTimeline.MAX_STEPS);
            assertThat(record.getTruncated()).isTrue();
            assertThat(record.getState()).isEqualTo(BotState.ENDED);
        }
    }

    @Nested
    class Artifacts {
        @Test
        void shouldBelieveTheLatestWordOnAnArtifact() {
            Fact failed = artifact(ArtifactKind.TRANSCRIPT, ArtifactStatus.FAILED, 32);
            Fact ready = artifact(ArtifactKind.TRANSCRIPT, ArtifactStatus.READY, 40);
            assertThat(statusOf(record(ready, failed), ArtifactKind.TRANSCRIPT)).isEqualTo(ArtifactStatus.READY);
        }

        @Test
        void shouldSendTheReaderToTheVendorWhenThereIsNoLink() {
            assertThat(record(ended(30), audio(31)).getArtifacts().getFirst().getNeedsRefetch())
                    .isTrue();
        }

        @Test
        void shouldSendTheReaderToTheVendorWhenTheLinkHasExpired() {
            Fact valid = linked("https://media.example/a?s=1", REVISED_AT.plusSeconds(1));
            Fact expired = linked("https://media.example/a?s=1", REVISED_AT.minusSeconds(1));
            assertThat(record(valid).getArtifacts().getFirst().getNeedsRefetch())
                    .isFalse();
            assertThat(record(expired).getArtifacts().getFirst().getNeedsRefetch())
                    .isTrue();
        }

        @Test
        void shouldTakeAFreshLinkForNewsByTheHour() {
            RecordContent content =
                    CompletionRecord.said(folded(linked("https://media.example/a?s=1", at(61))), Facts.RULES);
            RecordContent sameHour =
                    CompletionRecord.said(folded(linked("https://media.example/a?s=2", at(62))), Facts.RULES);
            RecordContent nextHour =
                    CompletionRecord.said(folded(linked("https://media.example/a?s=3", at(121))), Facts.RULES);
            assertThat(sameHour).isEqualTo(content);
            assertThat(nextHour).isNotEqualTo(content);
        }
    }

    @Nested
    class WhatTheEndImplies {

        @Test
        void shouldBeThereWhenNothingSpeaksAgainstIt() {
            MeetingCompletion record = recordExpecting(
                    Set.of(ArtifactKind.RECORDING), ended(30), Facts.implied(ArtifactKind.RECORDING, 30));
            assertThat(record.getOutcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(statusOf(record, ArtifactKind.RECORDING)).isEqualTo(ArtifactStatus.READY);
        }

        @Test
        void shouldNotOutweighWhatIsSaid() {
            Fact outside = Facts.step(BotState.WAITING_ROOM, BotState.ENDED, 30);
            for (boolean impliedFirst : new boolean[] {true, false}) {
                Fact one = said(impliedFirst);
                Fact other = said(!impliedFirst);
                MeetingCompletion record = record(outside, one, other);
                assertThat(statusOf(record, ArtifactKind.RECORDING)).isEqualTo(ArtifactStatus.READY);
            }
        }

        private static Fact said(boolean onlyImplied) {
            return onlyImplied
                    ? Facts.implied(ArtifactKind.RECORDING, 30)
                    : Facts.artifact(ArtifactKind.RECORDING, ArtifactStatus.READY, 30);
        }

        @Test
        void shouldNotBeThereWhenTheBotCameToItsEndFromOutside() {
            MeetingCompletion record = recordExpecting(
                    Set.of(ArtifactKind.RECORDING),
                    Facts.state(BotState.WAITING_ROOM, 1),
                    Facts.step(BotState.WAITING_ROOM, BotState.PROCESSING, 15),
                    ended(16),
                    Facts.implied(ArtifactKind.RECORDING, 16));
            assertThat(record.getOutcome()).isEqualTo(Outcome.NOT_CAPTURED);
            assertThat(statusOf(record, ArtifactKind.RECORDING)).isEqualTo(ArtifactStatus.UNAVAILABLE);
            assertThat(record.getMissing()).isEmpty();
        }

        @Test
        void shouldNotBeThereWhenRecordingWasRefusedThroughout() {
            MeetingCompletion record = recordExpecting(
                    Set.of(ArtifactKind.RECORDING),
                    Facts.state(BotState.IN_MEETING, 1),
                    Facts.hint(BotState.IN_MEETING, EndReason.RECORDING_DENIED, 2),
                    ended(16),
                    Facts.implied(ArtifactKind.RECORDING, 16));
            assertThat(record.getOutcome()).isEqualTo(Outcome.NOT_CAPTURED);
            assertThat(record.getEndReason()).isEqualTo(EndReason.RECORDING_DENIED);
        }

        @Test
        void shouldBeThereWhenRecordingWasRefusedAtFirst() {
            MeetingCompletion record = recordExpecting(
                    Set.of(ArtifactKind.RECORDING),
                    Facts.hint(BotState.IN_MEETING, EndReason.RECORDING_DENIED, 2),
                    // The step to recording was lost; this one tells that there was one.
                    Facts.step(BotState.RECORDING, BotState.PROCESSING, 15),
                    ended(16),
                    Facts.implied(ArtifactKind.RECORDING, 16));
            assertThat(record.getOutcome()).isEqualTo(Outcome.COMPLETE);
        }
    }

    @Nested
    class ProvisionalEnds {

        @Test
        void shouldBelieveTheVendorWhoNeverSaidWhatItPromised() {
            MeetingCompletion record = record(recording(1), Facts.provisional(BotState.ENDED, 30));
            assertThat(record.getOutcome()).isEqualTo(Outcome.NOT_CAPTURED);
            assertThat(record.getState()).isEqualTo(BotState.ENDED);
        }

        @Test
        void shouldBeFailedWhenTheVendorSaidThatItFailed() {
            MeetingCompletion record = record(recording(1), Facts.provisional(BotState.FAILED, 30));
            assertThat(record.getOutcome()).isEqualTo(Outcome.FAILED);
            assertThat(record.getMissing()).isEmpty();
        }

        @Test
        void shouldYieldToTheEnd() {
            MeetingCompletion record =
                    record(recording(1), Facts.provisional(BotState.FAILED, 30), ended(31), audio(32), transcript(33));
            assertThat(record.getOutcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(record.getConflicts()).isEmpty();
        }
    }

    @Nested
    class Summaries {
        private final RunSummary summary = new RunSummary(
                Facts.at(2), Facts.at(3), 1634.5, false, List.of("Ada", "Grace"), List.of("Grace"), null, null);

        @Test
        void shouldBeBelievedBeforeWhatStepsImply() {
            MeetingCompletion record = record(Facts.endedAfter(summary, 30));
            assertThat(record.getJoinedAt()).isEqualTo(Facts.at(2));
            assertThat(record.getRecordingStartedAt()).isEqualTo(Facts.at(3));
            assertThat(record.getDurationSeconds()).isEqualTo(1634.5);
            assertThat(record.getParticipants()).containsExactly("Ada", "Grace");
            assertThat(record.getSpeakers()).containsExactly("Grace");
            assertThat(record.getTruncated()).isFalse();
        }

        @Test
        void shouldBeCutAtAThousandNames() {
            List<String> names =
                    IntStream.range(0, 1_500).mapToObj(i -> "Guest " + i).toList();
            MeetingCompletion record =
                    record(Facts.endedAfter(new RunSummary(null, null, null, false, names, List.of(), null, null), 30));
            assertThat(record.getParticipants()).hasSize(1_000).startsWith("Guest 0");
            assertThat(record.getTruncated()).isTrue();
        }

        @Test
        void shouldLeaveNoNamesAfterDeletion() {
            MeetingCompletion record = record(Facts.endedAfter(summary, 30), Facts.deleted(40));
            assertThat(record.getParticipants()).isEmpty();
            assertThat(record.getSpeakers()).isEmpty();
        }
    }

    @Nested
    class OneFactToldTwice {

        @Test
        void shouldKeepTheLinkThatLastsLonger() {
            var early = (Event.Artifact)
                    linked("https://media.example/a?s=1", Facts.at(60)).event();
            var late = (Event.Artifact)
                    linked("https://media.example/a?s=2", Facts.at(200)).event();
            for (var order : List.of(List.of(early, late), List.of(late, early))) {
                MeetingState state =
                        folded(new Fact(7, order.getFirst(), "M1", 1_000), new Fact(7, order.getLast(), "M1", 2_000));
                assertThat(recordOf(state, Facts.RULES)
                                .getArtifacts()
                                .getFirst()
                                .getUrl())
                        .isEqualTo("https://media.example/a?s=2");
                assertThat(state.seen().events()).isEqualTo(1);
                assertThat(state.seen().duplicates()).isEqualTo(1);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "UNAVAILABLE, READY,       READY",
            "READY,       DELETED,     DELETED",
            "PROCESSING,  UNAVAILABLE, UNAVAILABLE",
            "FAILED,      READY,       READY"
        })
        void shouldBelieveWhatComesLaterInAnArtifactsLifeWhereTimesAreEqual(
                ArtifactStatus earlier, ArtifactStatus later, ArtifactStatus holds) {
            Fact one = Facts.artifact(ArtifactKind.AUDIO, earlier, 31);
            Fact other = Facts.artifact(ArtifactKind.AUDIO, later, 31);
            assertThat(statusOf(record(one, other), ArtifactKind.AUDIO)).isEqualTo(holds);
            assertThat(statusOf(record(other, one), ArtifactKind.AUDIO)).isEqualTo(holds);
        }

        /** A retry is received later than what became true since the fact it repeats. */
        @Test
        void shouldNotBelieveARetryForComingLast() {
            Fact failed = Facts.untimed(ArtifactKind.TRANSCRIPT, ArtifactStatus.FAILED, 31);
            Fact ready = Facts.untimed(ArtifactKind.TRANSCRIPT, ArtifactStatus.READY, 32);
            Fact retry = new Fact(
                    failed.id(),
                    Facts.untimed(ArtifactKind.TRANSCRIPT, ArtifactStatus.FAILED, 33)
                            .event(),
                    "M1",
                    Facts.logTime(33));
            assertThat(statusOf(record(failed, ready, retry), ArtifactKind.TRANSCRIPT))
                    .isEqualTo(ArtifactStatus.READY);
            assertThat(statusOf(record(retry, failed, ready), ArtifactKind.TRANSCRIPT))
                    .isEqualTo(ArtifactStatus.READY);
        }

        @ParameterizedTest
        @CsvSource({
            "FAILED,     READY,      READY",
            "READY,      FAILED,     READY",
            "PROCESSING, FAILED,     PROCESSING",
            "READY,      PROCESSING, READY",
            "READY,      DELETED,    DELETED"
        })
        void shouldTakeWordWithoutATimeOnlyForWhatIsThereOrGone(
                ArtifactStatus timed, ArtifactStatus untimed, ArtifactStatus holds) {
            Fact one = Facts.artifact(ArtifactKind.AUDIO, timed, 31);
            for (int minute : new int[] {20, 40}) {
                Fact other = Facts.untimed(ArtifactKind.AUDIO, untimed, minute);
                assertThat(statusOf(record(one, other), ArtifactKind.AUDIO)).isEqualTo(holds);
                assertThat(statusOf(record(other, one), ArtifactKind.AUDIO)).isEqualTo(holds);
            }
        }

        @Test
        void shouldNotBelieveThatSomethingIsStillComingOnlyBecauseThatCameLast() {
            MeetingCompletion record = record(
                    Facts.untimed(ArtifactKind.TRANSCRIPT, ArtifactStatus.READY, 31),
                    Facts.untimed(ArtifactKind.TRANSCRIPT, ArtifactStatus.PROCESSING, 32));
            assertThat(statusOf(record, ArtifactKind.TRANSCRIPT)).isEqualTo(ArtifactStatus.READY);
        }
    }

    private static Fact linked(String url, Instant expiresAt) {
        return Facts.fact(
                new Event.Artifact(
                        Facts.said(31, false),
                        ArtifactKind.AUDIO,
                        ArtifactStatus.READY,
                        false,
                        null,
                        new Link(url, expiresAt),
                        Event.Media.NONE,
                        null,
                        null,
                        null),
                31);
    }

    private static ArtifactStatus statusOf(MeetingCompletion record, ArtifactKind kind) {
        return record.getArtifacts().stream()
                .filter(artifact -> artifact.getKind() == kind)
                .findFirst()
                .orElseThrow()
                .getStatus();
    }

    private static MeetingCompletion record(Fact... facts) {
        return recordOf(folded(facts), Facts.RULES);
    }

    private static MeetingCompletion recordExpecting(Set<ArtifactKind> expects, Fact... facts) {
        return recordOf(folded(facts), CompletionRules.of(expects, Duration.ofHours(2)));
    }

    private static MeetingCompletion recordOf(MeetingState state, CompletionRules rules) {
        return numbered(0, 1, state, rules);
    }

    private static MeetingCompletion numbered(int epoch, int revision, MeetingState state, CompletionRules rules) {
        long now = REVISED_AT.toEpochMilli();
        return CompletionRecord.of(
                "acme/m-1",
                "meetstream",
                state,
                Course.of(state, rules),
                new Revision(epoch, revision, ClosedBy.DEADLINE, now, now, new ByDeadline()));
    }

    @Test
    void shouldHaveAnIdOfItsOwnInEachEpochAndInTheFirstTheOneOf010() {
        MeetingState state = folded(recording(1), ended(30));
        MeetingCompletion first = numbered(0, 2, state, Facts.RULES);
        MeetingCompletion afterReset = numbered(1, 2, state, Facts.RULES);

        assertThat(first.getEventId()).isEqualTo("0e8179a12349a1309e397cc4d9285bdaabdd29f4c8f136a1af70371fcfa1cf24");
        assertThat(afterReset.getEpoch()).isEqualTo(1);
        assertThat(afterReset.getRevision()).isEqualTo(2);
        assertThat(afterReset.getEventId()).isNotEqualTo(first.getEventId());
    }
}
