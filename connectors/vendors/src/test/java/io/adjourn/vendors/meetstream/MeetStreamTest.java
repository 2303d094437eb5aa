package io.adjourn.vendors.meetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.DataDeletion;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.ProcessingDone;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorFixture;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeetStreamTest extends VendorFixture {
    MeetStreamTest() {
        super(new MeetStream());
    }

    @Nested
    class Mapping {

        @ParameterizedTest
        @CsvSource({
            // event,                       bot_event,                       bot_status,    code, state,        end
            // reason
            "bot.joining,                    ,                               Joining,       200, JOINING,      ",
            "bot.joining,                    bot.joining,                    Joining,       200, JOINING,      ",
            "bot.scheduled,                  bot.scheduled,                  Scheduled,     200, SCHEDULED,    ",
            "bot.in_waiting_room,            bot.in_waiting_room,            InWaitingRoom, 200, WAITING_ROOM, ",
            "bot.inmeeting,                  ,                               InMeeting,     200, RECORDING,    ",
            "bot.inmeeting,                  bot.inmeeting,                  InMeeting,     200, IN_MEETING,   ",
            "bot.recording_permission_allowed, bot.recording_permission_allowed, x,         200, IN_MEETING,   ",
            "bot.recording_permission_denied, bot.recording_permission_denied, x,           200, IN_MEETING,   RECORDING_DENIED",
            "bot.recording,                  bot.recording,                  Recording,     200, RECORDING,    ",
            "bot.leaving,                    bot.leaving,                    Leaving,       200, LEAVING,      ",
            "bot.uploading,                  ,                               ,              200, PROCESSING,   ",
            "bot.stopped,                    ,                               Stopped,       200, ENDED,        NORMAL_EXIT",
            "bot.stopped,                    ,                               NotAllowed,    200, FAILED,       WAITING_ROOM_TIMEOUT",
            "bot.stopped,                    ,                               Denied,        200, FAILED,       JOIN_DENIED",
            "bot.stopped,                    ,                               Error,         200, FAILED,       INTERNAL_ERROR",
            "bot.stopped,                    ,                               Failed,        200, FAILED,       INTERNAL_ERROR",
            "bot.stopped,                    bot.stopped,                    Stopped,       200, ENDED,        NORMAL_EXIT",
            "bot.stopped,                    bot.kicked,                     Stopped,       200, ENDED,        REMOVED_BY_PARTICIPANT",
            "bot.stopped,                    bot.notallowed,                 NotAllowed,    500, FAILED,       WAITING_ROOM_TIMEOUT",
            "bot.stopped,                    bot.denied,                     Denied,        500, FAILED,       JOIN_DENIED",
            "bot.stopped,                    bot.failed,                     FAILED,        500, FAILED,       INTERNAL_ERROR",
            "bot.stopped,                    bot.failed,                     ERROR,         200, FAILED,       INTERNAL_ERROR",
            ",                               bot.kicked,                     Stopped,       200, ENDED,        REMOVED_BY_PARTICIPANT",
            "bot.stopped,                    ,                               Evaporated,    500, FAILED,       UNKNOWN",
            "bot.stopped,                    ,                               Evaporated,    400, FAILED,       UNKNOWN",
            "bot.stopped,                    ,                               Evaporated,    399, ENDED,        UNKNOWN",
            "bot.stopped,                    ,                               ,              ,    ENDED,        UNKNOWN",
        })
        void shouldReachTheState(
                @Nullable String event,
                @Nullable String botEvent,
                @Nullable String status,
                @Nullable Integer code,
                BotState state,
                @Nullable EndReason reason) {
            var body = new StringBuilder("{'bot_id':'b-1'");
            append(body, "event", event);
            append(body, "bot_event", botEvent);
            append(body, "bot_status", status);
            body.append(code == null ? "}" : ",'status_code':" + code + "}");

            StateChange change = (StateChange) eventOf(body.toString());

            assertThat(change.state()).isEqualTo(state);
            assertThat(change.endReason()).isEqualTo(reason);
            assertThat(change.terminal()).isEqualTo(state == BotState.ENDED || state == BotState.FAILED);
            assertThat(change.words().state()).isEqualTo(status);
            assertThat(change.previous()).isNull();
            assertThat(change.meeting()).isEqualTo(MeetingReference.NONE);
            assertThat(dialectOf(body.toString()))
                    .isEqualTo(botEvent == null && !"bot.uploading".equals(event) ? "M1" : "M2");
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "audio.processed,         'audio_status':'Success',                    AUDIO,      READY",
                    "audio.processed,         'audio_status':'SUCCESS',                    AUDIO,      READY",
                    "audio.processed,         'audio_status':'Failed',                     AUDIO,      FAILED",
                    "audio.processed,         'audio_status':5,                            AUDIO,      FAILED",
                    "audio.processed,         'audio_status':null,                         AUDIO,      READY",
                    "audio.processed,         'status':'error',                            AUDIO,      FAILED",
                    "audio.processed,         'status_code':500,                           AUDIO,      FAILED",
                    "audio.processed,         'status_code':200,                           AUDIO,      READY",
                    "audio.processed,         'audio_status':'Success';'status_code':500,  AUDIO,      READY",
                    "audio.processed,         'transcript_status':'Failed',                AUDIO,      READY",
                    "audio.skipped,           'status_code':200,                           AUDIO,      SKIPPED",
                    "transcription.processed, 'transcript_status':'Success',               TRANSCRIPT, READY",
                    "transcription.processed, 'transcript_status':'Failed',                TRANSCRIPT, FAILED",
                    "transcription.failed,    'transcript_status':'Failed',                TRANSCRIPT, FAILED",
                    "transcription.failed,    'transcript_status':'Success',               TRANSCRIPT, FAILED",
                    "transcription.skipped,   'status_code':200,                           TRANSCRIPT, SKIPPED",
                    "video.processed,         'video_status':'Success',                    VIDEO,      READY",
                    "video.processed,         'video_status':'Failed',                     VIDEO,      FAILED",
                    "manifest.completed,      'manifest_status':'Success',                 MANIFEST,   READY",
                    "manifest.completed,      'manifest_status':'Failed',                  MANIFEST,   FAILED",
                    "manifest.skipped,        'status_code':200,                           MANIFEST,   SKIPPED",
                })
        void shouldTellWhatBecameOfTheArtifact(String name, String fields, ArtifactKind kind, ArtifactStatus status) {
            Artifact artifact =
                    (Artifact) eventOf("{'bot_id':'b-1','event':'%s',%s}".formatted(name, fields.replace(';', ',')));

            assertThat(artifact.kind()).isEqualTo(kind);
            assertThat(artifact.status()).isEqualTo(status);
            assertThat(artifact.link()).isNull();
            assertThat(artifact.artifactId()).isNull();
        }

        @ParameterizedTest
        @CsvSource({
            "bot.error,                BOT_ERROR",
            "bot.transcriptionready,   INFO",
            "participant_events.join,  PARTICIPANT",
            "participant_events.leave, PARTICIPANT",
            "bot.levitating,           UNKNOWN",
            "audio.digitized,          UNKNOWN",
            "video.failed,             UNKNOWN",
            "Bot.Joining,              UNKNOWN",
        })
        void shouldKeepAsActivityWhatChangesNoRecord(String name, ActivityKind kind) {
            String body = "{'event':'%s','bot_id':'b-1','new':[1.10,{}]}".formatted(name);

            Activity activity = (Activity) eventOf(body);

            assertThat(activity.kind()).isEqualTo(kind);
            assertThat(activity.data()).isEqualTo(body.replace('\'', '"'));
            assertThat(activity.said().vendorType()).isEqualTo(name);
        }

        @ParameterizedTest
        @ValueSource(ints = {200, 500})
        void shouldBeDoneWhateverTheCode(int code) {
            assertThat(eventOf("{'bot_id':'b-1','event':'bot.done','bot_event':'bot.done','bot_status':'Done',"
                            + "'message':'All done','status_code':%d,'custom_attributes':{'tenant':'acme'}}"
                                    .formatted(code)))
                    .isInstanceOfSatisfying(ProcessingDone.class, done -> {
                        assertThat(done.words()).isEqualTo(new VendorWords("Done", null, "All done"));
                        assertThat(done.attributes()).isEqualTo("{\"tenant\":\"acme\"}");
                    });
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "'status':'success',               true",
                    "'status':'Success',               true",
                    "'deleted_objects':5,              true",
                    "'status_code':200,                true",
                    "'status':'error',                 false",
                    "'status':'partial',               true",
                    "'status':'FAILED',                false",
                    "'status_code':500,                false",
                })
        void shouldDeleteUnlessTheDeletionClearlyFailed(String fields, boolean deleted) {
            assertThat(eventOf("{'bot_id':'b-1','event':'data_deletion',%s}".formatted(fields)))
                    .isInstanceOf(deleted ? DataDeletion.class : Activity.class);
        }

        @Test
        void shouldKeepTheVendorsWords() {
            assertThat(wordsOf("{'bot_id':'b-1','event':'bot.stopped','bot_status':'NotAllowed','message':'Lobby'}"))
                    .isEqualTo(new VendorWords("NotAllowed", null, "Lobby"));
            assertThat(wordsOf(
                            "{'bot_id':'b-1','event':'bot.stopped','bot_event':'bot.kicked','bot_status':'Stopped'}"))
                    .isEqualTo(new VendorWords("Stopped", "bot.kicked", null));
            assertThat(wordsOf(
                            "{'bot_id':'b-1','event':'bot.joining','bot_event':'bot.joining','bot_status':'joining'}"))
                    .isEqualTo(new VendorWords("joining", null, null));
            assertThat(wordsOf("{'bot_id':'b-1','bot_event':'bot.recording_permission_denied'}"))
                    .isEqualTo(new VendorWords(null, "bot.recording_permission_denied", null));
            assertThat(((Artifact) eventOf("{'bot_id':'b-1','event':'video.processed','video_status':'Broken'}"))
                            .detail())
                    .isEqualTo("Broken");
        }

        @Test
        void shouldKeepTheCustomersAttributesWhereThereAreAny() {
            assertThat(attributesOf("{'tenant':'acme','n':[1.50]}")).isEqualTo("{\"tenant\":\"acme\",\"n\":[1.50]}");
            assertThat(attributesOf("{}")).isNull();
            assertThat(attributesOf("null")).isNull();
            assertThat(attributesOf("'tenant'")).isNull();
            assertThat(attributesOf("[1]")).isNull();
        }

        private VendorWords wordsOf(String body) {
            return ((StateChange) eventOf(body)).words();
        }

        private @Nullable String attributesOf(String attributes) {
            return ((StateChange)
                            eventOf("{'bot_id':'b-1','event':'bot.joining','custom_attributes':" + attributes + "}"))
                    .attributes();
        }

        private void append(StringBuilder body, String field, @Nullable String value) {
            if (value != null) {
                body.append(",'").append(field).append("':'").append(value).append("'");
            }
        }
    }

    @Nested
    class Gotchas {

        @Test
        void shouldNotInferSuccessFromAStatusCodeThatIsAlways200() {
            StateChange change = (StateChange)
                    eventOf("{'bot_id':'b-1','event':'bot.stopped','bot_status':'Denied','status_code':200}");

            assertThat(change.state()).isEqualTo(BotState.FAILED);
        }

        @Test
        void shouldTakeTimestampsAsOptionalEverywhere() {
            for (String name : List.of("bot.joining", "bot.stopped", "audio.processed", "data_deletion", "bot.done")) {
                String bare = "{'bot_id':'b-1','event':'%s'}".formatted(name);
                String timed = "{'bot_id':'b-1','event':'%s','timestamp':'2026-02-27T07:11:51Z'}".formatted(name);

                assertThat(eventOf(bare).said().time()).isEqualTo(new EventTime(RECEIVED_AT, true, null));
                assertThat(eventOf(timed).said().time())
                        .isEqualTo(new EventTime(Instant.parse("2026-02-27T07:11:51Z"), false, null));
            }
        }

        @Test
        void shouldNotTellAKickFromANormalExitInM1() {
            StateChange change = (StateChange) eventOf(
                    "{'bot_id':'b-1','event':'bot.stopped','bot_status':'Stopped','message':'Removed by host'}");

            assertThat(change.endReason()).isEqualTo(EndReason.NORMAL_EXIT);
            assertThat(change.words().message()).isEqualTo("Removed by host");
        }

        @ParameterizedTest
        @ValueSource(strings = {"FAILED", "Failed", "failed", "ERROR", "Error", "error"})
        void shouldReadStatusInAnyCase(String status) {
            assertThat(((StateChange) eventOf(
                                    "{'bot_id':'b-1','event':'bot.stopped','bot_status':'%s'}".formatted(status)))
                            .endReason())
                    .isEqualTo(EndReason.INTERNAL_ERROR);
        }

        @Test
        void shouldReadFieldsInAnyOrder() {
            assertThat(normalize("{'event':'bot.joining','bot_id':'b-1','bot_status':'Joining'}"))
                    .isEqualTo(normalize("{'bot_status':'Joining','bot_id':'b-1','event':'bot.joining'}"));
        }

        @Test
        void shouldReadAnArtifactThatComesBeforeTheEndOnItsOwn() {
            assertThat(subjectOf("{'bot_id':'b-1','event':'audio.processed','audio_status':'Success'}"))
                    .isEqualTo(new Subject.Meeting("b-1"));
        }

        @Test
        void shouldTellARetranscriptionFromTheFirstByItsTime() {
            String first = "{'bot_id':'b-1','event':'transcription.processed','timestamp':'2026-02-27T08:00:00Z'}";
            String second = "{'bot_id':'b-1','event':'transcription.processed','timestamp':'2026-02-27T09:00:00Z'}";

            assertThat(keyOf(first)).isNotEqualTo(keyOf(second));
        }

        @Test
        void shouldFindTheBotOfParticipantEventsWhereTheyNameIt() {
            String join =
                    "{'event':'participant_events.join','data':{'bot':{'id':'b-1'},'data':{'participant':{'id':'p-1'},"
                            + "'timestamp':{'absolute':'2026-02-27T07:30:00Z'}}}}";

            assertThat(subjectOf(join)).isEqualTo(new Subject.Meeting("b-1"));
            assertThat(eventOf(join).said().time().at()).isEqualTo(Instant.parse("2026-02-27T07:30:00Z"));
            assertThat(keyOf(join)).isNotEqualTo(keyOf(join.replace("p-1", "p-2")));
        }

        @Test
        void shouldTakeADeletionOlderThanEverythingElse() {
            assertThat(eventOf("{'bot_id':'b-1','event':'data_deletion','timestamp':'2024-01-15T14:30:00Z'}")
                            .said()
                            .time())
                    .isEqualTo(new EventTime(Instant.parse("2024-01-15T14:30:00Z"), false, null));
        }

        @Test
        void shouldStillEndTheRunWhenTheSpecificNameIsNew() {
            StateChange change = (StateChange)
                    eventOf(
                            "{'bot_id':'b-1','event':'bot.stopped','bot_event':'bot.evaporated','bot_status':'Gone','status_code':500}");

            assertThat(change.state()).isEqualTo(BotState.FAILED);
            assertThat(change.endReason()).isEqualTo(EndReason.UNKNOWN);
            assertThat(change.words().reason()).isEqualTo("bot.evaporated");
            assertThat(change.said().vendorType()).isEqualTo("bot.evaporated");
        }

        @Test
        void shouldNotLetAnUnsignedTimestampHeaderRefuseADelivery() {
            byte[] body = "what do ya want for nothing?".getBytes(UTF_8);
            var verifier = new Verifier(vendor.schemes(), new Secrets(List.of("Jefe")));

            for (String timestamp : List.of("", "soon", "1999-01-01T00:00:00Z", "9999-01-01T00:00:00Z")) {
                var headers = Headers.of(Map.of(
                        "X-MeetStream-Signature",
                        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                        "X-MeetStream-Timestamp",
                        timestamp));
                assertThat(verifier.withBody(new Request(headers, null, RECEIVED_AT), body))
                        .isEqualTo(new Accepted("signature"));
            }
        }
    }

    @Nested
    class Unnamed {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "'bot_status':'joining';'status_code':102, JOINING",
                    "'bot_status':'InMeeting',                 RECORDING",
                    "'bot_status':'Stopped',                   ENDED",
                    "'bot_status':'stopped';'audio_status':'Success', ENDED",
                    "'bot_status':'NotAllowed',                FAILED",
                    "'bot_status':'Error',                     FAILED",
                })
        void shouldReadStateFromTheStatus(String fields, BotState state) {
            String body = "{'bot_id':'b-1',%s}".formatted(fields.replace(';', ','));

            assertThat(((StateChange) eventOf(body)).state()).isEqualTo(state);
            assertThat(dialectOf(body)).isEqualTo("M0");
            assertThat(eventOf(body).said().vendorType()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "audio_status,      Success, AUDIO,      READY",
            "transcript_status, Success, TRANSCRIPT, READY",
            "video_status,      Failed,  VIDEO,      FAILED",
        })
        void shouldReadArtifactFromItsStatus(String field, String word, ArtifactKind kind, ArtifactStatus status) {
            Artifact artifact = (Artifact) eventOf("{'bot_id':'b-1','%s':'%s'}".formatted(field, word));

            assertThat(artifact.kind()).isEqualTo(kind);
            assertThat(artifact.status()).isEqualTo(status);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'bot_status':'Meditating'",
                    "'hello':'world'",
                    "'event':null",
                    "'event':5",
                    "'audio_status':null"
                })
        void shouldKeepWhatNothingTells(String fields) {
            String body = "{'bot_id':'b-1',%s}".formatted(fields);

            assertThat(((Activity) eventOf(body)).kind()).isEqualTo(ActivityKind.UNKNOWN);
            assertThat(dialectOf(body)).isEqualTo("M0");
        }
    }

    @Nested
    class Unknowns {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "'event':'bot.joining','bot_status':'Joining','message':'m'             |",
                    "'event':'bot.levitating'                                               | event",
                    "'event':'bot.stopped','bot_event':'bot.evaporated'                     | bot_event",
                    "'event':'bot.stopped','bot_status':'Evaporated'                        | bot_status",
                    "'event':'bot.stopped','bot_status':'FAILED'                            |",
                    "'event':'bot.recording','bot_status':'Recording'                       |",
                    "'bot_status':'Meditating'                                              | bot_status",
                    "'bot_status':'joining','status_code':102                               |",
                    "'event':'audio.processed','audio_status':'Success'                     |",
                    "'event':'audio.processed','audio_status':'Partial'                     | audio_status",
                    "'event':'transcription.failed','transcript_status':'Failed','status':'error' |",
                    "'event':'data_deletion','status':'partial','deleted_objects':5         | status",
                    "'event':'bot.joining','custom_attributes':{'any':{'thing':1}}          |",
                    "'event':'bot.joining','new':1                                          | *",
                    "'event':'participant_events.join','data':{'data':{'participant':{'age':1}}} | data.data.participant.*",
                })
        void shouldBeNoticedWhereTheyStand(String fields, @Nullable String unknown) {
            assertThat(((Events) normalize("{'bot_id':'b-1',%s}".formatted(fields))).unknown())
                    .isEqualTo(unknown == null ? Set.of() : Set.of(unknown));
        }
    }

    @Nested
    class Identities {

        @Test
        void shouldBeOneFactInEveryRendering() {
            assertThat(keysOf(
                            "{'bot_id':'b-1','event':'bot.joining','bot_status':'Joining','timestamp':'2026-02-27T07:11:51.5Z'}",
                            "{'bot_id':'b-1','event':'bot.joining','bot_status':'joining','timestamp':'2026-02-27T07:11:51.500+00:00'}",
                            "{'timestamp':'2026-02-27T09:11:51.500000+02:00','bot_id':'b-1','bot_status':'JOINING','event':'bot.joining'}",
                            "{'bot_id':'b-1','event':'bot.joining','bot_status':'Joining','timestamp':'2026-02-27T07:11:51.5','message':'x'}",
                            "{'bot_id':'b-1','event':'bot.joining','bot_status':'Joining','timestamp':1772176311500}"))
                    .containsOnly(
                            keyOf(
                                    "{'bot_id':'b-1','event':'bot.joining','bot_status':'Joining','timestamp':'2026-02-27T07:11:51.5'}"));
        }

        @Test
        void shouldBeAnotherFactForAnotherEventStatusOrInstant() {
            assertThat(keysOf(
                            "{'bot_id':'b-1','event':'bot.joining','timestamp':'2026-02-27T07:10:01.000001Z'}",
                            "{'bot_id':'b-1','event':'bot.joining','timestamp':'2026-02-27T07:10:01.000002Z'}",
                            "{'bot_id':'b-1','event':'bot.stopped','timestamp':'2026-02-27T07:10:01.000001Z'}",
                            "{'bot_id':'b-1','event':'bot.stopped','bot_event':'bot.kicked','timestamp':'2026-02-27T07:10:01.000001Z'}",
                            "{'bot_id':'b-1','event':'bot.stopped','bot_status':'Denied','timestamp':'2026-02-27T07:10:01.000001Z'}",
                            "{'bot_id':'b-1','event':'bot.stopped','bot_status':'Error','timestamp':'2026-02-27T07:10:01.000001Z'}",
                            "{'bot_id':'b-1','audio_status':'Success','timestamp':'2026-02-27T07:10:01.000001Z'}",
                            "{'bot_id':'b-1','video_status':'Success','timestamp':'2026-02-27T07:10:01.000001Z'}"))
                    .doesNotHaveDuplicates();
        }

        @Test
        void shouldKnowALifecycleEventWithoutTimeByItsMessage() {
            String stopped = "{'bot_id':'b-1','event':'bot.stopped','bot_status':'Stopped','message':'Left'}";

            assertThat(keyOf(stopped, "2026-02-27T08:02:12Z")).isEqualTo(keyOf(stopped, "2026-02-27T08:02:13Z"));
            assertThat(keyOf(stopped)).isNotEqualTo(keyOf(stopped.replace("Left", "Kicked")));
        }

        @Test
        void shouldKnowAnArtifactWithoutTimeByItsStatus() {
            String audio = "{'bot_id':'b-1','event':'audio.processed','audio_status':'Success','message':'Done'}";

            assertThat(keyOf(audio, "2026-02-27T08:02:12Z")).isEqualTo(keyOf(audio, "2026-02-27T08:02:13Z"));
            assertThat(keyOf(audio)).isEqualTo(keyOf(audio.replace("Done", "Finished")));
            assertThat(keyOf(audio)).isNotEqualTo(keyOf(audio.replace("Success", "Failed")));
            assertThat(keyOf(audio)).isNotEqualTo(keyOf(audio.replace("audio", "video")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"'event':'bot.joining'", "'event':'bot.error'", "'bot_status':'joining'"})
        void shouldTellTrueRepetitionsWithoutTimeByTheHeader(String fields) {
            String body = "{'bot_id':'b-1',%s,'message':'Again'}".formatted(fields);

            assertThat(keyOf(body, "2026-02-27T07:10:01Z")).isEqualTo(keyOf(body, "2026-02-27T07:10:01Z"));
            assertThat(keyOf(body, "2026-02-27T07:10:01Z")).isNotEqualTo(keyOf(body, "2026-02-27T07:10:31Z"));
            assertThat(keyOf(body)).isEqualTo(keyOf(body));
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    // Attempts to join are never sent twice: how far apart they came is all there is to tell them by.
                    "'event':'bot.joining',                              true",
                    "'event':'bot.joining';'bot_event':'bot.joining',    true",
                    "'bot_status':'joining',                             true",
                    "'event':'bot.joining';'timestamp':null,             true",
                    "'event':'bot.joining';'timestamp':'soon',           false",
                    "'event':'bot.joining';'timestamp':'2026-02-27T07:10:01Z', false",
                    "'event':'bot.inmeeting',                            false",
                    "'event':'bot.stopped';'bot_status':'NotAllowed',    false",
                    "'event':'bot.error',                                false",
                    "'event':'audio.processed',                          false",
                })
        void shouldTellAttemptsWithoutAnyTimeByTheirReceipt(String fields, boolean told) {
            String body = "{'bot_id':'b-1'," + fields.replace(';', ',') + ",'message':'m'}";
            String first = eventOf(body, null, RECEIVED_AT).said().semanticKey();

            assertThat(eventOf(body, null, RECEIVED_AT).said().semanticKey()).isEqualTo(first);
            assertThat(eventOf(body, null, RECEIVED_AT.plusMillis(1)).said().semanticKey())
                    .satisfies(key -> assertThat(key.equals(first)).isEqualTo(!told));
            assertThat(eventOf(body, null, RECEIVED_AT.plusNanos(999)).said().semanticKey())
                    .as("within a millisecond, which is all that is kept of a receipt")
                    .isEqualTo(first);
        }

        @Test
        void shouldTellAnAttemptByTheHeaderRatherThanByItsReceipt() {
            String body = "{'bot_id':'b-1','event':'bot.joining'}";
            String sent = "2026-02-27T07:10:01Z";

            assertThat(eventOf(body, sent, RECEIVED_AT).said().semanticKey())
                    .isEqualTo(eventOf(body, sent, RECEIVED_AT.plusSeconds(60))
                            .said()
                            .semanticKey());
        }

        @Test
        void shouldNotDependOnTheTimeOfReceipt() {
            String ahead = "{'bot_id':'b-1','event':'bot.joining','timestamp':'2026-03-03T00:00:00Z'}";
            String unreadable = "{'bot_id':'b-1','event':'bot.joining','timestamp':'soon'}";

            for (String body : List.of(ahead, unreadable)) {
                Event early = eventOf(body, null, RECEIVED_AT);
                Event late = eventOf(body, null, RECEIVED_AT.plus(Duration.ofDays(400)));
                assertThat(early.said().semanticKey()).isEqualTo(late.said().semanticKey());
            }
            assertThat(keyOf(unreadable)).isNotEqualTo(keyOf(unreadable.replace("soon", "later")));
        }

        @Test
        void shouldKnowAnUnknownEventByAllItSays() {
            String chat = "{'bot_id':'b-1','event':'bot.chat','timestamp':'2026-02-27T07:10:01Z','text':'hello'}";

            assertThat(keyOf(chat)).isEqualTo(keyOf(chat.replace(",", " , ")));
            assertThat(keyOf(chat)).isNotEqualTo(keyOf(chat.replace("hello", "bye")));
        }

        private Stream<String> keysOf(String... bodies) {
            return Stream.of(bodies).map(body -> keyOf(body));
        }
    }

    @Nested
    class Speech {
        private static final String CHUNK =
                "{'bot_id':'b-1','speakerName':'Zoë','timestamp':'2026-02-27T07:10:01.681Z',"
                        + "'transcript':'Could yo','utterance':'','words':[{'word':'Could','start':0.2,'confidence':0.99}],"
                        + "'is_final':false,'end_of_turn':false,'turn_is_formatted':false,'transcription_mode':'raw',"
                        + "'custom_attributes':{}}";

        @Test
        void shouldBeAPieceOfTheTranscript() {
            assertThat(eventOf(CHUNK)).isInstanceOfSatisfying(Activity.class, piece -> {
                assertThat(piece.kind()).isEqualTo(ActivityKind.TRANSCRIPT_SEGMENT);
                assertThat(piece.data()).isEqualTo(CHUNK.replace('\'', '"'));
                assertThat(piece.said().vendorType()).isEmpty();
                assertThat(piece.said().time())
                        .isEqualTo(new EventTime(Instant.parse("2026-02-27T07:10:01.681Z"), false, null));
            });
            assertThat(dialectOf(CHUNK)).isEqualTo("M2");
            assertThat(unknownOf(CHUNK)).isEmpty();
            assertThat(subjectOf(CHUNK)).isEqualTo(new Subject.Meeting("b-1"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'bot_id':'b-1','speaker':'Zoë','transcript':'Hi'}",
                    "{'bot_id':'b-1','words':[]}",
                    "{'bot_id':'b-1','transcript':''}",
                })
        void shouldBeKnownByItsWords(String body) {
            assertThat(((Activity) eventOf(body)).kind()).isEqualTo(ActivityKind.TRANSCRIPT_SEGMENT);
        }

        @Test
        void shouldBeAnotherFactOnceTheTurnEnds() {
            String last = CHUNK.replace("'is_final':false", "'is_final':true");

            assertThat(keyOf(last)).isNotEqualTo(keyOf(CHUNK));
            assertThat(keyOf(last.replace("'turn_is_formatted':false", "'turn_is_formatted':true")))
                    .isNotEqualTo(keyOf(last));
            assertThat(keyOf(CHUNK)).isEqualTo(keyOf(CHUNK.replace(",", " , ")));
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "{'bot_id':'b-1';'transcript_status':'Success';'transcript':'Hi'}",
                    "{'bot_id':'b-1';'event':'transcription.processed';'transcript':'Hi'}",
                })
        void shouldNotBeWhatBecameOfTheTranscript(String body) {
            assertThat(eventOf(body.replace(';', ','))).isInstanceOf(Artifact.class);
        }
    }

    @Nested
    class NewNames {

        @ParameterizedTest
        @CsvSource({
            "Joining,       JOINING,      ",
            "InWaitingRoom, WAITING_ROOM, ",
            "InMeeting,     IN_MEETING,   ",
            "Recording,     RECORDING,    ",
            "Leaving,       LEAVING,      ",
            "Stopped,       ENDED,        NORMAL_EXIT",
            "NotAllowed,    FAILED,       WAITING_ROOM_TIMEOUT",
            "DENIED,        FAILED,       JOIN_DENIED",
            "Failed,        FAILED,       INTERNAL_ERROR",
        })
        void shouldSayWhatTheStatusSays(String status, BotState state, @Nullable EndReason reason) {
            for (String names : List.of("'event':'bot.levitated'", "'event':'bot.up','bot_event':'bot.levitated'")) {
                String body = "{'bot_id':'b-1'," + names + ",'bot_status':'" + status + "'}";

                assertThat(eventsOf(body)).hasSize(2).last().isInstanceOfSatisfying(Activity.class, whole -> {
                    assertThat(whole.kind()).isEqualTo(ActivityKind.UNKNOWN);
                    assertThat(whole.data()).isEqualTo(body.replace('\'', '"'));
                });
                assertThat(eventOf(body)).isInstanceOfSatisfying(StateChange.class, change -> {
                    assertThat(change.state()).isEqualTo(state);
                    assertThat(change.endReason()).isEqualTo(reason);
                    assertThat(change.said().vendorType()).isEqualTo("bot.levitated");
                });
                assertThat(unknownOf(body)).contains("event").doesNotContain("bot_status");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    // The status of what is made of a meeting, and not of its bot.
                    "{'bot_id':'b-1','event':'translation.failed','bot_status':'error'}",
                    "{'bot_id':'b-1','event':'bot.levitated','bot_status':'Hovering'}",
                    "{'bot_id':'b-1','event':'bot.levitated'}",
                })
        void shouldSayNothingWhereTheStatusDoesNot(String body) {
            assertThat(eventsOf(body)).hasSize(1).first().isInstanceOf(Activity.class);
        }
    }

    @Nested
    class Retranscriptions {

        @Test
        void shouldBeAnotherFactAndSayWhyTheyFailed() {
            String made = "{'bot_id':'b-1','event':'transcription.processed','transcript_status':'Success',"
                    + "'message':'Done','timestamp':'2026-02-27T08:02:12Z'}";
            String failed = "{'bot_id':'b-1','event':'transcription.failed','bot_status':'error','status_code':500,"
                    + "'transcript_status':'Failed','message':'provider timed out','timestamp':'2026-02-27T09:02:12Z'}";

            assertThat(keyOf(failed)).isNotEqualTo(keyOf(made));
            assertThat(eventOf(failed)).isInstanceOfSatisfying(Artifact.class, artifact -> {
                assertThat(artifact.status()).isEqualTo(ArtifactStatus.FAILED);
                assertThat(artifact.detail()).isEqualTo("provider timed out");
            });
            assertThat(((Artifact) eventOf(failed.replace("'message':'provider timed out',", ""))).detail())
                    .isEqualTo("Failed");
        }
    }

    @Nested
    class Times {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    // timestamp in the body,  in the header,         time,                 inferred, unusable
                    "'2026-02-27T07:11:51Z',   2026-02-27T07:12:00Z,  2026-02-27T07:11:51Z, false,    ",
                    ",                         2026-02-27T07:12:00Z,  2026-02-27T07:12:00Z, true,     ",
                    ",                         ,                      2026-03-01T12:00:00Z, true,     ",
                    "'soon',                   2026-02-27T07:12:00Z,  2026-02-27T07:12:00Z, true,     soon",
                    "'1970-01-01T00:00:00Z',   ,                      2026-03-01T12:00:00Z, true,     1970-01-01T00:00:00Z",
                    "'2026-03-02T12:00:01Z',   ,                      2026-03-01T12:00:00Z, true,     2026-03-02T12:00:01Z",
                    ",                         soon,                  2026-03-01T12:00:00Z, true,     soon",
                    "1772176311,               ,                      2026-02-27T07:11:51Z, false,    ",
                    "true,                     ,                      2026-03-01T12:00:00Z, true,     true",
                })
        void shouldBeTheBestThatIsKnown(
                @Nullable String timestamp,
                @Nullable String header,
                Instant at,
                boolean inferred,
                @Nullable String unusable) {
            String body = "{'bot_id':'b-1','event':'bot.joining'%s}"
                    .formatted(timestamp == null ? "" : ",'timestamp':" + timestamp);

            assertThat(eventOf(body, header, RECEIVED_AT).said().time())
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
                    "{'event'                                       | NOT_JSON       | not JSON at line 1, column 9",
                    "[]                                             | NOT_RECOGNIZED | JSON, but not an object",
                    "'bot.joining'                                  | NOT_RECOGNIZED | JSON, but not an object",
                    "{}                                             | NOT_RECOGNIZED | neither a bot_id nor a name that MeetStream uses",
                    "{'event':'invoice.paid'}                       | NOT_RECOGNIZED | neither a bot_id nor a name that MeetStream uses",
                    "{'event':'bot.joining'}                        | NO_SESSION     | an event of MeetStream without a usable bot_id",
                    "{'event':'bot.joining','bot_id':null}          | NO_SESSION     | an event of MeetStream without a usable bot_id",
                    "{'event':'bot.joining','bot_id':16}            | NO_SESSION     | an event of MeetStream without a usable bot_id",
                    "{'event':'bot.joining','bot_id':''}            | NO_SESSION     | an event of MeetStream without a usable bot_id",
                    "{'event':'bot.joining','bot_id':'a/b'}         | NO_SESSION     | an event of MeetStream without a usable bot_id",
                    "{'bot_status':'Joining'}                       | NO_SESSION     | an event of MeetStream without a usable bot_id",
                    "{'event':'participant_events.join','data':{}}  | NO_SESSION     | an event of MeetStream without a usable bot_id",
                })
        void shouldSayWhy(String body, RejectReason reason, String detail) {
            assertThat(normalize(body)).isEqualTo(new Rejected(reason, detail));
            assertThat(subjectOf(body)).isEqualTo(new Subject.Unknown());
        }
    }

    private Event eventOf(String body, @Nullable String sentAt, Instant receivedAt) {
        Map<String, String> headers = sentAt == null ? Map.of() : Map.of("x-meetstream-timestamp", sentAt);
        return read(body, headers, receivedAt).events().getFirst();
    }

    private String keyOf(String body, String sentAt) {
        return eventOf(body, sentAt, RECEIVED_AT).said().semanticKey();
    }
}
