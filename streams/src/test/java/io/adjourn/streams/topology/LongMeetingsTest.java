package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Meetings that go on for longer than anybody waits: at most one provisional record, then one at their own closing. */
class LongMeetingsTest {
    private static final String BOT = "bot_3hFUErDWQHMPCbkk";

    private TopologyFixture stream;

    @BeforeEach
    void start(@TempDir Path stateDir) {
        stream = new TopologyFixture(stateDir);
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void shouldSayOnceThatNoEndIsKnownOfAnEightHourMeeting() {
        stream.deliver(Bodies.joining("00"));
        stream.deliver(Bodies.inMeeting("01"));
        stream.timePasses(Duration.ofHours(8));
        stream.deliver(Bodies.stopped("59"));
        stream.timePasses(Duration.ofMinutes(5));
        stream.deliver(Bodies.audio());
        stream.timePasses(Duration.ofMinutes(5));
        stream.deliver(Bodies.transcript());
        stream.timePasses(Duration.ofDays(20));

        assertThat(stream.completions())
                .extracting(MeetingCompletion::getOutcome)
                .containsExactly(Outcome.TIMED_OUT, Outcome.COMPLETE);
        assertThat(stream.completions())
                .extracting(MeetingCompletion::getRevision)
                .containsExactly(1, 2);
        assertThat(stream.completions().getLast().getClosedBy()).isEqualTo(ClosedBy.ALL_ARRIVED);
    }

    @Test
    void shouldNotSayItAgainHoweverLongItGoesOn() {
        stream.deliver(Bodies.joining("00"));
        stream.timePasses(Duration.ofHours(7));
        stream.deliver(Bodies.inMeeting("01"));
        stream.timePasses(Duration.ofHours(9));
        stream.deliver(Bodies.stopped("59"));
        stream.deliver(Bodies.audio());
        stream.deliver(Bodies.transcript());

        assertThat(stream.completions())
                .extracting(MeetingCompletion::getOutcome)
                .containsExactly(Outcome.TIMED_OUT, Outcome.COMPLETE);
    }

    @Test
    void shouldWaitWhileThereIsTalk() {
        stream.deliver(Bodies.inMeeting("01"));
        for (int hour = 0; hour < 5; hour++) {
            stream.timePasses(Duration.ofHours(5));
            stream.deliver(segment(hour));
        }
        stream.deliver(Bodies.stopped("59"));
        stream.deliver(Bodies.audio());
        stream.deliver(Bodies.transcript());
        stream.timePasses(Duration.ofDays(1));

        assertThat(stream.completions()).singleElement().satisfies(only -> {
            assertThat(only.getOutcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(only.getRevision()).isEqualTo(1);
        });
    }

    @Test
    void shouldOpenNothingByTalkAlone() {
        stream.deliver(segment(1));
        stream.timePasses(Duration.ofDays(1));

        assertThat(stream.completions()).isEmpty();
        assertThat(stream.meeting(TopologyFixture.SOURCE + "/" + Bodies.BOT)).isEmpty();
    }

    @Test
    void shouldWaitForABotUntilItIsToJoin() {
        scheduledThreeWeeksAhead("{\"join_at\": \"2026-03-20T10:00:00Z\"}");

        assertThat(stream.completions())
                .extracting(MeetingCompletion::getOutcome)
                .containsExactly(Outcome.COMPLETE);
    }

    @Test
    void shouldSayOnceThatNoEndIsKnownOfABotScheduledFarAhead() {
        scheduledThreeWeeksAhead("{}");

        assertThat(stream.completions())
                .extracting(MeetingCompletion::getOutcome)
                .containsExactly(Outcome.TIMED_OUT, Outcome.COMPLETE);
    }

    private void scheduledThreeWeeksAhead(String metadata) {
        stream.deliver("attendee", step("scheduled", "ready", metadata, "2026-02-27T10:00:00Z"));
        stream.timePasses(Duration.ofDays(21));
        stream.deliver("attendee", step("joining", "scheduled", "{}", "2026-03-20T10:00:00Z"));
        stream.deliver("attendee", step("joined_recording", "joining", "{}", "2026-03-20T10:01:00Z"));
        stream.timePasses(Duration.ofHours(1));
        stream.deliver("attendee", step("ended", "joined_recording", "{}", "2026-03-20T11:00:00Z"));
        stream.timePasses(Duration.ofDays(1));
    }

    private static String segment(int number) {
        return """
                {"bot_id": "%s", "speakerName": "Ada", "timestamp": "2026-02-27T1%d:30:00Z", "transcript": "part %d", "words": []}""".formatted(Bodies.BOT, number, number);
    }

    private static String step(String state, String before, String metadata, String at) {
        return """
                {"idempotency_key": "%s", "bot_id": "%s", "bot_metadata": {}, "trigger": "bot.state_change", "data": {\
                "new_state": "%s", "old_state": "%s", "created_at": "%s", "event_type": "%s", "event_sub_type": null, \
                "event_metadata": %s}}""".formatted(
                        UUID.nameUUIDFromBytes((state + at).getBytes(StandardCharsets.UTF_8)),
                        BOT,
                        state,
                        before,
                        at,
                        switch (state) {
                            case "joining" -> "join_requested";
                            case "joined_recording" -> "recording_permission_granted";
                            case "ended" -> "post_processing_completed";
                            default -> "scheduled";
                        },
                        metadata);
    }
}
