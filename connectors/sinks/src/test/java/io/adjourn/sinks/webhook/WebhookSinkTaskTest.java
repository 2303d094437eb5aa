package io.adjourn.sinks.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import io.adjourn.testing.Await;
import io.adjourn.testing.WebhookReceiver;
import io.adjourn.testing.WebhookReceiver.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSinkTaskTest {
    private static final String SECRET = secret("an old secret of a test that is long enough");
    private static final String NEXT = secret("the next secret of a test that is long enough");
    private static final TopicPartition PARTITION = new TopicPartition("meetings", 0);
    private static final Schema RECORD = SchemaBuilder.struct()
            .name("io.adjourn.meetings.v1.MeetingCompletion")
            .field("event_id", Schema.STRING_SCHEMA)
            .field("ended_at", Schema.OPTIONAL_INT64_SCHEMA)
            .field("text", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final TaskContext context = new TaskContext(PARTITION);
    private final WebhookSinkTask task = new WebhookSinkTask();
    private long offset;

    @AfterEach
    void stop() {
        task.stop();
    }

    @Test
    void shouldSignSoThatTheSchemesOwnLibraryAcceptsItWithTheOldSecretAndTheNext()
            throws WebhookVerificationException, EmptyWebhookSecretException {
        try (var receiver = WebhookReceiver.answering(204)) {
            start(receiver, Map.of("secrets", SECRET + "," + NEXT));
            put(record("acme/1", "event-1"));
            Received one = await(receiver, 1).getFirst();
            new Webhook(SECRET).verify(one.body(), one.headers().map());
            new Webhook(NEXT).verify(one.body(), one.headers().map());
            assertThatThrownBy(() -> new Webhook(secret("a secret of nobody that is long enough"))
                            .verify(one.body(), one.headers().map()))
                    .isInstanceOf(WebhookVerificationException.class);
            assertThatThrownBy(() -> new Webhook(SECRET)
                            .verify(one.body() + " ", one.headers().map()))
                    .isInstanceOf(WebhookVerificationException.class);
            assertThat(one.body())
                    .isEqualTo(
                            "{\"type\":\"meeting.completion\",\"timestamp\":\"2026-03-01T10:00:00Z\",\"data\":{\"event_id\":\"event-1\","
                                    + "\"ended_at\":\"1969-12-31T23:59:59.999999Z\",\"text\":\"a\\u0000\uFFFD\"}}");
            assertThat(one.id()).isEqualTo("event-1");
            awaitCommitted(1);
        }
    }

    @Test
    void shouldTellThatAMeetingIsForgotten() {
        try (var receiver = WebhookReceiver.answering(200)) {
            start(receiver, Map.of());
            put(new SinkRecord("meetings", 0, null, "acme/1", null, null, offset++, 1L, TimestampType.CREATE_TIME));
            assertThat(await(receiver, 1).getFirst().body())
                    .contains("\"meeting.forgotten\"", "{\"meeting_id\":\"acme/1\"}");
        }
    }

    @Test
    void shouldKeepTheOrderOfAMeetingAndLetOthersPassWhileItWaits() {
        try (var receiver =
                new WebhookReceiver((exchange, count) -> exchange.sendResponseHeaders(count == 1 ? 503 : 200, -1))) {
            start(receiver, Map.of("retry.pauses", "PT0.3S", "max.in.flight", "1"));
            put(record("acme/1", "first"), record("acme/1", "second"), record("acme/2", "other"));
            assertThat(await(receiver, 4))
                    .extracting(Received::id)
                    .containsExactly("first", "other", "first", "second");
            awaitCommitted(3);
        }
    }

    @Test
    void shouldCommitNothingThatDidNotArriveAndMakeADeadLetterAfterTheLastPause() {
        try (var receiver = WebhookReceiver.answering(500)) {
            start(receiver, Map.of("retry.pauses", "PT0.05S,PT0.05S"));
            put(record("acme/1", "bad"));
            assertThat(committable()).isZero();
            Await.until(
                    "it is given up",
                    () -> {
                        put();
                        return !context.dead().isEmpty();
                    },
                    receiver::received);
            assertThat(context.dead())
                    .singleElement()
                    .satisfies(
                            message -> assertThat(message).contains("not delivered: it answers 500, after 3 attempts"));
            assertThat(receiver.received()).hasSize(3);
            awaitCommitted(1);
        }
    }

    @Test
    void shouldReadNoFurtherThanItMayKeepAndGoOnWhenTheEndpointIsBack() {
        try (var receiver = WebhookReceiver.answering(503)) {
            start(receiver, Map.of("max.pending", "4", "retry.pauses", "PT1S,PT1H"));
            for (int i = 0; i < 4; i++) {
                put(record("acme/" + i, "event-" + i));
            }
            assertThat(context.isPaused()).isTrue();
            receiver.behave(WebhookReceiver.status(200));
            awaitCommitted(4);
            put();
            assertThat(context.isPaused()).isFalse();
        }
    }

    @Test
    void shouldReadOnAfterARebalanceThatCameWhileItReadNoFurther() {
        try (var receiver = WebhookReceiver.answering(503)) {
            start(receiver, Map.of("max.pending", "1"));
            put(record("acme/1", "event-1"));
            assertThat(context.isPaused()).isTrue();
            task.close(List.of(PARTITION));
            task.open(List.of(PARTITION));
            put();
            assertThat(context.isPaused()).isFalse();
        }
    }

    /** 410 says that nobody wants this any more: the operator decides, and what is not delivered stays in the topic. */
    @Test
    void shouldStopWithOneClearLineWhenTheEndpointIsGone() {
        try (var receiver = WebhookReceiver.answering(410)) {
            start(receiver, Map.of());
            put(record("acme/1", "event-1"));
            await(receiver, 1);
            Await.until(
                    "it stops",
                    () -> {
                        try {
                            put();
                            return false;
                        } catch (ConnectException e) {
                            return String.valueOf(e.getMessage()).contains("answered 410");
                        }
                    },
                    receiver::received);
            assertThat(committable()).isZero();
        }
    }

    @Test
    void shouldFollowNoRedirect() {
        try (var elsewhere = WebhookReceiver.answering(200);
                var receiver = new WebhookReceiver((exchange, count) -> {
                    exchange.getResponseHeaders()
                            .add("location", elsewhere.url().toString());
                    exchange.sendResponseHeaders(307, -1);
                })) {
            start(receiver, Map.of("retry.pauses", "PT0.01S"));
            put(record("acme/1", "event-1"));
            Await.until(
                    "it is given up",
                    () -> {
                        put();
                        return !context.dead().isEmpty();
                    },
                    receiver::received);
            assertThat(context.dead().getFirst()).contains("it answers 307 and redirects, which is not followed");
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    /** As it would after 60 s with the default timeout of 15. */
    @Test
    void shouldSendAgainUnderTheSameIdWhatWasAnsweredTooLate() {
        var patience = new CountDownLatch(1);
        var late = new AtomicBoolean();
        try (var receiver = new WebhookReceiver((exchange, count) -> {
            if (isTheFirst("event-1", exchange, late)) {
                awaitQuietly(patience);
            }
            exchange.sendResponseHeaders(200, -1);
        })) {
            start(receiver, Map.of("timeout.ms", "300", "retry.pauses", "PT0.05S"));
            put(record("acme/1", "event-1"));
            put(record("acme/2", "event-2"));
            // Those of two meetings may overtake each other.
            assertThat(await(receiver, 3))
                    .extracting(Received::id)
                    .containsExactlyInAnyOrder("event-1", "event-2", "event-1");
            awaitCommitted(2);
            patience.countDown();
        }
    }

    private static boolean isTheFirst(String id, HttpExchange exchange, AtomicBoolean seen) {
        return id.equals(exchange.getRequestHeaders().getFirst("webhook-id")) && seen.compareAndSet(false, true);
    }

    /** A body that never ends, dripping or as fast as it can, costs a connection for a moment, and the message is there. */
    @ParameterizedTest
    @ValueSource(ints = {1, 65536})
    void shouldNotReadABodyThatNeverEnds(int piece) {
        try (var receiver = new WebhookReceiver((exchange, count) -> {
            exchange.sendResponseHeaders(200, 0);
            var bytes = new byte[piece];
            while (true) {
                exchange.getResponseBody().write(bytes);
                exchange.getResponseBody().flush();
            }
        })) {
            start(receiver, Map.of("timeout.ms", "500", "max.in.flight", "1"));
            put(record("acme/1", "event-1"), record("acme/2", "event-2"));
            awaitCommitted(2);
            assertThat(receiver.received()).hasSize(2);
        }
    }

    @Test
    void shouldWaitAsLongAsTheEndpointAsks() {
        try (var receiver = new WebhookReceiver((exchange, count) -> {
            exchange.getResponseHeaders().add("retry-after", count == 1 ? "1" : "never");
            exchange.sendResponseHeaders(count == 1 ? 429 : 200, -1);
        })) {
            start(receiver, Map.of("retry.pauses", "PT0.01S"));
            Instant before = Instant.now();
            put(record("acme/1", "event-1"));
            await(receiver, 2);
            assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void shouldTakeWhatIsNoRecordToTheDeadLetters() {
        try (var receiver = WebhookReceiver.answering(200)) {
            start(receiver, Map.of());
            put(
                    new SinkRecord("meetings", 0, null, null, null, "text", offset++),
                    new SinkRecord("meetings", 0, null, "acme/1", null, "text", offset++),
                    record("acme/2", "good"));
            awaitCommitted(3);
            assertThat(context.dead()).hasSize(2);
            assertThat(receiver.received()).extracting(Received::id).containsExactly("good");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_short", "whsec_!!!!", "c2hvcnQ="})
    void shouldRefuseASecretThatIsNoneWithoutSayingIt(String secret) {
        Map<String, String> settings = new HashMap<>(Map.of("url", "https://example.com/hooks", "secrets", secret));
        assertThatThrownBy(() -> new WebhookConfig(settings))
                .isInstanceOf(ConfigException.class)
                .satisfies(e -> assertThat(e.getMessage()).startsWith("secrets "))
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).contains(secret))
                        .isEqualTo(secret.isEmpty()));
        assertThat(new WebhookSinkConnector().validate(settings).configValues())
                .anySatisfy(value -> assertThat(value.errorMessages()).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com", "example.com", "http:///hooks", "https://exa mple.com"})
    void shouldRefuseAnAddressThatIsNone(String url) {
        assertThatThrownBy(() -> new WebhookConfig(Map.of("url", url, "secrets", SECRET)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("url is no http or https address");
    }

    private static String secret(String text) {
        return "whsec_" + Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private void start(WebhookReceiver receiver, Map<String, String> more) {
        Map<String, String> settings =
                new HashMap<>(Map.of("name", "test", "url", receiver.url().toString(), "secrets", SECRET));
        settings.putAll(more);
        task.initialize(context);
        task.start(settings);
        task.open(List.of(PARTITION));
    }

    private void put(SinkRecord... records) {
        task.put(List.of(records));
    }

    private SinkRecord record(String key, @Nullable String id) {
        Struct value =
                new Struct(RECORD).put("event_id", id).put("ended_at", -1L).put("text", "a\u0000\ud800");
        long time = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
        return new SinkRecord("meetings", 0, null, key, RECORD, value, offset++, time, TimestampType.CREATE_TIME);
    }

    private static List<Received> await(WebhookReceiver receiver, int count) {
        Await.until(count + " requests", () -> receiver.received().size() >= count, receiver::received);
        return List.copyOf(receiver.received());
    }

    private long committable() {
        return Objects.requireNonNull(task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(offset)))
                        .get(PARTITION))
                .offset();
    }

    private void awaitCommitted(long expected) {
        Await.until(
                "all is delivered",
                () -> {
                    put();
                    return committable() == expected;
                },
                this::committable);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
