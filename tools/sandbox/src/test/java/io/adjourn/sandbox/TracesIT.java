package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.sandbox.OtlpReceiver.Received;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A delivery's trace from the request to each record, as an OTLP receiver gets it from real processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InFullBuild
class TracesIT {
    private static final Duration SETTLE = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String REQUEST = "POST /webhooks/{source}";
    private static final String SEND = "send meetings.raw.v1";
    private static final String PROCESS = "process meetings.raw.v1";
    private static final String COMPLETION = "create meetings.completions.v1";
    private static final String STRANGERS = "00-11111111111111111111111111111111-2222222222222222-01";

    private static final String STOPPED =
            "{\"bot_id\": \"%s\", \"event\": \"bot.stopped\", \"bot_status\": \"Stopped\"}";
    private static final String AUDIO =
            "{\"bot_id\": \"%s\", \"event\": \"audio.processed\", \"audio_status\": \"Success\"}";
    private static final String TRANSCRIPT =
            "{\"bot_id\": \"%s\", \"event\": \"transcription.processed\", \"transcript_status\": \"Success\"}";

    private final OtlpReceiver receiver = OtlpReceiver.start();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @SuppressWarnings("NullAway.Init") // set before all
    private FreezableStack stack;

    @BeforeAll
    void start() {
        stack = FreezableStack.start(SETTLE, receiver.settings());
    }

    @AfterAll
    void stop() {
        stack.close();
        receiver.close();
        http.close();
    }

    @Test
    void shouldLeadFromTheRequestToEachRecordAndFromACompletionToAllItRestsOn() throws Exception {
        List<Received> sent = new ArrayList<>();
        for (String body : List.of(STOPPED, AUDIO, TRANSCRIPT)) {
            sent.add(sendOf(post("whole", body)));
        }

        Received request = parentOf(sent.getFirst());
        assertThat(request.service()).isEqualTo("adjourn-gateway");
        assertThat(request.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(request.parent()).as("a stranger's trace is not continued").isEmpty();
        assertThat(request.links()).containsExactly("2222222222222222");
        assertThat(request.attributes())
                .containsEntry("url.path", "/webhooks/lab")
                .containsEntry("http.response.status_code", "202");
        assertThat(sent.getFirst().span().getKind()).isEqualTo(SpanKind.SPAN_KIND_PRODUCER);

        Received processed = one("process", () -> receiver.below(sent.getFirst(), PROCESS));
        assertThat(processed.service()).isEqualTo("adjourn-streams");
        assertThat(processed.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_CONSUMER);
        assertThat(processed.attributes())
                .containsEntry("messaging.system", "kafka")
                .containsEntry("messaging.destination.name", "meetings.raw.v1")
                .containsEntry("messaging.operation.type", "process")
                .containsEntry("messaging.kafka.message.key", "lab/whole");
        one("normalize", () -> receiver.below(processed, "normalize"));
        Received lifecycle = createdFor(sent.getFirst(), "create meetings.lifecycle.v1");
        assertThat(lifecycle.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_PRODUCER);
        assertThat(contextsIn(Topics.LIFECYCLE, "lab/whole")).containsExactly(lifecycle.context());

        Received completion = createdFor(sent.getLast(), COMPLETION);
        assertThat(completion.trace()).isEqualTo(sent.getLast().trace());
        assertThat(completion.links())
                .containsExactlyElementsOf(sent.stream().map(Received::id).toList());
        assertThat(contextsIn(Topics.COMPLETIONS, "lab/whole")).containsExactly(completion.context());
    }

    @Test
    void shouldHaveASpanOfItsOwnForAClosingByDeadline() throws Exception {
        Received stopped = sendOf(post("late", STOPPED));
        Received audio = sendOf(post("late", AUDIO));

        Received deadline = one(
                "deadline",
                () -> receiver.find("deadline", "adjourn.meeting", "lab/late").stream()
                        .toList());
        assertThat(deadline.parent()).isEmpty();
        assertThat(deadline.links()).containsExactly(stopped.id(), audio.id());
        Received completion = one("completion", () -> receiver.below(deadline, COMPLETION));
        assertThat(contextsIn(Topics.COMPLETIONS, "lab/late")).containsExactly(completion.context());
    }

    /** The request and the sending are spans of two processes then. */
    @Test
    void shouldGoThroughTheSpoolAndARestart() throws Exception {
        stack.broker().freeze();
        String delivery = post("spooled", STOPPED);
        assertThat(delivery).isNotEmpty();
        Received request = one(
                "request",
                () -> receiver.find(REQUEST, "adjourn.delivery.id", delivery).stream()
                        .toList());
        assertThat(request.attributes()).containsEntry("adjourn.spooled", "true");
        stack.gateway().kill();
        stack.broker().thaw();
        stack.gateway().restart();

        Received sent = one(
                "sent from the spool",
                () -> receiver.below(request, SEND).stream()
                        .filter(send -> "true".equals(send.attributes().get("adjourn.spooled")))
                        .filter(send -> send.attributes().containsKey("messaging.kafka.offset"))
                        .toList());
        one("process", () -> receiver.below(sent, PROCESS));
        // A frozen broker may have got it already: then what the spool sends is a duplicate, and the first led to the
        // record.
        one(
                "lifecycle",
                () -> receiver.spans().stream()
                        .filter(span -> span.trace().equals(request.trace()))
                        .filter(span -> span.span().getName().equals("create meetings.lifecycle.v1"))
                        .toList());
    }

    /** Sends it, and returns its id. */
    private String post(String bot, String body) throws Exception {
        var request = HttpRequest.newBuilder(stack.gateway().webhook(LabGateway.SOURCE))
                .timeout(PATIENCE)
                .header("traceparent", STRANGERS)
                .POST(BodyPublishers.ofString(body.formatted(bot)))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(202);
        return answer.body().replaceAll(".*\"delivery\":\"([^\"]+)\".*", "$1");
    }

    private Received sendOf(String delivery) {
        return one(
                "sent",
                () -> receiver.find(SEND, "messaging.message.id", delivery).stream()
                        .toList());
    }

    private Received parentOf(Received child) {
        return one(
                "parent",
                () -> receiver.spans().stream()
                        .filter(span -> span.id().equals(child.parent()))
                        .toList());
    }

    /** What was written while the delivery was folded. */
    private Received createdFor(Received sent, String name) {
        Received processed = one("process", () -> receiver.below(sent, PROCESS));
        Received fold = one("fold", () -> receiver.below(processed, "fold"));
        return one(name, () -> receiver.below(fold, name));
    }

    private interface Look {
        List<Received> look();
    }

    private static Received one(String what, Look look) {
        Await.until(what, PATIENCE, () -> !look.look().isEmpty());
        assertThat(look.look()).as(what).hasSize(1);
        return look.look().getFirst();
    }

    private List<String> contextsIn(Topic topic, String key) {
        var reader = new TopicReader(stack.cluster().bootstrapServers(), topic.name());
        Await.until(
                "a record of " + key,
                PATIENCE,
                () -> reader.all().stream().anyMatch(record -> key.equals(record.key())));
        return reader.all().stream()
                .filter(record -> key.equals(record.key()))
                .map(record -> new String(
                        record.headers().lastHeader(RawHeaders.TRACEPARENT).value(), UTF_8))
                .map(traceparent -> traceparent.substring(0, traceparent.lastIndexOf('-')))
                .toList();
    }
}
