package io.adjourn.vendors.vexa;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Subject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VexaIdentityTest extends VexaFixture {
    @Nested
    class Meetings {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "16,                   16",
                    "'16',                 16",
                    "906238426347,         906238426347",
                    "9223372036854775807,  9223372036854775807",
                })
        void shouldBeToldByTheirNumber(String id, String session) {
            for (String body : List.of(
                    "{'event_type':'meeting.status_change','meeting':{'id':%s},'status_change':{'to':'active'}}",
                    "{'id':%s,'native_meeting_id':'a','status':'completed'}",
                    "{'event_type':'recording.completed','recording':{'id':1,'meeting_id':%s}}",
                    "{'event_type':'meeting.started','data':{'meeting':{'id':%s}}}",
                    "{'event_type':'recording.completed','data':{'recording':{'id':1,'meeting_id':%s}}}")) {
                assertThat(subjectOf(body.formatted(id))).isEqualTo(new Subject.Meeting(session));
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "null", "0", "-1", "16.0", "1.6e1", "'016'", "'16a'", "''", "' 16'", "true", "[16]", "{}", "'١٦'"
                })
        void shouldNotBeToldByAnythingElse(String id) {
            String body = "{'event_type':'meeting.status_change','meeting':{'id':%s},'status_change':{'to':'active'}}"
                    .formatted(id);

            assertThat(subjectOf(body)).isEqualTo(new Subject.Unknown());
            assertThat(normalize(body))
                    .isEqualTo(new Rejected(RejectReason.NO_SESSION, "an event of Vexa without a usable meeting id"));
        }

        @Test
        void shouldBeUnknownWhereOnlyTheConnectionIsTold() {
            String body = sample("envelope-status-change-0.12-completed.json");

            StateChange change = changeOf(body);

            assertThat(subjectOf(body)).isEqualTo(new Subject.Unknown());
            assertThat(change.state()).isEqualTo(BotState.ENDED);
            assertThat(change.previous()).isEqualTo(BotState.IN_MEETING);
            assertThat(change.endReason()).isEqualTo(EndReason.LEFT_ON_REQUEST);
            assertThat(change.run()).isEqualTo(RunSummary.NONE);
        }
    }

    @Nested
    class Identities {

        @Test
        void shouldBeOneEndByWhateverNameItIsTold() {
            String meeting = "'end_time':'2026-02-13T20:44:51.5'";
            String status = keyOf(flat("'to':'completed','timestamp':'2026-02-13T20:44:52'", meeting));
            String bare = keyOf("{'id':16,'native_meeting_id':'a','status':'completed'," + meeting + "}");
            String typed = keyOf(enveloped("meeting.completed", "{'id':16," + meeting + "}", null));
            String inEnvelope = keyOf(enveloped(
                    "meeting.status_change",
                    "{'id':16," + meeting.replace("51.5", "51.500000+00:00") + "}",
                    "{'to':'completed','timestamp':'2026-02-13T20:44:53'}"));

            assertThat(List.of(bare, typed, inEnvelope)).containsOnly(status);
            String failed = keyOf(flat("'to':'failed','timestamp':'2026-02-13T20:44:52'", meeting));
            assertThat(failed).isNotEqualTo(status);
            assertThat(keyOf(enveloped("bot.failed", "{'id':16," + meeting + "}", null)))
                    .isEqualTo(failed);
        }

        @Test
        void shouldBeAnotherEndOfAMeetingThatWasOpenedAgain() {
            String first = enveloped("meeting.completed", "{'id':16,'end_time':'2026-11-29T05:09:00'}", null);
            String failed = enveloped("bot.failed", "{'id':16}", "{'to':'failed','timestamp':'2026-11-29T05:09:00'}");

            assertThat(keyOf(first)).isNotEqualTo(keyOf(first.replace("05:09", "05:58")));
            assertThat(keyOf(failed))
                    .as("of a failure, where the meeting has no end")
                    .isNotEqualTo(keyOf(failed.replace("05:09", "05:58")));
        }

        @Test
        void shouldBeOneTranscriptForEachRun() {
            String served = provenance("'transcription_outcome':'served'");
            List<String> keys = keysOf(served);

            assertThat(keys).hasSize(2).doesNotHaveDuplicates();
            assertThat(keysOf(served.replace("meeting.completed", "meeting.status_change")))
                    .isEqualTo(keys);
            assertThat(keysOf(served.replace("05:40", "05:58"))).doesNotContainAnyElementsOf(keys);
            assertThat(keysOf(served.replace("served", "failed")).getLast()).isNotEqualTo(keys.getLast());
        }

        @Test
        void shouldBeAnotherStepAtAnotherTimeOnly() {
            String step = flat("'to':'active','timestamp':'2026-02-13T20:10:12.040Z'");

            assertThat(keyOf(flat("'to':'active','timestamp':'2026-02-13T20:10:12.040000'")))
                    .isEqualTo(keyOf(step));
            assertThat(keyOf(flat("'from':'active','to':'active','timestamp':'2026-02-13T21:10:12.04+01:00'")))
                    .isEqualTo(keyOf(step));
            assertThat(keyOf(flat("'from':'active','to':'active','timestamp':'2026-02-13T20:10:13.000'")))
                    .isNotEqualTo(keyOf(step));
            assertThat(keyOf(flat("'to':'joining','timestamp':'2026-02-13T20:10:12.040Z'")))
                    .isNotEqualTo(keyOf(step));
        }

        @Test
        void shouldBeOneStepByEitherNameOfIt() {
            String change = "{'to':'active','timestamp':'2026-02-13T20:10:12.040'}";

            assertThat(keyOf(enveloped("meeting.started", "{'id':16}", change)))
                    .isEqualTo(keyOf(enveloped("meeting.status_change", "{'id':16}", change)));
        }

        @Test
        void shouldNotDependOnTheIdThatV1MakesAnewForEachEmission() {
            String body = sample("envelope-status-change-0.10.json");

            assertThat(keyOf(body.replace("evt_7b1d", "evt_0000").replace("09:59:40.130001", "09:59:41.000000")))
                    .isEqualTo(keyOf(body));
        }

        @Test
        void shouldBeToldByTheEnvelopesTimeWhereThereIsNoOther() {
            String body = enveloped("meeting.status_change", "{'id':16}", "{'to':'joining'}");

            assertThat(keyOf(body)).isNotEqualTo(keyOf(body.replace("2026-02-13T20", "2026-02-13T21")));
            assertThat(keyOf(body)).isEqualTo(keyOf(body.replace("evt_1", "evt_2")));
        }

        @Test
        void shouldNotDependOnTheTimeOfReceipt() {
            for (String body : List.of(
                    sample("recording-completed-compact.json"),
                    flat("'to':'active','timestamp':'2026-03-05T00:00:00Z'"),
                    flat("'to':'active','timestamp':'soon'"),
                    flat("'to':'active'"))) {
                assertThat(keyOf(body, RECEIVED_AT.plusSeconds(86_400 * 400L))).isEqualTo(keyOf(body));
            }
        }

        @Test
        void shouldBeOneFileByWhateverFormItIsTold() {
            String listed = recording("'id':412,'media_files':[{'id':977,'type':'audio','file_size_bytes':5}]");
            String compact = recording("'id':412,'media_file_id':977,'media_type':'audio'");

            assertThat(keyOf(listed)).isEqualTo(keyOf(compact));
            assertThat(keyOf(listed)).isNotEqualTo(keyOf(listed.replace("977", "978")));
            assertThat(keyOf(listed)).isNotEqualTo(keyOf(listed.replace("412", "413")));
            assertThat(keyOf(listed)).isNotEqualTo(keyOf(listed.replace("audio", "video")));
            assertThat(keyOf(compact)).isNotEqualTo(keyOf(compact.replace("'id':412", "'id':412,'status':'failed'")));
        }

        @Test
        void shouldBeOneUnknownEventOnlyWhenAllOfItIsTheSame() {
            String body = "{'event_type':'meeting.renamed','meeting':{'id':16,'name':'a'}}";

            assertThat(keyOf(body)).isEqualTo(keyOf(body.replace(",", " , ")));
            assertThat(keyOf(body)).isNotEqualTo(keyOf(body.replace("'a'", "'b'")));
        }
    }

    @Nested
    class Times {

        @ParameterizedTest
        @CsvSource({
            // In V0 and V1, Python's times without an offset, and without a fraction where it is 0.
            "2026-02-13T20:44:51.123456,       2026-02-13T20:44:51.123456Z, false",
            "2026-02-13T20:44:51,              2026-02-13T20:44:51Z,        false",
            "2026-02-13T20:44:51.123Z,         2026-02-13T20:44:51.123Z,    false",
            "2026-02-13T20:44:51.123456+00:00, 2026-02-13T20:44:51.123456Z, false",
            "soon,                             2026-03-01T12:00:00Z,        true",
            "2026-03-02T12:00:01,              2026-03-01T12:00:00Z,        true",
        })
        void shouldBeReadInEveryRendering(String timestamp, Instant at, boolean inferred) {
            EventTime time = changeOf(flat("'to':'active','timestamp':'" + timestamp + "'"))
                    .said()
                    .time();

            assertThat(time).isEqualTo(new EventTime(at, inferred, inferred ? timestamp : null));
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    // name,                 meeting,                                    status_change,
                    //        time,              inferred, unusable
                    "meeting.status_change, 'end_time':'2026-02-13T20:44:51',           'to':'active';'timestamp':'2026-02-13T20:10:12', 2026-02-13T20:10:12Z, false, ",
                    "meeting.status_change, 'end_time':'2026-02-13T20:44:51',           'to':'active',                         2026-02-13T20:00:00Z, false, ",
                    "meeting.status_change, 'end_time':'2026-02-13T20:44:51',           'to':'completed',                      2026-02-13T20:44:51Z, false, ",
                    "meeting.completed,     'end_time':'2026-02-13T20:44:51',           ,                                      2026-02-13T20:44:51Z, false, ",
                    "meeting.completed,     'end_time':null,                            ,                                      2026-02-13T20:00:00Z, false, ",
                    "meeting.completed,     'end_time':'never',                         ,                                      2026-02-13T20:00:00Z, true,  never",
                    "bot.failed,            'end_time':'2026-02-13T20:44:51',           'to':'failed';'timestamp':'2026-02-13T20:44:52', 2026-02-13T20:44:52Z, false, ",
                    "meeting.renamed,       'end_time':'2026-02-13T20:44:51',           ,                                      2026-02-13T20:00:00Z, false, ",
                })
        void shouldBeTheBestThatAnEnvelopeTells(
                String name,
                String meeting,
                @Nullable String change,
                Instant at,
                boolean inferred,
                @Nullable String unusable) {
            String body = enveloped(
                    name, "{'id':16," + meeting + "}", change == null ? null : "{" + change.replace(';', ',') + "}");

            assertThat(eventOf(body).said().time()).isEqualTo(new EventTime(at, inferred, unusable));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    // recording,                                                             V0,                    V1
                    "'created_at':'2026-02-13T20:10:20','completed_at':'2026-02-13T20:44:55' | 2026-02-13T20:44:55Z | 2026-02-13T20:44:55Z",
                    "'created_at':'2026-02-13T20:10:20','completed_at':null                  | 2026-02-13T20:10:20Z | 2026-02-13T20:10:20Z",
                    "'status':'completed'                                                    | 2026-03-01T12:00:00Z | 2026-02-13T20:00:00Z",
                })
        void shouldBeWhenARecordingWasFinished(String fields, Instant flat, Instant enveloped) {
            assertThat(artifactOf(recording(fields)).said().time().at()).isEqualTo(flat);
            assertThat(artifactOf(envelope("recording.completed", "'recording':{'meeting_id':16," + fields + "}"))
                            .said()
                            .time()
                            .at())
                    .isEqualTo(enveloped);
        }

        @Test
        void shouldBeTheEndOfABareMeetingAndNeverItsCreation() {
            String bare = "{'id':16,'native_meeting_id':'a','status':'completed','created_at':'2026-02-13T20:10:00'%s}";

            assertThat(eventOf(bare.formatted(",'end_time':'2026-02-13T20:44:51'"))
                            .said()
                            .time())
                    .isEqualTo(new EventTime(Instant.parse("2026-02-13T20:44:51Z"), false, null));
            assertThat(eventOf(bare.formatted("")).said().time()).isEqualTo(new EventTime(RECEIVED_AT, true, null));
        }
    }
}
