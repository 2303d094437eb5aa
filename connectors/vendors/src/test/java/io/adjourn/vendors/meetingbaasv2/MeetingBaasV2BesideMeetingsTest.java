package io.adjourn.vendors.meetingbaasv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.CalendarAction;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Calendar;
import io.adjourn.vendors.Event.Calendar.Instance;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import io.adjourn.vendors.verify.Verifier;
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

class MeetingBaasV2BesideMeetingsTest extends MeetingBaasV2Fixture {
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

    @Test
    void shouldTakeManySeriesInTheirStride() {
        String series = IntStream.range(0, 20_000)
                .mapToObj(i -> "{'series_id':'s-" + i + "'}")
                .collect(Collectors.joining(","));

        assertThat(eventsOf(
                        "{'event':'calendar.events_synced','data':{'calendar_id':'c-1','events':[" + series + "]}}"))
                .hasSize(20_000);
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
    class Alerts {

        @Test
        void shouldBeRefusedWithWhatWasExpected() {
            var verifier = new Verifier(vendor.schemes(), new Secrets(List.of("test-secret")));
            var alert = new Request(Headers.of(Map.of("x-mb-alert-secret", "test-secret")), null, RECEIVED_AT);

            assertThat(verifier.beforeBody(alert))
                    .contains(new Refused(
                            Reason.MISSING,
                            "no signature or credential found: expected headers svix-id, svix-timestamp and"
                                    + " svix-signature"
                                    + " or header x-mb-secret"));
        }
    }
}
