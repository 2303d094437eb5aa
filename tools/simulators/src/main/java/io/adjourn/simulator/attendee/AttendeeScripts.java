package io.adjourn.simulator.attendee;

import static io.adjourn.meetings.v1.ArtifactKind.RECORDING;
import static io.adjourn.meetings.v1.ArtifactKind.TRANSCRIPT;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The meetings Attendee can tell of. All but the last mean a record; sources expect RECORDING. */
final class AttendeeScripts {
    private static final Map<ArtifactKind, ArtifactStatus> RECORDED = Map.of(RECORDING, READY);

    static final List<Script> ALL = List.of(
            script("normal", AttendeeScripts::normal),
            script("normal-documented", AttendeeScripts::normalDocumented),
            script("breakout-rooms", AttendeeScripts::breakoutRooms),
            script("two-subscriptions", AttendeeScripts::twoSubscriptions),
            script("removed", AttendeeScripts::removed),
            script("app-session", AttendeeScripts::appSession),
            script("later-transcript", AttendeeScripts::laterTranscript),
            script("recording-denied", AttendeeScripts::recordingDenied),
            script("never-in", AttendeeScripts::neverIn),
            script("lost-end", AttendeeScripts::lostEnd),
            script("lobby-timeout", AttendeeScripts::lobbyTimeout),
            script("crashed", AttendeeScripts::crashed),
            script("deletion", AttendeeScripts::deletion),
            script("gibberish", AttendeeScripts::gibberish));

    private AttendeeScripts() {}

    private static SimulatedMeeting normal(Bot bot) {
        var course = Course.planned(bot)
                .admitted(1)
                .tells("participant_events.join_leave", Remarks.participant("pe_1", "join", bot.minute(3)))
                .tells(
                        "participant_events.speech_start_stop",
                        Remarks.participant("pe_2", "speech_start", bot.minute(4)))
                .tells("transcript.update", Remarks.utterance("Shall we begin? 😀", bot.minute(4)))
                .tells("chat_messages.update", Remarks.chat("Déjà vu", bot.minute(5)))
                .step("recording_paused", "joined_recording_paused", 10)
                .tells("bot_logs.update", Remarks.log(bot.minute(11)))
                // A name nobody knows yet: kept, and no harm to the record.
                .tells("bot.daydreams", Map.of("of", "electric sheep"))
                .step("recording_resumed", "joined_recording", 12)
                .step("meeting_ended", "post_processing", 45)
                .ended(46);
        var messages = new ArrayList<>(course.messages());
        messages.add(calendarSynced(bot));
        messages.add(zoomConnected(bot));
        return meeting(bot, complete(EndReason.MEETING_ENDED, RECORDED), Act.atOnce(messages));
    }

    private static SimulatedMeeting normalDocumented(Bot bot) {
        Bot old = bot.ofOldDialect();
        return meeting(old, complete(EndReason.LEFT_ON_REQUEST, RECORDED), Act.atOnce(shortMeeting(old)));
    }

    /** Recording is refused at first, and goes on in another room. */
    private static SimulatedMeeting breakoutRooms(Bot bot) {
        var course = Course.of(bot)
                .step("join_requested", "joining", 0)
                .step("joined_meeting", "joined_not_recording", 1)
                .step("recording_permission_denied", "request_timed_out", "joined_recording_permission_denied", 2)
                .step("recording_permission_granted", "joined_recording", 3)
                .step("began_joining_breakout_room", "joining_breakout_room", 10)
                .step("joined_breakout_room", "joined_recording", 10.1)
                .step("began_leaving_breakout_room", "leaving_breakout_room", 20)
                .step("left_breakout_room", "joined_recording", 20.1)
                .step("began_joining_breakout_room", "joining_breakout_room", 30)
                .step("joined_breakout_room", "joined_recording", 30.1)
                .step("leave_requested", "auto_leave_only_participant_in_meeting", "leaving", 40)
                .step("left_meeting", "post_processing", 40.1)
                .ended(41);
        return meeting(bot, complete(EndReason.EVERYONE_LEFT, RECORDED), Act.atOnce(course.messages()));
    }

