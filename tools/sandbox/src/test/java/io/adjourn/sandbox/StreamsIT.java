package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.commands.topics.Partitions;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.localstack.LocalStack;
import io.adjourn.localstack.LocalStreams;
import io.adjourn.localstack.Port;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingActivity;
import io.adjourn.meetings.v1.MeetingArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.meetings.v1.RejectedDelivery;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What streams does where only a real broker can show it. There is no gateway: deliveries are put into the raw topic. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@InFullBuild
class StreamsIT {
    private static final Duration SETTLE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration ONE_POLL = Duration.ofMillis(200);
    private static final int MIB = 1024 * 1024;
    private static final int BACKLOG = 30;
    private static final String SOURCE = "acme";
    private static final String MEETSTREAM = "meetstream";
    private static final String MEETING_BAAS = "meetingbaas-v2";

    private final Port streamsPort = Port.free();

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalStack parts;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalStreams streams;

    @SuppressWarnings("NullAway.Init") // set before all
    private RawWriter raw;

    @BeforeAll
    void start() throws IOException {
        parts = TestStack.start(new Layout(1, 1));
        Files.writeString(parts.data().path().resolve("sources.yaml"), """
                sources:
                  %s: { vendor: meetstream, secrets: ["test-secret"], settle: %s }
                """.formatted(SOURCE, SETTLE));
        startStreams();
        raw = new RawWriter(parts.bootstrapServers());
    }

    @AfterAll
    void stop() {
        raw.close();
        streams.close();
        parts.close();
    }

