package io.adjourn.sinks.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.sinks.Connectors;
import io.adjourn.sinks.Records;
import io.adjourn.sinks.SinkStack;
import io.adjourn.testing.Await;
import io.adjourn.testing.WebhookReceiver;
import io.adjourn.testing.WebhookReceiver.Received;
import io.adjourn.testkit.Completions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The webhook sink on a real worker, with what the sandbox says of simulated meetings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookIT {
    private static final String TOPIC = Topics.COMPLETIONS.name();
    private static final String DEAD_LETTERS = "meetings.webhook-dead-letters.v1";
    private static final String SECRET =
            Base64.getEncoder().encodeToString("a secret of a test that is long enough".getBytes(UTF_8));
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final SinkStack STACK = SinkStack.SHARED;

    @SuppressWarnings("NullAway.Init") // set before all
    private Records records;

    @BeforeAll
    void start() {
        records = STACK.records();
        STACK.secret("webhook-secrets", SECRET + "\n");
        STACK.makeTopic(DEAD_LETTERS);
    }

    /** The file as it is, with another address and secret. */
    @Test
    void shouldSendEachRevisionSignedWhileAnotherEndpointIsAway()
            throws EmptyWebhookSecretException, WebhookVerificationException {
        try (var receiver = WebhookReceiver.answering(204);
                var away = WebhookReceiver.answering(503)) {
            Await.until("a completion of each meeting", () -> played().size() == SinkStack.MEETINGS, this::played);
            Connectors connectors = at(receiver);
            at(away).put("webhook-away", at(away).config("webhook"));
            connectors.start("webhook");
            MeetingCompletion first = Completions.late("acme/webhook").getFirst();
            MeetingCompletion second = Completions.late("acme/webhook").getLast();
            records.write(TOPIC, "acme/webhook", first);
            records.write(TOPIC, "acme/webhook", second);
            records.writeBytes(TOPIC, "acme/webhook", null);
            Await.until(
                    "it is through",
                    () -> records.isThrough("webhook", TOPIC),
                    () -> connectors.status("webhook") + " "
                            + receiver.received().size());

            for (Received one : receiver.received()) {
                new Webhook(SECRET).verify(one.body(), one.headers().map());
            }
            assertThat(bodies(receiver, "acme/webhook"))
                    .extracting(body -> body.path("type").asText() + " "
                            + body.path("data").path("outcome").asText())
                    .containsExactly("meeting.completion PARTIAL", "meeting.completion COMPLETE", "meeting.forgotten ");
            assertThat(receiver.received()).extracting(WebhookIT::meeting).containsAll(played());
            assertThat(away.received()).isNotEmpty();
            assertThat(records.isThrough("webhook-away", TOPIC)).isFalse();
            connectors.remove("webhook-away");
            connectors.remove("webhook");
        }
    }

    @Test
    void shouldStartNothingWithASecretThatIsNone() {
        try (var receiver = WebhookReceiver.answering(200)) {
            Connectors connectors = at(receiver);
            Map<String, String> config = new HashMap<>(connectors.config("webhook"));
            config.put("secrets", "too-short");
            assertThat(connectors.refusal("webhook-refused", config))
                    .contains("secrets has a secret")
                    .doesNotContain("too-short");
        }
    }

    private Set<String> played() {
        return records.in(TOPIC).stream()
                .map(ConsumerRecord::key)
                .filter(key -> String.valueOf(key).startsWith("demo-"))
                .collect(Collectors.toSet());
    }

    private static Connectors at(WebhookReceiver receiver) {
        return STACK.connectors()
                .with(Map.of("https://hooks.example.com/adjourn", receiver.url().toString()));
    }

    private static List<JsonNode> bodies(WebhookReceiver receiver, String meeting) {
        return receiver.received().stream()
                .filter(one -> meeting(one).equals(meeting))
                .map(WebhookIT::body)
                .toList();
    }

    private static String meeting(Received one) {
        return body(one).path("data").path("meeting_id").asText();
    }

    private static JsonNode body(Received one) {
        try {
            return JSON.readTree(one.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(one.body(), e);
        }
    }
}
