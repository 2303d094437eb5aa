package io.adjourn.streams.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Contradictions;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.streams.completion.Cause.ByDeadline;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which attempts there were, and which of them the record tells of. The notation of facts is that of {@link Notation}. */
class AttemptsTest {
    private static final Set<ArtifactKind> EXPECTED = Set.of(ArtifactKind.RECORDING);

    /** The states of all attempts; then outcome, reason, and the minutes of joining and end. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    JOINING@1 RECORDING@2 ENDED@30 VIDEO=READY@31 | ENDED | COMPLETE UNKNOWN 2 30
                    JOINING@1 LEAVING@4:WAITING_ROOM_TIMEOUT JOINING@5 RECORDING@7 ENDED@37 VIDEO=READY@37 | LEAVING ENDED | COMPLETE UNKNOWN 7 37
                    JOINING@1 WAITING_ROOM@4:HOST_NOT_STARTED JOINING@5 RECORDING@7 ENDED@37 VIDEO=READY@37 | WAITING_ROOM ENDED | COMPLETE UNKNOWN 7 37
                    JOINING@1 FAILED>REQUESTED@4 JOINING@5 RECORDING@7 ENDED@37 VIDEO=READY@37 | JOINING ENDED | COMPLETE UNKNOWN 7 37
                    JOINING@1 FAILED@4:BOT_CRASHED JOINING@5 RECORDING@7 ENDED@37:NORMAL_EXIT VIDEO=READY@37 | FAILED ENDED | COMPLETE NORMAL_EXIT 7 37
                    RECORDING@1 ENDED@30:MEETING_ENDED VIDEO=READY@31 JOINING@40 FAILED@45:JOIN_DENIED | ENDED FAILED | COMPLETE MEETING_ENDED 1 30
                    JOINING@1 FAILED@4:JOIN_DENIED JOINING@10 FAILED@14:WAITING_ROOM_TIMEOUT | FAILED FAILED | FAILED WAITING_ROOM_TIMEOUT - 14
                    RECORDING@1 PROCESSING@20 RECORDING=FAILED@20 RECORDING@25 ENDED@37 VIDEO=READY@37 | PROCESSING ENDED | COMPLETE UNKNOWN 25 37
                    RECORDING@5 FAILED@30:TRANSCRIPTION_FAILED ENDED@29 VIDEO=READY@40 TRANSCRIPT=READY@40 | ENDED | COMPLETE UNKNOWN 5 29
                    RECORDING@1 RECORDING_PAUSED@5 RECORDING@6 ENDED@30 VIDEO=READY@31 | ENDED | COMPLETE UNKNOWN 1 30
                    FAILED@~4 ENDED@~30 VIDEO=READY@30 | ENDED | COMPLETE UNKNOWN - 30
                    JOINING@1 FAILED@~4 TRANSCRIPT=READY@50 | FAILED ENDED | PARTIAL UNKNOWN - 4
                    JOINING@5 RECORDING@5 ENDED@5 VIDEO=READY@5 | ENDED | COMPLETE UNKNOWN 5 5
                    ENDED@5 RECORDING@30 VIDEO=READY@31 | ENDED RECORDING | TIMED_OUT UNKNOWN 30 -
                    """)
    void shouldTellOfTheAttemptThatCapturedSomething(String facts, String states, String record) {
        MeetingCompletion told = record(Notation.state(facts));

        assertThat(told.getAttempts().stream()
                        .map(attempt -> attempt.getState().name())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(states);
        assertThat("%s %s %s %s"
                        .formatted(
                                told.getOutcome(),
                                told.getEndReason(),
                                minute(told.getJoinedAt()),
                                minute(told.getEndedAt())))
                .isEqualTo(record);
        assertThat(Contradictions.of(told)).isEmpty();
    }

    @Test
    void shouldSayTheSameInWhateverOrderItIsTold() {
        Fact[] facts =
                Notation.facts("JOINING@1 LEAVING@4:WAITING_ROOM_TIMEOUT FAILED>REQUESTED@5 JOINING@6 RECORDING@7"
                        + " PROCESSING@36 ENDED@37 VIDEO=READY@38");
        MeetingState expected = Facts.folded(facts);
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            List<Fact> shuffled = Arrays.asList(facts.clone());
            Collections.shuffle(shuffled, random);
            assertThat(Facts.folded(shuffled.toArray(Fact[]::new))).isEqualTo(expected);
        }
    }

    /** In seconds. Without a time of their own, what comes close together is one join that was delivered several times. */
    @ParameterizedTest
    @CsvSource({"'0 31 62',3", "'0 29',1", "'0 20 40',2", "'0 0 0',1", "'0 180 180',2"})
    void shouldCountUndatedJoinsThatComeApart(String seconds, int joins) {
        Fact[] facts = Arrays.stream(seconds.split(" "))
                .map(second -> undatedJoin(Integer.parseInt(second)))
                .toArray(Fact[]::new);

        assertThat(record(Facts.folded(facts)).getJoinAttempts()).isEqualTo(joins);
    }