    private static SimulatedMeeting twoSubscriptions(Bot bot) {
        var course = Course.of(bot.subscribedTwiceAndChanging())
                .step("join_requested", "joining", 0)
                .admitted(1)
                .tells("participant_events.join_leave", Remarks.participant("pe_1", "join", bot.minute(3)))
                .tells("transcript.update", Remarks.utterance("Is anybody there?", bot.minute(4)))
                .step("leave_requested", "auto_leave_silence", "leaving", 20)
                .step("left_meeting", "post_processing", 20.1)
                .ended(21);
        return meeting(bot, complete(EndReason.SILENCE_TIMEOUT, RECORDED), Act.atOnce(course.messages()));
    }

    private static SimulatedMeeting removed(Bot bot) {
        var remover = Fields.of("remover_name", "Zoë Müller 李")
                .and("remover_uuid", "8:orgid:1")
                .and("remover_is_host", true)
                .map();
        var course = Course.of(bot)
                .step("join_requested", "joining", 0)
                .admitted(1)
                .step("meeting_ended", null, "post_processing", 15, remover)
                .ended(16, List.of("rate_limit_exceeded"));
        return meeting(
                bot,
                complete(EndReason.REMOVED_BY_PARTICIPANT, Map.of(RECORDING, READY, TRANSCRIPT, FAILED)),
                Act.atOnce(course.messages()));
    }

    private static SimulatedMeeting appSession(Bot bot) {
        Bot session = bot.asAppSession();
        var course = Course.of(session)
                .step("app_session_connection_requested", "connecting", 0)
                .step("app_session_connected", "connected", 0.1)
                .tells("participant_events.join_leave", Remarks.participant("pe_1", "join", bot.minute(3)))
                .step("app_session_disconnect_requested", "disconnecting", 30)
                .step("app_session_disconnected", "post_processing", 30.1)
                .ended(31);
        return meeting(session, complete(EndReason.LEFT_ON_REQUEST, RECORDED), Act.atOnce(course.messages()));
    }

    /** Its states carry no time, so only the order of receipt tells them apart; they are minutes apart. */
    private static SimulatedMeeting laterTranscript(Bot bot) {
        return meeting(
                bot,
                complete(EndReason.LEFT_ON_REQUEST, Map.of(RECORDING, READY, TRANSCRIPT, READY)),
                Act.atOnce(shortMeeting(bot)),
                new Act(Duration.ofSeconds(1), transcription(bot, "in_progress")),
                new Act(Duration.ofSeconds(1), transcription(bot, "complete")));
    }

    private static SimulatedMeeting recordingDenied(Bot bot) {
        var course = Course.of(bot)
                .step("join_requested", "joining", 0)
                .step("joined_meeting", "joined_not_recording", 1)
                .step("recording_permission_denied", "host_denied_permission", "joined_recording_permission_denied", 2)
                .step("meeting_ended", "post_processing", 30)
                .ended(31);
        return meeting(bot, notCaptured(EndReason.RECORDING_DENIED), Act.atOnce(course.messages()));
    }

    /** It waits until the meeting is over, and then ends as if all were well. */
    private static SimulatedMeeting neverIn(Bot bot) {
        var course = Course.of(bot)
                .step("join_requested", "joining", 0)
                .step("put_in_waiting_room", "waiting_room", 1)
                .step("meeting_ended", "post_processing", 10)
                .ended(11);
        return meeting(bot, notCaptured(EndReason.MEETING_ENDED), Act.atOnce(course.messages()));
    }

    /** Three attempts in half a minute, and the end is lost for good. */
    private static SimulatedMeeting lostEnd(Bot bot) {
        var course = Course.of(bot)
                .step("join_requested", "joining", 0)
                .admitted(1)
                .step("leave_requested", "auto_leave_max_uptime_exceeded", "leaving", 40)
                .step("left_meeting", "post_processing", 40.1);
        var meant =
                Meant.of(Outcome.TIMED_OUT, BotState.PROCESSING, EndReason.MAX_DURATION, Map.of(RECORDING, MISSING));
        return meeting(bot, meant, Act.atOnce(course.messages()));
    }

    private static SimulatedMeeting lobbyTimeout(Bot bot) {
        var course = Course.planned(bot)
                .step("put_in_waiting_room", "waiting_room", 1)
                .step("could_not_join_meeting", "waiting_room_timeout_exceeded", "fatal_error", 15);
        return meeting(bot, failed(EndReason.WAITING_ROOM_TIMEOUT), Act.atOnce(course.messages()));
    }

