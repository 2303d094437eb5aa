package io.adjourn.streams.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.streams.completion.Life.Closed;
import io.adjourn.streams.completion.Life.Open;
import io.adjourn.streams.completion.Life.Reopened;
import io.adjourn.streams.completion.Life.Stub;
import io.adjourn.testing.InFullBuild;
import io.adjourn.testing.Tries;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Event.VendorWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fold forgets the order. Each case is named by its seed. */
class MeetingFoldPropertyTest {

    static LongStream seeds() {
        return LongStream.range(0, Tries.of(300));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldGiveTheSameStateWhateverTheOrderAndRepetition(long seed) {
        var random = new Random(seed);
        List<Fact> facts = facts(random);
        MeetingState expected = fold(facts);
        for (int round = 0; round < 20; round++) {
            var shuffled = new ArrayList<>(facts);
            facts.stream().filter(fact -> random.nextInt(3) == 0).forEach(shuffled::add);
            Collections.shuffle(shuffled, random);

            MeetingState actual = fold(shuffled);

            assertThat(actual.seen().duplicates()).isEqualTo(shuffled.size() - facts.size());
            assertThat(withoutDuplicates(actual)).isEqualTo(withoutDuplicates(expected));
            assertThat(CompletionRecord.said(actual, Facts.RULES))
                    .isEqualTo(CompletionRecord.said(expected, Facts.RULES));
        }
    }

    /** A retry may carry a fresh link or other metadata; the other name of a step, another time and reason. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldGiveTheSameStateWhicheverTellingOfAFactComesFirst(long seed) {
        var random = new Random(seed);
        var tellings = new ArrayList<Fact>();
        for (Fact fact : facts(random)) {
            tellings.add(fact);
            for (int more = random.nextInt(3); more > 0; more--) {
                Event other = toldOtherwise(fact.event(), random);
                tellings.add(new Fact(fact.id(), other, "M" + random.nextInt(3), fact.logTime(), random.nextBoolean()));
            }
        }
        MeetingState expected = fold(tellings);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(tellings, random);

            assertThat(fold(tellings)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldSurviveBeingStored(long seed) throws UnreadableStateException {
        var random = new Random(seed);
        var meeting = new Meeting(
                "meetstream",
                fold(facts(random)),
                life(random),
                random.nextBoolean() ? null : random.nextLong(),
                new Numbering(random.nextInt(3), random.nextInt(9)));
        assertThat(new MeetingBytes(_ -> null).read(MeetingBytes.of(meeting))).isEqualTo(meeting);
    }

    private static RecordContent content(Random random) {
        return new RecordContent(
                random.nextLong(), random.nextBoolean() ? Map.of() : Map.of("outcome", random.nextInt()));
    }

    private static Life life(Random random) {
        var last = new Publication(3, 17, 18, true, false, true);
        return switch (random.nextInt(5)) {
            case 0 -> new Open();
            case 1 -> new Reopened(last, content(random));
            case 2 -> new Closed(last, null);
            case 3 -> new Closed(last, new PendingRevision(42, content(random), random.nextBoolean()));
            default -> new Stub(last, null);
        };
    }

    @Test
    void shouldGiveTheSameStateInEachOrderOfAWholeMeeting() {
        List<Fact> meeting = List.of(
                Facts.joining(0),
                Facts.joining(1),
                Facts.recording(2),
                Facts.ended(30),
                Facts.audio(31),
                Facts.artifact(ArtifactKind.TRANSCRIPT, ArtifactStatus.FAILED, 32),
                Facts.transcript(40));
        MeetingState expected = fold(meeting);
        assertThat(permutations(meeting))
                .hasSize(5040)
                .allSatisfy(order -> assertThat(fold(order)).isEqualTo(expected));
    }

    /** Ids are kept of so many events only: what comes again after that is folded again. */
    @Test
    void shouldTellEachStepOnceEvenWhereItsIdIsNoLongerKept() {
        var facts = new ArrayList<Fact>();
        for (int i = 0; i < SeenEventIds.MAX_IDS; i++) {
            facts.add(Facts.audio(i));
        }
        Fact joining = Facts.joining(0);
        facts.add(joining);
        MeetingState once = fold(facts);

        assertThat(MeetingFold.apply(once, joining).run()).isEqualTo(once.run());
    }

    @Test
    void shouldNotKeepTheMessagesOfEndsThatDoNotHold() {
        var random = new Random(1);
        var facts = new ArrayList<Fact>();
        for (int minute = 0; minute < 700; minute++) {
            var said = Facts.said(minute, false);
            var words = new VendorWords("Stopped", null, "\u4f1a".repeat(2000));
            EndReason reason = random.nextBoolean() ? null : EndReason.NORMAL_EXIT;
            facts.add(Facts.fact(
                    new Event.StateChange(
                            said,
                            BotState.ENDED,
                            null,
                            reason,
                            true,
                            words,
                            MeetingReference.NONE,
                            RunSummary.NONE,
                            null),
                    minute));
        }
        MeetingState expected = fold(facts);
        Collections.shuffle(facts, random);
        var meeting = new Meeting("meetstream", fold(facts), new Open(), null, Numbering.FIRST);

        assertThat(meeting.state()).isEqualTo(expected);
        assertThat(Attempt.of(expected.run())
                        .getFirst()
                        .end()
                        .orElseThrow()
                        .at()
                        .instant())
                .isEqualTo(Facts.at(0));
        assertThat(MeetingBytes.of(meeting)).hasSizeLessThan(256 * 1024);
    }

    /** As much of everything as vendors could send, of characters that take most room. */
    @InFullBuild
    @Test
    void shouldStayBelow256KibibytesWhateverIsSent() {
        String much = "\u4f1a".repeat(20_000);
        // Once for all facts, which would not fit into the memory of tests otherwise.
        List<String> names =
                IntStream.range(0, 1_500).mapToObj(n -> n + "\u4f1a".repeat(50)).toList();
        var facts = new ArrayList<Fact>();
        for (int i = 0; i < 3_000; i++) {
            var said = Facts.said(i % 100, false);
            String text = i + much;
            facts.add(Facts.fact(
                    new Event.StateChange(
                            said,
                            i % 2 == 0 ? BotState.ENDED : BotState.RECORDING_PAUSED,
                            BotState.RECORDING,
                            EndReason.REMOVED_BY_PARTICIPANT,
                            i % 2 == 0,
                            new VendorWords(text, text, text),
                            new MeetingReference(text, text, "https://x/" + "u".repeat(1_990), text),
                            new RunSummary(Facts.at(1), Facts.at(2), 3.0, false, names, names, null, null),
                            "{\"a\":\"" + "\u4f1a".repeat(16_000) + "\"}"),
                    i % 100));
            facts.add(Facts.fact(
                    new Event.Artifact(
                            said,
                            ArtifactKind.DIARIZATION,
                            ArtifactStatus.UNAVAILABLE,
                            false,
                            text,
                            new Link("https://x/" + "u".repeat(1_990), Facts.at(9)),
                            new Media(text, Long.MAX_VALUE, 1.0),
                            null,
                            null,
                            null),
                    i % 100));
        }
        var last = new Publication(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, false, false, false);
        var closed = new Closed(
                last,
                new PendingRevision(Long.MAX_VALUE, new RecordContent(Long.MAX_VALUE, Map.of("outcome", 1)), false));
        var meeting = new Meeting("meetingbaas-v2", fold(facts), closed, Long.MAX_VALUE, Numbering.FIRST);

        assertThat(meeting.state().run().steps()).hasSize(BotTimeline.MAX_STEPS);
        assertThat(meeting.state().details().attributes()).isNotNull();
        assertThat(MeetingBytes.of(meeting)).hasSizeBetween(200 * 1024, 256 * 1024);
    }

    private static MeetingState fold(List<Fact> facts) {
        return Facts.folded(facts.toArray(Fact[]::new));
    }

    private static MeetingState withoutDuplicates(MeetingState state) {
        SeenEventIds seen = state.seen();
        return new MeetingState(
                state.dialect(),
                new SeenEventIds(seen.ids(), seen.events(), 0),
                state.log(),
                state.run(),
                state.details(),
                state.artifacts(),
                state.deletedAt());
    }

    private static List<Fact> facts(Random random) {
        var facts = new ArrayList<Fact>();
        int count = 1 + random.nextInt(25);
        for (long id = 1; id <= count; id++) {
            // Ids are random, as hashes are: ties must not be broken by the order of making.
            facts.add(new Fact(
                    random.nextLong(),
                    event(random),
                    "M" + random.nextInt(3),
                    1_000_000L + random.nextInt(100_000),
                    random.nextBoolean()));
        }
        return facts;
    }

    private static Event event(Random random) {
        Said said = said(random);
        return switch (random.nextInt(12)) {
            case 0 -> new Event.DataDeletion(said, words(random), null);
            case 1 -> new Event.ProcessingDone(said, words(random), attributes(random));
            case 2, 3, 4 ->
                artifact(
                        random,
                        said,
                        pick(random, ArtifactKind.AUDIO, ArtifactKind.VIDEO, ArtifactKind.TRANSCRIPT),
                        pick(random, ArtifactStatus.values()),
                        text(random));
            default -> {
                BotState state = pick(random, BotState.values());
                yield change(random, said, state, StateOrder.isEnd(state) && random.nextInt(4) > 0);
            }
        };
    }

    private static Said said(Random random) {
        // Few different times, so that ties are common.
        var time = new EventTime(Instant.ofEpochSecond(1_000 + random.nextInt(4)), random.nextInt(3) == 0, null);
        return new Said("test.event", "test", time);
    }

    private static RunSummary summary(Random random) {
        return new RunSummary(
                random.nextBoolean() ? null : Instant.ofEpochSecond(1_000 + random.nextInt(4)),
                random.nextBoolean() ? null : Instant.ofEpochSecond(1_000 + random.nextInt(4)),
                random.nextBoolean() ? null : random.nextInt(4) / 2.0,
                random.nextInt(4) == 0,
                names(random),
                names(random),
                null,
                null);
    }

    private static List<String> names(Random random) {
        return random.ints(random.nextInt(3), 0, 3).mapToObj(n -> "guest-" + n).toList();
    }

    /** The same fact: of the same kind, the same state or artifact; all else may differ. */
    private static Event toldOtherwise(Event event, Random random) {
        Said said = said(random);
        return switch (event) {
            case Event.StateChange change -> change(random, said, change.state(), change.terminal());
            case Event.ProcessingDone _ -> new Event.ProcessingDone(said, words(random), attributes(random));
            case Event.DataDeletion _ -> new Event.DataDeletion(said, words(random), attributes(random));
            case Event.Artifact artifact ->
                artifact(random, said, artifact.kind(), artifact.status(), artifact.artifactId());
            case Event.Calendar _, Event.Activity _ -> event;
        };
    }

    private static Event.StateChange change(Random random, Said said, BotState state, boolean terminal) {
        return new Event.StateChange(
                said,
                state,
                random.nextBoolean() ? null : pick(random, BotState.values()),
                random.nextBoolean() ? null : pick(random, EndReason.values()),
                terminal,
                words(random),
                new MeetingReference(text(random), text(random), text(random), null),
                summary(random),
                attributes(random));
    }

    private static Event.Artifact artifact(
            Random random, Said said, ArtifactKind kind, ArtifactStatus status, @Nullable String artifactId) {
        return new Event.Artifact(
                said,
                kind,
                status,
                random.nextBoolean(),
                artifactId,
                random.nextBoolean()
                        ? null
                        : new Link(
                                "https://media.example/" + random.nextInt(2),
                                said.time().at()),
                new Media(text(random), random.nextBoolean() ? null : 5L, random.nextBoolean() ? null : 1.5),
                null,
                null,
                null);
    }

    private static VendorWords words(Random random) {
        return new VendorWords(text(random), text(random), text(random));
    }

    private static String attributes(Random random) {
        return "{\"n\":" + random.nextInt(3) + "}";
    }

    private static @Nullable String text(Random random) {
        return random.nextBoolean() ? null : "text-" + random.nextInt(2);
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    private static List<List<Fact>> permutations(List<Fact> facts) {
        if (facts.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<Fact>>();
        for (int i = 0; i < facts.size(); i++) {
            var rest = new ArrayList<>(facts);
            Fact first = rest.remove(i);
            for (List<Fact> tail : permutations(rest)) {
                all.add(Stream.concat(Stream.of(first), tail.stream()).toList());
            }
        }
        return all;
    }
}
