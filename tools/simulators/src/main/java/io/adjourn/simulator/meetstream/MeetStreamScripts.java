package io.adjourn.simulator.meetstream;

import static io.adjourn.meetings.v1.ArtifactKind.AUDIO;
import static io.adjourn.meetings.v1.ArtifactKind.MANIFEST;
import static io.adjourn.meetings.v1.ArtifactKind.TRANSCRIPT;
import static io.adjourn.meetings.v1.ArtifactKind.VIDEO;
import static io.adjourn.meetings.v1.ArtifactStatus.FAILED;
import static io.adjourn.meetings.v1.ArtifactStatus.MISSING;
import static io.adjourn.meetings.v1.ArtifactStatus.READY;
import static io.adjourn.meetings.v1.ArtifactStatus.SKIPPED;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.simulator.Meant;
import io.adjourn.simulator.Script;
import io.adjourn.simulator.Script.Stage;
import io.adjourn.simulator.SimulatedMeeting;
import io.adjourn.simulator.SimulatedMeeting.Act;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.vendors.Body;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The meetings MeetStream can tell of. All but the last mean a record; sources expect AUDIO and TRANSCRIPT. */
final class MeetStreamScripts {
    /** How much later than a deadline something must come to be late, on a machine that is busy. */
    private static final Duration MARGIN = Duration.ofSeconds(4);

    private static final Map<ArtifactKind, ArtifactStatus> BOTH_READY = Map.of(AUDIO, READY, TRANSCRIPT, READY);

    static final List<Script> ALL = List.of(
            script("normal", MeetStreamScripts::normal),
            script("normal-newer", MeetStreamScripts::normalNewer),
            script("normal-oldest", MeetStreamScripts::normalOldest),
            script("kicked", MeetStreamScripts::kicked),
            script("artifacts-first", MeetStreamScripts::artifactsFirst),
            script("late-transcript", MeetStreamScripts::lateTranscript),
            script("missing-transcript", MeetStreamScripts::missingTranscript),
            script("failed-transcript", MeetStreamScripts::failedTranscript),
            script("nothing-recorded", MeetStreamScripts::nothingRecorded),
            script("lost-end", MeetStreamScripts::lostEnd),
            script("denied", MeetStreamScripts::denied),
            script("recording-denied", MeetStreamScripts::recordingDenied),
            script("lobby-timeout", MeetStreamScripts::lobbyTimeout),
            script("error", MeetStreamScripts::error),
            script("deletion", MeetStreamScripts::deletion),
            script("gibberish", MeetStreamScripts::gibberish));

    private MeetStreamScripts() {}

    private static SimulatedMeeting normal(Bot bot, Stage stage) {
        return meeting(bot, complete(EndReason.NORMAL_EXIT), Act.atOnce(documentedMeeting(new Documented(bot))));
    }

    private static SimulatedMeeting normalNewer(Bot bot, Stage stage) {
        var says = new M2Bot(bot);
        var messages = new ArrayList<>(newerBeginning(says));
        messages.addAll(List.of(
                says.participant("join", "Ada Lovelace", 3),
                says.participant("join", "Grace Hopper", 4),
                says.hiccup(),
                says.participant("leave", "Ada Lovelace", 44),
                says.step("bot.leaving", "Leaving", 44.9),
                says.stopped(45),
                says.uploading(46),
                says.manifest(46.5),
                says.audio(47),
                says.video(48),
                says.transcript(49),
                says.transcriptReady(49.5),
                // A name nobody knows yet: kept, and no harm to the record.
                says.step("bot.daydreaming", "Daydreaming", 49.7),
                says.done(true, 50)));
        var meant = Meant.of(
                Outcome.COMPLETE,
                BotState.ENDED,
                EndReason.NORMAL_EXIT,
                Map.of(AUDIO, READY, VIDEO, READY, TRANSCRIPT, READY, MANIFEST, READY));
        return meeting(bot, meant, Act.atOnce(messages));
    }

