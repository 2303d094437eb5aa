package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Pulled;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.localstack.LocalReconciler;
import io.adjourn.localstack.LocalStack;
import io.adjourn.localstack.Port;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What the reconciler does where only a real broker and a real process can show it. There is no streams: the records that it asks about
 * are put into the completions topic, and what it stores is read from the raw topic.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@InFullBuild
class ReconcilerIT {
    private static final String KEY = "test-api-key";
    private static final String SOURCE = "acme";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KILLS = Boolean.getBoolean("adjourn.faults.long") ? 10 : 3;

    /** Long enough for a kill, a new process and its taking over; a fifth of it is chance. */
    private static final Duration PAUSE = Duration.ofSeconds(40);

    private final Map<String, ConsumerRecord<String, byte[]>> stored = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // set before all
    private AskedVendor vendor;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalStack stack;

    @SuppressWarnings("NullAway.Init") // set before all
    private WireFormat wireFormat;

    @SuppressWarnings("NullAway.Init") // set before all
    private KafkaProducer<String, byte[]> completions;

    @SuppressWarnings("NullAway.Init") // set before all
    private KafkaConsumer<String, byte[]> raw;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalReconciler first;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalReconciler second;

    @BeforeAll
    void start() throws IOException {
        vendor = AskedVendor.start(KEY);
        stack = TestStack.start(new Layout(2, 1));
        wireFormat = new WireFormat(stack.registryClient(), stack.cluster().topics());
        completions = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
        raw = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stack.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "reader-of-answers",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        raw.subscribe(List.of(Topics.RAW.name()));
        first = reconciler("reconciler-1").awaitReady();
        second = reconciler("reconciler-2").awaitReady();
    }

    @AfterAll
    void stop() {
        second.close();
        first.close();
        raw.close();
        completions.close();
        stack.close();
        vendor.close();
    }

    @Test
    @Order(1)
    void shouldMakeTheAnswerAboutEachDamagedMeetingADelivery() {
        List<String> damaged = bots("damaged", 20);
        List<String> whole = bots("whole", 20);
        damaged.forEach(bot -> close(bot, Outcome.TIMED_OUT));
        whole.forEach(bot -> close(bot, Outcome.COMPLETE));

        awaitStored(damaged);

        assertThat(vendor.asked().keySet()).containsExactlyInAnyOrderElementsOf(damaged);
        assertThat(vendor.asked().values())
                .allSatisfy(times -> assertThat(times).hasSize(1));
        ConsumerRecord<String, byte[]> record = stored.get("damaged-7");
        assertThat(record).isNotNull();
        assertThat(record.key()).isEqualTo("acme/damaged-7");
        assertThat(new String(record.value(), UTF_8)).startsWith("{\"id\": \"damaged-7\"");
        assertThat(Pulled.of(record.headers()))
                .hasValueSatisfying(pulled -> assertThat(pulled.endpoint()).isEqualTo("bot"));
        assertThat(RawHeaders.texts(record.headers()))
                .containsEntry(RawHeaders.SOURCE, SOURCE)
                .containsEntry(RawHeaders.VENDOR, "attendee")
                .doesNotContainValue(KEY);
        damaged.forEach(bot -> close(bot, Outcome.COMPLETE));
        Await.until(
                "they count as repaired",
                PATIENCE,
                () -> first.metrics().sum("adjourn_reconciler_repaired_total") == damaged.size());
    }

    @Test
    @Order(2)
    void shouldHandOverToTheInstanceThatStandsBy() {
        assertThat(first.isActive()).isTrue();
        assertThat(second.isActive()).isFalse();
        List<String> before = bots("before", 10);
        before.forEach(bot -> close(bot, Outcome.TIMED_OUT));
        awaitStored(before);

        first.close();
        Await.until("the second one asks", PATIENCE, second::isActive);
        List<String> after = bots("after", 10);
        after.forEach(bot -> close(bot, Outcome.TIMED_OUT));
        awaitStored(after);

        assertNothingWasAskedTwiceWithinItsPause();
        before.forEach(bot -> close(bot, Outcome.COMPLETE));
        after.forEach(bot -> close(bot, Outcome.COMPLETE));
    }

