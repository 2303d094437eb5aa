package io.adjourn.vendors.meetingbaasv2;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import io.adjourn.vendors.Event.Calendar.Instance;
import io.adjourn.vendors.Event.DataDeletion;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import io.adjourn.vendors.verify.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingBaasV2Test {
    private static final MeetingBaasV2 MEETING_BAAS = new MeetingBaasV2();
    private static final Instant RECEIVED_AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant SENT_AT = Instant.parse("2026-03-01T11:59:58.500Z");

    @Nested
    class Steps {

        @ParameterizedTest
        @CsvSource({
            "queued,                REQUESTED,        ",
            "pickup_delayed,        REQUESTED,        ",
            "joining_call,          JOINING,          ",
            "in_waiting_room,       WAITING_ROOM,     ",
            "in_waiting_for_host,   WAITING_ROOM,     ",
            "in_call_not_recording, IN_MEETING,       ",
            "in_call_recording,     RECORDING,        ",
            "recording_paused,      RECORDING_PAUSED, ",
            "recording_resumed,     RECORDING,        ",
            "api_request_stop,      LEAVING,          LEFT_ON_REQUEST",
            "bot_rejected,          LEAVING,          JOIN_DENIED",
            "bot_removed,           LEAVING,          REMOVED_BY_PARTICIPANT",
            "bot_removed_too_early, LEAVING,          REMOVED_BY_PARTICIPANT",
            "waiting_room_timeout,  LEAVING,          WAITING_ROOM_TIMEOUT",
            "invalid_meeting_url,   LEAVING,          MEETING_NOT_FOUND",
            "meeting_error,         LEAVING,          INTERNAL_ERROR",
            "call_ended,            PROCESSING,       ",
            "recording_succeeded,   PROCESSING,       ",
            "recording_failed,      PROCESSING,       ",
            "transcribing,          PROCESSING,       ",
            "completed,             ENDED,            ",
            "failed,                FAILED,           ",
        })
        void shouldReachTheStateThatIsNeverTerminal(String code, BotState state, @Nullable EndReason reason) {
            StateChange step = step("'code':'" + code + "'");

            assertThat(step.state()).isEqualTo(state);
            assertThat(step.endReason()).isEqualTo(reason);
            assertThat(step.terminal()).isFalse();
            assertThat(step.previous()).isNull();
            assertThat(step.words()).isEqualTo(new VendorWords(code, reason == null ? null : code, null));
            assertThat(unknownOf(status("'code':'" + code + "'"))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"'some_future_code'", "'COMPLETED'", "''", "5", "{}"})
        void shouldKeepACodeThatIsNotKnown(String code) {
            StateChange step = step("'code':" + code);

            assertThat(step.state()).isEqualTo(BotState.UNKNOWN);
            assertThat(step.terminal()).isFalse();
            assertThat(step.words().state()).isEqualTo(code.replace("'", ""));
            assertThat(unknownOf(status("'code':" + code))).containsExactly("data.status.code");
        }

        @Test
        void shouldSaySinceWhenItRecords() {
            assertThat(step("'code':'in_call_recording','start_time':1736937006")
                            .run())
                    .isEqualTo(new RunSummary(
                            null,
                            Instant.parse("2025-01-15T10:30:06Z"),
                            null,
                            false,
                            List.of(),
                            List.of(),
                            null,
                            null));
            assertThat(step("'code':'in_call_recording','start_time':'soon'").run())
                    .isEqualTo(RunSummary.NONE);
            assertThat(step("'code':'in_call_recording','start_time':99999999999")
                            .run())
                    .isEqualTo(RunSummary.NONE);
        }

        @Test
        void shouldTellOfARecordingThatFailed() {
            List<Event> events = eventsOf(status(
                    "'code':'recording_failed','created_at':'2026-02-27T08:00:00.000Z','error_message':'Disk full'"));

            assertThat(events).hasSize(2);
            assertThat(((StateChange) events.getFirst()).words())
                    .isEqualTo(new VendorWords("recording_failed", null, "Disk full"));
            assertThat(events.getLast()).isInstanceOfSatisfying(Artifact.class, artifact -> {
                assertThat(artifact.kind()).isEqualTo(ArtifactKind.RECORDING);
                assertThat(artifact.status()).isEqualTo(ArtifactStatus.FAILED);
                assertThat(artifact.detail()).isEqualTo("Disk full");
                assertThat(artifact.said().time().at()).isEqualTo(Instant.parse("2026-02-27T08:00:00Z"));
            });
        }
    }

    @Nested
    class Failures {

        @ParameterizedTest
        @CsvSource({
            "BOT_CRASHED,                         BOT_CRASHED",
            "OOM_KILLED,                          BOT_CRASHED",
            "SIGTERM,                             BOT_CRASHED",
            "FORCE_KILLED,                        BOT_CRASHED",
            "GENERAL_ERROR,                       BOT_CRASHED",
            "CANNOT_JOIN_MEETING,                 CANNOT_JOIN",
            "BOT_ALREADY_EXISTS,                  DUPLICATE_BOT",
            "WAITING_FOR_HOST_TIMEOUT,            HOST_NOT_STARTED",
            "WAITING_FOR_AUTHORIZED_USER_TIMEOUT, HOST_NOT_STARTED",
            "STREAMING_SETUP_FAILED,              INTERNAL_ERROR",
            "INTERNAL_ERROR,                      INTERNAL_ERROR",
            "BOT_NOT_ACCEPTED,                    JOIN_DENIED",
            "API_REQUEST,                         LEFT_ON_REQUEST",
            "EXITING_MEETING_BEFORE_RECORD,       LEFT_ON_REQUEST",
            "LOGIN_REQUIRED,                      LOGIN_REQUIRED",
            "RECORDING_TIMEOUT,                   MAX_DURATION",
            "MEETING_ENDED,                       MEETING_ENDED",
            "MEETING_ENDED_PREMATURELY,           MEETING_ENDED",
            "MEETING_NOT_FOUND,                   MEETING_NOT_FOUND",
            "INVALID_MEETING_URL,                 MEETING_NOT_FOUND",
            "INVALID_MEETING_PLATFORM,            MEETING_NOT_FOUND",
            "NO_ATTENDEES,                        NOBODY_JOINED",
            "UNABLE_JOIN_EXTERNAL_MEETING,        PLATFORM_AUTH",
            "SET_ZOOM_ID_AND_PWD_TOGETHER,        PLATFORM_AUTH",
            "CANNOT_GET_JWT_TOKEN,                PLATFORM_AUTH",
            "SDK_AUTH_FAILED,                     PLATFORM_AUTH",
            "ZOOM_ACCESS_TOKEN_ERROR,             PLATFORM_AUTH",
            "ZOOM_OBF_TOKEN_ERROR,                PLATFORM_AUTH",
            "INSUFFICIENT_TOKENS,                 QUOTA_EXCEEDED",
            "DAILY_BOT_CAP_REACHED,               QUOTA_EXCEEDED",
            "RECORDING_RIGHTS_NOT_GRANTED,        RECORDING_DENIED",
            "CANNOT_REQUEST_RECORDING_RIGHT,      RECORDING_DENIED",
            "RECORDING_START_TIMEOUT,             RECORDING_DENIED",
            "HOST_CLIENT_CANNOT_GRANT_PERMISSION, RECORDING_DENIED",
            "BOT_REMOVED,                         REMOVED_BY_PARTICIPANT",
            "BOT_REMOVED_TOO_EARLY,               REMOVED_BY_PARTICIPANT",
            "NO_SPEAKER,                          SILENCE_TIMEOUT",
            "TRANSCRIPTION_FAILED,                TRANSCRIPTION_FAILED",
            "TRANSCRIPTION_ERROR,                 TRANSCRIPTION_FAILED",
            "UNKNOWN_ERROR,                       UNKNOWN",
            "TIMEOUT_WAITING_TO_START,            WAITING_ROOM_TIMEOUT",
        })
        void shouldSayWhyTheRunFailed(String code, EndReason reason) {
            String body = failed("'error_code':'" + code + "','error_message':'Too bad'");
            StateChange failure = (StateChange) eventOf(body);

            assertThat(failure.state()).isEqualTo(BotState.FAILED);
            assertThat(failure.terminal()).isTrue();
            assertThat(failure.endReason()).isEqualTo(reason);
            assertThat(failure.words()).isEqualTo(new VendorWords(null, code, "Too bad"));
            assertThat(unknownOf(body)).isEmpty();
        }

        @Test
        void shouldKnowEveryCodeOfItsTableAndNoOther() {
            assertThat(ErrorCodes.all()).hasSize(44);
            assertThat(StatusCode.values()).hasSize(23);
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "'error_code':'SOME_FUTURE_CODE',    SOME_FUTURE_CODE,    data.error_code",
                    "'error_code':17,                    17,                  data.error_code",
                    "'error_code':null,                  ,                    ",
                    "'error_message':'none at all',      ,                    ",
                })
        void shouldFailForAReasonThatIsNotKnown(String fields, @Nullable String code, @Nullable String unknown) {
            StateChange failure = (StateChange) eventOf(failed(fields));

            assertThat(failure.endReason()).isEqualTo(EndReason.UNKNOWN);
            assertThat(failure.terminal()).isTrue();
            assertThat(failure.words().reason()).isEqualTo(code);
            assertThat(unknownOf(failed(fields))).isEqualTo(unknown == null ? Set.of() : Set.of(unknown));
        }

        @ParameterizedTest
        @CsvSource({
            // In small letters, and the code of a step.
            "bot_removed,          REMOVED_BY_PARTICIPANT",
            "WAITING_ROOM_TIMEOUT, WAITING_ROOM_TIMEOUT",
            "bot_rejected,         JOIN_DENIED",
        })
        void shouldSayTheReasonOfAKnownWordInOtherLettersAndCountIt(String code, EndReason meant) {
            String body = failed("'error_code':'" + code + "'");

            assertThat(((StateChange) eventOf(body)).endReason()).isEqualTo(meant);
            assertThat(unknownOf(body)).containsExactly("data.error_code");
        }

        @ParameterizedTest
        @ValueSource(strings = {"TRANSCRIPTION_FAILED", "TRANSCRIPTION_ERROR"})
        void shouldBlameTheTranscriptAloneWhenThatFailed(String code) {
            assertThat(artifactsOf(failed("'error_code':'" + code + "'")))
                    .containsExactly(Map.entry(ArtifactKind.TRANSCRIPT, ArtifactStatus.FAILED));
            assertThat(((Artifact) eventsOf(failed("'error_code':'" + code + "'"))
                                    .getLast())
                            .detail())
                    .isEqualTo(code);
            assertThat(((Artifact) eventsOf(failed("'error_code':'" + code + "','error_message':'No credit'"))
                                    .getLast())
                            .detail())
                    .isEqualTo("No credit");
        }

        @Test
        void shouldBeInferredToHappenWhenItIsSent() {
            assertThat(eventOf(failed("'error_code':'BOT_CRASHED','sent_at':'2026-03-01T11:59:58.500Z'"))
                            .said()
                            .time())
                    .isEqualTo(new EventTime(SENT_AT, true, null));
        }
    }

    @Nested
    class Completions {

        @Test
        void shouldEndTheRunInTheOrdinaryWay() {
            StateChange end = (StateChange) eventOf(completed("'event_id':'e-1','exited_at':'2026-03-01T11:00:00Z'"));

            assertThat(end.state()).isEqualTo(BotState.ENDED);
            assertThat(end.terminal()).isTrue();
            assertThat(end.endReason()).isEqualTo(EndReason.NORMAL_EXIT);
            assertThat(end.words()).isEqualTo(new VendorWords(null, null, null));
            assertThat(end.meeting()).isEqualTo(new MeetingReference(null, null, null, "e-1"));
            assertThat(end.said().time()).isEqualTo(new EventTime(Instant.parse("2026-03-01T11:00:00Z"), false, null));
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                delimiter = '|',
                value = {
                    "'audio':'https://a'                          | AUDIO          | READY",
                    "'audio':null                                 | AUDIO          | UNAVAILABLE",
                    "'audio':null,'data_deleted':false            | AUDIO          | UNAVAILABLE",
                    "'audio':null,'data_deleted':true             | AUDIO          | DELETED",
                    "'audio':'https://a','data_deleted':true      | AUDIO          | READY",
                    "'video':'https://v'                          | VIDEO          | READY",
                    "'mp4':'https://v'                            | VIDEO          | READY",
                    "'mp4':null                                   | VIDEO          | UNAVAILABLE",
                    "'video':null,'mp4':'https://v'               | VIDEO          | READY",
                    "'transcription':'https://t'                  | TRANSCRIPT     | READY",
                    "'raw_transcription':'https://r'              | RAW_TRANSCRIPT | READY",
                    "'diarization':'https://d'                    | DIARIZATION    | READY",
                    "'chat_messages':'https://c'                  | CHAT           | READY",
                    "'chat_messages':null,'data_deleted':true     | CHAT           | DELETED",
                })
        void shouldTellWhatBecameOfTheArtifact(String fields, ArtifactKind kind, ArtifactStatus status) {
            assertThat(artifactsOf(completed(fields))).containsExactly(Map.entry(kind, status));
            assertThat(unknownOf(completed(fields))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"'audio':5", "'audio':''", "'audio':' '", "'audio':{'url':'https://a'}", "'audio':[]"})
        void shouldSayNothingOfAnArtifactWhoseLinkCannotBeRead(String fields) {
            assertThat(artifactsOf(completed(fields))).isEmpty();
            assertThat(unknownOf(completed(fields))).contains("data.audio");
        }

        @Test
        void shouldSayNothingOfAnArtifactThatIsNotMentioned() {
            assertThat(eventsOf(completed("'data_deleted':false"))).hasSize(1);
        }

        @Test
        void shouldNameTheProviderOfTranscriptsOnly() {
            List<Event> events = eventsOf(
                    completed(
                            "'audio':'https://a','transcription':'https://t','raw_transcription':null,'transcription_provider':'gladia'"));

            assertThat(events.stream().filter(Artifact.class::isInstance).map(Artifact.class::cast))
                    .extracting(Artifact::provider)
                    .containsExactly(null, "gladia", "gladia");
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                delimiter = '|',
                value = {
                    "'sent_at':'2026-03-01T11:59:58.500Z' | 2026-03-01T15:59:58.500Z",
                    "'sent_at':'soon'                     | ",
                    "'sent_at':'2026-03-09T11:59:58.500Z' | ",
                    "'event_id':null                      | ",
                })
        void shouldSayUntilWhenTheLinkHolds(String fields, @Nullable Instant expiresAt) {
            // Not by the attempt's time: that comes later than the signing, by up to three hours.
            Artifact audio = (Artifact) eventsOf(
                            completed("'audio':'https://a?X-Amz-Signature=aa'," + fields),
                            Map.of("svix-timestamp", "1772366400"))
                    .getLast();

            assertThat(audio.link()).isEqualTo(new Link("https://a?X-Amz-Signature=aa", expiresAt));
            assertThat(audio.artifactId()).isNull();
        }

        @Test
        void shouldDeleteTheDataWhenTheFlagSaysSo() {
            List<Event> events = eventsOf(completed("'audio':null,'data_deleted':true,"
                    + "'exited_at':'2026-03-01T11:00:00Z','sent_at':'2026-03-01T11:59:58.500Z'"));

            assertThat(events.getFirst()).isInstanceOf(StateChange.class);
            assertThat(events.getLast())
                    .isInstanceOfSatisfying(
                            DataDeletion.class,
                            // When exactly, nobody says; that the run was over then, does not matter.
                            deletion ->
                                    assertThat(deletion.said().time()).isEqualTo(new EventTime(SENT_AT, true, null)));
            assertThat(eventsOf(completed("'audio':null,'data_deleted':false")))
                    .noneMatch(DataDeletion.class::isInstance);
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                delimiter = '|',
                value = {
                    "['Ada','Grace']                                                                | Ada,Grace",
                    "[{'name':'Ada','id':1},{'name':'Grace','id':null}]                             | Ada,Grace",
                    "[{'name':'ada','display_name':'Ada','profile_picture':'https://p'},'Grace']    | Ada,Grace",
                    "[{'name':'Ada','display_name':null},{'display_name':'Grace'}]                  | Ada,Grace",
                    "['Ada',5,null,{},[],{'id':7},'Grace']                                          | Ada,Grace",
                })
        void shouldReadPeopleAsNamesOrAsObjects(String people, String names) {
            RunSummary run = summaryOf("'participants':" + people + ",'speakers':" + people);

            assertThat(run.participants()).containsExactly(names.split(","));
            assertThat(run.speakers()).isEqualTo(run.participants());
        }

        @Test
        void shouldReadNobodyWhereThereIsNobody() {
            assertThat(summaryOf("'participants':null,'speakers':[]")).isEqualTo(RunSummary.NONE);
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "3611, 3611.0",
                    "0, 0.0",
                    "59.5, 59.5",
                    "-1, ",
                    "1e9999, ",
                    "1e999999999, ",
                    "'3611', ",
                    "null, "
                })
        void shouldReadTheDurationInSeconds(String value, @Nullable Double seconds) {
            assertThat(summaryOf("'duration_seconds':" + value).durationSeconds())
                    .isEqualTo(seconds);
        }

        @Test
        void shouldReadWhenTheBotGotIn() {
            assertThat(summaryOf("'joined_at':'2026-03-01T10:30:01.000Z'").joinedAt())
                    .isEqualTo(Instant.parse("2026-03-01T10:30:01Z"));
            assertThat(summaryOf("'joined_at':'9999-03-01T10:30:01.000Z'").joinedAt())
                    .isNull();
        }

        private RunSummary summaryOf(String fields) {
            return ((StateChange) eventOf(completed(fields))).run();
        }
    }

    @Nested
    class Customers {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                delimiter = '|',
                value = {
                    "'extra':{'tenant':'acme','n':[1.50]}           | ",
                    "'extra':null                                   | 'extra':{'tenant':'acme','n':[1.50]}",
                    "'extra':{}                                     | 'extra':{'tenant':'acme','n':[1.50]}",
                    "'extra':{'tenant':'acme','n':[1.50]}           | 'extra':{'tenant':'other'}",
                })
        void shouldFindExtraBesideTheDataOrInIt(String beside, @Nullable String inside) {
            String more = inside == null ? "" : "," + inside;
            for (String fields : List.of(
                    "'event':'bot.completed','data':{'bot_id':'b-1'%s},%s",
                    "'event':'bot.failed','data':{'bot_id':'b-1'%s},%s",
                    "'event':'bot.status_change','data':{'bot_id':'b-1','status':{'code':'queued'}%s},%s")) {
                StateChange change = (StateChange) eventOf("{" + fields.formatted(more, beside) + "}");

                assertThat(change.attributes()).isEqualTo("{\"tenant\":\"acme\",\"n\":[1.50]}");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "{}", "'acme'", "[]", "5"})
        void shouldHaveNoneWhereExtraIsNoObjectOrEmpty(String extra) {
            assertThat(((StateChange) eventOf("{'event':'bot.failed','data':{'bot_id':'b-1'},'extra':" + extra + "}"))
                            .attributes())
                    .isNull();
        }
    }

    @Nested
    class Attempts {

        @Test
        void shouldBeginAnewAfterAFailure() {
            StateChange retrying = step("'code':'retrying','created_at':'2026-03-01T11:00:00Z','attempt':1,'max':5");

            assertThat(retrying.state()).isEqualTo(BotState.REQUESTED);
            assertThat(retrying.previous()).isEqualTo(BotState.FAILED);
            assertThat(retrying.terminal()).isFalse();
            assertThat(retrying.endReason()).isNull();
            assertThat(retrying.words()).isEqualTo(new VendorWords("retrying", null, null));
            assertThat(unknownOf(status("'code':'retrying','attempt':1,'max':5")))
                    .isEmpty();
            assertThat(step("'code':'queued'").previous()).isNull();
        }

        @Test
        void shouldBeToldApartByTimeOrElseByNumber() {
            String first = "'code':'retrying','attempt':1,'max':5";
            String dated = "'code':'retrying','created_at':'2026-03-01T11:00:00Z','attempt':1";

            assertThat(keyOf(status(first))).isNotEqualTo(keyOf(status(first.replace("1", "2"))));
            assertThat(keyOf(status(dated))).isNotEqualTo(keyOf(status(dated.replace("11:00", "11:10"))));
            assertThat(keyOf(status(dated))).isEqualTo(keyOf(status(dated.replace("'attempt':1", "'attempt':2"))));
        }

        @Test
        void shouldFailOnceForEachAttemptAndStillComplete() {
            String failed = failed("'error_code':'TRANSCRIPTION_FAILED','sent_at':'2026-03-01T11:00:00.100Z'");

            assertThat(List.of(
                            keyOf(failed),
                            keyOf(failed.replace("TRANSCRIPTION_FAILED", "BOT_CRASHED")),
                            keyOf(failed.replace("11:00", "11:05")),
                            keyOf(completed("'sent_at':'2026-03-01T11:40:00Z'"))))
                    .doesNotHaveDuplicates();
            assertThat(keyOf(failed.replace("00.100Z", "01.400Z")))
                    .as("by the callback, sent a moment later")
                    .isEqualTo(keyOf(failed));
            assertThat(keyOf(failed("'error_code':'BOT_CRASHED','sent_at':'soon'")))
                    .isEqualTo(keyOf(failed("'error_code':'BOT_CRASHED'")));
        }

        @Test
        void shouldHaveATranscriptAfterAll() {
            assertThat(keysOf(completed("'transcription':'https://t'")))
                    .doesNotContainAnyElementsOf(keysOf(failed("'error_code':'TRANSCRIPTION_FAILED'")));
        }

        @ParameterizedTest
        @CsvSource({
            "ZOOM_ANONYMOUS_JOIN_NOT_ALLOWED, LOGIN_REQUIRED",
            "TEAMS_LOGIN_FAILED_TIMEOUT,      LOGIN_REQUIRED",
            "ZOOM_LOADING_STALLED,            CANNOT_JOIN",
        })
        void shouldFailForTheReasonsOfNewCodes(String code, EndReason meant) {
            String body = failed("'error_code':'" + code + "'");

            assertThat(((StateChange) eventOf(body)).endReason()).isEqualTo(meant);
            assertThat(((StateChange) eventOf(body)).words().reason()).isEqualTo(code);
            assertThat(unknownOf(body)).isEmpty();
        }
    }

    @Nested
    class Alerts {

        @Test
        void shouldBeRefusedWithWhatWasExpected() {
            var verifier = new Verifier(MEETING_BAAS.schemes(), new Secrets(List.of("test-secret")));
            var alert = new Request(Headers.of(Map.of("x-mb-alert-secret", "test-secret")), null, RECEIVED_AT);

            assertThat(verifier.beforeBody(alert))
                    .contains(new Refused(
                            Reason.MISSING,
                            "no signature or credential found: expected headers svix-id, svix-timestamp and"
                                    + " svix-signature"
                                    + " or header x-mb-secret"));
        }
    }

    @Nested
    class Examples {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'success':true}",
                    "{'event':'bot.completed','data':{'bot_id':'examplebot_id','event_id':'exampleevent_id',"
                            + "'video':null,'audio':null,'data_deleted':true,'sent_at':'2024-01-15T10:30:00Z'}}",
                    "{'event':'bot.failed','data':{'bot_id':'examplebot_id','error_code':'exampleerror_code'}}",
                    "{'event':'bot.status_change','data':{'bot_id':'examplebot_id','status':{'code':'examplecode'}}}",
                    "{'event':'calendar.event_created','data':{'calendar_id':'examplecalendar_id','instances':[]}}",
                    "{'event':'exampleevent','data':{'bot_id':'b-1'}}",
                })
        void shouldBeNewsOfNothing(String body) {
            assertThat(eventsOf(body)).hasSize(1).first().isInstanceOfSatisfying(Activity.class, example -> {
                assertThat(example.kind()).isEqualTo(ActivityKind.INFO);
                assertThat(example.data()).isEqualTo(body.replace('\'', '"'));
            });
            assertThat(subjectOf(body)).isEqualTo(new Subject.Unknown());
            assertThat(unknownOf(body)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"{'success':'yes'}", "{'success':true,'more':1}", "{'failure':true}"})
        void shouldNotBeTakenForOneForLess(String body) {
            assertThat(normalize(body)).isInstanceOf(Rejected.class);
        }
    }

    @Nested
    class Chats {

        @Test
        void shouldKeepAMessageWhole() {
            String body = "{'event':'bot.chat_message','data':{'bot_id':'b-1','message_id':'spaces/X/messages/1',"
                    + "'sender_name':'Ada','sender_id':null,'text':'Hello','sent_at':'2026-03-01T11:59:58.500Z'}}";

            assertThat(eventOf(body)).isInstanceOfSatisfying(Activity.class, chat -> {
                assertThat(chat.kind()).isEqualTo(ActivityKind.CHAT_MESSAGE);
                assertThat(chat.data()).isEqualTo(body.replace('\'', '"'));
                assertThat(chat.said().time()).isEqualTo(new EventTime(SENT_AT, true, null));
            });
            assertThat(keyOf(body)).isEqualTo(keyOf(body.replace("58.500", "59.000")));
            assertThat(keyOf(body)).isNotEqualTo(keyOf(body.replace("messages/1", "messages/2")));
        }

        @Test
        void shouldTellMessagesWithoutAnIdByWhatTheySay() {
            String body = "{'event':'bot.chat_message','data':{'bot_id':'b-1','text':'Hello'}}";

            assertThat(keyOf(body)).isNotEqualTo(keyOf(body.replace("Hello", "Bye")));
        }
    }

    @Nested
    class Calendars {
        private static final String INSTANCE = "{'event_id':'e-1','start':'2026-04-01T10:00:00.000Z',"
                + "'end':'2026-04-01T11:00:00Z','title':'Team','status':'confirmed','is_all_day':false,"
                + "'is_exception':true,'bot_scheduled':true,'meeting_url':'https://meet.example.com/x',"
                + "'meeting_platform':'meet'}";
        private static final Instance READ = new Instance(
                "e-1",
                Instant.parse("2026-04-01T10:00:00Z"),
                Instant.parse("2026-04-01T11:00:00Z"),
                "Team",
                "confirmed",
                false,
                true,
                true,
                "https://meet.example.com/x",
                "meet");

        @ParameterizedTest
        @CsvSource({
            "calendar.connection_created, active,            CONNECTED",
            "calendar.connection_created, error,             CONNECTION_ERROR",
            "calendar.connection_updated, active,            UPDATED",
            "calendar.connection_updated, error,             CONNECTION_ERROR",
            "calendar.connection_updated, revoked,           CONNECTION_ERROR",
            "calendar.connection_updated, permission_denied, CONNECTION_ERROR",
            "calendar.connection_updated, dozing,            UPDATED",
            "calendar.connection_updated, ,                  UPDATED",
            "calendar.connection_error,   error,             CONNECTION_ERROR",
            "calendar.connection_error,   ,                  CONNECTION_ERROR",
            "calendar.connection_deleted, ,                  DISCONNECTED",
            "calendar.connection_deleted, revoked,           DISCONNECTED",
            "calendar.event_created,      ,                  EVENT_CREATED",
            "calendar.event_updated,      ,                  EVENT_UPDATED",
            "calendar.event_cancelled,    ,                  EVENT_CANCELLED",
            "calendar.events_synced,      ,                  SYNCED",
        })
        void shouldSayWhatHappened(String name, @Nullable String status, CalendarAction action) {
            String body = calendar(name, status == null ? "'is_exception':false" : "'status':'" + status + "'");

            assertThat(eventOf(body)).isInstanceOfSatisfying(Calendar.class, change -> {
                assertThat(change.action()).isEqualTo(action);
                assertThat(change.calendar()).isEqualTo("c-1");
                assertThat(change.connectionStatus()).isEqualTo(status);
            });
            assertThat(unknownOf(body)).isEqualTo("dozing".equals(status) ? Set.of("data.status") : Set.of());
            assertThat(subjectOf(body)).isEqualTo(new Subject.Calendar("c-1"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"calendar_platform", "platform"})
        void shouldReadTheConnection(String platformField) {
            Calendar change = (Calendar) eventOf(calendar(
                    "calendar.connection_updated",
                    "'account_email':'a@example.com','" + platformField
                            + "':'google','status':'active','created_at':'2026-01-01T00:00:00Z',"
                            + "'updated_at':'2026-02-01T00:00:00Z'"));

            assertThat(change.platform()).isEqualTo("google");
            assertThat(change.accountEmail()).isEqualTo("a@example.com");
            assertThat(change.instances()).isEmpty();
            assertThat(change.said().time().at()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        }

        @ParameterizedTest
        @CsvSource({
            "calendar.event_created,   instances",
            "calendar.event_updated,   affected_instances",
            "calendar.event_cancelled, cancelled_instances",
        })
        void shouldReadTheOccurrences(String name, String list) {
            Calendar change = (Calendar) eventOf(calendar(
                    name,
                    "'series_id':'s-1','event_type':'recurring','series_bot_scheduled':true,'" + list + "':[" + INSTANCE
                            + ",7]"));

            assertThat(change.seriesId()).isEqualTo("s-1");
            assertThat(change.eventType()).isEqualTo("recurring");
            assertThat(change.instances()).containsExactly(READ);
        }

        @Test
        void shouldReadTheTimesOfTheGuideAndLeaveOutWhatCannotBeRead() {
            Calendar change = (Calendar)
                    eventOf(
                            calendar(
                                    "calendar.event_created",
                                    "'instances':[{'start_time':'2026-04-01T10:00:00Z','end_time':'2026-04-01'},{'is_all_day':'yes'}]"));

            assertThat(change.instances())
                    .containsExactly(
                            new Instance(null, READ.start(), null, null, null, null, null, null, null, null),
                            new Instance(null, null, null, null, null, null, null, null, null, null));
        }

        @Test
        void shouldTellOfEachSeriesThatWasRead() {
            String body = calendar(
                    "calendar.events_synced",
                    "'events':[{'series_id':'s-1','event_type':'recurring','instances':[" + INSTANCE + "]},"
                            + "{'series_id':null,'event_type':'one_off','instances':[" + INSTANCE + "," + INSTANCE
                            + "]}]");

            List<Calendar> changes =
                    eventsOf(body).stream().map(Calendar.class::cast).toList();
            assertThat(changes).extracting(Calendar::action).containsOnly(CalendarAction.SYNCED);
            assertThat(changes).extracting(Calendar::seriesId).containsExactly("s-1", null);
            assertThat(changes).extracting(Calendar::eventType).containsExactly("recurring", "one_off");
            assertThat(changes).extracting(change -> change.instances().size()).containsExactly(1, 2);
            assertThat(changes)
                    .extracting(change -> change.said().semanticKey())
                    .doesNotHaveDuplicates();
        }

        @Test
        void shouldTellOnceOfASyncThatListsNothing() {
            assertThat(eventsOf(calendar("calendar.events_synced", "'events_synced':42,'sync_type':'full'")))
                    .hasSize(1);
            assertThat(eventsOf(calendar("calendar.events_synced", "'events':[]")))
                    .hasSize(1);
        }

        @Test
        void shouldTakeTheAttemptsTimeWhereTheEventHasNone() {
            String body = calendar("calendar.event_created", "'instances':[]");

            for (String header : List.of("svix-timestamp", "webhook-timestamp")) {
                assertThat(eventsOf(body, Map.of(header, "1772366398"))
                                .getFirst()
                                .said()
                                .time())
                        .isEqualTo(new EventTime(Instant.parse("2026-03-01T11:59:58Z"), true, null));
            }
            assertThat(eventOf(body).said().time()).isEqualTo(new EventTime(RECEIVED_AT, true, null));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "calendar.connection_error",
                    "calendar.event_created",
                    "calendar.events_synced",
                })
        void shouldKeepAnEventThatNamesNoCalendar(String name) {
            String body = "{'event':'%s','data':{'error':'Token expired'}}".formatted(name);

            assertThat(((Activity) eventOf(body)).kind()).isEqualTo(ActivityKind.INFO);
            assertThat(subjectOf(body)).isEqualTo(new Subject.Unknown());
        }

        private String calendar(String name, String fields) {
            return "{'event':'%s','data':{'calendar_id':'c-1',%s}}".formatted(name, fields);
        }
    }

    @Nested
    class Identities {
        private static final String WEBHOOK =
                "{'event':'bot.completed','data':{'bot_id':'b-1','audio':'https://a?sig=1',"
                        + "'video':null,'data_deleted':false,'participants':['Ada'],'exited_at':'2026-03-01T11:00:00Z',"
                        + "'sent_at':'2026-03-01T11:10:00Z'}}";

        @Test
        void shouldBeOneEndByWebhookAndCallbackAndWhenSentAgain() {
            String callback = WEBHOOK.replace("sig=1", "sig=2").replace("11:10", "11:20");

            assertThat(keysOf(callback)).isEqualTo(keysOf(WEBHOOK));
            assertThat(eventsOf(callback, Map.of("svix-id", "msg_1", "svix-timestamp", "1772366400")))
                    .extracting(event -> event.said().semanticKey())
                    .isEqualTo(keysOf(WEBHOOK));
        }

        @Test
        void shouldBeNewsThatAnArtifactTurnsUpOrIsDeleted() {
            String found = WEBHOOK.replace("'video':null", "'video':'https://v'");
            String deleted = WEBHOOK.replace("'https://a?sig=1'", "null").replace("deleted':false", "deleted':true");

            assertThat(keysOf(found))
                    .startsWith(keysOf(WEBHOOK).get(0), keysOf(WEBHOOK).get(1));
            assertThat(keysOf(found).get(2)).isNotEqualTo(keysOf(WEBHOOK).get(2));
            assertThat(keysOf(deleted)).startsWith(keysOf(WEBHOOK).get(0));
            assertThat(keysOf(deleted).get(1)).isNotEqualTo(keysOf(WEBHOOK).get(1));
            assertThat(keysOf(deleted)).hasSize(4);
        }

        @Test
        void shouldKeepAnArtifactsTimeWhenItIsSentAgain() {
            assertThat(eventsOf(WEBHOOK.replace("11:10", "11:20")).stream()
                            .map(event -> event.said().time()))
                    .isEqualTo(eventsOf(WEBHOOK).stream()
                            .map(event -> event.said().time())
                            .toList());
        }

        @Test
        void shouldTellEndsAndArtifactsFromEachOther() {
            assertThat(keyOf(completed("'event_id':null"))).isNotEqualTo(keyOf(failed("'event_id':null")));
            assertThat(keysOf(completed("'audio':null,'video':null,'transcription':null,'raw_transcription':null,"
                            + "'diarization':null,'chat_messages':null")))
                    .hasSize(7)
                    .doesNotHaveDuplicates();
        }

        @Test
        void shouldKnowAStepByItsCodeAndTimeInEveryRendering() {
            String paused = status("'code':'recording_paused','created_at':'2026-02-27T07:11:51.500Z'");

            assertThat(keyOf(paused)).isEqualTo(keyOf(paused.replace("51.500Z", "51.5+00:00")));
            assertThat(keyOf(paused))
                    .isEqualTo(keyOf(paused.replace("'recording_paused',", "'recording_paused','error_message':'x',")));
            assertThat(keyOf(paused)).isNotEqualTo(keyOf(paused.replace("51.500Z", "52.500Z")));
            assertThat(keyOf(paused)).isNotEqualTo(keyOf(paused.replace("paused", "resumed")));
            assertThat(keyOf(status("'code':'queued'"))).isNotEqualTo(keyOf(status("'code':'failed'")));
            assertThat(keyOf(paused.replace("2026-02-27T07:11:51.500Z", "soon")))
                    .isNotEqualTo(keyOf(paused.replace("2026-02-27T07:11:51.500Z", "later")));
        }

        @Test
        void shouldKnowAConnectionByEventAndTimeOrElseByWhatItSays() {
            String updated =
                    "{'event':'calendar.connection_updated','data':{'calendar_id':'c-1','updated_at':'2026-02-01T00:00:00Z'}}";
            String error = "{'event':'calendar.connection_error','data':{'calendar_id':'c-1','error':'Token expired'}}";

            assertThat(keyOf(updated)).isEqualTo(keyOf(updated.replace("00Z", "00.000Z")));
            assertThat(keyOf(updated)).isNotEqualTo(keyOf(updated.replace("02-01", "02-02")));
            assertThat(keyOf(updated))
                    .isNotEqualTo(
                            keyOf(updated.replace("updated_at", "created_at").replace("_updated", "_created")));
            assertThat(keyOf(error)).isEqualTo(keyOf(error.replace(":", " : ")));
            assertThat(keyOf(error)).isNotEqualTo(keyOf(error.replace("expired", "revoked")));
        }

        @Test
        void shouldKnowACalendarsEventByItsMessageAndByWhatItSays() {
            String created =
                    "{'event':'calendar.event_created','data':{'calendar_id':'c-1','series_id':'s-1','instances':[]}}";

            String attempt = keyOfAttempt(created, Map.of("svix-id", "msg_1", "svix-timestamp", "1772366398"));
            assertThat(keyOfAttempt(created, Map.of("svix-id", "msg_1", "svix-timestamp", "1772366698")))
                    .isEqualTo(attempt);
            assertThat(keyOfAttempt(created, Map.of("webhook-id", "msg_1"))).isEqualTo(attempt);
            // Changed, and changed back: the same words, and news all the same.
            assertThat(keyOfAttempt(created, Map.of("svix-id", "msg_3"))).isNotEqualTo(attempt);
            assertThat(keyOf(created)).isNotEqualTo(keyOf(created.replace("s-1", "s-2")));
            assertThat(keyOf(created)).isNotEqualTo(keyOf(created.replace("_created", "_updated")));
        }

        private static String keyOfAttempt(String body, Map<String, String> headers) {
            return eventsOf(body, headers).getFirst().said().semanticKey();
        }
    }

    @Nested
    class Times {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                delimiter = '|',
                value = {
                    // exited_at           | sent_at                | svix-timestamp | time                 | inferred |
                    // unusable
                    "2026-03-01T11:00:00Z  | 2026-03-01T11:10:00Z   | 1772366398     | 2026-03-01T11:00:00Z | false"
                            + "    | ",
                    "                      | 2026-03-01T11:10:00Z   | 1772366398     | 2026-03-01T11:10:00Z | true "
                            + "    | ",
                    "                      |                        | 1772366398     | 2026-03-01T11:59:58Z | true "
                            + "    | ",
                    "                      |                        |                | 2026-03-01T12:00:00Z | true "
                            + "    | ",
                    "soon                  | 2026-03-01T11:10:00Z   |                | 2026-03-01T11:10:00Z | true "
                            + "    | soon",
                    "                      |                        | soon           | 2026-03-01T12:00:00Z | true "
                            + "    | soon",
                    "2027-03-01T11:00:00Z  |                        | 1772366398     | 2026-03-01T11:59:58Z | true "
                            + "    | 2027-03-01T11:00:00Z",
                })
        void shouldBeTheBestThatIsKnown(
                @Nullable String exitedAt,
                @Nullable String sentAt,
                @Nullable String attemptedAt,
                Instant at,
                boolean inferred,
                @Nullable String unusable) {
            String body = completed("'exited_at':%s,'sent_at':%s".formatted(quoted(exitedAt), quoted(sentAt)));
            Map<String, String> headers = attemptedAt == null ? Map.of() : Map.of("svix-timestamp", attemptedAt);

            assertThat(eventsOf(body, headers).getFirst().said().time())
                    .isEqualTo(new EventTime(at, inferred, unusable));
        }

        @Test
        void shouldFindTheTimeOfSendingBesideTheDataToo() {
            assertThat(eventOf("{'event':'bot.failed','sent_at':'2026-03-01T11:59:58.500Z','data':{'bot_id':'b-1'}}")
                            .said()
                            .time()
                            .at())
                    .isEqualTo(SENT_AT);
        }

        private String quoted(@Nullable String text) {
            return text == null ? "null" : "'" + text + "'";
        }
    }

    @Nested
    class Dialects {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                delimiter = '|',
                value = {
                    "{'event':'bot.completed','data':{'bot_id':'b-1','participants':['Ada']},'extra':{'a':1}}     | R1",
                    "{'event':'bot.status_change','data':{'bot_id':'b-1','status':{'code':'queued'}}}             | R1",
                    "{'event':'bot.completed','data':{'bot_id':'b-1','participants':[{'name':'Ada'}]}}            | R2",
                    "{'event':'bot.completed','data':{'bot_id':'b-1','speakers':[{'name':'Ada'}]}}                | R2",
                    "{'event':'bot.chat_message','data':{'bot_id':'b-1'}}                                         | R2",
                    "{'event':'bot.levitated','data':{'bot_id':'b-1'}}                                            | R2",
                    "{'event':'bot.completed','data':{'bot_id':'b-1','mp4':'https://v'}}                          | G",
                    "{'event':'bot.failed','data':{'bot_id':'b-1','extra':{'a':1}}}                               | G",
                    "{'event':'bot.failed','data':{'bot_id':'b-1'},'sent_at':'2026-03-01T11:59:58.500Z'}          | G",
                    "{'event':'calendar.connection_error','data':{'calendar_id':'c-1'}}                           | G",
                    "{'event':'calendar.connection_updated','data':{'calendar_id':'c-1','platform':'google'}}     | G",
                    "{'event':'calendar.events_synced','data':{'calendar_id':'c-1','events_synced':42}}           | G",
                    "{'event':'calendar.event_created','data':{'calendar_id':'c-1','instances':[{'start_time':''}]}} | G",
                })
        void shouldBeToldByWhatOnlyOneHas(String body, String dialect) {
            assertThat(((Events) normalize(body)).dialect()).isEqualTo(dialect);
        }
    }

    @Nested
    class NewNames {

        @Test
        void shouldSayTheStepThatIsKnown() {
            String body = "{'event':'bot.retried','data':{'bot_id':'b-1','status':{'code':'retrying',"
                    + "'created_at':'2026-03-01T11:00:00Z'}},'extra':{'crm':'R-17'}}";

            assertThat(eventsOf(body)).hasSize(2);
            assertThat(eventOf(body)).isInstanceOfSatisfying(StateChange.class, change -> {
                assertThat(change.state()).isEqualTo(BotState.REQUESTED);
                assertThat(change.previous()).isEqualTo(BotState.FAILED);
                assertThat(change.attributes()).isEqualTo("{\"crm\":\"R-17\"}");
                assertThat(change.said().vendorType()).isEqualTo("bot.retried");
            });
            assertThat(eventsOf(body))
                    .last()
                    .isInstanceOfSatisfying(
                            Activity.class, whole -> assertThat(whole.kind()).isEqualTo(ActivityKind.UNKNOWN));
            assertThat(unknownOf(body)).containsExactly("event");
        }

        @Test
        void shouldSayTheReasonThatIsKnown() {
            String body = "{'event':'bot.aborted','data':{'bot_id':'b-1','error_code':'BOT_NOT_ACCEPTED',"
                    + "'error_message':'no'}}";

            assertThat(eventOf(body)).isInstanceOfSatisfying(StateChange.class, change -> {
                assertThat(change.state()).isEqualTo(BotState.UNKNOWN);
                assertThat(change.terminal()).isFalse();
                assertThat(change.endReason()).isEqualTo(EndReason.JOIN_DENIED);
                assertThat(change.words()).isEqualTo(new VendorWords(null, "BOT_NOT_ACCEPTED", "no"));
            });
            assertThat(unknownOf(body)).containsExactly("event");
            assertThat(eventsOf(body.replace("BOT_NOT_ACCEPTED", "SOMETHING"))).hasSize(1);
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "'code':'joining_refused';'error_code':'LOGIN_REQUIRED', LOGIN_REQUIRED",
                    "'code':'bot_not_accepted',                              JOIN_DENIED",
                    "'code':'levitating',                                    ",
                })
        void shouldSayTheReasonOfAStepThatIsNot(String fields, @Nullable EndReason meant) {
            StateChange change = step(fields.replace(';', ','));

            assertThat(change.state()).isEqualTo(BotState.UNKNOWN);
            assertThat(change.endReason()).isEqualTo(meant);
            assertThat(unknownOf(status(fields.replace(';', ',')))).containsExactly("data.status.code");
        }
    }

    @Nested
    class Unknowns {

        @Test
        void shouldKeepAnEventThatIsNotKnown() {
            String ofABot = "{'event':'bot.levitated','data':{'bot_id':'b-1','height':[1.10]}}";
            String ofACalendar = "{'event':'calendar.event_moved','data':{'calendar_id':'c-1'}}";
            String ofNothing = "{'event':'account.renamed','data':{}}";

            for (String body : List.of(ofABot, ofACalendar, ofNothing)) {
                assertThat(eventOf(body)).isInstanceOfSatisfying(Activity.class, activity -> {
                    assertThat(activity.kind()).isEqualTo(ActivityKind.UNKNOWN);
                    assertThat(activity.data()).isEqualTo(body.replace('\'', '"'));
                });
                assertThat(unknownOf(body)).contains("event");
            }
            assertThat(subjectOf(ofABot)).isEqualTo(new Subject.Meeting("b-1"));
            assertThat(subjectOf(ofACalendar)).isEqualTo(new Subject.Calendar("c-1"));
            assertThat(subjectOf(ofNothing)).isEqualTo(new Subject.Unknown());
            assertThat(keyOf(ofABot)).isEqualTo(keyOf(ofABot.replace(",", " , ")));
            assertThat(keyOf(ofABot)).isNotEqualTo(keyOf(ofABot.replace("1.10", "1.20")));
        }

        @Test
        void shouldKeepWhatHasNoNameButABot() {
            String alert = "{'alert':'bot is late','data':{'bot_id':'b-1'}}";

            assertThat(((Activity) eventOf(alert)).kind()).isEqualTo(ActivityKind.UNKNOWN);
            assertThat(eventOf(alert).said().vendorType()).isEmpty();
            assertThat(unknownOf(alert)).containsExactly("*");
        }

        @Test
        void shouldSayWhereFieldsAreThatAreNotKnown() {
            assertThat(unknownOf("{'event':'bot.completed','id':1,'extra':{'mine':1},'data':{'bot_id':'b-1','new':1,"
                            + "'participants':[{'name':'Ada','mood':'good'}],'extra':{'mine':1}}}"))
                    .containsExactlyInAnyOrder("*", "data.*", "data.participants.*");
            assertThat(unknownOf("{'event':'calendar.events_synced','data':{'calendar_id':'c-1','events':"
                            + "[{'series_id':'s-1','instances':[{'room':'4.2'}]}]}}"))
                    .containsExactly("data.events.instances.*");
        }
    }

    @Nested
    class Rejections {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{'event'                                          | NOT_JSON       | not JSON at line 1, column 9",
                    "[]                                                | NOT_RECOGNIZED | JSON, but not an object",
                    "{}                                                | NOT_RECOGNIZED | neither an event and its"
                            + " data nor a bot_id or calendar_id in data",
                    "{'event':'invoice.paid'}                          | NOT_RECOGNIZED | neither an event and its"
                            + " data nor a bot_id or calendar_id in data",
                    "{'alert':'low balance','data':{}}                 | NOT_RECOGNIZED | neither an event and its"
                            + " data nor a bot_id or calendar_id in data",
                    "{'event':'bot.completed','data':{}}               | NO_SESSION     | an event of a bot without"
                            + " a usable data.bot_id",
                    "{'event':'bot.failed'}                            | NO_SESSION     | an event of a bot without"
                            + " a usable data.bot_id",
                    "{'event':'bot.status_change','bot_id':'b-1'}      | NO_SESSION     | an event of a bot without"
                            + " a usable data.bot_id",
                    "{'event':'bot.chat_message','data':{'bot_id':5}}  | NO_SESSION     | an event of a bot without"
                            + " a usable data.bot_id",
                    "{'event':'bot.failed','data':{'bot_id':'a/b'}}    | NO_SESSION     | an event of a bot without"
                            + " a usable data.bot_id",
                    "{'event':'bot.completed','data':{'calendar_id':'c-1'}} | NO_SESSION | an event of a bot"
                            + " without a usable data.bot_id",
                })
        void shouldSayWhy(String body, RejectReason reason, String detail) {
            assertThat(normalize(body)).isEqualTo(new Rejected(reason, detail));
            assertThat(subjectOf(body)).isEqualTo(new Subject.Unknown());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'bot_id':'b-1'}",
                    "{'bot_id':'b-1','status':null}",
                    "{'bot_id':'b-1','status':{'code':null}}"
                })
        void shouldRejectAChangeOfStatusWithoutOne(String data) {
            assertThat(normalize("{'event':'bot.status_change','data':" + data + "}"))
                    .isEqualTo(new Rejected(RejectReason.BAD_VALUE, "a change of status without data.status.code"));
        }

        @Test
        void shouldNotMakeMoreEventsOfOneDeliveryThanItMayTell() {
            assertThat(eventsOf(synced(50_000))).hasSize(50_000);
            assertThat(normalize(synced(50_001)))
                    .isEqualTo(new Rejected(RejectReason.TOO_LARGE, "it tells more than 50000 events"));
            assertThat(normalize(synced(1).replace("{}]", "{'instances':[" + "{},".repeat(49_999) + "{}]}]")))
                    .isEqualTo(new Rejected(RejectReason.TOO_LARGE, "it tells more than 50000 events"));
        }

        private static String synced(int series) {
            return "{'event':'calendar.events_synced','data':{'calendar_id':'c-1','events':[" + "{},".repeat(series - 1)
                    + "{}]}}";
        }
    }

    @Test
    void shouldExpectARecordingForTwoHours() {
        assertThat(MEETING_BAAS.completionRules())
                .isEqualTo(CompletionRules.of(Set.of(ArtifactKind.RECORDING), Duration.ofHours(2)));
        assertThat(MEETING_BAAS.completionRules().provisionalSettle()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void shouldTakeManySeriesInTheirStride() {
        String series = IntStream.range(0, 20_000)
                .mapToObj(i -> "{'series_id':'s-" + i + "'}")
                .collect(Collectors.joining(","));

        assertThat(eventsOf(
                        "{'event':'calendar.events_synced','data':{'calendar_id':'c-1','events':[" + series + "]}}"))
                .hasSize(20_000);
    }

    private static String status(String fields) {
        return "{'event':'bot.status_change','data':{'bot_id':'b-1','status':{" + fields + "}}}";
    }

    private static String completed(String fields) {
        return "{'event':'bot.completed','data':{'bot_id':'b-1'," + fields + "}}";
    }

    private static String failed(String fields) {
        return "{'event':'bot.failed','data':{'bot_id':'b-1'," + fields + "}}";
    }

    private static StateChange step(String fields) {
        return (StateChange) eventOf(status(fields));
    }

    private static Subject subjectOf(String body) {
        return MEETING_BAAS.subjectOf(new Body(json(body)));
    }

    private static Normalization normalize(String body) {
        return normalize(body, Map.of());
    }

    private static Normalization normalize(String body, Map<String, String> headers) {
        return MEETING_BAAS.normalize(new Delivery(new Body(json(body)), Headers.of(headers), RECEIVED_AT));
    }

    private static List<Event> eventsOf(String body) {
        return eventsOf(body, Map.of());
    }

    private static List<Event> eventsOf(String body, Map<String, String> headers) {
        Normalization normalization = normalize(body, headers);
        assertThat(normalization).isInstanceOf(Events.class);
        return ((Events) normalization).events();
    }

    private static Event eventOf(String body) {
        return eventsOf(body).getFirst();
    }

    private static Map<ArtifactKind, ArtifactStatus> artifactsOf(String body) {
        return eventsOf(body).stream()
                .filter(Artifact.class::isInstance)
                .map(Artifact.class::cast)
                .collect(Collectors.toMap(Artifact::kind, Artifact::status));
    }

    private static Set<String> unknownOf(String body) {
        return ((Events) normalize(body)).unknown();
    }

    private static List<String> keysOf(String body) {
        return eventsOf(body).stream().map(event -> event.said().semanticKey()).toList();
    }

    private static String keyOf(String body) {
        return eventOf(body).said().semanticKey();
    }

    private static byte[] json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').getBytes(UTF_8);
    }
}
