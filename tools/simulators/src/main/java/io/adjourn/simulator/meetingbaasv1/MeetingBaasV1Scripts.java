package io.adjourn.simulator.meetingbaasv1;

import static io.adjourn.meetings.v1.ArtifactKind.AUDIO;
import static io.adjourn.meetings.v1.ArtifactKind.RECORDING;
import static io.adjourn.meetings.v1.ArtifactKind.TRANSCRIPT;
import static io.adjourn.meetings.v1.ArtifactKind.VIDEO;
import static io.adjourn.meetings.v1.ArtifactStatus.MISSING;
import static io.adjourn.meetings.v1.ArtifactStatus.READY;
import static io.adjourn.meetings.v1.ArtifactStatus.UNAVAILABLE;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.simulator.Meant;
import io.adjourn.simulator.Proof;
import io.adjourn.simulator.Script;
import io.adjourn.simulator.SimulatedMeeting;
import io.adjourn.simulator.SimulatedMeeting.Act;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.vendors.Body;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The meetings Meeting BaaS can tell of in its first version. All but the last mean a record; sources expect RECORDING. An
 * account's deliveries are proved in one way, so a meeting's are.
 */
final class MeetingBaasV1Scripts {
    private static final Proof SIGNED = new Signed();
    private static final Proof BY_API_KEY = new ByApiKey();

    /** So many that the body is some hundred kilobytes long. */
    private static final int WORDS_OF_A_LONG_MEETING = 8_000;

    private static final Map<ArtifactKind, ArtifactStatus> VIDEO_AND_TRANSCRIPT =
            Map.of(VIDEO, READY, TRANSCRIPT, READY);

    static final List<Script> ALL = List.of(
            script("only-complete", SIGNED, MeetingBaasV1Scripts::onlyComplete),
            script("normal", BY_API_KEY, MeetingBaasV1Scripts::normal),
            script("dotted", SIGNED, MeetingBaasV1Scripts::dotted),
            script("fresh-links", BY_API_KEY, MeetingBaasV1Scripts::freshLinks),
            script("long-transcript", SIGNED, MeetingBaasV1Scripts::longTranscript),
            script("late-transcript", BY_API_KEY, MeetingBaasV1Scripts::lateTranscript),
            script("removed", SIGNED, MeetingBaasV1Scripts::removed),
            script("nothing-recorded", BY_API_KEY, MeetingBaasV1Scripts::nothingRecorded),
            script("not-found", SIGNED, MeetingBaasV1Scripts::notFound),
            script("lobby-timeout", BY_API_KEY, MeetingBaasV1Scripts::lobbyTimeout),
            script("denied", SIGNED, MeetingBaasV1Scripts::denied),
            script("error", BY_API_KEY, MeetingBaasV1Scripts::error),
            script("lost-end", SIGNED, MeetingBaasV1Scripts::lostEnd),
            script("failed-then-complete", SIGNED, MeetingBaasV1Scripts::failedThenComplete),
            script("gibberish", BY_API_KEY, MeetingBaasV1Scripts::gibberish));

    private MeetingBaasV1Scripts() {}

    private static SimulatedMeeting onlyComplete(Bot bot) {
        return meeting(
                bot, complete(VIDEO_AND_TRANSCRIPT), new Wire(bot).complete(Recording.documented(bot, 6, "first")));
    }

    private static SimulatedMeeting normal(Bot bot) {
        var says = new Wire(bot);
        return meeting(
                bot,
                complete(Map.of(VIDEO, READY, AUDIO, READY, TRANSCRIPT, READY)),
                says.synced("calendar-of-" + bot.id(), "event-of-" + bot.id(), 0),
                says.status("joining_call", 1),
                says.status("in_waiting_room", 1.5),
                says.status("in_call_not_recording", 2),
                says.recording(2.1),
                says.status("recording_paused", 20),
                says.status("recording_resumed", 22),
                // A code nobody knows yet: kept, and no harm to the record.
                says.status("bot_daydreaming", 30),
                says.status("call_ended", 45),
                says.complete(Recording.newer(bot, "event-of-" + bot.id())));
    }

    private static SimulatedMeeting dotted(Bot bot) {
        var says = new Dotted(bot);
        return meeting(
                bot,
                complete(VIDEO_AND_TRANSCRIPT),
                says.eventAdded("calendar-of-" + bot.id(), "event-of-" + bot.id()),
                says.started(),
                says.completed(Recording.untranscribed(bot)),
                says.transcribed());
    }

    /** One end, reported by both names, and by the one with other links each time. */
    private static SimulatedMeeting freshLinks(Bot bot) {
        var tokens = Stream.of("first", "second", "third");
        return meeting(
                bot,
                complete(VIDEO_AND_TRANSCRIPT),
                new Wire(bot).retried(tokens.map(token -> Recording.documented(bot, 6, token))),
                new Dotted(bot).completed(Map.of()));
    }

    private static SimulatedMeeting longTranscript(Bot bot) {
        return meeting(
                bot,
                complete(VIDEO_AND_TRANSCRIPT),
                new Wire(bot).complete(Recording.documented(bot, WORDS_OF_A_LONG_MEETING, "first")));
    }

    private static SimulatedMeeting lateTranscript(Bot bot) {
        var says = new Wire(bot);
        return new SimulatedMeeting(
                bot.id(),
                List.of(
                        Act.atOnce(List.of(
                                says.recording(2),
                                says.status("call_ended", 45),
                                says.complete(Recording.untranscribed(bot)))),
                        Act.after(Duration.ofSeconds(3), says.transcribed())),
                Optional.of(complete(VIDEO_AND_TRANSCRIPT)));
    }

