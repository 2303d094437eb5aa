package io.adjourn.inspector.page;

import static io.adjourn.inspector.page.Told.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.adjourn.inspector.view.DeliveryResult;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.WaitingFor;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HeadlineTest {
    private static final Instant NOW = minute(60);

    @ParameterizedTest(name = "{0}")
    @MethodSource("meetings")
    void shouldSayWhatAPersonWouldSay(String sentence, String badge, Told told) {
        Headline headline = Headline.of(told.meeting(), NOW);

        assertThat(headline.text()).isEqualTo(sentence);
        assertThat(headline.badge().text()).isEqualTo(badge);
    }

    static Stream<Arguments> meetings() {
        return Stream.of(
                arguments(
                        "Complete, after 44 minutes. Recording and transcript are there; the link to the recording ends in 3 h."
                                + " Revision 1, because all that was expected had arrived.",
                        "complete",
                        told().ran(0, 44)
                                .ready(ArtifactKind.RECORDING, 240)
                                .artifact(ArtifactKind.TRANSCRIPT, ArtifactStatus.READY, null, null)
                                .closed(Outcome.COMPLETE, ClosedBy.ALL_ARRIVED)),
                arguments(
                        "Complete. Audio and transcript are there; the first of the links to the audio and the transcript ends"
                                + " in 1 h 30 min. Revision 1, because the vendor said that all is done.",
                        "complete",
                        told().ready(ArtifactKind.AUDIO, 150)
                                .ready(ArtifactKind.TRANSCRIPT, 1000)
                                .closed(Outcome.COMPLETE, ClosedBy.VENDOR_DONE)),
                arguments(
                        "Complete, after 1 hour 5 minutes. Video is there; the link to the video has ended: ask the vendor's API"
                                + " for a new one. It ended because somebody in the meeting removed the bot."
                                + " Revision 1, because all that was expected had arrived.",
                        "complete",
                        told().ran(-10, 55)
                                .ready(ArtifactKind.VIDEO, 59)
                                .because(EndReason.REMOVED_BY_PARTICIPANT)
                                .closed(Outcome.COMPLETE, ClosedBy.ALL_ARRIVED)),
                arguments(
                        "Partial, after 44 minutes: the transcript never came. Audio is there; the link to the audio ends in 3 h."
                                + " Revision 1, because the wait was over.",
                        "partial",
                        told().ran(0, 44)
                                .because(EndReason.NORMAL_EXIT)
                                .ready(ArtifactKind.AUDIO, 240)
                                .missing(ArtifactKind.TRANSCRIPT)
                                .closed(Outcome.PARTIAL, ClosedBy.DEADLINE)),
                arguments(
                        "Partial: the audio never came, the transcript failed and the summary cannot be had."
                                + " Video is there; the link to the video ends in 3 h."
                                + " Revision 1, because something came after it had closed.",
                        "partial",
                        told().ready(ArtifactKind.VIDEO, 240)
                                .missing(ArtifactKind.AUDIO)
                                .artifact(ArtifactKind.TRANSCRIPT, ArtifactStatus.FAILED, null, null)
                                .artifact(ArtifactKind.SUMMARY, ArtifactStatus.UNAVAILABLE, null, null)
                                .closed(Outcome.PARTIAL, ClosedBy.LATE_EVENT)),
                arguments(
                        "Nothing was captured: nobody let the bot in from the waiting room."
                                + " Revision 1, because it failed, and nothing can follow.",
                        "not captured",
                        told().because(EndReason.WAITING_ROOM_TIMEOUT).closed(Outcome.NOT_CAPTURED, ClosedBy.FAILURE)),
                arguments(
                        "Nothing was captured, and the vendor gave no reason. Revision 1, because the wait was over.",
                        "not captured",
                        told().closed(Outcome.NOT_CAPTURED, ClosedBy.DEADLINE)),
                arguments(
                        "No end was heard of by 13:50 UTC, so it was closed. That is provisional: it goes on if the bot is heard"
                                + " of again. Revision 1, because the wait was over.",
                        "timed out",
                        told().revision(1, Outcome.TIMED_OUT, ClosedBy.DEADLINE, 50, "{}")
                                .closed(Outcome.TIMED_OUT, ClosedBy.DEADLINE)),
                arguments(
                        "Failed: the host refused to let the bot in. Revision 1, because it failed, and nothing can follow.",
                        "failed",
                        told().because(EndReason.JOIN_DENIED).closed(Outcome.FAILED, ClosedBy.FAILURE)),
                arguments(
                        "Failed, and the vendor gave no reason. Audio is there; the link to the audio ends in 3 h."
                                + " Revision 1, because it failed, and nothing can follow.",
                        "failed",
                        told().ready(ArtifactKind.AUDIO, 240).closed(Outcome.FAILED, ClosedBy.FAILURE)),
                arguments(
                        "Deleted at 13:55 UTC: links, content and names are gone, here too. Before that it was complete."
                                + " Revision 2, because its data was deleted.",
                        "deleted",
                        told().revision(1, Outcome.COMPLETE, ClosedBy.ALL_ARRIVED, 50, "{}")
                                .revision(2, Outcome.DELETED, ClosedBy.DELETION, 55, "{}")
                                .deleted(55)
                                .closed(Outcome.DELETED, ClosedBy.DELETION)),
                arguments(
                        "Ended after 44 minutes. The vendor did not say what there is: its API knows."
                                + " Revision 1, because the wait was over.",
                        "unconfirmed",
                        told().ran(0, 44).closed(Outcome.UNCONFIRMED, ClosedBy.DEADLINE)),
                arguments(
                        "Closed with an outcome that this release does not know: upgrade the inspector."
                                + " Revision 1, because of something that this release does not know.",
                        "unknown",
                        told().closed(Outcome.UNKNOWN, ClosedBy.UNKNOWN)),
                arguments(
                        "Waiting until 14:05 UTC for the transcript; closes as PARTIAL then. Audio is there; the link to the audio"
                                + " ends in 3 h.",
                        "open",
                        told().ready(ArtifactKind.AUDIO, 240)
                                .ended()
                                .closingAs(Outcome.PARTIAL)
                                .waits(WaitingFor.ARTIFACTS, 65, ArtifactKind.TRANSCRIPT)),
                arguments(
                        "Waiting until 14:05 UTC for the audio and the transcript; closes as NOT_CAPTURED then.",
                        "open",
                        told().ended()
                                .closingAs(Outcome.NOT_CAPTURED)
                                .waits(WaitingFor.ARTIFACTS, 65, ArtifactKind.AUDIO, ArtifactKind.TRANSCRIPT)),
                arguments(
                        "Waiting until 14:05 UTC for what may still come; closes then.",
                        "open",
                        told().ended().closingAs(Outcome.UNKNOWN).waits(WaitingFor.ARTIFACTS, 65)),
                arguments(
                        "Waiting until 14:05 UTC for what may still come; closes as COMPLETE then. Video is there; the link to the"
                                + " video ends in 3 h.",
                        "open",
                        told().ready(ArtifactKind.VIDEO, 240)
                                .ended()
                                .closingAs(Outcome.COMPLETE)
                                .waits(WaitingFor.ARTIFACTS, 65)),
                arguments(
                        "Waiting until 14:05 UTC for the transcript; closes as TIMED_OUT then.",
                        "open",
                        told().step(BotState.LEAVING, 44, "leaving")
                                .waits(WaitingFor.ARTIFACTS, 65, ArtifactKind.TRANSCRIPT)),
                arguments(
                        "The bot is not on its way yet. Waiting until 2026-11-21 13:00 UTC for its start; closes as TIMED_OUT then.",
                        "open",
                        told().waits(WaitingFor.START, 24 * 60)),
                arguments(
                        "Under way: recording, and nothing says yet that it ends. Waiting until 19:00 UTC for more news; closes as"
                                + " TIMED_OUT then.",
                        "open",
                        told().step(BotState.RECORDING, 3, "InMeeting").waits(WaitingFor.END, 360)),
                arguments(
                        "It ended, and the vendor will say more. Waiting until 14:05 UTC for its last word; closes as TIMED_OUT"
                                + " then.",
                        "open",
                        told().waits(WaitingFor.FINAL_END, 65)),
                arguments(
                        "The vendor says that all is done. Waiting until 14:01 UTC for what it sent before, such as the"
                                + " transcript; closes as PARTIAL then. Audio is there; the link to the audio ends in 3 h.",
                        "open",
                        told().ready(ArtifactKind.AUDIO, 240)
                                .closingAs(Outcome.PARTIAL)
                                .waits(WaitingFor.STRAGGLERS, 61, ArtifactKind.TRANSCRIPT)),
                arguments("Open. Waiting until 14:05 UTC; closes then.", "open", told().waits(WaitingFor.UNKNOWN, 65)),
                arguments(
                        "Open. Waiting until 13:59 UTC; closes then. That time has come: it closes any moment.",
                        "open",
                        told().waits(WaitingFor.UNKNOWN, 59)),
                arguments(
                        "It closed before, as revision 1, and goes on. Under way: in meeting, and nothing says yet that it ends."
                                + " Waiting until 19:00 UTC for more news; closes as TIMED_OUT then.",
                        "open",
                        told().step(BotState.IN_MEETING, 3, "Joined").waits(WaitingFor.END, minute(360), false, 1)),
                arguments(
                        "It should have closed at 12:00 UTC and did not: streams does not run, or lost its state. Look at streams"
                                + " first.",
                        "overdue",
                        told().waits(WaitingFor.END, minute(-60), true, null)),
                arguments(
                        "Heard of in 2 deliveries, but nothing in them opens a meeting.",
                        "no record",
                        told().delivery("chat", 1, DeliveryResult.NORMALIZED)
                                .delivery("chat", 2, DeliveryResult.NORMALIZED)),
                arguments(
                        "Heard of in 1 delivery, but nothing in them opens a meeting: 1 delivery could not be read, see below.",
                        "no record",
                        told().delivery("x", 1, DeliveryResult.REJECTED)));
    }

    @Test
    void shouldHaveARowForEachOutcomeAndEachKindOfWaiting() {
        List<String> badges = meetings().map(row -> (String) row.get()[1]).toList();
        List<String> sentences = meetings().map(row -> (String) row.get()[0]).toList();

        assertThat(badges)
                .containsAll(
                        Arrays.stream(Outcome.values()).map(Wording::outcome).toList());
        assertThat(sentences).anyMatch(sentence -> sentence.startsWith("It closed before"));
    }

    @ParameterizedTest
    @EnumSource(EndReason.class)
    void shouldSayEveryReasonInWords(EndReason reason) {
        String sentence = Headline.of(
                        told().because(reason)
                                .closed(Outcome.FAILED, ClosedBy.FAILURE)
                                .meeting(),
                        NOW)
                .text();

        assertThat(sentence).startsWith("Failed").doesNotContain("_").doesNotContain("null");
    }

    @ParameterizedTest
    @EnumSource(WaitingFor.class)
    void shouldSayUntilWhenWhateverItWaitsFor(WaitingFor what) {
        assertThat(Headline.of(told().waits(what, 65, ArtifactKind.AUDIO).meeting(), NOW)
                        .text())
                .contains("Waiting until 14:05 UTC", "closes");
    }

    private static Told told() {
        return new Told("acme", "b7c1a7de");
    }
}
