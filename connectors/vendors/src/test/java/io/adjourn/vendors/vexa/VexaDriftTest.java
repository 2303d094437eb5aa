package io.adjourn.vendors.vexa;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Subject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VexaDriftTest extends VexaFixture {
    @Nested
    class Unknowns {

        @ParameterizedTest
        @CsvSource({
            "envelope-status-change-0.12-active.json, V2",
            "envelope-meeting-started.json, V2",
            "envelope-meeting-completed.json, V2",
            "envelope-recording-ready-unverified.json, V2",
            "envelope-status-change-0.10.json, V1",
            "envelope-recording-completed.json, V1",
            "meeting-status-change-active.json, V0",
            "meeting-completed-untyped.json, V0",
            "recording-completed-compact.json, V0",
        })
        void shouldTellTheDialect(String file, String dialect) {
            assertThat(read(sample(file)).dialect()).isEqualTo(dialect);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "meeting-status-change-completed.json",
                    "meeting-status-change-failed.json",
                    "meeting-completed-untyped.json",
                    "recording-completed.json",
                    "recording-completed-compact.json",
                    "envelope-status-change-0.10.json",
                    "envelope-status-change-0.12-completed.json",
                    "envelope-meeting-started.json",
                    "envelope-meeting-completed.json",
                    "envelope-recording-completed.json",
                    "envelope-transcription-ready-unverified.json",
                })
        void shouldFindNothingUnknownInASample(String file) {
            assertThat(read(sample(file)).unknown()).isEmpty();
        }

        @Test
        void shouldSayWhereSomethingIsUnknown() {
            assertThat(read(flat("'to':'hovering','from':'floating','mood':1", "'completion_reason':'x','hue':1"))
                            .unknown())
                    .containsExactlyInAnyOrder(
                            "status_change.to",
                            "status_change.from",
                            "status_change.*",
                            "meeting.completion_reason",
                            "meeting.*");
            assertThat(read(enveloped(
                                            "meeting.status_change",
                                            "{'id':16,'status':'hovering','data':{'failure_stage':'x','hue':1}}",
                                            "{'new_status':'hovering','old_status':'floating'}")
                                    .replace("2026-03-01", "2027-03-01"))
                            .unknown())
                    .containsExactlyInAnyOrder(
                            "api_version",
                            "data.meeting.status",
                            "data.meeting.data.failure_stage",
                            "data.status_change.new_status",
                            "data.status_change.old_status");
            assertThat(read("{'id':16,'native_meeting_id':'a','status':'hovering','hue':1}")
                            .unknown())
                    .containsExactlyInAnyOrder("status", "*");
            assertThat(read(recording("'status':'torn','media_files':[{'type':'audio'},{'type':'smell','hue':1}]"))
                            .unknown())
                    .containsExactlyInAnyOrder(
                            "recording.status", "recording.media_files.type", "recording.media_files.*");
        }
    }

    @Nested
    class Rejections {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{'event_type'                                                 | NOT_JSON       | not JSON at line 1, column 14",
                    "[]                                                            | NOT_RECOGNIZED | JSON, but not an object",
                    "{}                                                            | NOT_RECOGNIZED | neither a meeting nor a name that Vexa uses",
                    "{'event_type':'invoice.paid'}                                 | NOT_RECOGNIZED | neither a meeting nor a name that Vexa uses",
                    "{'event_type':'invoice.paid','data':{'id':16}}                | NOT_RECOGNIZED | neither a meeting nor a name that Vexa uses",
                    "{'event_type':'meeting.status_change'}                        | NO_SESSION     | an event of Vexa without a usable meeting id",
                    "{'event_type':'meeting.completed','data':{}}                  | NO_SESSION     | an event of Vexa without a usable meeting id",
                    "{'event_type':'recording.completed','recording':{'id':1}}     | NO_SESSION     | an event of Vexa without a usable meeting id",
                    "{'event_type':'recording.ready','data':{'meeting':{'connection_id':'c-1'}}} | NO_SESSION | an event of Vexa without a usable meeting id",
                    "{'event_type':'meeting.status_change','data':{'meeting':{'connection_id':''},'status_change':{'new_status':'active'}}} | NO_SESSION | an event of Vexa without a usable meeting id",
                    "{'id':null,'native_meeting_id':'a','status':'completed'}      | NO_SESSION     | an event of Vexa without a usable meeting id",
                })
        void shouldSayWhy(String body, RejectReason reason, String detail) {
            assertThat(normalize(body)).isEqualTo(new Rejected(reason, detail));
            assertThat(subjectOf(body)).isEqualTo(new Subject.Unknown());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'event_type':'meeting.status_change','meeting':{'id':16}}",
                    "{'event_type':'meeting.status_change','meeting':{'id':16},'status_change':{'to':null}}",
                    "{'id':16,'native_meeting_id':'a','status':null}",
                })
        void shouldNeedAStatusToGoTo(String body) {
            assertThat(normalize(body))
                    .isEqualTo(
                            new Rejected(RejectReason.BAD_VALUE, "a status change that does not say to which status"));
        }

        @Test
        void shouldNotMakeMoreEventsOfOneDeliveryThanItMayTell() {
            assertThat(read(recording("'media_files':[" + "{},".repeat(49_999) + "{}]"))
                            .events())
                    .hasSize(50_000);
            assertThat(normalize(recording("'media_files':[" + "{},".repeat(50_000) + "{}]")))
                    .isEqualTo(new Rejected(RejectReason.TOO_LARGE, "it tells more than 50000 events"));
        }
    }
}
