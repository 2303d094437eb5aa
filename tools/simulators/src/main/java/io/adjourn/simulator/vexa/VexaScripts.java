package io.adjourn.simulator.vexa;

import static io.adjourn.meetings.v1.ArtifactKind.AUDIO;
import static io.adjourn.meetings.v1.ArtifactKind.RECORDING;
import static io.adjourn.meetings.v1.ArtifactKind.TRANSCRIPT;
import static io.adjourn.meetings.v1.ArtifactKind.VIDEO;
import static io.adjourn.meetings.v1.ArtifactStatus.READY;
import static io.adjourn.meetings.v1.ArtifactStatus.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The meetings Vexa can tell of. All but the last mean a record; sources expect nothing. */
final class VexaScripts {
    /** How much later than a deadline something must come to be late, on a machine that is busy. */
    private static final Duration MARGIN = Duration.ofSeconds(4);

    private static final Map<ArtifactKind, ArtifactStatus> AUDIO_READY = Map.of(AUDIO, READY);

    static final List<Script> ALL = List.of(
            script("flat", Course.completed("stopped"), VexaScripts::flat),
            script("flat-recording-first", Course.completed("left_alone"), VexaScripts::flatRecordingFirst),
            script("flat-many-recordings", Course.completed("evicted"), VexaScripts::flatManyRecordings),
            script("flat-late-recording", Course.completed("stopped"), VexaScripts::flatLateRecording),
            script("flat-no-recording", Course.completed(null), VexaScripts::flatNoRecording),
            script(
                    "flat-never-admitted",
                    Course.neverAdmitted("awaiting_admission_timeout"),
                    VexaScripts::flatNeverAdmitted),
            script("flat-failed", Course.failed(null, "awaiting_admission"), VexaScripts::flatFailed),
            script("flat-lost-end", Course.completed("stopped"), VexaScripts::flatLostEnd),
            script("flat-very-long", Course.completed("stopped"), VexaScripts::flatVeryLong),
            script("enveloped", Course.completed("max_bot_time_exceeded"), VexaScripts::enveloped),
            script(
                    "enveloped-stopped-outside",
                    Course.neverAdmitted("stopped_before_admission"),
                    VexaScripts::envelopedStoppedOutside),
            script("enveloped-failed", Course.failed("join_failure", "joining"), VexaScripts::envelopedFailed),
            script("enveloped-opened-again", Course.failed(null, "awaiting_admission"), VexaScripts::openedAgain),
            script("twice-named", Course.completed("startup_alone"), VexaScripts::twiceNamed),
            script(
                    "twice-named-failed",
                    Course.failed("auth_session_missing", "joining"),
                    VexaScripts::twiceNamedFailed),
            script("completed-alone", Course.completed("left_alone"), VexaScripts::completedAlone),
            script("gibberish", Course.completed("stopped"), VexaScripts::gibberish));

    private VexaScripts() {}

    private static SimulatedMeeting flat(Run run, Stage stage) {
        var says = new Flat(run);
        var messages = new ArrayList<>(flatBeginning(says));
        messages.addAll(List.of(
                // The bot reports again that it is in.
                says.change("active", "active", null, 20),
                says.change("active", "stopping", "User requested stop", 44.8),
                says.end("stopping", "self_initiated_leave"),
                says.bare(),
                says.recording(audio(run))));
        return meeting(run, complete(EndReason.LEFT_ON_REQUEST, AUDIO_READY), Act.atOnce(messages));
    }

    private static SimulatedMeeting flatRecordingFirst(Run run, Stage stage) {
        var says = new Flat(run);
        return meeting(
                run,
                complete(EndReason.EVERYONE_LEFT, AUDIO_READY),
                Act.atOnce(List.of(says.recording(audio(run)))),
                Act.after(
                        Duration.ofSeconds(1),
                        says.changeToldLate("requested", "joining", 0.1),
                        says.changeToldLate("joining", "active", 1),
                        says.end("active", "left_alone_timeout"),
                        says.bare()));
    }

    /** Two sessions of the bot, the first with two files, and another that says nothing of its type. */
    private static SimulatedMeeting flatManyRecordings(Run run, Stage stage) {
        var says = new Flat(run);
        var messages = new ArrayList<>(flatBeginning(says));
        messages.addAll(List.of(
                says.end("active", null),
                says.bare(),
                says.recording(new Recorded(run, run.recording(), 30).listed("audio", "video")),
                says.recording(new Recorded(run, run.recording() + 100, 45.2).compact("audio")),
                says.recording(new Recorded(run, run.recording() + 200, 45.3).listed())));
        var all = Map.of(AUDIO, READY, VIDEO, READY, RECORDING, READY);
        return meeting(run, complete(EndReason.REMOVED_BY_PARTICIPANT, all), Act.atOnce(messages));
    }

