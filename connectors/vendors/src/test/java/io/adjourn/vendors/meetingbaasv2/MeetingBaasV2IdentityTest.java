package io.adjourn.vendors.meetingbaasv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.vendors.Event.EventTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeetingBaasV2IdentityTest extends MeetingBaasV2Fixture {
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

        private String keyOfAttempt(String body, Map<String, String> headers) {
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
                    "2026-03-01T11:00:00Z  | 2026-03-01T11:10:00Z   | 1772366398     | 2026-03-01T11:00:00Z | false    | ",
                    "                      | 2026-03-01T11:10:00Z   | 1772366398     | 2026-03-01T11:10:00Z | true     | ",
                    "                      |                        | 1772366398     | 2026-03-01T11:59:58Z | true     | ",
                    "                      |                        |                | 2026-03-01T12:00:00Z | true     | ",
                    "soon                  | 2026-03-01T11:10:00Z   |                | 2026-03-01T11:10:00Z | true     | soon",
                    "                      |                        | soon           | 2026-03-01T12:00:00Z | true     | soon",
                    "2027-03-01T11:00:00Z  |                        | 1772366398     | 2026-03-01T11:59:58Z | true     | 2027-03-01T11:00:00Z",
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
}
