package io.adjourn.simulator.meetingbaasv2;

import static io.adjourn.meetings.v1.ArtifactKind.AUDIO;
import static io.adjourn.meetings.v1.ArtifactKind.CHAT;
import static io.adjourn.meetings.v1.ArtifactKind.DIARIZATION;
import static io.adjourn.meetings.v1.ArtifactKind.RAW_TRANSCRIPT;
import static io.adjourn.meetings.v1.ArtifactKind.RECORDING;
import static io.adjourn.meetings.v1.ArtifactKind.TRANSCRIPT;
import static io.adjourn.meetings.v1.ArtifactKind.VIDEO;
import static io.adjourn.meetings.v1.ArtifactStatus.FAILED;
import static io.adjourn.meetings.v1.ArtifactStatus.MISSING;
import static io.adjourn.meetings.v1.ArtifactStatus.READY;
import static io.adjourn.meetings.v1.ArtifactStatus.UNAVAILABLE;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.simulator.Meant;
import io.adjourn.simulator.Script;
import io.adjourn.simulator.SimulatedMeeting;
import io.adjourn.simulator.SimulatedMeeting.Act;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.simulator.meetingbaasv2.R2Events.Dialect;
import io.adjourn.vendors.Body;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The meetings Meeting BaaS can tell of. All but the last two mean a record; sources expect RECORDING. */
final class MeetingBaasV2Scripts {
    private static final Duration LATER = Duration.ofSeconds(3);

    private static final Map<ArtifactKind, ArtifactStatus> ALL_READY =
            Map.of(AUDIO, READY, VIDEO, READY, TRANSCRIPT, READY, RAW_TRANSCRIPT, READY, DIARIZATION, READY);

    static final List<Script> ALL = List.of(
            script("normal", MeetingBaasV2Scripts::normal),
            script("both-ways", MeetingBaasV2Scripts::bothWays),
            script("normal-guide", MeetingBaasV2Scripts::normalGuide),
            script("removed", MeetingBaasV2Scripts::removed),
            script("nothing-recorded", MeetingBaasV2Scripts::nothingRecorded),
            script("late-transcript", MeetingBaasV2Scripts::lateTranscript),
            script("lost-end", MeetingBaasV2Scripts::lostEnd),
            script("rejected", MeetingBaasV2Scripts::rejected),
            script("retried", MeetingBaasV2Scripts::retried),
            script("failed-and-still-running", MeetingBaasV2Scripts::failedAndStillRunning),
            script("never-started", MeetingBaasV2Scripts::neverStarted),
            script("transcription-failed", MeetingBaasV2Scripts::transcriptionFailed),
            script("recording-failed", MeetingBaasV2Scripts::recordingFailed),
            script("deleted", MeetingBaasV2Scripts::deleted),
            script("calendar", MeetingBaasV2Scripts::calendar),
            script("gibberish", MeetingBaasV2Scripts::gibberish));

    private MeetingBaasV2Scripts() {}

    private static SimulatedMeeting normal(Bot bot) {
        var says = new R2Events(bot, Dialect.R1);
        var events = recorded(says);
        events.add(says.completed(Sending.of(R2Events.EVERYTHING)));
        return meeting(bot, complete(EndReason.NORMAL_EXIT), atOnce(events));
    }

    /** The end as webhook and as callback; the callback is tried again with fresh links. */
    private static SimulatedMeeting bothWays(Bot bot) {
        var says = new R2Events(bot, Dialect.R2);
        var sending = Sending.of(R2Events.EVERYTHING);
        var events = recorded(says);
        events.add(says.chat("spaces/X/messages/1", "Can we discuss the roadmap?", 10));
        events.add(says.chat("spaces/X/messages/2", "Ça va \uD83C\uDFA7", 11));
        // A code nobody knows yet: kept, and no harm to the record.
        events.add(says.step("in_call_daydreaming", 12));
        events.add(says.completed(sending));
        var messages = webhooks(events);
        messages.add(Post.callback(
                "PUT",
                List.of(
                        says.completed(sending),
                        says.completed(sending.again()),
                        says.completed(sending.again().again()))));
        return meeting(bot, complete(EndReason.NORMAL_EXIT), Act.atOnce(messages));
    }

    private static SimulatedMeeting normalGuide(Bot bot) {
        var says = new R2Events(bot, Dialect.G);
        var sending = Sending.of(R2Events.EVERYTHING_IN_GUIDE);
        var events = recorded(says);
        events.add(says.completed(sending));
        var messages = webhooks(events);
        messages.add(Post.callback("POST", List.of(says.completed(sending), says.completed(sending.again()))));
        var meant = Meant.of(
                Outcome.COMPLETE,
                BotState.ENDED,
                EndReason.NORMAL_EXIT,
                Map.of(AUDIO, READY, VIDEO, READY, TRANSCRIPT, READY, DIARIZATION, READY, CHAT, READY));
        return meeting(bot, meant, Act.atOnce(messages));
    }