    private static SimulatedMeeting removed(Bot bot) {
        var says = new Wire(bot);
        return meeting(
                bot,
                ended(Outcome.COMPLETE, EndReason.REMOVED_BY_PARTICIPANT, VIDEO_AND_TRANSCRIPT),
                says.status("joining_call", 0),
                says.recording(1),
                says.status("bot_removed", 12),
                says.status("call_ended", 12.5),
                says.complete(Recording.documented(bot, 6, "first")));
    }

    private static SimulatedMeeting nothingRecorded(Bot bot) {
        var says = new Wire(bot);
        return meeting(
                bot,
                ended(Outcome.NOT_CAPTURED, EndReason.NORMAL_EXIT, Map.of(VIDEO, UNAVAILABLE, TRANSCRIPT, UNAVAILABLE)),
                says.status("joining_call", 0),
                says.status("in_call_not_recording", 1),
                says.status("call_ended", 2),
                says.complete(Recording.nothing()));
    }

    /** One end, reported by both names. */
    private static SimulatedMeeting notFound(Bot bot) {
        return meeting(
                bot,
                failed(EndReason.MEETING_NOT_FOUND),
                new Wire(bot)
                        .failed(
                                "meeting_not_found",
                                "Could not join meeting: The meeting ID was not found or has expired"),
                new Dotted(bot).failed("meeting_not_found"));
    }

    private static SimulatedMeeting lobbyTimeout(Bot bot) {
        var says = new Wire(bot);
        return meeting(
                bot,
                failed(EndReason.WAITING_ROOM_TIMEOUT),
                says.status("joining_call", 0),
                says.status("in_waiting_room", 1),
                says.status("waiting_room_timeout", 15),
                says.failed("TimeoutWaitingToStart"));
    }

    private static SimulatedMeeting denied(Bot bot) {
        var says = new Wire(bot);
        return meeting(
                bot,
                failed(EndReason.JOIN_DENIED),
                says.status("joining_call", 0),
                says.status("in_waiting_room", 1),
                says.status("bot_rejected", 2),
                says.failed("BotNotAccepted"));
    }

    private static SimulatedMeeting error(Bot bot) {
        var says = new Wire(bot);
        return meeting(
                bot,
                Meant.of(
                        Outcome.FAILED,
                        BotState.FAILED,
                        EndReason.INTERNAL_ERROR,
                        Map.of(RECORDING, ArtifactStatus.UNKNOWN)),
                says.status("joining_call", 0),
                says.recording(1),
                says.error("network", "Connection lost", 12),
                says.failed("internal_error"));
    }

    /** Called failed while it is queued again; the next attempt records, and neither end has a time. */
    private static SimulatedMeeting failedThenComplete(Bot bot) {
        var says = new Wire(bot);
        return new SimulatedMeeting(
                bot.id(),
                List.of(
                        Act.atOnce(List.of(says.status("joining_call", 0), says.failed("internal_error"))),
                        Act.after(
                                Duration.ofSeconds(3),
                                says.status("joining_call", 5),
                                says.recording(6),
                                says.status("call_ended", 45),
                                says.complete(Recording.documented(bot, 6, "first")))),
                Optional.of(complete(VIDEO_AND_TRANSCRIPT)));
    }

    private static SimulatedMeeting lostEnd(Bot bot) {
        var says = new Wire(bot);
        return meeting(
                bot,
                Meant.of(Outcome.TIMED_OUT, BotState.PROCESSING, EndReason.UNKNOWN, Map.of(RECORDING, MISSING)),
                says.status("joining_call", 0),
                says.recording(1),
                says.status("call_ended", 45));
    }

    /** Well proved, and nothing that could be a record. */
    private static SimulatedMeeting gibberish(Bot bot) {
        return new SimulatedMeeting(
                bot.id(),
                List.of(Act.atOnce(List.of(
                        text(bot, "no JSON", "bot " + bot.id()),
                        text(bot, "half a JSON", "{\"event\":\"complete\",\"data\":{\"bot_id\":\"" + bot.id()),
                        bot.ofAccount("account.renamed", Map.of("message", "of no bot: " + bot.id())),
                        bot.ofAccount("complete", Map.of("message", "of no bot: " + bot.id()))))),
                Optional.empty());
    }

    private static Message text(Bot bot, String what, String body) {
        return Message.posted(what, bot.proof(), new Body(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Script script(String name, Proof proof, Function<Bot, SimulatedMeeting> story) {
        return new Script(name, stage -> story.apply(Bot.in(stage, proof)));
    }

    private static SimulatedMeeting meeting(Bot bot, Meant meant, Message... messages) {
        return new SimulatedMeeting(bot.id(), List.of(Act.atOnce(List.of(messages))), Optional.of(meant));
    }

    private static Meant complete(Map<ArtifactKind, ArtifactStatus> artifacts) {
        return ended(Outcome.COMPLETE, EndReason.NORMAL_EXIT, artifacts);
    }

    private static Meant ended(Outcome outcome, EndReason reason, Map<ArtifactKind, ArtifactStatus> artifacts) {
        return Meant.of(outcome, BotState.ENDED, reason, artifacts);
    }

    private static Meant failed(EndReason reason) {
        return Meant.of(Outcome.FAILED, BotState.FAILED, reason, Map.of());
    }
}