    private static SimulatedMeeting flatLateRecording(Run run, Stage stage) {
        var says = new Flat(run);
        var messages = new ArrayList<>(flatBeginning(says));
        messages.addAll(List.of(says.end("active", "self_initiated_leave"), says.bare()));
        return meeting(
                run,
                complete(EndReason.LEFT_ON_REQUEST, AUDIO_READY),
                Act.atOnce(messages),
                Act.after(stage.rules().settle().plus(MARGIN), says.recording(audio(run))));
    }

    private static SimulatedMeeting flatNoRecording(Run run, Stage stage) {
        var says = new Flat(run);
        var messages = new ArrayList<>(flatBeginning(says));
        messages.addAll(List.of(says.end("active", "normal_completion"), says.bare()));
        return meeting(
                run,
                Meant.of(Outcome.UNCONFIRMED, BotState.ENDED, EndReason.NORMAL_EXIT, Map.of()),
                Act.atOnce(messages));
    }

    private static SimulatedMeeting flatNeverAdmitted(Run run, Stage stage) {
        var says = new Flat(run);
        return meeting(
                run,
                notCaptured(EndReason.WAITING_ROOM_TIMEOUT),
                Act.atOnce(List.of(
                        says.change("requested", "joining", null, 0.1),
                        says.change("joining", "awaiting_admission", null, 0.5),
                        says.end("awaiting_admission", "admission_timeout"),
                        says.bare())));
    }

    /** Only the step knows why: the meeting that follows without a name does not. */
    private static SimulatedMeeting flatFailed(Run run, Stage stage) {
        var says = new Flat(run);
        return meeting(
                run,
                failed(EndReason.JOIN_DENIED),
                Act.atOnce(List.of(
                        says.change("requested", "joining", null, 0.1),
                        says.change("joining", "awaiting_admission", null, 0.5),
                        says.end("awaiting_admission", "admission_rejected_by_admin"),
                        says.bare())));
    }

    private static SimulatedMeeting flatLostEnd(Run run, Stage stage) {
        var meant = Meant.of(Outcome.TIMED_OUT, BotState.IN_MEETING, EndReason.UNKNOWN, Map.of());
        return meeting(run, meant, Act.atOnce(flatBeginning(new Flat(run))));
    }

    /** Nothing is heard for longer than any bot is waited for; then it goes on. */
    private static SimulatedMeeting flatVeryLong(Run run, Stage stage) {
        var says = new Flat(run);
        return meeting(
                run,
                complete(EndReason.LEFT_ON_REQUEST, AUDIO_READY),
                Act.atOnce(flatBeginning(says)),
                Act.after(
                        stage.rules().silence().plus(MARGIN),
                        says.end("active", "self_initiated_leave"),
                        says.bare(),
                        says.recording(audio(run))));
    }

    /** It fails in the lobby, and is sent again under the same number. */
    private static SimulatedMeeting openedAgain(Run run, Stage stage) {
        var first = new Enveloped(run, stage.random());
        Run second = run.again(Course.shorter("left_alone"));
        var again = new Enveloped(second, stage.random());
        return meeting(
                run,
                complete(EndReason.EVERYONE_LEFT, AUDIO_READY),
                Act.atOnce(List.of(
                        first.change("requested", "joining", null, 0.1), first.end("joining", "admission_failed"))),
                Act.after(
                        MARGIN,
                        again.change("joining", "active", null, 1),
                        again.end("active", null),
                        again.completed(),
                        again.recording(audio(second))));
    }

    private static SimulatedMeeting enveloped(Run run, Stage stage) {
        var says = new Enveloped(run, stage.random());
        return meeting(
                run,
                complete(EndReason.MAX_DURATION, AUDIO_READY),
                Act.atOnce(List.of(
                        says.change("requested", "joining", null, 0.1),
                        says.change("joining", "awaiting_admission", null, 0.5),
                        says.change("awaiting_admission", "active", null, 1),
                        says.change("active", "stopping", "max_bot_time_exceeded", 44, "scheduler_timeout"),
                        says.end("stopping", null),
                        says.completed(),
                        says.recording(audio(run)))));
    }