    /** Why it ended, only a step tells; of the recording there is no video. */
    private static SimulatedMeeting removed(Bot bot) {
        var says = new R2Events(bot, Dialect.R1);
        var events = begun(says);
        events.addAll(List.of(
                says.step("recording_paused", 10),
                says.step("recording_resumed", 15),
                says.step("bot_removed", 45.9),
                says.step("call_ended", 46),
                says.step("completed", 50),
                says.completed(Sending.of(Set.of("audio", "transcription", "raw_transcription", "diarization")))));
        var meant = Meant.of(
                Outcome.COMPLETE,
                BotState.ENDED,
                EndReason.REMOVED_BY_PARTICIPANT,
                Map.of(AUDIO, READY, VIDEO, UNAVAILABLE, TRANSCRIPT, READY, RAW_TRANSCRIPT, READY, DIARIZATION, READY));
        return meeting(bot, meant, atOnce(events));
    }

    private static SimulatedMeeting nothingRecorded(Bot bot) {
        var says = new R2Events(bot, Dialect.R1);
        var meant = Meant.of(
                Outcome.NOT_CAPTURED,
                BotState.ENDED,
                EndReason.LEFT_ON_REQUEST,
                Map.of(
                        AUDIO,
                        UNAVAILABLE,
                        VIDEO,
                        UNAVAILABLE,
                        TRANSCRIPT,
                        UNAVAILABLE,
                        RAW_TRANSCRIPT,
                        UNAVAILABLE,
                        DIARIZATION,
                        UNAVAILABLE));
        return meeting(
                bot,
                meant,
                atOnce(List.of(
                        says.step("queued", 0),
                        says.step("joining_call", 1),
                        says.step("in_call_not_recording", 2),
                        says.step("api_request_stop", 45.9),
                        says.step("call_ended", 46),
                        says.completed(Sending.of(Set.of())))));
    }

    /** Callbacks alone: the first has no transcript yet, the one that is asked for later has. */
    private static SimulatedMeeting lateTranscript(Bot bot) {
        var says = new R2Events(bot, Dialect.R2);
        var first = says.completed(Sending.of(Set.of("audio", "video", "diarization")));
        var second = says.completed(Sending.of(R2Events.EVERYTHING).again());
        return meeting(
                bot,
                complete(EndReason.NORMAL_EXIT),
                Act.atOnce(List.of(Post.callback("PUT", List.of(first)))),
                Act.after(LATER, Post.callback("PUT", List.of(second))));
    }

    /** The first attempt waits in the lobby for nothing; the second records. */
    private static SimulatedMeeting retried(Bot bot) {
        var says = new R2Events(bot, Dialect.R1);
        return meeting(
                bot,
                complete(EndReason.NORMAL_EXIT),
                atOnce(List.of(
                        says.step("queued", 0),
                        says.step("joining_call", 1),
                        says.step("in_waiting_room", 1.5),
                        says.step("waiting_room_timeout", 4),
                        says.step("retrying", 4.5),
                        says.step("joining_call", 5))),
                Act.after(LATER, webhooks(secondAttempt(says)).toArray(Message[]::new)));
    }

    /** Called failed, and tried again all the same. */
    private static SimulatedMeeting failedAndStillRunning(Bot bot) {
        var says = new R2Events(bot, Dialect.R1);
        return meeting(
                bot,
                complete(EndReason.NORMAL_EXIT),
                atOnce(List.of(says.step("joining_call", 1), says.failedAt("INTERNAL_ERROR", "The bot was lost", 4))),
                Act.after(LATER, webhooks(secondAttempt(says)).toArray(Message[]::new)));
    }

    private static List<Map<String, Object>> secondAttempt(R2Events says) {
        return List.of(
                says.step("joining_call", 5.5),
                says.recording(6),
                says.step("call_ended", 46),
                says.completed(Sending.of(R2Events.EVERYTHING)));
    }

    /** The end is announced, and never comes. */
    private static SimulatedMeeting lostEnd(Bot bot) {
        var says = new R2Events(bot, Dialect.R1);
        var meant = Meant.of(Outcome.NOT_CAPTURED, BotState.ENDED, EndReason.UNKNOWN, Map.of(RECORDING, MISSING));
        return meeting(bot, meant, atOnce(recorded(says)));
    }

    /** The step says more than the end does. */
    private static SimulatedMeeting rejected(Bot bot) {
        var says = new R2Events(bot, Dialect.R1);
        return meeting(
                bot,
                failed(EndReason.JOIN_DENIED, Map.of()),
                atOnce(List.of(
                        says.step("queued", 0),
                        says.step("pickup_delayed", 0.5),
                        says.step("joining_call", 1),
                        says.step("in_waiting_room", 1.5),
                        says.step("bot_rejected", 4),
                        says.step("failed", 4.1),
                        says.failed("CANNOT_JOIN_MEETING", "The bot could not join"))));
    }