    @Test
    @Order(3)
    void shouldAskNothingTwiceAndLoseNothingThroughKills() {
        int bots = 0;
        var all = new HashSet<String>();
        for (int kill = 0; kill < KILLS; kill++) {
            List<String> some = bots("kill-" + kill, 40);
            some.forEach(bot -> close(bot, Outcome.TIMED_OUT));
            all.addAll(some);
            int asked = bots + 1 + kill * 7 % 30;
            Await.until("some are asked about", PATIENCE, () -> askedOf(all) >= asked);
            second.kill();
            bots = askedOf(all);
            second = reconciler("reconciler-2");
        }

        awaitStored(all);

        assertNothingWasAskedTwiceWithinItsPause();
        // Whose question a kill has cut off, those alone are asked again.
        long askedAgain = all.stream()
                .filter(bot -> vendor.asked().getOrDefault(bot, List.of()).size() > 1)
                .count();
        assertThat(askedAgain).isLessThanOrEqualTo(8L * KILLS);
    }

    private int askedOf(Set<String> bots) {
        return (int) vendor.asked().keySet().stream().filter(bots::contains).count();
    }

    private void assertNothingWasAskedTwiceWithinItsPause() {
        Duration shortest = PAUSE.multipliedBy(8).dividedBy(10);
        vendor.asked().forEach((bot, times) -> {
            for (int i = 1; i < times.size(); i++) {
                assertThat(Duration.between(times.get(i - 1), times.get(i)))
                        .as(bot)
                        // Its clock began when it was remembered, a moment before it was sent.
                        .isGreaterThan(shortest.minusSeconds(2));
            }
        });
    }

    private void awaitStored(Iterable<String> bots) {
        Await.until("an answer about each is stored", PATIENCE, () -> {
            for (ConsumerRecord<String, byte[]> record : raw.poll(Duration.ofMillis(50))) {
                if (Pulled.marks(record.headers())) {
                    String bot = record.key().substring(SOURCE.length() + 1);
                    stored.putIfAbsent(bot, record);
                    if (bot.startsWith("kill")) {
                        close(bot, Outcome.COMPLETE);
                    }
                }
            }
            for (String bot : bots) {
                if (!stored.containsKey(bot)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static List<String> bots(String name, int number) {
        return IntStream.range(0, number).mapToObj(i -> name + "-" + i).toList();
    }

    private LocalReconciler reconciler(String name) {
        return LocalReconciler.start(
                name,
                Port.free(),
                stack.cluster(),
                stack.data(),
                sources(),
                Map.of(
                        "RECONCILER_EGRESS_PRIVATE_HOSTS", "127.0.0.1",
                        "RECONCILER_FIRST_PAUSE", PAUSE.toString(),
                        "RECONCILER_LONGEST_PAUSE", PAUSE.toString(),
                        "RECONCILER_BUDGET_PER_MINUTE", "1000",
                        "RECONCILER_BUDGET_VENDOR_PER_MINUTE", "1000"));
    }

    private Path sources() {
        try {
            return Files.writeString(
                    stack.data().path().resolve("sources.yaml"), """
                    sources:
                      %s: { vendor: attendee, verification: none, api-keys: ["%s"], api-base-url: "%s" }
                    """.formatted(SOURCE, KEY, vendor.url()));
        } catch (IOException e) {
            throw new AssertionError("the sources file cannot be written", e);
        }
    }

    private void close(String bot, Outcome outcome) {
        byte[] value = wireFormat.write(stack.cluster().topics().completions(), completion(bot, outcome));
        var _ = completions.send(new ProducerRecord<>(Topics.COMPLETIONS.name(), SOURCE + "/" + bot, value));
    }

    private static MeetingCompletion completion(String bot, Outcome outcome) {
        Instant now = Instant.now();
        return MeetingCompletion.newBuilder()
                .setEventId("an id")
                .setMeetingId(SOURCE + "/" + bot)
                .setSource(SOURCE)
                .setVendor("attendee")
                .setDialect("A")
                .setSessionId(bot)
                .setOccurredAt(now)
                .setOccurredAtInferred(false)
                .setReceivedAt(now)
                .setVendorType("")
                .setOutcome(outcome)
                .setClosedBy(outcome == Outcome.COMPLETE ? ClosedBy.RECONCILED : ClosedBy.DEADLINE)
                .setEpoch(1)
                .setRevision(1)
                .setTimeline(List.of())
                .setArtifacts(List.of())
                .setMissing(outcome == Outcome.COMPLETE ? List.of() : List.of(ArtifactKind.RECORDING))
                .setParticipants(List.of())
                .setSpeakers(List.of())
                .setEventCount(1)
                .setDuplicateCount(0)
                .setJoinAttempts(1)
                .setConflicts(List.of())
                .setFirstSeenAt(now)
                .setClosedAt(now)
                .setRevisedAt(now)
                .build();
    }
}
