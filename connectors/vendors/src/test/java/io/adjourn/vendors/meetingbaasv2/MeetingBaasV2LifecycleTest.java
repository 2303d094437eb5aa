package io.adjourn.vendors.meetingbaasv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.DataDeletion;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingBaasV2LifecycleTest extends MeetingBaasV2Fixture {
    @Test
    void shouldExpectARecordingForTwoHours() {
        assertThat(vendor.completionRules())
                .isEqualTo(CompletionRules.of(Set.of(ArtifactKind.RECORDING), Duration.ofHours(2)));
        assertThat(vendor.completionRules().provisionalSettle()).isEqualTo(Duration.ofMinutes(15));
    }

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
            assertThat(Vocabulary.ERROR_CODES).hasSize(44);
            assertThat(Vocabulary.STATUS_CODES).hasSize(23);
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
}