    private static Fact undatedJoin(int second) {
        Instant received = Facts.START.plusSeconds(second);
        var said = new Said("test.event", "test", new EventTime(received, true, null));
        long id = Facts.joining(0).id();
        return new Fact(id, Facts.change(said, BotState.JOINING, null, false), "M1", received.toEpochMilli());
    }

    @Test
    void shouldKeepWithinBoundsAVendorThatTriesForEver() {
        var facts = new ArrayList<Fact>();
        for (int i = 0; i < 10_000; i++) {
            facts.add(Facts.joining(2 * i));
            facts.add(Facts.failed(EndReason.CANNOT_JOIN, 2 * i + 1));
        }
        facts.add(Facts.recording(20_001));
        facts.add(Facts.ended(20_030));
        MeetingState state = Facts.folded(facts.toArray(Fact[]::new));
        Collections.shuffle(facts, new Random(2));
        MeetingState shuffled = Facts.folded(facts.toArray(Fact[]::new));

        MeetingCompletion record = record(state);
        assertThat(record.getTruncated()).isTrue();
        assertThat(record.getAttempts()).hasSize(20);
        assertThat(record.getTimeline()).hasSize(BotTimeline.MAX_STEPS);
        assertThat(record.getEndedAt()).isEqualTo(Facts.at(20_030));
        assertThat(Contradictions.of(record)).isEmpty();
        assertThat(shuffled.run()).isEqualTo(state.run());
        var meeting = new Meeting("test", state, new Life.Open(), null, Numbering.FIRST);
        assertThat(MeetingBytes.of(meeting)).hasSizeLessThan(256 * 1024);
    }

    /** Clocks that run backwards between attempts, attempts that overlap, an end before its start, every step of one second, year 9999. */
    @Test
    void shouldNeverContradictItselfWhateverClocksSay() {
        var random = new Random(3);
        for (int meeting = 0; meeting < 20_000; meeting++) {
            var facts = new ArrayList<Fact>();
            for (int attempt = 0; attempt < 3; attempt++) {
                int start = random.nextInt(60);
                facts.add(at(BotState.JOINING, null, minute(random, start)));
                facts.add(at(BotState.RECORDING, null, minute(random, start + 2)));
                EndReason reason = random.nextBoolean() ? EndReason.WAITING_ROOM_TIMEOUT : null;
                BotState end = random.nextBoolean() ? BotState.ENDED : BotState.FAILED;
                facts.add(at(random.nextInt(3) == 0 ? BotState.LEAVING : end, reason, minute(random, start + 9)));
            }
            if (random.nextBoolean()) {
                facts.add(Facts.artifact(ArtifactKind.VIDEO, ArtifactStatus.READY, 70));
            }
            MeetingCompletion record = record(Facts.folded(facts.toArray(Fact[]::new)));
            assertThat(Contradictions.of(record)).as("%s", record).isEmpty();
        }
    }

    private static Instant minute(Random random, int plausible) {
        return switch (random.nextInt(6)) {
            case 0 -> Facts.at(random.nextInt(60));
            case 1 -> Facts.at(5);
            case 2 -> Instant.parse("9999-12-31T23:59:59Z");
            default -> Facts.at(plausible);
        };
    }

    private static Fact at(BotState state, @Nullable EndReason reason, Instant at) {
        var said = new Said("test.event", "test", new EventTime(at, false, null));
        return Facts.fact(Facts.change(said, state, reason, StateOrder.isEnd(state)), 1);
    }

    private static MeetingCompletion record(MeetingState state) {
        long now = Facts.logTime(200);
        return CompletionRecord.of(
                "acme/m-1",
                "test",
                state,
                Course.of(state, CompletionRules.of(EXPECTED, Duration.ofHours(2))),
                new Revision(0, 1, ClosedBy.DEADLINE, now, now, new ByDeadline()));
    }

    private static String minute(@Nullable Instant at) {
        return at == null
                ? "-"
                : Long.toString(Duration.between(Facts.START, at).toMinutes());
    }
}