    /** Somebody gives up waiting for the bot to be let in. */
    private static SimulatedMeeting envelopedStoppedOutside(Run run, Stage stage) {
        var says = new Enveloped(run, stage.random());
        return meeting(
                run,
                notCaptured(EndReason.LEFT_ON_REQUEST),
                Act.atOnce(List.of(
                        says.change("requested", "joining", null, 0.1),
                        says.change("joining", "awaiting_admission", null, 0.5),
                        says.change("awaiting_admission", "needs_human_help", null, 3),
                        says.change("needs_human_help", "stopping", "User requested stop", 14, "user_stop"),
                        says.end("stopping", null),
                        says.completed())));
    }

    private static SimulatedMeeting envelopedFailed(Run run, Stage stage) {
        var says = new Enveloped(run, stage.random());
        return meeting(
                run,
                failed(EndReason.CANNOT_JOIN),
                Act.atOnce(List.of(
                        says.change("requested", "joining", null, 0.1), says.end("joining", "admission_failed"))));
    }

    private static SimulatedMeeting twiceNamed(Run run, Stage stage) {
        var says = new V2Bot(run);
        var messages = new ArrayList<Message>();
        messages.addAll(says.change(null, "joining", null, 0.1));
        messages.addAll(says.change("joining", "awaiting_admission", null, 0.3));
        messages.addAll(says.change("awaiting_admission", "needs_help", null, 0.5));
        messages.addAll(says.change("needs_help", "active", null, 1));
        messages.add(says.unheardOf(2));
        messages.addAll(says.end("active", "startup_alone_timeout"));
        return meeting(run, complete(EndReason.NOBODY_JOINED, Map.of(TRANSCRIPT, READY)), Act.atOnce(messages));
    }

    private static SimulatedMeeting twiceNamedFailed(Run run, Stage stage) {
        var says = new V2Bot(run);
        var messages = new ArrayList<Message>();
        messages.addAll(says.change(null, "joining", null, 0.1));
        messages.addAll(says.end("joining", "no session to log in with"));
        var meant =
                Meant.of(Outcome.FAILED, BotState.FAILED, EndReason.LOGIN_REQUIRED, Map.of(TRANSCRIPT, UNAVAILABLE));
        return meeting(run, meant, Act.atOnce(messages));
    }

    /** What is sent where no events were asked for. */
    private static SimulatedMeeting completedAlone(Run run, Stage stage) {
        return meeting(
                run,
                complete(EndReason.EVERYONE_LEFT, Map.of(TRANSCRIPT, READY)),
                Act.atOnce(List.of(new V2Bot(run).completed())));
    }

    /** Well proven, and nothing that could be a record. */
    private static SimulatedMeeting gibberish(Run run, Stage stage) {
        var messages = new ArrayList<>(new V2Bot(run).change(null, "joining", null, 0.1));
        messages.addAll(List.of(
                Flat.message("no JSON", ("meeting " + run.id()).getBytes(UTF_8)),
                Flat.message("half a JSON", ("{\"id\": " + run.id()).getBytes(UTF_8)),
                Flat.message("account.renamed", Map.of("event_type", "account.renamed", "account", run.id())),
                Flat.message("of no meeting", Map.of("event_type", "recording.completed", "of", run.id()))));
        return new SimulatedMeeting(run.session(), List.of(Act.atOnce(messages)), Optional.empty());
    }

    private static Script script(String name, Course course, BiFunction<Run, Stage, SimulatedMeeting> story) {
        return new Script(name, stage -> story.apply(Run.of(course, stage), stage));
    }

    private static SimulatedMeeting meeting(Run run, Meant meant, Act... acts) {
        return new SimulatedMeeting(run.session(), List.of(acts), Optional.of(meant));
    }

    private static Meant complete(EndReason reason, Map<ArtifactKind, ArtifactStatus> artifacts) {
        return Meant.of(Outcome.COMPLETE, BotState.ENDED, reason, artifacts);
    }

    private static Meant notCaptured(EndReason reason) {
        return Meant.of(Outcome.NOT_CAPTURED, BotState.ENDED, reason, Map.of());
    }

    private static Meant failed(EndReason reason) {
        return Meant.of(Outcome.FAILED, BotState.FAILED, reason, Map.of());
    }

    private static Map<String, Object> audio(Run run) {
        return new Recorded(run, run.recording(), 45.1).listed("audio");
    }

    private static List<Message> flatBeginning(Flat says) {
        return List.of(
                says.change("requested", "joining", null, 0.1),
                says.change("joining", "awaiting_admission", null, 0.5),
                says.change("awaiting_admission", "active", null, 1));
    }
}
