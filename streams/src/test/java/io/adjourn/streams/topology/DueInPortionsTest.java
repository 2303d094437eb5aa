package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.testing.Tries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However many deadlines are due at once, they neither blow up a transaction nor keep the poll waiting. */
class DueInPortionsTest {
    private static final Duration MORE_THAN_IT_SETTLES = Duration.ofHours(3);

    @Test
    void shouldFireSoManyAtATickAndTheRestAtTheNext(@TempDir Path stateDir) {
        int meetings = 2 * FoldMeeting.AT_A_TICK + 500;
        try (var stream = new TopologyFixture(stateDir)) {
            for (int bot = 0; bot < meetings; bot++) {
                stream.deliver(of(bot, Bodies.stopped("40")));
            }
            stream.timePasses(MORE_THAN_IT_SETTLES);
            assertThat(stream.completions()).hasSize(FoldMeeting.AT_A_TICK);
            stream.tick();
            assertThat(stream.completions()).hasSize(2 * FoldMeeting.AT_A_TICK);
            stream.tick();
            assertThat(stream.completions()).hasSize(meetings);
        }
    }

    @Test
    void shouldFireItsOwnMeetingsDeadlineBeforeARecordHoweverManyAreDueBeforeIt(@TempDir Path stateDir) {
        int meetings = 5 * FoldMeeting.BEFORE_A_RECORD;
        try (var stream = new TopologyFixture(stateDir)) {
            for (int bot = 0; bot < meetings; bot++) {
                stream.deliver(of(bot, Bodies.stopped("40")));
                stream.deliver(of(bot, Bodies.audio()));
                stream.logTimePasses(Duration.ofSeconds(1));
            }
            int last = meetings - 1;
            stream.logTimePasses(MORE_THAN_IT_SETTLES);
            stream.deliver(of(last, Bodies.transcript()));

            assertThat(stream.completions()).hasSize(FoldMeeting.BEFORE_A_RECORD + 1);
            MeetingCompletion own = stream.completions().getLast();
            assertThat(own.getMeetingId()).isEqualTo(TopologyFixture.SOURCE + "/" + last);
            assertThat(own.getOutcome()).isEqualTo(Outcome.PARTIAL);
            assertThat(own.getMissing()).containsExactly(ArtifactKind.TRANSCRIPT);
            assertThat(own.getClosedBy()).isEqualTo(ClosedBy.DEADLINE);
            assertThat(own.getClosedAt())
                    .isEqualTo(TopologyFixture.START.plusSeconds(last).plus(Duration.ofHours(2)));
            stream.assertEveryMeetingHasItsDeadline();
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, Tries.of(5));
    }

    /** Once all that is due fires at once at a tick before each record; once in portions, before records alone. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldMakeTheSameRevisionsInWhateverPortions(long seed, @TempDir Path stateDir) {
        Map<String, List<String>> atOnce = revisions(seed, true, stateDir.resolve("at-once"));
        assertThat(atOnce.values().stream().mapToInt(List::size).sum()).isGreaterThan(atOnce.size());
        assertThat(revisions(seed, false, stateDir.resolve("in-portions"))).isEqualTo(atOnce);
    }

    private static Map<String, List<String>> revisions(long seed, boolean atOnce, Path stateDir) {
        var random = new Random(seed);
        var all = new ArrayList<String>();
        for (int bot = 0; bot < 60; bot++) {
            all.add(of(bot, Bodies.inMeeting("01")));
            all.add(of(bot, random.nextInt(4) == 0 ? Bodies.denied("03") : Bodies.stopped("40")));
            all.add(of(bot, Bodies.audio()));
            all.add(of(bot, random.nextBoolean() ? Bodies.transcript() : Bodies.transcriptFailed()));
        }
        Collections.shuffle(all, random);
        try (var stream = new TopologyFixture(stateDir)) {
            stream.backlogIsRead(atOnce);
            for (String body : all) {
                // Now and then so long that much is due at once.
                Duration pause = Duration.ofMinutes(random.nextInt(12) == 0 ? 150 : random.nextInt(3));
                if (atOnce) {
                    stream.timePasses(pause.plusSeconds(1));
                } else {
                    stream.logTimePasses(pause.plusSeconds(1));
                }
                stream.deliver(body);
            }
            stream.backlogIsRead(true);
            stream.timePasses(Duration.ofDays(15));
            // Records with times in them are not comparable; their texts are.
            return stream.completions().stream()
                    .collect(Collectors.groupingBy(
                            MeetingCompletion::getMeetingId,
                            Collectors.mapping(MeetingCompletion::toString, Collectors.toList())));
        }
    }

    private static String of(int bot, String body) {
        return body.replace(Bodies.BOT, Integer.toString(bot));
    }
}
