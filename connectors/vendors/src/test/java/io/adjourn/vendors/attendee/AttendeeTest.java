package io.adjourn.vendors.attendee;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.CalendarAction;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.Calendar;
import io.adjourn.vendors.Event.DataDeletion;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttendeeTest extends VendorFixture {
    AttendeeTest() {
        super(new Attendee());
    }

    @Test
    void shouldExpectARecordingWithinTwoHours() {
        assertThat(vendor.completionRules())
                .isEqualTo(CompletionRules.of(Set.of(ArtifactKind.RECORDING), Duration.ofHours(2)));
    }

    @Nested
    class StatesOfABot {

        @ParameterizedTest
        @CsvSource({
            // event_type,                      old_state,            new_state,                          state,
            // previous
            "staged,                             scheduled,            staged,                             REQUESTED,    SCHEDULED",
            "join_requested,                     ready,                joining,                            JOINING,      REQUESTED",
            "join_requested,                     staged,               joining,                            JOINING,      REQUESTED",
            "put_in_waiting_room,                joining,              waiting_room,                       WAITING_ROOM, JOINING",
            "joined_meeting,                     joining,              joined_not_recording,               IN_MEETING,   JOINING",
            "joined_meeting,                     waiting_room,         joined_not_recording,               IN_MEETING,   WAITING_ROOM",
            "recording_permission_granted,       joined_not_recording, joined_recording,                   RECORDING,    IN_MEETING",
            "recording_permission_denied,        joined_not_recording, joined_recording_permission_denied, IN_MEETING,   IN_MEETING",
            "recording_paused,                   joined_recording,     joined_recording_paused,            RECORDING_PAUSED, RECORDING",
            "recording_resumed,                  joined_recording_paused, joined_recording,                RECORDING,    RECORDING_PAUSED",
            "began_joining_breakout_room,        joined_recording,     joining_breakout_room,              IN_MEETING,   RECORDING",
            "joined_breakout_room,               joining_breakout_room, joined_recording,                  RECORDING,    IN_MEETING",
            "joined_breakout_room,               joining_breakout_room, joined_not_recording,              IN_MEETING,   IN_MEETING",
            "began_leaving_breakout_room,        joined_recording,     leaving_breakout_room,              IN_MEETING,   RECORDING",
            "left_breakout_room,                 leaving_breakout_room, joined_recording,                  RECORDING,    IN_MEETING",
            "left_breakout_room,                 leaving_breakout_room, joined_recording_permission_denied, IN_MEETING,  IN_MEETING",
            "leave_requested,                    joined_recording,     leaving,                            LEAVING,      RECORDING",
            "left_meeting,                       leaving,              post_processing,                    PROCESSING,   LEAVING",
            "meeting_ended,                      joined_recording,     post_processing,                    PROCESSING,   RECORDING",
            "meeting_ended,                      waiting_room,         post_processing,                    PROCESSING,   WAITING_ROOM",
            "post_processing_completed,          post_processing,      ended,                              ENDED,        PROCESSING",
            "could_not_join_meeting,             joining,              fatal_error,                        FAILED,       JOINING",
            "fatal_error,                        joined_recording,     fatal_error,                        FAILED,       RECORDING",
            "app_session_connection_requested,   ready,                connecting,                         JOINING,      REQUESTED",
            "app_session_connected,              connecting,           connected,                          RECORDING,    JOINING",
            "app_session_disconnect_requested,   connected,            disconnecting,                      LEAVING,      RECORDING",
            "app_session_disconnected,           disconnecting,        post_processing,                    PROCESSING,   LEAVING",
            // By the state, whatever the event.
            "fatal_error,                        joined_recording,     post_processing,                    PROCESSING,   RECORDING",
            "brand_new,                          joined_recording,     ended,                              ENDED,        RECORDING",
            ",                                   ,                     fatal_error,                        FAILED,       ",
            "post_processing_completed,          post_processing,      brand_new,                          UNKNOWN,      PROCESSING",
            "joined_meeting,                     brand_new,            joined_not_recording,               IN_MEETING,   UNKNOWN",
            "joined_meeting,                     joining,              ,                                   UNKNOWN,      JOINING",
        })
        void shouldGoFromOneToTheOther(
                @Nullable String eventType,
                @Nullable String oldState,
                @Nullable String newState,
                BotState state,
                @Nullable BotState previous) {
            StateChange change = change(
                    field("event_type", eventType) + field("old_state", oldState) + field("new_state", newState));

            assertThat(change.state()).isEqualTo(state);
            assertThat(change.previous()).isEqualTo(previous);
            assertThat(change.terminal()).isEqualTo(state == BotState.ENDED || state == BotState.FAILED);
            assertThat(change.meeting()).isEqualTo(MeetingReference.NONE);
            assertThat(change.said().vendorType()).isEqualTo(eventType == null ? "bot.state_change" : eventType);
        }

        @ParameterizedTest
        @CsvSource({
            "leave_requested,             ,                                                LEFT_ON_REQUEST",
            "leave_requested,             user_requested,                                  LEFT_ON_REQUEST",
            "leave_requested,             auto_leave_silence,                              SILENCE_TIMEOUT",
            "leave_requested,             auto_leave_only_participant_in_meeting,          EVERYONE_LEFT",
            "leave_requested,             auto_leave_max_uptime_exceeded,                  MAX_DURATION",
            "leave_requested,             auto_leave_could_not_enable_closed_captions,     INTERNAL_ERROR",
            "leave_requested,             auto_leave_boredom,                              UNKNOWN",
            "app_session_disconnect_requested, ,                                           LEFT_ON_REQUEST",
            "left_meeting,                ,                                                ",
            "app_session_disconnected,    ,                                                ",
            "meeting_ended,               ,                                                MEETING_ENDED",
            "post_processing_completed,   ,                                                NORMAL_EXIT",
            "recording_permission_denied, host_denied_permission,                          RECORDING_DENIED",
            "recording_permission_denied, request_timed_out,                               RECORDING_DENIED",
            "recording_permission_denied, host_client_cannot_grant_permission,             RECORDING_DENIED",
            "recording_permission_denied, webinar_attendee_needs_panelist_promotion,       RECORDING_DENIED",
            "recording_permission_denied, brand_new,                                       RECORDING_DENIED",
            "recording_permission_granted, ,                                               ",
            "could_not_join_meeting,      meeting_not_started_waiting_for_host,            HOST_NOT_STARTED",
            "could_not_join_meeting,      authorized_user_not_in_meeting_timeout_exceeded, HOST_NOT_STARTED",
            "could_not_join_meeting,      waiting_room_timeout_exceeded,                   WAITING_ROOM_TIMEOUT",
            "could_not_join_meeting,      request_to_join_denied,                          JOIN_DENIED",
            "could_not_join_meeting,      meeting_not_found,                               MEETING_NOT_FOUND",
            "could_not_join_meeting,      unable_to_connect_to_meeting,                    CANNOT_JOIN",
            "could_not_join_meeting,      blocked_by_captcha,                              CANNOT_JOIN",
            "could_not_join_meeting,      zoom_meeting_status_failed,                      CANNOT_JOIN",
            "could_not_join_meeting,      login_required,                                  LOGIN_REQUIRED",
            "could_not_join_meeting,      bot_login_attempt_failed,                        LOGIN_REQUIRED",
            "could_not_join_meeting,      zoom_authorization_failed,                       PLATFORM_AUTH",
            "could_not_join_meeting,      unpublished_zoom_app,                            PLATFORM_AUTH",
            "could_not_join_meeting,      zoom_app_cannot_join_anonymously,                PLATFORM_AUTH",
            "could_not_join_meeting,      zoom_sdk_internal_error,                         INTERNAL_ERROR",
            "could_not_join_meeting,      brand_new,                                       UNKNOWN",
            "could_not_join_meeting,      ,                                                UNKNOWN",
            "fatal_error,                 process_terminated,                              BOT_CRASHED",
            "fatal_error,                 heartbeat_timeout,                               BOT_CRASHED",
            "fatal_error,                 bot_not_launched,                                BOT_CRASHED",
            "fatal_error,                 out_of_credits,                                  QUOTA_EXCEEDED",
            "fatal_error,                 global_runtime_timeout,                          MAX_DURATION",
            "fatal_error,                 rtmp_connection_failed,                          INTERNAL_ERROR",
            "fatal_error,                 ui_element_not_found,                            INTERNAL_ERROR",
            "fatal_error,                 attendee_internal_error,                         INTERNAL_ERROR",
            "fatal_error,                 brand_new,                                       INTERNAL_ERROR",
            "fatal_error,                 ,                                                INTERNAL_ERROR",
            // Why is known by the sub type, whatever the event is called by now.
            "brand_new,                   user_requested,                                  LEFT_ON_REQUEST",
            "brand_new,                   waiting_room_timeout_exceeded,                   WAITING_ROOM_TIMEOUT",
            "brand_new,                   brand_new,                                       ",
            "brand_new,                   ,                                                ",
        })
        void shouldSayWhyByEventAndSubType(String eventType, @Nullable String subType, @Nullable EndReason reason) {
            StateChange change = change(field("event_type", eventType)
                    + field("event_sub_type", subType)
                    + field("new_state", "post_processing"));

            assertThat(change.endReason()).isEqualTo(reason);
            assertThat(change.words()).isEqualTo(new VendorWords("post_processing", subType, null));
        }

        @ParameterizedTest
        @CsvSource({"recording_permission_denied", "left_breakout_room", "brand_new"})
        void shouldSayByTheStateThatRecordingWasRefused(String eventType) {
            StateChange change = change(field("event_type", eventType)
                    + field("old_state", "leaving_breakout_room")
                    + field("new_state", "joined_recording_permission_denied"));

            assertThat(change.state()).isEqualTo(BotState.IN_MEETING);
            assertThat(change.endReason()).isEqualTo(EndReason.RECORDING_DENIED);
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "'remover_name':'Ada',          REMOVED_BY_PARTICIPANT",
                    "'remover_uuid':'8:orgid:1',    REMOVED_BY_PARTICIPANT",
                    "'remover_user_uuid':'u-1',     REMOVED_BY_PARTICIPANT",
                    "'remover_is_host':false,       REMOVED_BY_PARTICIPANT",
                    "'remover_name':null,           MEETING_ENDED",
                    "'bot_duration_seconds':60,     MEETING_ENDED",
                })
        void shouldTellARemovalFromTheMeetingsEnd(String metadata, EndReason reason) {
            assertThat(change(field("event_type", "meeting_ended")
                                    + field("new_state", "post_processing")
                                    + ",'event_metadata':{" + metadata + "}")
                            .endReason())
                    .isEqualTo(reason);
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {"2703, 2703", "0, 0", "0.5, 0.5", "-1,", "1e999999999,", "'60',", "null,"})
        void shouldSayHowLongItRan(String seconds, @Nullable Double expected) {
            assertThat(change(field("new_state", "ended") + ",'event_metadata':{'bot_duration_seconds':" + seconds
                                    + "}")
                            .run()
                            .durationSeconds())
                    .isEqualTo(expected);
        }

        @Test
        void shouldKeepTheCustomersAttributesWhereThereAreAny() {
            assertThat(attributesOf("'bot_id':'bot_1','bot_metadata':{'tenant':'acme','n':[1.50]}"))
                    .isEqualTo("{\"tenant\":\"acme\",\"n\":[1.50]}");
            assertThat(attributesOf("'app_session_id':'app_1','app_session_metadata':{'zoom':'rtms'}"))
                    .isEqualTo("{\"zoom\":\"rtms\"}");
            assertThat(attributesOf("'bot_id':'bot_1','bot_metadata':{}")).isNull();
            assertThat(attributesOf("'bot_id':'bot_1','bot_metadata':null")).isNull();
            assertThat(attributesOf("'bot_id':'bot_1','bot_metadata':'acme'")).isNull();
        }

        private @Nullable String attributesOf(String fields) {
            return ((StateChange) eventOf("{'trigger':'bot.state_change'," + fields + ",'data':{'new_state':'ended'}}"))
                    .attributes();
        }
    }

    @Nested
    class Artifacts {

        @Test
        void shouldImplyARecordingByTheEnd() {
            List<Event> events = eventsOf(step(field("event_type", "post_processing_completed")
                    + field("new_state", "ended")
                    + ",'event_metadata':{'transcription_errors':[]}"));

            assertThat(events).hasSize(2);
            Artifact recording = (Artifact) events.getLast();
            assertThat(recording.kind()).isEqualTo(ArtifactKind.RECORDING);
            assertThat(recording.status()).isEqualTo(ArtifactStatus.READY);
            assertThat(recording.implied()).isTrue();
            assertThat(recording.link()).isNull();
        }

        @Test
        void shouldSayThatTheTranscriptFailedWhereThereAreErrors() {
            List<Event> events = eventsOf(step(field("new_state", "ended")
                    + ",'event_metadata':{'transcription_errors':['rate_limit_exceeded',{'code':5}]}"));

            assertThat(events).hasSize(3);
            Artifact transcript = (Artifact) events.getLast();
            assertThat(transcript.kind()).isEqualTo(ArtifactKind.TRANSCRIPT);
            assertThat(transcript.status()).isEqualTo(ArtifactStatus.FAILED);
            assertThat(transcript.implied()).isFalse();
            assertThat(transcript.detail()).isEqualTo("rate_limit_exceeded, {\"code\":5}");
            assertThat(events).extracting(event -> event.said().semanticKey()).doesNotHaveDuplicates();
        }

        @ParameterizedTest
        @ValueSource(strings = {"fatal_error", "post_processing", "brand_new"})
        void shouldImplyNoRecordingByAnyOtherState(String newState) {
            assertThat(eventsOf(step(field("event_type", "post_processing_completed") + field("new_state", newState))))
                    .hasSize(1);
        }

        @ParameterizedTest
        @CsvSource({
            "not_started, PROCESSING",
            "in_progress, PROCESSING",
            "complete,    READY",
            "failed,      FAILED",
        })
        void shouldFollowATranscriptionMadeLater(String state, ArtifactStatus status) {
            Artifact transcript = (Artifact) eventOf(transcription(state));

            assertThat(transcript.kind()).isEqualTo(ArtifactKind.TRANSCRIPT);
            assertThat(transcript.status()).isEqualTo(status);
            assertThat(transcript.implied()).isFalse();
            assertThat(transcript.artifactId()).isEqualTo("tran_1");
            assertThat(transcript.detail()).isEqualTo("{\"reason\":\"quota\"}");
            assertThat(transcript.said().time()).isEqualTo(new EventTime(RECEIVED_AT, true, null));
        }

        @Test
        void shouldKeepATranscriptionInAStateThatIsNotKnown() {
            assertThat(((Activity) eventOf(transcription("paused"))).kind()).isEqualTo(ActivityKind.UNKNOWN);
            assertThat(unknownOf(transcription("paused"))).containsExactly("data.state");
        }

        private String transcription(String state) {
            return "{'trigger':'async_transcription.state_change','bot_id':'bot_1',"
                    + "'data':{'id':'tran_1','state':'%s','failure_data':{'reason':'quota'}}}".formatted(state);
        }
    }

    @Nested
    class Deletions {

        @ParameterizedTest
        @CsvSource({"data_deleted, data_deleted", "data_deleted, brand_new", ", data_deleted", "brand_new, data_deleted"
        })
        void shouldDeleteWhereEventOrStateSaysSo(@Nullable String eventType, String newState) {
            List<Event> events = eventsOf(step(field("event_type", eventType)
                    + field("new_state", newState)
                    + field("created_at", "2025-07-16T00:00:00+00:00")));

            assertThat(events).hasSize(1);
            DataDeletion deletion = (DataDeletion) events.getFirst();
            assertThat(deletion.words()).isEqualTo(new VendorWords(newState, null, null));
            assertThat(deletion.said().time())
                    .isEqualTo(new EventTime(Instant.parse("2025-07-16T00:00:00Z"), false, null));
        }
    }

    @Nested
    class Activities {

        @ParameterizedTest
        @CsvSource({
            "transcript.update,                   TRANSCRIPT_SEGMENT",
            "chat_messages.update,                CHAT_MESSAGE",
            "participant_events.join_leave,       PARTICIPANT",
            "participant_events.speech_start_stop, PARTICIPANT",
            "bot_logs.update,                     BOT_LOG",
            "bot.levitates,                       UNKNOWN",
            "Bot.State_Change,                    UNKNOWN",
        })
        void shouldKeepWhatChangesNoRecord(String trigger, ActivityKind kind) {
            String body = "{'trigger':'%s','bot_id':'bot_1','data':{'id':'x','new':[1.10,{}]}}".formatted(trigger);

            Activity activity = (Activity) eventOf(body);

            assertThat(activity.kind()).isEqualTo(kind);
            assertThat(activity.data()).isEqualTo(body.replace('\'', '"'));
            assertThat(activity.said().vendorType()).isEqualTo(trigger);
            assertThat(subjectOf(body)).isEqualTo(new Subject.Meeting("bot_1"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"{'bot_id':'bot_1'}", "{'bot_id':'bot_1','trigger':5}"})
        void shouldKeepWhatABotSaysWithoutTrigger(String body) {
            assertThat(((Activity) eventOf(body)).kind()).isEqualTo(ActivityKind.UNKNOWN);
            assertThat(eventOf(body).said().vendorType()).isEmpty();
        }

        @Test
        void shouldKeepATriggerThatIsNotKnownAndOfNoBot() {
            String body = "{'trigger':'teams_connection.state_change','teams_connection_id':'t-1','data':{}}";

            assertThat(subjectOf(body)).isEqualTo(new Subject.Unknown());
            assertThat(((Activity) eventOf(body)).kind()).isEqualTo(ActivityKind.UNKNOWN);
        }
    }

    @Nested
    class BesideMeetings {

        @ParameterizedTest
        @CsvSource({
            "calendar.events_update, connected,    SYNCED",
            "calendar.events_update, disconnected, SYNCED",
            "calendar.state_change,  connected,    CONNECTED",
            "calendar.state_change,  disconnected, DISCONNECTED",
            "calendar.state_change,  overbooked,   UNKNOWN",
        })
        void shouldTellOfACalendar(String trigger, String state, CalendarAction action) {
            String body = "{'trigger':'%s','calendar_id':'cal_1','bot_id':'bot_1','data':{'state':'%s'}}"
                    .formatted(trigger, state);

            Calendar calendar = (Calendar) eventOf(body);

            assertThat(subjectOf(body)).isEqualTo(new Subject.Calendar("cal_1"));
            assertThat(calendar.calendar()).isEqualTo("cal_1");
            assertThat(calendar.action()).isEqualTo(action);
            assertThat(calendar.connectionStatus()).isEqualTo(state);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ",'calendar_id':null", ",'calendar_id':'a/b'", ",'bot_id':'bot_1'"})
        void shouldKeepACalendarWithoutUsableId(String fields) {
            String body = "{'trigger':'calendar.events_update'%s,'data':{'state':'connected'}}".formatted(fields);

            assertThat(subjectOf(body)).isEqualTo(new Subject.Unknown());
            assertThat(((Activity) eventOf(body)).kind()).isEqualTo(ActivityKind.UNKNOWN);
        }

        @Test
        void shouldTakeAZoomConnectionForTheAccounts() {
            String body = "{'trigger':'zoom_oauth_connection.state_change','zoom_oauth_connection_id':'zoc_1',"
                    + "'data':{'state':'disconnected','last_attempted_sync_at':'2025-06-16T16:30:00Z'}}";

            assertThat(subjectOf(body)).isEqualTo(new Subject.Account());
            assertThat(((Activity) eventOf(body)).kind()).isEqualTo(ActivityKind.INTEGRATION);
            assertThat(eventOf(body).said().time())
                    .isEqualTo(new EventTime(Instant.parse("2025-06-16T16:30:00Z"), false, null));
        }
    }

    @Nested
    class Sessions {

        @Test
        void shouldBeTheBotElseTheAppSession() {
            assertThat(subjectOf("{'trigger':'bot.state_change','bot_id':'bot_1'}"))
                    .isEqualTo(new Subject.Meeting("bot_1"));
            assertThat(subjectOf("{'trigger':'bot.state_change','app_session_id':'app_1'}"))
                    .isEqualTo(new Subject.Meeting("app_1"));
            assertThat(subjectOf("{'trigger':'bot.state_change','bot_id':'bot_1','app_session_id':'app_1'}"))
                    .isEqualTo(new Subject.Meeting("bot_1"));
            assertThat(subjectOf("{'trigger':'bot.state_change','bot_id':null,'app_session_id':'app_1'}"))
                    .isEqualTo(new Subject.Meeting("app_1"));
        }
    }

    @Nested
    class Dialects {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                delimiter = '|',
                value = {
                    "{'trigger':'bot.state_change','bot_id':'b','data':{'new_state':'ended'}}                    | A0",
                    "{'trigger':'bot.state_change','bot_id':'b','data':{'new_state':'ended','event_metadata':{}}} | A1",
                    "{'trigger':'bot.state_change','app_session_id':'a','data':{'new_state':'ended'}}            | A1",
                    "{'trigger':'transcript.update','bot_id':'b','data':{}}                                      | A1",
                    "{'trigger':'brand.new','bot_id':'b','data':{}}                                              | A1",
                })
        void shouldBeTheNewerWhereSomethingNewerIsSaid(String body, String dialect) {
            assertThat(dialectOf(body)).isEqualTo(dialect);
        }
    }

    @Nested
    class Unknowns {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                delimiter = '|',
                value = {
                    "'trigger':'bot.state_change','data':{'event_type':'staged','event_sub_type':null,'old_state':'scheduled'} |",
                    "'trigger':'bot.state_change','data':{'event_type':'data_deleted','new_state':'data_deleted'} |",
                    "'trigger':'bot.state_change','data':{'event_type':'brand_new'}                  | data.event_type",
                    "'trigger':'bot.state_change','data':{'new_state':'brand_new'}                   | data.new_state",
                    "'trigger':'bot.state_change','data':{'old_state':'brand_new'}                   | data.old_state",
                    "'trigger':'bot.state_change','data':{'event_type':'fatal_error','event_sub_type':'brand_new'} | data.event_sub_type",
                    "'trigger':'bot.state_change','data':{'event_type':'staged','event_sub_type':'user_requested'} | data.event_sub_type",
                    "'trigger':'participant_events.join_leave','data':{'event_type':'update'}        |",
                    "'trigger':'participant_events.join_leave','data':{'event_type':'dance'}         | data.event_type",
                    "'trigger':'participant_events.speech_start_stop','data':{'event_type':'speech_stop'} |",
                    "'trigger':'calendar.state_change','calendar_id':'c','data':{'state':'dozing'}   | data.state",
                    "'trigger':'brand.new','data':{}                                                 | trigger",
                    "'trigger':'bot.state_change','secret_plan':1,'data':{}                          | *",
                    "'trigger':'bot.state_change','data':{'secret_plan':{}}                          | data.*",
                    "'trigger':'bot.state_change','data':{'event_metadata':{'secret_plan':{}}}       | data.event_metadata.*",
                    "'trigger':'bot.state_change','bot_metadata':{'mine':1},'data':{}                |",
                })
        void shouldBeNoticedAndNamedWithoutQuoting(String fields, @Nullable String path) {
            assertThat(unknownOf("{'bot_id':'bot_1'," + fields + "}"))
                    .isEqualTo(path == null ? Set.of() : Set.of(path));
        }
    }

    @Nested
    class NewNames {

        @ParameterizedTest
        @CsvSource({
            "joined_recording, recording_permission_granted, ,                RECORDING,   ",
            "fatal_error,      could_not_join_meeting,       login_required,  FAILED,      LOGIN_REQUIRED",
            "fatal_error,      brand_new,                    out_of_credits,  FAILED,      QUOTA_EXCEEDED",
            "waiting_room,     ,                             ,                WAITING_ROOM,",
        })
        void shouldSayWhatIsKnownOfATriggerThatIsNot(
                String state, @Nullable String event, @Nullable String sub, BotState meant, @Nullable EndReason why) {
            String body = "{'trigger':'bot.lifecycle','bot_id':'bot_1','data':{'new_state':'" + state + "'"
                    + field("event_type", event) + field("event_sub_type", sub)
                    + ",'created_at':'2025-06-16T16:55:03Z'}}";

            assertThat(eventOf(body)).isInstanceOfSatisfying(StateChange.class, change -> {
                assertThat(change.state()).isEqualTo(meant);
                assertThat(change.endReason()).isEqualTo(why);
            });
            assertThat(eventsOf(body)).last().isInstanceOfSatisfying(Activity.class, whole -> {
                assertThat(whole.kind()).isEqualTo(ActivityKind.UNKNOWN);
                assertThat(whole.data()).isEqualTo(body.replace('\'', '"'));
            });
            assertThat(unknownOf(body)).contains("trigger");
            assertThat(keyOf(body)).isEqualTo(keyOf(body.replace("bot.lifecycle", "bot.state_change")));
        }

        @Test
        void shouldTakeNoStateFromATriggerThatIsKnownToTellNone() {
            String chat = "{'trigger':'chat_messages.update','bot_id':'bot_1','data':{'new_state':'ended','id':'m'}}";

            assertThat(eventsOf(chat)).hasSize(1).first().isInstanceOf(Activity.class);
        }
    }

    @Nested
    class StepMetadata {

        @ParameterizedTest
        @CsvSource({
            "2026-03-29T09:00:00+00:00, 2026-03-29T09:00:00Z",
            "2026-03-29T09:00:00.5Z,    2026-03-29T09:00:00.500Z",
            "soon,                      ",
        })
        void shouldSayWhenTheBotIsToJoinHoweverLongThatIsAhead(String joinAt, @Nullable Instant meant) {
            StateChange staged = change(field("event_type", "staged") + field("new_state", "staged")
                    + ",'event_metadata':{'join_at':'" + joinAt + "'}");

            assertThat(staged.run().joinAt()).isEqualTo(meant);
        }

        @Test
        void shouldNotBeGivenOnButForAFewFields() {
            String body =
                    "{'trigger':'bot.levitated','bot_id':'bot_1','data':{'new_state':'levitating','event_metadata':{"
                            + "'source':'api','rtmp_destination_url':'rtmps://live.example.test/key-77',"
                            + "'error':'could not reach rtmps://live.example.test/key-77','zoom_result_code':5,"
                            + "'create_pod_result':{'node':'n-1'},'infrastructure_information':{'ip':'10.0.0.7'},"
                            + "'remover_name':'Ada','remover_is_host':true,'brand_new':'key-77','bot_duration_seconds':5}}}";

            assertThat(eventsOf(body))
                    .hasSize(1)
                    .first()
                    .isInstanceOfSatisfying(
                            Activity.class,
                            whole -> assertThat(whole.data())
                                    .isEqualTo(
                                            "{\"trigger\":\"bot.levitated\",\"bot_id\":\"bot_1\",\"data\":{"
                                                    + "\"new_state\":\"levitating\",\"event_metadata\":{\"source\":\"api\","
                                                    + "\"zoom_result_code\":5,\"remover_is_host\":true,\"bot_duration_seconds\":5}}}"));
        }

        @Test
        void shouldBeKnownAndNowhereInAStep() {
            String body = step(field("event_type", "fatal_error") + field("event_sub_type", "rtmp_connection_failed")
                    + field("new_state", "fatal_error")
                    + ",'event_metadata':{'rtmp_destination_url':'rtmps://live.example.test/key-77',"
                    + "'error':{'text':'key-77'},'source':'api','zoom_result_code':1,'create_pod_result':{'a':1},"
                    + "'infrastructure_information':{'b':2}}");

            assertThat(unknownOf(body)).isEmpty();
            assertThat(eventsOf(body).toString()).doesNotContain("key-77");
        }

        @Test
        void shouldNotExplainADeniedJoinByWhoDeniedIt() {
            StateChange denied = change(field("event_type", "could_not_join_meeting")
                    + field("event_sub_type", "request_to_join_denied") + field("new_state", "fatal_error")
                    + ",'event_metadata':{'remover_name':'Ada','remover_is_host':true}");

            assertThat(denied.endReason()).isEqualTo(EndReason.JOIN_DENIED);
            assertThat(denied.toString()).doesNotContain("Ada");
        }
    }

    @Nested
    class Identities {
        private static final String STEP = "{'idempotency_key':'k-1','bot_id':'bot_1','trigger':'bot.state_change',"
                + "'data':{'event_type':'joined_meeting','new_state':'joined_not_recording','created_at':'2025-06-16T16:55:03Z'}}";

        @Test
        void shouldBeOneFactForTwoSubscriptionsAndInEveryAttempt() {
            assertThat(keyOf(STEP))
                    .isEqualTo(keyOf(STEP.replace("k-1", "k-2")))
                    .isEqualTo(keyOf(STEP.replace("'trigger'", "'bot_metadata':{'changed':true},'trigger'")));
        }

        @Test
        void shouldBeOneFactWhenItIsResentAfterItsDataWasScrubbed() {
            String first = STEP.replace("'trigger'", "'bot_metadata':{'crm':'R-17'},'trigger'");
            String resent = STEP.replace("'trigger'", "'bot_metadata':null,'trigger'")
                    .replace("'created_at'", "'event_metadata':{},'created_at'");

            assertThat(keyOf(resent)).isEqualTo(keyOf(first));
            assertThat(((StateChange) eventOf(resent)).attributes()).isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "2025-06-16T16:55:03.000000+00:00",
                    "2025-06-16T16:55:03.000Z",
                    "2025-06-16T18:55:03+02:00",
                    "2025-06-16T16:55:03.000000000Z"
                })
        void shouldBeOneFactInEveryRenderingOfItsTime(String time) {
            assertThat(keyOf(STEP.replace("2025-06-16T16:55:03Z", time))).isEqualTo(keyOf(STEP));
        }

        @Test
        void shouldBeAnotherFactForAnotherEventStateOrTime() {
            assertThat(List.of(
                            keyOf(STEP),
                            keyOf(STEP.replace("joined_meeting", "left_breakout_room")),
                            keyOf(STEP.replace("joined_not_recording", "joined_recording")),
                            keyOf(STEP.replace(":03Z", ":03.000001Z")),
                            keyOf(STEP.replace("2025-06-16T16:55:03Z", "soon")),
                            keyOf(STEP.replace("2025-06-16T16:55:03Z", "later"))))
                    .doesNotHaveDuplicates();
        }

        @Test
        void shouldKnowAStepWithoutTimeByAllThatLasts() {
            String untimed = STEP.replace(",'created_at':'2025-06-16T16:55:03Z'", "");

            assertThat(keyOf(untimed)).isEqualTo(keyOf(untimed.replace("k-1", "k-2")));
            assertThat(keyOf(untimed))
                    .isNotEqualTo(keyOf(untimed.replace("'data':{", "'data':{'old_state':'joining',")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "chat_messages.update",
                    "participant_events.join_leave",
                    "participant_events.speech_start_stop",
                    "bot_logs.update",
                    "async_transcription.state_change"
                })
        void shouldKnowAThingByItsIdAndState(String trigger) {
            String thing =
                    "{'idempotency_key':'k-1','trigger':'%s','bot_id':'bot_1','data':{'id':'x-1','state':'complete','n':1}}"
                            .formatted(trigger);

            assertThat(keyOf(thing))
                    .isEqualTo(keyOf(thing.replace("k-1", "k-2")))
                    .isEqualTo(keyOf(thing.replace("'n':1", "'n':2")))
                    .isNotEqualTo(keyOf(thing.replace("x-1", "x-2")))
                    .isNotEqualTo(keyOf(thing.replace("complete", "failed")));
            assertThat(keyOf(thing.replace("'id':'x-1',", "")))
                    .isNotEqualTo(keyOf(thing.replace("'id':'x-1',", "").replace("'n':1", "'n':2")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "transcript.update",
                    "calendar.events_update",
                    "calendar.state_change",
                    "zoom_oauth_connection.state_change",
                    "brand.new"
                })
        void shouldKnowWhatHasNoIdByAllThatLasts(String trigger) {
            String said = ("{'idempotency_key':'k-1','trigger':'%s','bot_id':'bot_1','calendar_id':'c-1',"
                            + "'bot_metadata':{},'data':{'timestamp_ms':1750093000123,'transcription':null}}")
                    .formatted(trigger);

            assertThat(keyOf(said))
                    .isEqualTo(keyOf(said.replace("k-1", "k-2")))
                    .isEqualTo(keyOf(said.replace("'bot_metadata':{}", "'bot_metadata':{'a':1}")))
                    .isNotEqualTo(keyOf(said.replace("123", "124")))
                    .isNotEqualTo(keyOf(said.replace("null", "{'transcript':'Hello'}")));
        }

        @Test
        void shouldNotDependOnTheTimeOfReceipt() {
            for (String body : List.of(STEP, STEP.replace("2025-06-16T16:55:03Z", "2026-03-03T00:00:00Z"))) {
                Delivery late =
                        new Delivery(new Body(json(body)), Headers.NONE, RECEIVED_AT.plus(Duration.ofDays(400)));
                assertThat(((Events) vendor.normalize(late))
                                .events()
                                .getFirst()
                                .said()
                                .semanticKey())
                        .isEqualTo(keyOf(body));
            }
        }
    }

    @Nested
    class Times {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                delimiter = '|',
                value = {
                    // Documented with Z, sent with an offset, and without a fraction where there is none.
                    "'created_at':'2023-07-15T14:30:45.123456Z'      | 2023-07-15T14:30:45.123456Z | false |",
                    "'created_at':'2023-07-15T14:30:45.123456+00:00' | 2023-07-15T14:30:45.123456Z | false |",
                    "'created_at':'2023-07-15T14:30:45+00:00'        | 2023-07-15T14:30:45Z        | false |",
                    "'timestamp_ms':1750093010001,'timestamp':1750093010 | 2025-06-16T16:56:50.001Z | false |",
                    "'timestamp':1750093010                          | 2025-06-16T16:56:50Z        | false |",
                    "'last_attempted_sync_at':'2025-06-16T16:30:00.000001Z','last_successful_sync_at':'2025-06-16T16:00:00Z' | 2025-06-16T16:30:00.000001Z | false |",
                    "'created_at':null,'last_attempted_sync_at':null | 2026-03-01T12:00:00Z        | true  |",
                    "'created_at':'soon'                             | 2026-03-01T12:00:00Z        | true  | soon",
                    "'created_at':'2026-03-02T12:00:01Z'             | 2026-03-01T12:00:00Z        | true  | 2026-03-02T12:00:01Z",
                    "'n':1                                           | 2026-03-01T12:00:00Z        | true  |",
                })
        void shouldBeTheVendorsOwnWhereThereIsOne(
                String data, Instant at, boolean inferred, @Nullable String unusable) {
            assertThat(eventOf("{'trigger':'chat_messages.update','bot_id':'bot_1','data':{" + data + "}}")
                            .said()
                            .time())
                    .isEqualTo(new EventTime(at, inferred, unusable));
        }
    }

    @Nested
    class Rejections {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    // As the documentation prints its example.
                    "{'bot_id':'b-1',}                              | NOT_JSON       | not JSON at line 1, column 17",
                    "[]                                             | NOT_RECOGNIZED | JSON, but not an object",
                    "'bot.state_change'                             | NOT_RECOGNIZED | JSON, but not an object",
                    "{}                                             | NOT_RECOGNIZED | neither a trigger nor a bot_id or app_session_id",
                    "{'event':'bot.joining'}                        | NOT_RECOGNIZED | neither a trigger nor a bot_id or app_session_id",
                    "{'trigger':5,'bot_id':16}                      | NOT_RECOGNIZED | neither a trigger nor a bot_id or app_session_id",
                    "{'trigger':'bot.state_change'}                 | NO_SESSION     | an event of Attendee without a usable bot_id or app_session_id",
                    "{'trigger':'bot.state_change','bot_id':null}   | NO_SESSION     | an event of Attendee without a usable bot_id or app_session_id",
                    "{'trigger':'bot.state_change','bot_id':16}     | NO_SESSION     | an event of Attendee without a usable bot_id or app_session_id",
                    "{'trigger':'transcript.update','bot_id':''}    | NO_SESSION     | an event of Attendee without a usable bot_id or app_session_id",
                    "{'trigger':'bot_logs.update','bot_id':'a/b'}   | NO_SESSION     | an event of Attendee without a usable bot_id or app_session_id",
                })
        void shouldSayWhy(String body, RejectReason reason, String detail) {
            assertThat(normalize(body)).isEqualTo(new Rejected(reason, detail));
            assertThat(subjectOf(body)).isEqualTo(new Subject.Unknown());
        }
    }

    private static String step(String data) {
        return "{'trigger':'bot.state_change','bot_id':'bot_1','data':{'id':null" + data + "}}";
    }

    private StateChange change(String data) {
        return (StateChange) eventOf(step(data));
    }
}