    private static SimulatedMeeting crashed(Bot bot) {
        var course = Course.of(bot.ofOldDialect())
                .step("join_requested", "joining", 0)
                .admitted(1)
                .step("fatal_error", "heartbeat_timeout", "fatal_error", 12);
        var meant = Meant.of(
                Outcome.FAILED, BotState.FAILED, EndReason.BOT_CRASHED, Map.of(RECORDING, ArtifactStatus.UNKNOWN));
        return meeting(bot, meant, Act.atOnce(course.messages()));
    }

    private static SimulatedMeeting deletion(Bot bot) {
        var deleted = Course.from("ended", bot).step("data_deleted", "data_deleted", 54);
        return meeting(
                bot,
                complete(EndReason.LEFT_ON_REQUEST, RECORDED).deleted(),
                Act.atOnce(shortMeeting(bot)),
                new Act(Duration.ofSeconds(3), deleted.messages()));
    }

    /** Well signed, and nothing that could be a record. What is no JSON cannot be signed. */
    private static SimulatedMeeting gibberish(Bot bot) {
        var messages = List.of(
                bot.beside(
                        "account.renamed",
                        Fields.of("trigger", "account.renamed").and("note", "of no " + bot.id())),
                bot.beside(
                        "a step of no bot",
                        Fields.of("trigger", "bot.state_change").and("note", bot.id())),
                bot.beside("no event", Fields.of("note", "neither trigger nor bot: " + bot.id())));
        return new SimulatedMeeting(bot.id(), List.of(Act.atOnce(messages)), Optional.empty());
    }

    private static Script script(String name, Function<Bot, SimulatedMeeting> story) {
        return new Script(name, stage -> story.apply(Bot.in(stage)));
    }

    private static SimulatedMeeting meeting(Bot bot, Meant meant, Act... acts) {
        return new SimulatedMeeting(bot.id(), List.of(acts), Optional.of(meant));
    }

    private static Meant complete(EndReason reason, Map<ArtifactKind, ArtifactStatus> artifacts) {
        return Meant.of(Outcome.COMPLETE, BotState.ENDED, reason, artifacts);
    }

    private static Meant notCaptured(EndReason reason) {
        return Meant.of(Outcome.NOT_CAPTURED, BotState.ENDED, reason, Map.of(RECORDING, UNAVAILABLE));
    }

    private static Meant failed(EndReason reason) {
        return Meant.of(Outcome.FAILED, BotState.FAILED, reason, Map.of());
    }

    private static List<Message> shortMeeting(Bot bot) {
        return Course.of(bot)
                .step("join_requested", "joining", 0)
                .step("joined_meeting", "joined_not_recording", 1)
                .step("recording_permission_granted", "joined_recording", 1.5)
                .step("leave_requested", "user_requested", "leaving", 30)
                .step("left_meeting", "post_processing", 30.1)
                .ended(31)
                .messages();
    }

    private static List<Message> transcription(Bot bot, String state) {
        return bot.tell(
                "async_transcription.state_change",
                "transcription " + state,
                Remarks.transcription("tran_" + bot.id(), state));
    }

    private static Message calendarSynced(Bot bot) {
        return bot.beside(
                "calendar.events_update",
                Fields.of("idempotency_key", "of the calendar, by " + bot.id())
                        .and("calendar_id", "cal_demo")
                        .and("calendar_deduplication_key", null)
                        .and("calendar_metadata", null)
                        .and("trigger", "calendar.events_update")
                        .and("data", Remarks.connected(bot.minute(20))));
    }

    private static Message zoomConnected(Bot bot) {
        return bot.beside(
                "zoom_oauth_connection.state_change",
                Fields.of("idempotency_key", "of the connection, by " + bot.id())
                        .and("zoom_oauth_connection_id", "zoc_demo")
                        .and("zoom_oauth_connection_metadata", null)
                        .and("user_id", "zoom-user")
                        .and("account_id", "zoom-account")
                        .and("trigger", "zoom_oauth_connection.state_change")
                        .and("data", Remarks.connected(bot.minute(25))));
    }
}
