package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.WaitingFor;
import io.adjourn.streams.completion.Waiting;
import io.adjourn.vendors.Vendors;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each open meeting waits for, and until when, stands in a topic of its own. */
class OpenTopicTest {
    private static final String KEY = TopologyFixture.SOURCE + "/" + Bodies.BOT;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TopologyFixture stream;

    @BeforeEach
    void start(@TempDir Path directory) {
        stream = new TopologyFixture(directory);
        stream.tick();
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void shouldSayWhatAMeetingWaitsForFromItsBeginningToItsEnd() {
        Instant began = stream.now();
        stream.deliver(Bodies.inMeeting("01"));

        OpenMeeting underway = open();
        assertThat(underway.getState()).isEqualTo(BotState.RECORDING);
        assertThat(underway.getWaitingFor()).isEqualTo(WaitingFor.END);
        assertThat(underway.getDueAt()).isEqualTo(began.plus(Duration.ofHours(6)));
        assertThat(underway.getClosesBy()).isEqualTo(ClosedBy.DEADLINE);
        assertThat(underway.getClosesAs()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(underway.getExpects()).containsExactly(ArtifactKind.AUDIO, ArtifactKind.TRANSCRIPT);
        assertThat(underway.getAwaited()).isEqualTo(underway.getExpects());
        assertThat(underway.getFirstSeenAt()).isEqualTo(began);
        assertThat(underway.getRevision()).isNull();

        stream.logTimePasses(Duration.ofMinutes(30));
        Instant ended = stream.now();
        stream.deliver(Bodies.stopped("40"));
        stream.deliver(Bodies.audio());

        OpenMeeting awaited = open();
        assertThat(awaited.getWaitingFor()).isEqualTo(WaitingFor.ARTIFACTS);
        assertThat(awaited.getClosesAs()).isEqualTo(Outcome.PARTIAL);
        assertThat(awaited.getAwaited()).containsExactly(ArtifactKind.TRANSCRIPT);
        assertThat(awaited.getDueAt()).isEqualTo(ended.plus(Duration.ofHours(2)));

        stream.deliver(Bodies.transcript());

        assertThat(stream.open()).isEmpty();
        assertThat(stream.completions()).hasSize(1);
    }

    @Test
    void shouldTakeOutWhatADeadlineCloses() {
        stream.deliver(Bodies.inMeeting("01"));
        stream.timePasses(Duration.ofHours(6).plusSeconds(1));

        assertThat(stream.completions()).hasSize(1);
        assertThat(stream.open()).isEmpty();
    }

    @Test
    void shouldSayAgainWhatGoesOnAfterItsRecord() {
        stream.deliver(Bodies.joining("00"));
        stream.timePasses(Duration.ofHours(6).plusSeconds(1));
        stream.deliver(Bodies.inMeeting("01"));

        assertThat(open().getRevision()).isEqualTo(1);
        assertThat(open().getWaitingFor()).isEqualTo(WaitingFor.END);
    }

    @Test
    void shouldSayNothingOfWhatClosesAtOnce() {
        stream.deliver(Bodies.denied("00"));

        assertThat(stream.records(Topics.OPEN)).isEmpty();
    }

    @Test
    void shouldSayNothingWhenADeliveryComesAgain() {
        stream.deliver(Bodies.inMeeting("01"));
        stream.logTimePasses(Duration.ofMinutes(5));
        stream.deliver(Bodies.inMeeting("01"));

        assertThat(stream.records(Topics.OPEN)).hasSize(1);
    }

    @Test
    void shouldMoveTheDeadlineWithActivityToTheMinute() {
        stream.deliver(Bodies.inMeeting("01"));
        Instant before = open().getDueAt();
        stream.logTimePasses(Duration.ofMinutes(10));
        stream.deliver(Bodies.streamingError());

        assertThat(open().getDueAt()).isEqualTo(before.plus(Duration.ofMinutes(10)));
    }

    @Test
    void shouldTakeOutWhatIsDeleted() {
        stream.deliver(Bodies.inMeeting("01"));
        stream.deliver(Bodies.deletion());

        assertThat(stream.open()).isEmpty();
    }

    /** What a backlog holds of one meeting is several deliveries, of which only the last one's word counts. */
    @Test
    void shouldSayOnlyTheLastWordOfEachMeetingWhileABacklogIsRead() {
        stream.wallClockPasses(Duration.ofMinutes(10));
        stream.deliver(Bodies.joining("00"));
        stream.deliver(Bodies.inMeeting("01"));

        assertThat(stream.records(Topics.OPEN)).isEmpty();
        assertThat(stream.bytesOf(Stores.DEADLINES).get(Deferred.KEY)).isNotNull();

        stream.wallClockPasses(Duration.ofSeconds(1));

        assertThat(stream.records(Topics.OPEN)).hasSize(1);
        assertThat(open().getState()).isEqualTo(BotState.RECORDING);
        assertThat(stream.bytesOf(Stores.DEADLINES).get(Deferred.KEY)).isNull();
    }

    @Test
    void shouldNotSayOfAMeetingThatClosedInTheBacklogThatItIsOpen() {
        stream.wallClockPasses(Duration.ofMinutes(10));
        stream.deliver(Bodies.inMeeting("01"));
        stream.deliver(Bodies.deletion());
        stream.wallClockPasses(Duration.ofSeconds(1));

        assertThat(stream.open()).isEmpty();
        assertThat(stream.records(Topics.OPEN)).hasSize(1);
    }

    /** Until it is noted by which rules all was said, as after an upgrade or when a wait was changed, all is said once more. */
    @Test
    void shouldSayEveryOpenMeetingOnceMoreWhenOtherRulesHold(@TempDir Path other) {
        try (var upgraded = new TopologyFixture(other)) {
            upgraded.deliver(Bodies.inMeeting("01"));
            upgraded.tick();
            upgraded.tick();

            assertThat(upgraded.records(Topics.OPEN)).hasSize(2);
            assertThat(upgraded.bytesOf(Stores.DEADLINES).get(PublishedRules.KEY))
                    .isNotNull();
        }
    }

    @Test
    void shouldHoldWhatTheStatesSayWheneverOneLooks() {
        for (String body : List.of(
                Bodies.joining("00"),
                Bodies.inMeeting("01"),
                Bodies.streamingError(),
                Bodies.stopped("40"),
                Bodies.done("41"),
                Bodies.audio(),
                Bodies.transcriptFailed(),
                Bodies.joining("50"))) {
            stream.deliver(body);
            stream.logTimePasses(Duration.ofSeconds(61));

            Map<String, OpenMeeting> expected = new HashMap<>();
            stream.meetings().forEach((key, meeting) -> {
                if (meeting.isOpen()) {
                    var rules =
                            Vendors.KNOWN.byId(meeting.vendor()).orElseThrow().completionRules();
                    expected.put(key, Waiting.of(meeting, rules).toRecord(key));
                }
            });
            assertThat(stream.open()).isEqualTo(expected);
        }
    }

    private OpenMeeting open() {
        Map<String, OpenMeeting> open = stream.open();
        assertThat(open).containsOnlyKeys(KEY);
        return open.values().iterator().next();
    }
}