    /** A second, beside what the machine needs: on a busy one, that is up to three times what a meeting needs that closes at once. */
    @Test
    @Order(1)
    void shouldCloseWithinASecondOfItsTimeWhenNothingElseComes() {
        try (var completions = completions()) {
            Duration due = medianLateness(completions, "quiet", ClosedBy.DEADLINE, StreamsIT::stopped);
            Duration atOnce = medianLateness(completions, "denied", ClosedBy.FAILURE, StreamsIT::denied);
            assertThat(due.minus(atOnce.multipliedBy(3)))
                    .as("%s, and at once %s", due, atOnce)
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    /** From a meeting's closing to our reading of it: the middle one of five, for a machine may stumble once. */
    private Duration medianLateness(
            CompletionsTopic completions, String name, ClosedBy by, Function<String, byte[]> lastWord) {
        List<String> meetings =
                IntStream.range(0, 5).mapToObj(i -> name + "-" + i).toList();
        for (String bot : meetings) {
            deliver(bot, lastWord.apply(bot));
        }
        Map<String, Duration> lateness = new HashMap<>();
        Await.until("the record of each", PATIENCE, () -> {
            for (MeetingCompletion record : completions.poll()) {
                if (meetings.contains(record.getSessionId())) {
                    assertThat(record.getClosedBy()).isEqualTo(by);
                    lateness.put(record.getSessionId(), Duration.between(record.getClosedAt(), Instant.now()));
                }
            }
            return lateness.keySet().containsAll(meetings);
        });
        return lateness.values().stream().sorted().toList().get(meetings.size() / 2);
    }

    /** What came while nothing ran is read before the clock is believed; where nothing came, the clock is. */
    @Test
    @Order(2)
    void shouldNotCloseWhatHasNewsWaitingWhenItComesBackLate() {
        deliver("left-alone", stopped("left-alone"));
        deliver("left-alone", processed("left-alone", "audio"));
        long endedAt = deliver("with-news", stopped("with-news"));
        deliver("with-news", processed("with-news", "audio"));
        await(
                "it is known",
                MeetingLifecycle.class,
                Topics.LIFECYCLE,
                event -> isOf("with-news", event.getSessionId()));
        streams.kill();
        long toldAt = deliver("with-news", processed("with-news", "transcription"));
        assertThat(toldAt).as("in time for what follows").isLessThan(endedAt + SETTLE.toMillis());
        for (int i = 0; i < 5_000; i++) {
            String bot = "other-" + i;
            raw.writeSoon(SOURCE, MEETSTREAM, key(bot), remark(bot));
        }
        raw.flush();
        Instant due = Instant.ofEpochMilli(endedAt).plus(SETTLE);
        Await.until("both are due", PATIENCE, () -> Instant.now().isAfter(due));
        startStreams();

        try (var completions = completions()) {
            Await.until("both records", PATIENCE, () -> {
                completions.poll();
                return completions.last(key("left-alone")).isPresent()
                        && completions.last(key("with-news")).isPresent();
            });
            assertThat(completions.revisions(key("with-news"))).singleElement().satisfies(record -> {
                assertThat(record.getOutcome()).isEqualTo(Outcome.COMPLETE);
                assertThat(record.getClosedBy()).isEqualTo(ClosedBy.ALL_ARRIVED);
            });
            assertThat(completions.revisions(key("left-alone"))).singleElement().satisfies(record -> {
                assertThat(record.getOutcome()).isEqualTo(Outcome.PARTIAL);
                assertThat(record.getClosedBy()).isEqualTo(ClosedBy.DEADLINE);
            });
        }
    }

    /**
     * The limit that we hold records against is the smallest: the largest record that passes it is taken by producer and
     * broker, and what is above theirs never reaches them. A body is written again as JSON, which may make it larger.
     */
    @Test
    @Order(3)
    void shouldRejectWhatIsTooLargeForTopicOrProducerAndTakeTheLargestThatIsNot() {
        int topics = Topics.ACTIVITY.maxMessageBytes();
        byte[] aboveTopic = growing("too-large-for-the-topic", topics + 64);
        byte[] aboveProducer = growing("too-large-for-the-producer", topics + MIB + MIB / 2);
        deliver(MEETING_BAAS, "too-large-for-the-topic", aboveTopic);
        deliver(MEETING_BAAS, "too-large-for-the-producer", aboveProducer);

        RejectedDelivery first = rejected("too-large-for-the-topic");
        assertThat(first.getReason()).isEqualTo(RejectReason.TOO_LARGE);
        assertThat(first.getDetail()).contains(Topics.ACTIVITY.name());
        assertThat(bytes(first.getBody())).isEqualTo(aboveTopic);
        RejectedDelivery second = rejected("too-large-for-the-producer");
        assertThat(second.getReason()).isEqualTo(RejectReason.TOO_LARGE);
        assertThat(bytes(second.getBody())).isEqualTo(aboveProducer);

        // What the first one says of its own size tells how much data a record takes beside its data.
        int beside = sizeIn(first.getDetail()) - (topics + 64);
        byte[] justNot = growing("as-large-as-can-be-told", topics - beside - 2);
        deliver(MEETING_BAAS, "as-large-as-can-be-told", justNot);
        MeetingActivity largest = await(
                "the largest",
                MeetingActivity.class,
                Topics.ACTIVITY,
                event -> isOf("as-large-as-can-be-told", event.getSessionId()));
        assertThat(largest.getData()).hasSize(topics - beside - 2);

        deliver("after-all", stopped("after-all"));
        await(
                "what came after",
                MeetingLifecycle.class,
                Topics.LIFECYCLE,
                event -> isOf("after-all", event.getSessionId()));
    }

    @Test
    @Order(4)
    void shouldNameTheEventThatADuplicateRepeats() {
        byte[] body = stopped("told-twice");
        deliver("told-twice", body);
        long offset = raw.write(SOURCE, MEETSTREAM, key("told-twice"), body, Instant.now())
                .offset();
        MeetingLifecycle event = await(
                "its event", MeetingLifecycle.class, Topics.LIFECYCLE, one -> isOf("told-twice", one.getSessionId()));
        Pattern line = Pattern.compile("delivery=[0-9a-f-]{36} raw=meetings\\.raw\\.v1/0/" + offset + " key="
                + key("told-twice") + " event=" + event.getEventId());
        Await.until(
                "the line that names it",
                PATIENCE,
                () -> line.matcher(streamsLog()).find());
    }

    /** It keeps to its disk what it does not ask Kafka for again. */
    @Test
    @Order(5)
    void shouldKnowWhatItKnewWhenItWasStoppedInOrder() {
        byte[] end = stopped("goes-on");
        deliver("goes-on", end);
        deliver("goes-on", processed("goes-on", "audio"));
        await(
                "it is known",
                MeetingArtifact.class,
                Topics.ARTIFACTS,
                artifact -> isOf("goes-on", artifact.getSessionId()));
        streams.close();
        int logged = streamsLog().length();
        startStreams();

        deliver("goes-on", end);
        deliver("goes-on", processed("goes-on", "transcription"));

        MeetingCompletion complete = await(
                "its record",
                MeetingCompletion.class,
                Topics.COMPLETIONS,
                record -> isOf("goes-on", record.getSessionId()) && record.getOutcome() == Outcome.COMPLETE);
        assertThat(complete.getEventCount()).isEqualTo(3);
        assertThat(complete.getDuplicateCount()).isEqualTo(1);
        // What Kafka Streams does not believe of a disk it calls so, and asks Kafka for all of it.
        assertThat(streamsLog().substring(logged)).doesNotContain("corrupt");
    }

    /** More of the largest bodies than one poll takes, on the heap that the documentation asks for. */
    @Test
    @Order(6)
    void shouldReadABacklogOfTheLargestBodies() {
        byte[] body = growing("backlog", Topics.ACTIVITY.maxMessageBytes() + 64);
        streams.close();
        for (int i = 0; i < BACKLOG; i++) {
            deliver(MEETING_BAAS, "backlog", body);
        }

        startStreams();

        // Only counted: all of them together are a gigabyte.
        var rejects = new AtomicInteger();
        await(
                "all rejects",
                RejectedDelivery.class,
                Topics.REJECTED,
                reject -> reject.getReason() == RejectReason.TOO_LARGE
                        && contains(reject.getBody(), "backlog")
                        && rejects.incrementAndGet() == BACKLOG);
    }

    private void startStreams() {
        streams = LocalStreams.start(
                streamsPort,
                parts.cluster(),
                parts.data(),
                Map.of(
                        "ADJOURN_SOURCES",
                        parts.data().path().resolve("sources.yaml").toString(),
                        // So that the broker sees sizes as they are measured.
                        "KAFKA_PRODUCER_COMPRESSION_TYPE",
                        "none",
                        "LOGGER_LEVELS_ADJOURN_DUPLICATES",
                        "DEBUG"));
        streams.awaitReady();
    }

    /** Log time of the delivery. */
    private long deliver(String bot, byte[] body) {
        return deliver(MEETSTREAM, bot, body);
    }

    private long deliver(String vendor, String bot, byte[] body) {
        return raw.write(SOURCE, vendor, key(bot), body, Instant.now()).timestamp();
    }

    private static String key(String bot) {
        return SOURCE + "/" + bot;
    }

    private static boolean isOf(String bot, @Nullable String session) {
        return bot.equals(session);
    }

    private static byte[] stopped(String bot) {
        return """
                {"event": "bot.stopped", "bot_id": "%s", "bot_status": "Stopped", "message": "Bot exited the meeting", \
                "status_code": 200, "timestamp": "%s"}""".formatted(bot, Instant.now()).getBytes(UTF_8);
    }

    private static byte[] denied(String bot) {
        return new String(stopped(bot), UTF_8).replace("Stopped", "Denied").getBytes(UTF_8);
    }

    private static byte[] processed(String bot, String product) {
        String status = product.equals("audio") ? "audio_status" : "transcript_status";
        return """
                {"bot_id": "%s", "event": "%s.processed", "%s": "Success", "message": "processed", "status_code": 200}""".formatted(bot, product, status).getBytes(UTF_8);
    }

    private static byte[] remark(String bot) {
        return """
                {"bot_id": "%s", "event": "bot.error", "bot_status": "InMeeting", "message": "provider away"}""".formatted(bot).getBytes(UTF_8);
    }

    /** A body that the raw topic takes and that is of that size when it is written again: {@code 1E5} becomes {@code 1E+5}. */
    private static byte[] growing(String bot, int size) {
        int room = Topics.RAW.maxMessageBytes() - MIB / 16;
        int numbers = size - room;
        String begin = "{\"event\":\"bot.levitating\",\"data\":{\"bot_id\":\"" + bot + "\",\"numbers\":[";
        var body = new StringBuilder(room)
                .append(begin)
                .append("1E5,".repeat(numbers - 1))
                .append("1E5],\"text\":\"");
        var random = new Random(room);
        while (body.length() < room - 3) {
            body.append((char) ('a' + random.nextInt(26)));
        }
        return body.append("\"}}").toString().getBytes(UTF_8);
    }

    private static int sizeIn(String detail) {
        var number = Pattern.compile("a record of ([0-9]+) bytes").matcher(detail);
        assertThat(number.find()).as(detail).isTrue();
        return Integer.parseInt(number.group(1));
    }

    private RejectedDelivery rejected(String bot) {
        return await(
                "the reject of " + bot,
                RejectedDelivery.class,
                Topics.REJECTED,
                reject -> contains(reject.getBody(), bot));
    }

    private static boolean contains(ByteBuffer body, String text) {
        byte[] begin = new byte[Math.min(200, body.remaining())];
        body.duplicate().get(begin);
        return new String(begin, UTF_8).contains(text);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private <T> T await(String what, Class<T> type, Topic topic, Predicate<T> wanted) {
        var reader = WireFormat.reader(parts.registryClient());
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                parts.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        var found = new ArrayList<T>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), reader)) {
            List<TopicPartition> partitions = Partitions.of(topic.name(), consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Await.until(what, PATIENCE, () -> {
                streams.mustBeAlive();
                consumer.poll(ONE_POLL).forEach(record -> {
                    T value = type.cast(record.value());
                    if (wanted.test(value)) {
                        found.add(value);
                    }
                });
                return !found.isEmpty();
            });
        }
        return found.getFirst();
    }

    private CompletionsTopic completions() {
        return CompletionsTopic.of(parts.bootstrapServers(), parts.registryClient());
    }

    private String streamsLog() {
        Path log = parts.data().log("streams");
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + log, e);
        }
    }
}
