package io.adjourn.vendors.vexa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VexaTest {
    private static final Vexa VEXA = new Vexa();
    private static final Instant RECEIVED_AT = Instant.parse("2026-03-01T12:00:00Z");

    @Nested
    class Mapping {

        @ParameterizedTest
        @CsvSource({
            "requested,          REQUESTED,    false",
            "joining,            JOINING,      false",
            "awaiting_admission, WAITING_ROOM, false",
            "needs_help,         WAITING_ROOM, false",
            "needs_human_help,   WAITING_ROOM, false",
            "active,             IN_MEETING,   false",
            "stopping,           LEAVING,      false",
            "completed,          ENDED,        true",
            "failed,             FAILED,       true",
            "Completed,          UNKNOWN,      false",
            "hovering,           UNKNOWN,      false",
        })
        void shouldReachTheStatusInEveryDialect(String to, BotState state, boolean terminal) {
            for (String body : List.of(
                    flat("'to':'" + to + "'"),
                    enveloped("meeting.status_change", "{'id':16}", "{'to':'" + to + "'}"),
                    enveloped("meeting.status_change", "{'connection_id':'c-1'}", "{'new_status':'" + to + "'}"),
                    "{'id':16,'native_meeting_id':'abc','status':'" + to + "'}")) {
                StateChange change = changeOf(body);

                assertThat(change.state()).isEqualTo(state);
                assertThat(change.terminal()).isEqualTo(terminal);
                assertThat(change.words().state()).isEqualTo(to);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "meeting.started,   IN_MEETING, false",
            "meeting.completed, ENDED,      true",
            "bot.failed,        FAILED,     true",
        })
        void shouldReachTheStatusThatTheNameTells(String name, BotState state, boolean terminal) {
            // What the meeting has become since is another matter.
            StateChange change = changeOf(enveloped(name, "{'id':16,'status':'joining'}", null));

            assertThat(change.state()).isEqualTo(state);
            assertThat(change.terminal()).isEqualTo(terminal);
            assertThat(change.said().vendorType()).isEqualTo(name);
        }

        @ParameterizedTest
        @CsvSource({
            "completed, stopped,                     LEFT_ON_REQUEST",
            "completed, left_alone,                  EVERYONE_LEFT",
            "completed, startup_alone,               NOBODY_JOINED",
            "completed, evicted,                     REMOVED_BY_PARTICIPANT",
            "completed, awaiting_admission_timeout,  WAITING_ROOM_TIMEOUT",
            "completed, awaiting_admission_rejected, JOIN_DENIED",
            "failed,    awaiting_admission_rejected, JOIN_DENIED",
            "failed,    join_failure,                CANNOT_JOIN",
            "completed, stopped_before_admission,    CANNOT_JOIN",
            "failed,    stopped_with_no_audio,       INTERNAL_ERROR",
            "failed,    auth_session_missing,        LOGIN_REQUIRED",
            "completed, validation_error,            INTERNAL_ERROR",
            "completed, max_bot_time_exceeded,       MAX_DURATION",
            // Somebody stopped it in the lobby.
            "failed,    stopped,                     LEFT_ON_REQUEST",
            "completed, boredom,                     UNKNOWN",
            "completed, ,                            UNKNOWN",
        })
        void shouldEndForTheCompletionReason(String to, @Nullable String reason, EndReason meant) {
            String word = reason == null ? "null" : "'" + reason + "'";
            for (String body : List.of(
                    flat("'to':'" + to + "'", "'data':{'completion_reason':" + word + "}"),
                    enveloped(
                            "meeting.status_change",
                            "{'id':16,'completion_reason':" + word + "}",
                            "{'to':'" + to + "'}"),
                    "{'id':16,'native_meeting_id':'a','status':'" + to + "','data':{'completion_reason':" + word
                            + "}}")) {
                assertThat(changeOf(body).endReason()).isEqualTo(meant);
                assertThat(changeOf(body).words().reason()).isEqualTo(reason);
            }
        }

        @ParameterizedTest
        @CsvSource({
            // to,     completion_reason, reason,                      failure_stage,      end reason,             word
            "completed, ,                 self_initiated_leave,        ,                   NORMAL_EXIT,            self_initiated_leave",
            "completed, ,                 normal_completion,           ,                   NORMAL_EXIT,            normal_completion",
            "completed, ,                 admission_timeout,           ,                   WAITING_ROOM_TIMEOUT,   admission_timeout",
            "completed, ,                 admission_rejected_by_admin, ,                   JOIN_DENIED,            admission_rejected_by_admin",
            "completed, ,                 removed_by_admin,            ,                   REMOVED_BY_PARTICIPANT, removed_by_admin",
            "completed, ,                 left_alone_timeout,          ,                   EVERYONE_LEFT,          left_alone_timeout",
            "completed, ,                 startup_alone_timeout,       ,                   NOBODY_JOINED,          startup_alone_timeout",
            "completed, ,                 signal_sigterm,              ,                   UNKNOWN,                signal_sigterm",
            "completed, stopped,          left_alone_timeout,          ,                   LEFT_ON_REQUEST,        stopped",
            "completed, boredom,          left_alone_timeout,          ,                   EVERYONE_LEFT,          boredom",
            "completed, ,                 ,                            active,             UNKNOWN,                active",
            "failed,    ,                 admission_timeout,           awaiting_admission, WAITING_ROOM_TIMEOUT,   admission_timeout",
            "failed,    join_failure,     admission_timeout,           awaiting_admission, CANNOT_JOIN,            join_failure",
            "failed,    ,                 host denied admission,       awaiting_admission, CANNOT_JOIN,            host denied admission",
            "failed,    ,                 ,                            requested,          INTERNAL_ERROR,         requested",
            "failed,    ,                 ,                            joining,            CANNOT_JOIN,            joining",
            "failed,    ,                 ,                            active,             INTERNAL_ERROR,         active",
            "failed,    ,                 ,                            ,                   UNKNOWN,                ",
        })
        void shouldEndForTheFirstReasonThatIsKnown(
                String to,
                @Nullable String completionReason,
                @Nullable String reason,
                @Nullable String stage,
                EndReason meant,
                @Nullable String word) {
            StateChange change = changeOf(flat(
                    "'to':'" + to + "'" + field("reason", reason),
                    "'data':{'name':'n'" + field("completion_reason", completionReason) + field("failure_stage", stage)
                            + "}"));

            assertThat(change.endReason()).isEqualTo(meant);
            assertThat(change.words().reason()).isEqualTo(word);
        }

        @ParameterizedTest
        @CsvSource({
            "user_stop,         LEFT_ON_REQUEST",
            "scheduler_timeout, MAX_DURATION",
            "bot_callback,      LEFT_ON_REQUEST",
            ",                  LEFT_ON_REQUEST",
        })
        void shouldStopForWhoHadItStopped(@Nullable String source, EndReason meant) {
            assertThat(changeOf(flat("'to':'stopping'" + field("transition_source", source)))
                            .endReason())
                    .isEqualTo(meant);
        }

        @Test
        void shouldSayNoReasonBeforeTheEnd() {
            // The body of an early step may be built when the run is over.
            assertThat(changeOf(flat("'to':'active'", "'status':'completed','data':{'completion_reason':'left_alone'}"))
                            .endReason())
                    .isNull();
        }

        @ParameterizedTest
        @CsvSource({"awaiting_admission, WAITING_ROOM", "active, IN_MEETING", "hovering, UNKNOWN", ","})
        void shouldSayTheStateBefore(@Nullable String from, @Nullable BotState previous) {
            String word = from == null ? "null" : "'" + from + "'";

            assertThat(changeOf(flat("'to':'active','from':" + word)).previous())
                    .isEqualTo(previous);
            assertThat(changeOf(enveloped(
                                    "meeting.status_change",
                                    "{'connection_id':'c-1'}",
                                    "{'old_status':" + word + ",'new_status':'active'}"))
                            .previous())
                    .isEqualTo(previous);
        }

        @Test
        void shouldKeepTheVendorsWords() {
            String details = "'data':{'completion_reason':'join_failure','error_details':'no such room'}";

            assertThat(changeOf(flat("'to':'failed','reason':'admission_failed'", details))
                            .words())
                    .isEqualTo(new VendorWords("failed", "join_failure", "no such room"));
            assertThat(changeOf(flat(
                                    "'to':'failed','reason':'admission_failed'",
                                    "'data':{'completion_reason':'join_failure'}"))
                            .words())
                    .isEqualTo(new VendorWords("failed", "join_failure", "admission_failed"));
            assertThat(changeOf(flat("'to':'failed'", "'data':{'error_details':{'code':5}}"))
                            .words())
                    .isEqualTo(new VendorWords("failed", null, "{\"code\":5}"));
            assertThat(changeOf(flat("'to':'stopping','reason':'User requested stop'"))
                            .words())
                    .isEqualTo(new VendorWords("stopping", "User requested stop", null));
        }

        @Test
        void shouldSayWhichMeetingItIs() {
            assertThat(changeOf(sample("envelope-meeting-started.json")).meeting())
                    .isEqualTo(new MeetingReference("zoom", "98765432101", "https://zoom.us/j/98765432101", null));
            assertThat(changeOf(sample("meeting-completed-untyped.json")).meeting())
                    .isEqualTo(new MeetingReference(
                            "google_meet", "abc-defg-hij", "https://meet.google.com/abc-defg-hij", null));
            assertThat(changeOf(sample("envelope-status-change-0.12-active.json"))
                            .meeting())
                    .isEqualTo(MeetingReference.NONE);
        }

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
    class Runs {

        @Test
        void shouldBeginWhenTheMeetingStarted() {
            assertThat(changeOf(sample("meeting-status-change-active.json")).run())
                    .isEqualTo(joined("2026-02-13T20:10:12Z"));
            assertThat(changeOf(sample("meeting-completed-untyped.json")).run())
                    .isEqualTo(joined("2026-02-14T10:00:00.112233Z"));
            assertThat(changeOf(enveloped(
                                    "meeting.completed",
                                    "{'id':16,'start_time':null,"
                                            + "'service_provenance':{'bot_admitted_at':'2026-02-13T20:10:12Z'}}",
                                    null))
                            .run())
                    .isEqualTo(joined("2026-02-13T20:10:12Z"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"'soon'", "'+999999999-12-31T23:59:59Z'", "0", "'2027-01-01T00:00:00Z'", "true"})
        void shouldNotBeginAtATimeThatIsNone(String time) {
            assertThat(changeOf(flat("'to':'completed'", "'start_time':" + time))
                            .run())
                    .isEqualTo(RunSummary.NONE);
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "completed, 'start_time':null,                   true",
                    "failed,    'start_time':null,                   true",
                    "completed, 'end_time':null,                     false",
                    "completed, 'start_time':'2026-02-13T20:10:12Z', false",
                    "completed, 'start_time':'soon',                 false",
                    "stopping,  'start_time':null,                   false",
                    "joining,   'start_time':null,                   false",
                })
        void shouldNeverHaveJoinedOnlyWhenTheEndSaysSo(String to, String field, boolean never) {
            assertThat(changeOf(flat("'to':'" + to + "'", field)).run().neverJoined())
                    .isEqualTo(never);
        }

        @ParameterizedTest
        @CsvSource({"completed, meeting.completed", "failed, bot.failed"})
        void shouldNeverHaveJoinedWhereTheyWereNeverAdmittedWhateverTheStartSays(String status, String name) {
            String body = "{'id':16,'status':'" + status + "','start_time':'2026-02-13T20:10:12Z',"
                    + "'service_provenance':{'bot_outcome':'never_admitted','bot_admitted_at':null}}";

            RunSummary run = changeOf(enveloped(name, body, null)).run();

            assertThat(run.neverJoined()).isTrue();
            assertThat(run.joinedAt()).isNull();
            assertThat(changeOf(enveloped(name, body.replace("never_admitted", "served"), null))
                            .run())
                    .isEqualTo(joined("2026-02-13T20:10:12Z"));
        }

        @Test
        void shouldBeginWhenTheLastOfThemWasAdmitted() {
            // The start of a meeting that was opened again may be that of an earlier run.
            assertThat(changeOf(enveloped(
                                    "meeting.completed",
                                    "{'id':16,'start_time':'2026-02-13T20:10:12Z',"
                                            + "'service_provenance':{'bot_admitted_at':'2026-02-13T20:40:00Z'}}",
                                    null))
                            .run())
                    .isEqualTo(joined("2026-02-13T20:40:00Z"));
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "{'recording_enabled':true},                        RECORDING",
                    "{'recording_enabled':false},                       none",
                    "{'recording_enabled':'yes'},                       ",
                    "{},                                                ",
                    "{'recording_enabled':false;'adjourn.expects':'audio'}, AUDIO",
                })
        void shouldSayWhatTheBotWasAskedFor(String data, @Nullable String expects) {
            assertThat(expectsOf(flat("'to':'active'", "'data':" + data.replace(';', ','))))
                    .isEqualTo(expects);
        }

        @Test
        void shouldNotPromiseRecordingsThatV2NeverTellsOf() {
            String body = enveloped(
                    "meeting.started",
                    "{'id':16,'service_provenance':null,'data':{'recording_enabled':true}}",
                    "{'to':'active'}");

            assertThat(expectsOf(body)).isNull();
            assertThat(expectsOf(body.replace("true", "false"))).isEqualTo("none");
        }

        private @Nullable String expectsOf(String body) {
            Set<ArtifactKind> expects = changeOf(body).run().expects();
            if (expects == null) {
                return null;
            }
            return expects.isEmpty()
                    ? "none"
                    : expects.stream().map(ArtifactKind::name).collect(Collectors.joining(" "));
        }

        private RunSummary joined(String at) {
            return new RunSummary(Instant.parse(at), null, null, false, List.of(), List.of(), null, null);
        }
    }

    @Nested
    class Recordings {

        @Test
        void shouldBeOneArtifactForEachFile() {
            Events events = read(recording("'id':900,'status':'completed','completed_at':'2026-02-13T20:44:55Z',"
                    + "'media_files':[{'id':901,'type':'audio','format':'wav','file_size_bytes':1234567,"
                    + "'duration_seconds':2079.2},{'id':902,'type':'video','format':'webm','duration_seconds':null},"
                    + "{'id':903,'type':'screenshot'}]"));

            assertThat(events.events())
                    .extracting(event -> (Artifact) event)
                    .extracting(Artifact::kind, Artifact::status, Artifact::artifactId, Artifact::media)
                    .containsExactly(
                            row(ArtifactKind.AUDIO, "900/901", new Media("wav", 1_234_567L, 2079.2)),
                            row(ArtifactKind.VIDEO, "900/902", new Media("webm", null, null)),
                            row(ArtifactKind.RECORDING, "900/903", Media.NONE));
            assertThat(events.events())
                    .extracting(event -> event.said().semanticKey())
                    .doesNotHaveDuplicates();
            assertThat(events.events())
                    .extracting(event -> event.said().time().at())
                    .containsOnly(Instant.parse("2026-02-13T20:44:55Z"));
        }

        @Test
        void shouldBeOneArtifactInTheCompactForm() {
            Artifact artifact = artifactOf(sample("recording-completed-compact.json"));

            assertThat(artifact.kind()).isEqualTo(ArtifactKind.AUDIO);
            assertThat(artifact.artifactId()).isEqualTo("412/977");
            assertThat(artifact.media()).isEqualTo(new Media("wav", 2_345_678L, null));
            assertThat(artifact.link()).isNull();
            assertThat(artifact.said().time()).isEqualTo(new EventTime(RECEIVED_AT, true, null));
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "'id':412,                      412",
                    "'id':412;'media_files':[],     412",
                    "'id':412;'media_files':null,   412",
                    "'id':'412',                    412",
                    "'media_file_id':977,           977",
                    "'source':'bot',                ",
                })
        void shouldBeOneArtifactOfAKindThatIsNotSaidWhereNoFileIs(String fields, @Nullable String id) {
            Artifact artifact = artifactOf(recording(fields.replace(';', ',')));

            assertThat(artifact.kind()).isEqualTo(ArtifactKind.RECORDING);
            assertThat(artifact.artifactId()).isEqualTo(id);
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "'status':'completed', READY,  ",
                    "'status':null,        READY,  ",
                    "'status':'failed',    FAILED, failed",
                    "'status':'torn',      READY,  ",
                })
        void shouldBeReadyUnlessTheyFailed(String status, ArtifactStatus meant, @Nullable String detail) {
            Artifact artifact = artifactOf(recording("'id':1," + status));

            assertThat(artifact.status()).isEqualTo(meant);
            assertThat(artifact.detail()).isEqualTo(detail);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'file_size_bytes':-1,'duration_seconds':-1",
                    "'file_size_bytes':1.5,'duration_seconds':1e9999",
                    "'file_size_bytes':99999999999999999999,'duration_seconds':1e999999999",
                    "'file_size_bytes':'5','duration_seconds':'5'",
                })
        void shouldHaveNoSizeOrLengthThatIsNone(String fields) {
            assertThat(artifactOf(recording("'media_files':[{'id':1,'type':'audio'," + fields + "}]"))
                            .media())
                    .isEqualTo(Media.NONE);
        }

        @Test
        void shouldBeAnnouncedByNewerNamesToo() {
            Artifact recording = artifactOf(sample("envelope-recording-ready-unverified.json"));
            Artifact transcript = artifactOf(sample("envelope-transcription-ready-unverified.json"));

            assertThat(recording.artifactId()).isNull();
            assertThat(transcript.kind()).isEqualTo(ArtifactKind.TRANSCRIPT);
            assertThat(transcript.said().semanticKey())
                    .isNotEqualTo(recording.said().semanticKey());
            assertThat(artifactOf("{'event_type':'recording.ready','data':{'meeting':{'id':16},"
                                    + "'recording':{'id':900,'media_files':[{'id':901,'type':'audio'}]}}}")
                            .artifactId())
                    .isEqualTo("900/901");
        }

        private Tuple row(ArtifactKind kind, String id, Media media) {
            return tuple(kind, ArtifactStatus.READY, id, media);
        }
    }

    @Nested
    class Transcripts {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "served,    READY,       ",
                    "failed,    FAILED,      failed",
                    "no_output, UNAVAILABLE, no_output",
                    "disabled,  SKIPPED,     disabled",
                })
        void shouldBeToldByTheOutcomeAtTheEnd(String outcome, ArtifactStatus status, @Nullable String detail) {
            Events events = read(provenance("'transcription_outcome':'" + outcome + "'"));

            assertThat(events.events()).hasSize(2).last().isInstanceOfSatisfying(Artifact.class, transcript -> {
                assertThat(transcript.kind()).isEqualTo(ArtifactKind.TRANSCRIPT);
                assertThat(transcript.status()).isEqualTo(status);
                assertThat(transcript.implied()).isFalse();
                assertThat(transcript.provider()).isEqualTo("vexa");
                assertThat(transcript.detail()).isEqualTo(detail);
                assertThat(transcript.said().time())
                        .isEqualTo(new EventTime(Instant.parse("2026-02-13T05:40:00Z"), false, null));
            });
            assertThat(events.unknown()).isEmpty();
        }

        @Test
        void shouldSayWhatWentWrong() {
            String fault = "'stt_fault':{'kind':'payment_required','count':18}";

            for (String body : List.of(
                    provenance("'transcription_outcome':'failed'", ",'data':{" + fault + "}"),
                    provenance("'transcription_outcome':'failed'," + fault))) {
                assertThat(((Artifact) read(body).events().getLast()).detail())
                        .isEqualTo("{\"kind\":\"payment_required\",\"count\":18}");
                assertThat(read(body).unknown()).isEmpty();
            }
        }

        @ParameterizedTest
        @CsvSource({"boredom, true", "null, false"})
        void shouldNotBeToldByAWordThatIsNotKnown(String outcome, boolean counted) {
            String word = outcome.equals("null") ? outcome : "'" + outcome + "'";
            Events events = read(provenance("'transcription_outcome':" + word));

            assertThat(events.events()).hasSize(1);
            assertThat(events.unknown().contains("data.meeting.service_provenance.transcription_outcome"))
                    .isEqualTo(counted);
        }

        @Test
        void shouldNotBeToldBeforeTheEndNorOfNoMeeting() {
            String served = provenance("'transcription_outcome':'served'");

            assertThat(read(served.replace("meeting.completed", "meeting.started"))
                            .events())
                    .hasSize(1);
            assertThat(read(served.replace("'id':16", "'connection_id':'c-1'")).events())
                    .hasSize(1);
        }
    }

    @Nested
    class Attributes {

        @Test
        void shouldBeWhatTheCustomerKeepsWithTheMeeting() {
            assertThat(attributesOf("{'name':'Café','metadata':{'id':[1.50]},'completion_reason':'stopped',"
                            + "'status_transition':[{'to':'joining'}],'recordings':[],'stop_requested':true}"))
                    .isEqualTo("{\"name\":\"Café\",\"metadata\":{\"id\":[1.50]}}");
            assertThat(attributesOf("{'completion_reason':'stopped'}")).isNull();
            assertThat(attributesOf("{}")).isNull();
            assertThat(attributesOf("null")).isNull();
            assertThat(attributesOf("['name']")).isNull();
        }

        @Test
        void shouldNeverHoldWhereVexaSendsToNorItsSecret() {
            String data = "{'name':'n','webhook_secret':'test-secret','notes':[{'webhook_secrets':['test-secret'],"
                    + "'webhook_url':'https://test-secret.invalid','kept':1}]}";

            assertThat(attributesOf(data)).isEqualTo("{\"name\":\"n\",\"notes\":[{\"kept\":1}]}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'share_grants':[{'secret_hash':'5feceb66','allowed_emails':['reader@example.test']}]",
                    "'transcript_viewers':[77]",
                    "'completion_history':[{'completion_reason':'evicted'}]",
                    "'teardown_claim_id':'t'",
                    "'calendar_connection_id':'c'",
                    "'auto_join_last_attempt':'2026-11-29T05:01:00Z'",
                    "'sessions':['s']",
                    "'docs':[{'path':'x.md'}]",
                    "'workspace_id':'w'",
                    "'attendees':[{'email':'guest@example.test'}]",
                    "'whatever_comes_next':{'api_key':'k'}",
                })
        void shouldHoldNothingThatIsVexasOwn(String field) {
            assertThat(attributesOf("{" + field + ",'title':'Review'}")).isEqualTo("{\"title\":\"Review\"}");
            assertThat(((Activity) eventOf("{'event_type':'meeting.renamed','meeting':{'id':16,'data':{" + field
                                    + ",'title':'Review'}}}"))
                            .data())
                    .isEqualTo("{\"event_type\":\"meeting.renamed\",\"meeting\":{\"id\":16,"
                            + "\"data\":{\"title\":\"Review\"}}}");
        }

        @Test
        void shouldNotHoldInAnyPlaceWhatLetsPeopleIn() {
            String body = "{'event_type':'share.created','meeting':{'id':16},"
                    + "'share':{'mode':'emails','secret_hash':'5feceb66','allowed_emails':['reader@example.test']}}";

            assertThat(((Activity) eventOf(body)).data())
                    .isEqualTo("{\"event_type\":\"share.created\",\"meeting\":{\"id\":16},"
                            + "\"share\":{\"mode\":\"emails\"}}");
        }

        @Test
        void shouldNotComeWithAnUnknownEventEither() {
            String body = "{'event_type':'meeting.renamed','webhook_secret':'test-secret',"
                    + "'meeting':{'id':16,'data':{'webhook_url':'https://test-secret.invalid','name':'n'}}}";

            Activity activity = (Activity) eventOf(body);

            assertThat(activity.data())
                    .isEqualTo(
                            "{\"event_type\":\"meeting.renamed\",\"meeting\":{\"id\":16,\"data\":{\"name\":\"n\"}}}");
            assertThat(activity.toString()).doesNotContain("test-secret");
        }

        private @Nullable String attributesOf(String data) {
            return changeOf(flat("'to':'completed'", "'data':" + data)).attributes();
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

    @Nested
    class Gotchas {

        @Test
        void shouldTrustTheChangeAndNotTheMeetingThatMayBeFurther() {
            assertThat(changeOf(flat("'from':'joining','to':'active'", "'status':'completed'"))
                            .state())
                    .isEqualTo(BotState.IN_MEETING);
        }

        @Test
        void shouldTakeTheMeetingsStatusWhereNoChangeIsTold() {
            assertThat(changeOf("{'event_type':'meeting.status_change','meeting':{'id':16,'status':'active'}}")
                            .state())
                    .isEqualTo(BotState.IN_MEETING);
        }

        @Test
        void shouldTellABareMeetingFromAnEnvelopeAlthoughBothHaveData() {
            String bare = "{'id':16,'native_meeting_id':'a','status':'completed','data':{'meeting':{'id':99},"
                    + "'completion_reason':'evicted'}}";

            assertThat(subjectOf(bare)).isEqualTo(new Subject.Meeting("16"));
            assertThat(changeOf(bare).endReason()).isEqualTo(EndReason.REMOVED_BY_PARTICIPANT);
            assertThat(changeOf(bare).said().vendorType()).isEmpty();
        }

        @Test
        void shouldReadFieldsInAnyOrder() {
            assertThat(
                            normalize(
                                    "{'status_change':{'to':'active'},'meeting':{'id':16},'event_type':'meeting.status_change'}"))
                    .isEqualTo(
                            normalize(
                                    "{'event_type':'meeting.status_change','meeting':{'id':16},'status_change':{'to':'active'}}"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'event_type':'chat.received','meeting':{'id':16}}",
                    "{'event_type':'Meeting.Completed','meeting':{'id':16}}",
                    "{'event_type':5,'meeting':{'id':16}}",
                    "{'meeting':{'id':16}}",
                    "{'event_type':'chat.received','data':{'meeting':{'id':16}}}",
                    "{'event_id':'evt_1','event_type':'account.renamed','api_version':'2026-03-01','data':{}}",
                })
        void shouldKeepAsActivityWhatIsNotKnown(String body) {
            Activity activity = (Activity) eventOf(body);

            assertThat(activity.kind()).isEqualTo(ActivityKind.UNKNOWN);
            assertThat(activity.data()).isEqualTo(body.replace('\'', '"'));
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                delimiter = '|',
                value = {
                    "'meeting':{'id':16},'status_change':{'to':'active'}                      | IN_MEETING |",
                    "'data':{'meeting':{'id':16},'status_change':{'new_status':'joining'}}    | JOINING    |",
                    "'meeting':{'id':16,'status':'failed','data':{'completion_reason':'evicted'}} | FAILED | REMOVED_BY_PARTICIPANT",
                    "'data':{'meeting':{'id':16,'status':'completed','completion_reason':'left_alone'}} | ENDED | EVERYONE_LEFT",
                })
        void shouldSayWhatIsKnownOfAnEventWhoseNameIsNot(String fields, BotState state, @Nullable EndReason reason) {
            Events events = read("{'event_type':'meeting.levitated'," + fields + "}");

            assertThat(events.events())
                    .hasSize(2)
                    .last()
                    .isInstanceOfSatisfying(
                            Activity.class, whole -> assertThat(whole.kind()).isEqualTo(ActivityKind.UNKNOWN));
            assertThat(events.events().getFirst()).isInstanceOfSatisfying(StateChange.class, change -> {
                assertThat(change.state()).isEqualTo(state);
                assertThat(change.endReason()).isEqualTo(reason);
                assertThat(change.said().vendorType()).isEqualTo("meeting.levitated");
            });
            assertThat(events.unknown()).containsExactly("event_type");
        }

        @Test
        void shouldTakeAMeetingThatGoesOnForNoStepWhereTheNameIsNotKnown() {
            // Any event shows the meeting as it is.
            for (String fields : List.of(
                    "'meeting':{'id':16,'status':'active'}",
                    "'meeting':{'id':16,'status':'hovering'}",
                    "'meeting':{'id':16,'status':'completed'},'status_change':{'to':'hovering'}")) {
                assertThat(read("{'event_type':'chat.received'," + fields + "}").events())
                        .hasSize(1);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'event_type':'test'}",
                    "{'event_type':'test','message':'It works'}",
                    "{'event_type':'test','meeting':{'id':16,'status':'active'}}",
                    "{'event_id':'evt_1','event_type':'test','api_version':'2026-03-01','created_at':'2026-02-13T20:00:00Z','data':{}}",
                })
        void shouldTakeATryForNews(String body) {
            assertThat(eventOf(body))
                    .isInstanceOfSatisfying(
                            Activity.class,
                            activity -> assertThat(activity.kind()).isEqualTo(ActivityKind.INFO));
            assertThat(subjectOf(body)).isEqualTo(new Subject.Unknown());
            assertThat(read(body).unknown()).doesNotContain("event_type");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Grüße an alle", "room/with/slashes", "öffentlich 7", "a b/c"})
        void shouldTakeJitsisIdsAsTheyAre(String nativeId) {
            assertThat(changeOf(flat(
                                    "'to':'active'",
                                    "'platform':'jitsi','native_meeting_id':'" + nativeId
                                            + "','constructed_meeting_url':'https://meet.jit.si/x'"))
                            .meeting())
                    .isEqualTo(new MeetingReference("jitsi", nativeId, "https://meet.jit.si/x", null));
        }

        @Test
        void shouldReadTheOperatorsCallbackThatKnowsOnlyAConnection() {
            String body = enveloped(
                    "meeting.completed",
                    "{'connection_id':'c-1','status':'completed','completion_reason':'left_alone','failure_stage':null,'data':{}}",
                    null);

            assertThat(subjectOf(body)).isEqualTo(new Subject.Unknown());
            assertThat(changeOf(body).endReason()).isEqualTo(EndReason.EVERYONE_LEFT);
            assertThat(read(body).unknown()).isEmpty();
        }

        @Test
        void shouldReadAHookAfterTheMeetingAndKeepTheOwnersAddressToItself() {
            String body = enveloped(
                            "meeting.completed",
                            "{'id':16,'user_id':3,'user_email':'owner@example.test','platform':'google_meet',"
                                    + "'status':'completed','duration_seconds':482.5,'start_time':'2026-02-13T20:02:00+00:00',"
                                    + "'end_time':'2026-02-13T20:10:02+00:00','created_at':'2026-02-13T20:01:00+00:00',"
                                    + "'transcription_enabled':true}",
                            null)
                    .replace("evt_1", "post_meeting_hooks:meeting.completed:16:5d1e7c0a");

            Events events = read(body);

            assertThat(subjectOf(body)).isEqualTo(new Subject.Meeting("16"));
            assertThat(changeOf(body).run().durationSeconds()).isEqualTo(482.5);
            assertThat(changeOf(body).meeting()).isEqualTo(new MeetingReference("google_meet", null, null, null));
            assertThat(events.unknown()).isEmpty();
            assertThat(events.toString()).doesNotContain("owner@example.test");
        }

        @Test
        void shouldCountAnUnknownName() {
            assertThat(read("{'event_type':'chat.received','meeting':{'id':16}}")
                            .unknown())
                    .containsExactly("event_type");
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

    /** V0. */
    private static String flat(String change) {
        return "{'event_type':'meeting.status_change','meeting':{'id':16},'status_change':{" + change + "}}";
    }

    private static String flat(String change, String meeting) {
        return flat(change).replace("'id':16", "'id':16," + meeting);
    }

    private static String recording(String fields) {
        return "{'event_type':'recording.completed','recording':{'meeting_id':16," + fields + "}}";
    }

    /** V1 and V2. */
    private static String enveloped(String name, String meeting, @Nullable String change) {
        return envelope(name, "'meeting':" + meeting + (change == null ? "" : ",'status_change':" + change));
    }

    private static String envelope(String name, String data) {
        return "{'event_id':'evt_1','event_type':'%s','api_version':'2026-03-01','created_at':'2026-02-13T20:00:00Z','data':{%s}}"
                .formatted(name, data);
    }

    /** An end that tells how the bot did. */
    private static String provenance(String fields) {
        return provenance(fields, "");
    }

    private static String provenance(String fields, String beside) {
        return enveloped(
                "meeting.completed",
                "{'id':16,'status':'completed','end_time':'2026-02-13T05:40:00Z',"
                        + "'service_provenance':{'transcription_provider':'vexa'," + fields + "}" + beside + "}",
                null);
    }

    private static List<String> keysOf(String body) {
        return read(body).events().stream()
                .map(event -> event.said().semanticKey())
                .toList();
    }

    private static String field(String name, @Nullable String value) {
        return value == null ? "" : ",'" + name + "':'" + value + "'";
    }

    private static String sample(String file) {
        try {
            return Files.readString(Path.of("src/test/resources/vexa", file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Subject subjectOf(String body) {
        return VEXA.subjectOf(new Body(json(body)));
    }

    private static Normalization normalize(String body) {
        return normalize(body, RECEIVED_AT);
    }

    private static Normalization normalize(String body, Instant receivedAt) {
        return VEXA.normalize(new Delivery(new Body(json(body)), Headers.NONE, receivedAt));
    }

    private static Events read(String body) {
        return read(body, RECEIVED_AT);
    }

    private static Events read(String body, Instant receivedAt) {
        Normalization normalization = normalize(body, receivedAt);
        assertThat(normalization).isInstanceOf(Events.class);
        return (Events) normalization;
    }

    private static Event eventOf(String body) {
        return read(body).events().getFirst();
    }

    private static StateChange changeOf(String body) {
        return (StateChange) eventOf(body);
    }

    private static Artifact artifactOf(String body) {
        return (Artifact) eventOf(body);
    }

    private static String keyOf(String body) {
        return keyOf(body, RECEIVED_AT);
    }

    private static String keyOf(String body, Instant receivedAt) {
        return read(body, receivedAt).events().getFirst().said().semanticKey();
    }

    private static byte[] json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').getBytes(UTF_8);
    }
}