    private static SimulatedMeeting normalOldest(Bot bot, Stage stage) {
        var says = new M0Bot(bot);
        return meeting(
                bot,
                complete(EndReason.NORMAL_EXIT),
                Act.atOnce(List.of(says.joining(), says.inMeeting(), says.stopped(), says.audio(), says.transcript())));
    }

    private static SimulatedMeeting kicked(Bot bot, Stage stage) {
        var says = new M2Bot(bot);
        var messages = new ArrayList<>(newerBeginning(says));
        messages.addAll(List.of(says.kicked(20), says.audio(22), says.transcript(24), says.done(true, 25)));
        return meeting(bot, complete(EndReason.REMOVED_BY_PARTICIPANT), Act.atOnce(messages));
    }

    private static SimulatedMeeting artifactsFirst(Bot bot, Stage stage) {
        var says = new Documented(bot);
        return meeting(
                bot,
                complete(EndReason.NORMAL_EXIT),
                Act.atOnce(List.of(says.audio(), says.transcript())),
                Act.after(
                        Duration.ofSeconds(1),
                        says.joining(0),
                        says.inMeeting(1),
                        says.stopped("Stopped", "Bot exited the meeting", 45)));
    }

    private static SimulatedMeeting lateTranscript(Bot bot, Stage stage) {
        var says = new Documented(bot);
        return meeting(
                bot,
                complete(EndReason.NORMAL_EXIT),
                Act.atOnce(withoutTranscript(says)),
                Act.after(stage.rules().settle().plus(MARGIN), says.transcript()));
    }

    private static SimulatedMeeting missingTranscript(Bot bot, Stage stage) {
        var meant = Meant.of(
                Outcome.PARTIAL, BotState.ENDED, EndReason.NORMAL_EXIT, Map.of(AUDIO, READY, TRANSCRIPT, MISSING));
        return meeting(bot, meant, Act.atOnce(withoutTranscript(new Documented(bot))));
    }

    private static SimulatedMeeting failedTranscript(Bot bot, Stage stage) {
        var says = new M2Bot(bot);
        var messages = new ArrayList<>(newerBeginning(says));
        messages.addAll(List.of(says.stopped(30), says.audio(31), says.transcriptFailed(33), says.done(false, 34)));
        var meant = Meant.of(
                Outcome.PARTIAL, BotState.ENDED, EndReason.NORMAL_EXIT, Map.of(AUDIO, READY, TRANSCRIPT, FAILED));
        return meeting(bot, meant, Act.atOnce(messages));
    }

    private static SimulatedMeeting nothingRecorded(Bot bot, Stage stage) {
        var says = new M2Bot(bot);
        var messages = new ArrayList<>(newerBeginning(says));
        messages.addAll(List.of(
                says.stopped(5), says.skipped("audio", 6), says.skipped("transcription", 6), says.done(true, 7)));
        var meant = Meant.of(
                Outcome.NOT_CAPTURED,
                BotState.ENDED,
                EndReason.NORMAL_EXIT,
                Map.of(AUDIO, SKIPPED, TRANSCRIPT, SKIPPED));
        return meeting(bot, meant, Act.atOnce(messages));
    }

    private static SimulatedMeeting lostEnd(Bot bot, Stage stage) {
        var says = new Documented(bot);
        var meant = Meant.of(
                Outcome.TIMED_OUT, BotState.RECORDING, EndReason.UNKNOWN, Map.of(AUDIO, MISSING, TRANSCRIPT, MISSING));
        return meeting(bot, meant, Act.atOnce(List.of(says.joining(0), says.inMeeting(1))));
    }

    private static SimulatedMeeting denied(Bot bot, Stage stage) {
        var says = new M2Bot(bot);
        return meeting(
                bot,
                failed(EndReason.JOIN_DENIED, Map.of()),
                Act.atOnce(List.of(
                        says.step("bot.joining", "Joining", 0),
                        says.step("bot.in_waiting_room", "InWaitingRoom", 1),
                        says.denied(2),
                        says.done(false, 3))));
    }

