package io.adjourn.vendors.vexa;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VexaLifecycleTest extends VexaFixture {
    @Nested
    class States {

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
    class Traps {

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
}