    /** A bot that was planned for a calendar's event: its failure is all that is ever heard of it. */
    private static SimulatedMeeting neverStarted(Bot bot) {
        var failure = new R2Events(bot, Dialect.R1).failed("INSUFFICIENT_TOKENS", "Not enough tokens");
        return meeting(bot, failed(EndReason.QUOTA_EXCEEDED, Map.of()), atOnce(List.of(failure)));
    }

    private static SimulatedMeeting transcriptionFailed(Bot bot) {
        var says = new R2Events(bot, Dialect.G);
        var failure = says.failed("TRANSCRIPTION_FAILED", "The provider gave up");
        var events = begun(says);
        events.addAll(List.of(
                says.step("call_ended", 46),
                says.step("recording_succeeded", 47),
                says.step("transcribing", 48),
                says.step("failed", 50),
                failure));
        var messages = webhooks(events);
        messages.add(Post.callback("POST", List.of(failure)));
        return meeting(
                bot,
                failed(EndReason.TRANSCRIPTION_FAILED, Map.of(TRANSCRIPT, FAILED, RECORDING, ArtifactStatus.UNKNOWN)),
                Act.atOnce(messages));
    }

    private static SimulatedMeeting recordingFailed(Bot bot) {
        var says = new R2Events(bot, Dialect.R1);
        var events = begun(says);
        events.addAll(List.of(
                says.step("call_ended", 46),
                says.trouble("recording_failed", "The recording could not be stored", 47),
                says.step("failed", 50),
                says.failed("INTERNAL_ERROR", "The recording could not be stored")));
        return meeting(bot, failed(EndReason.INTERNAL_ERROR, Map.of(RECORDING, FAILED)), atOnce(events));
    }

    private static SimulatedMeeting deleted(Bot bot) {
        var says = new R2Events(bot, Dialect.R1);
        var sending = Sending.of(R2Events.EVERYTHING);
        var events = recorded(says);
        events.add(says.completed(sending));
        var gone = new Sending(Set.of(), true, sending.number() + 1);
        return meeting(
                bot,
                complete(EndReason.NORMAL_EXIT).deleted(),
                atOnce(events),
                Act.after(LATER, Post.callback("POST", List.of(says.completed(gone), says.completed(gone.again())))));
    }

    private static SimulatedMeeting calendar(Bot bot) {
        return new SimulatedMeeting(bot.id(), List.of(Act.atOnce(new Calendar(bot).life())), Optional.empty());
    }

    /** Well signed, and nothing that could be a record. */
    private static SimulatedMeeting gibberish(Bot bot) {
        return new SimulatedMeeting(
                bot.id(),
                List.of(Act.atOnce(List.of(
                        text("no JSON", "bot " + bot.id()),
                        text("half a JSON", "{\"data\":{\"bot_id\":\"" + bot.id()),
                        text(
                                "an end of no bot",
                                "{\"event\":\"bot.completed\",\"data\":{\"sent_at\":\"" + bot.at(50) + "\"}}"),
                        text("an alert", "{\"alert\":\"low balance\",\"about\":\"" + bot.id() + "\"}")))),
                Optional.empty());
    }

    private static Message text(String what, String body) {
        return Post.webhook(what, new Body(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Script script(String name, Function<Bot, SimulatedMeeting> story) {
        return new Script(name, stage -> story.apply(Bot.in(stage)));
    }

    private static SimulatedMeeting meeting(Bot bot, Meant meant, Act... acts) {
        return new SimulatedMeeting(bot.id(), List.of(acts), Optional.of(meant));
    }

    private static Meant complete(EndReason reason) {
        return Meant.of(Outcome.COMPLETE, BotState.ENDED, reason, ALL_READY);
    }

    private static Meant failed(EndReason reason, Map<ArtifactKind, ArtifactStatus> artifacts) {
        return Meant.of(Outcome.FAILED, BotState.FAILED, reason, artifacts);
    }

    private static Act atOnce(List<Map<String, Object>> events) {
        return Act.atOnce(webhooks(events));
    }

    private static List<Message> webhooks(List<Map<String, Object>> events) {
        return new ArrayList<>(events.stream().map(Post::webhook).toList());
    }

    /** Until it records. */
    private static List<Map<String, Object>> begun(R2Events says) {
        return new ArrayList<>(List.of(
                says.step("queued", 0),
                says.step("joining_call", 1),
                says.step("in_waiting_room", 1.5),
                says.step("in_call_not_recording", 2),
                says.recording(2.2)));
    }

    /** Until its end is announced. */
    private static List<Map<String, Object>> recorded(R2Events says) {
        var events = begun(says);
        events.addAll(List.of(
                says.step("call_ended", 46),
                says.step("recording_succeeded", 47),
                says.step("transcribing", 48),
                says.step("completed", 50)));
        return events;
    }
}