    private static SimulatedMeeting recordingDenied(Bot bot, Stage stage) {
        var says = new Documented(bot);
        return meeting(
                bot,
                failed(EndReason.RECORDING_DENIED, Map.of()),
                Act.atOnce(List.of(
                        says.joining(0), says.inMeeting(1), says.stopped("Denied", "The host denied recording", 2))));
    }

    private static SimulatedMeeting lobbyTimeout(Bot bot, Stage stage) {
        var says = new Documented(bot);
        return meeting(
                bot,
                failed(EndReason.WAITING_ROOM_TIMEOUT, Map.of()),
                Act.atOnce(List.of(
                        says.joining(0),
                        says.joining(3),
                        says.joining(6),
                        says.stopped("NotAllowed", "Bot was not admitted before the waiting room timeout", 15))));
    }

    private static SimulatedMeeting error(Bot bot, Stage stage) {
        var says = new Documented(bot);
        return meeting(
                bot,
                failed(EndReason.INTERNAL_ERROR, Map.of(AUDIO, READY)),
                Act.atOnce(List.of(
                        says.joining(0),
                        says.inMeeting(1),
                        says.stopped("Error", "Unexpected error", 12),
                        says.audio())));
    }

    private static SimulatedMeeting deletion(Bot bot, Stage stage) {
        var says = new Documented(bot);
        return meeting(
                bot,
                complete(EndReason.NORMAL_EXIT).deleted(),
                Act.atOnce(documentedMeeting(says)),
                Act.after(Duration.ofSeconds(3), says.deletion(bot.minute(54))));
    }

    /** Well signed, and nothing that could be a record. */
    private static SimulatedMeeting gibberish(Bot bot, Stage stage) {
        var unknown = new LinkedHashMap<String, Object>();
        unknown.put("event", "account.renamed");
        unknown.put("message", "of no bot: " + bot.id());
        return new SimulatedMeeting(
                bot.id(),
                List.of(Act.atOnce(List.of(
                        text("no JSON", "bot " + bot.id()),
                        text("half a JSON", "{\"bot_id\": \"" + bot.id()),
                        Bot.message("account.renamed", unknown)))),
                Optional.empty());
    }

    private static Message text(String what, String body) {
        return Message.posted(what, new MeetStreamProof(), new Body(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Script script(String name, BiFunction<Bot, Stage, SimulatedMeeting> story) {
        return new Script(name, stage -> story.apply(Bot.in(stage), stage));
    }

    private static SimulatedMeeting meeting(Bot bot, Meant meant, Act... acts) {
        return new SimulatedMeeting(bot.id(), List.of(acts), Optional.of(meant));
    }

    private static Meant complete(EndReason reason) {
        return Meant.of(Outcome.COMPLETE, BotState.ENDED, reason, BOTH_READY);
    }

    private static Meant failed(EndReason reason, Map<ArtifactKind, ArtifactStatus> artifacts) {
        return Meant.of(Outcome.FAILED, BotState.FAILED, reason, artifacts);
    }

    private static List<Message> documentedMeeting(Documented says) {
        var messages = new ArrayList<>(withoutTranscript(says));
        messages.add(says.transcript());
        return messages;
    }

    private static List<Message> withoutTranscript(Documented says) {
        return List.of(
                says.joining(0),
                says.inMeeting(1),
                says.stopped("Stopped", "Bot exited the meeting", 45),
                says.audio());
    }

    private static List<Message> newerBeginning(M2Bot says) {
        return List.of(
                says.step("bot.scheduled", "Scheduled", 0),
                says.step("bot.joining", "Joining", 1),
                says.step("bot.in_waiting_room", "InWaitingRoom", 1.5),
                says.step("bot.inmeeting", "InMeeting", 2),
                says.step("bot.recording_permission_allowed", "RecordingPermissionAllowed", 2.2),
                says.step("bot.recording", "Recording", 2.5));
    }
}
