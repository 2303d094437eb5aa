package io.adjourn.vendors.meetingbaasv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingBaasV2DriftTest extends MeetingBaasV2Fixture {
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
            assertThat(dialectOf(body)).isEqualTo(dialect);
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
                    "{}                                                | NOT_RECOGNIZED | neither an event and its data nor a bot_id or calendar_id in data",
                    "{'event':'invoice.paid'}                          | NOT_RECOGNIZED | neither an event and its data nor a bot_id or calendar_id in data",
                    "{'alert':'low balance','data':{}}                 | NOT_RECOGNIZED | neither an event and its data nor a bot_id or calendar_id in data",
                    "{'event':'bot.completed','data':{}}               | NO_SESSION     | an event of a bot without a usable data.bot_id",
                    "{'event':'bot.failed'}                            | NO_SESSION     | an event of a bot without a usable data.bot_id",
                    "{'event':'bot.status_change','bot_id':'b-1'}      | NO_SESSION     | an event of a bot without a usable data.bot_id",
                    "{'event':'bot.chat_message','data':{'bot_id':5}}  | NO_SESSION     | an event of a bot without a usable data.bot_id",
                    "{'event':'bot.failed','data':{'bot_id':'a/b'}}    | NO_SESSION     | an event of a bot without a usable data.bot_id",
                    "{'event':'bot.completed','data':{'calendar_id':'c-1'}} | NO_SESSION | an event of a bot without a usable data.bot_id",
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
}
