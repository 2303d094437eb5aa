package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.Logs;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.Watermark;
import io.adjourn.localstack.LocalGateway;
import io.adjourn.localstack.LocalKafka;
import io.adjourn.localstack.Port;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of a 202 when something fails: a real gateway, as a process of its own, and a real broker. With
 * {@code -P faults} the outage and the killing last longer.
 */
@InFullBuild
class GatewayFaultsIT {
    private static final boolean LONG = Boolean.getBoolean("adjourn.faults.long");
    private static final Duration OUTAGE = Duration.ofSeconds(LONG ? 90 : 10);
    private static final int KILLINGS = LONG ? 20 : 4;
    private static final int A_SECOND = 300;
    private static final int PARTITIONS = 4;
    private static final int SPOOLED = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern NUMBER = Pattern.compile("\"n\":(\\d+)");
    private static final String SMALL_BODIES = "meetstream";
    private static final String LARGE_BODIES = "meetingbaas-v1";
    /** Who is refused in the middle of a body may not get to read why. */
    private static final int CUT_OFF = 0;

    private final Port port = Port.free();

    @TempDir
    private Path directory;

    private @Nullable LocalKafka kafka;

    @BeforeAll
    static void beQuiet() {
        Logs.off();
    }

    @AfterEach
    void stopKafkaAtTheEnd() {
        stopKafka();
    }

    @Test
    void shouldRefuseNothingWhileKafkaIsAwayAndSendItAllLater() throws Exception {
        startKafka();
        createTopic();
        try (var gateway = startGateway(SMALL_BODIES)) {
            awaitKafkaUp(gateway);
            Senders senders = send(gateway, 0);
            try (senders) {
                Await.until(
                        "a second of deliveries",
                        PATIENCE,
                        () -> senders.accepted().size() > A_SECOND);
                stopKafka();
                long back = senders.next() + A_SECOND * OUTAGE.toSeconds();
                Await.until("the end of the outage", OUTAGE.plus(PATIENCE), () -> senders.next() >= back);
                assertThat(gateway.metric("adjourn_gateway_kafka_up")).isZero();
                assertThat(gateway.metric("adjourn_gateway_spool_records")).isGreaterThan(A_SECOND);
                startKafka();
                awaitKafkaUp(gateway);
            }
            awaitDrained(gateway);

            assertThat(senders.refused()).isEmpty();
            assertThat(senders.accepted()).as("every one was answered 202").hasSize((int) senders.next());
            assertThat(numbersInRawTopic()).containsAll(senders.accepted());
            System.out.printf(
                    "%d deliveries over an outage of %s, %d of them drained: none refused, none lost; p99 %d ms%n",
                    senders.accepted().size(),
                    OUTAGE,
                    (long) gateway.metric("adjourn_gateway_spool_drained_total"),
                    senders.percentile99().toMillis());
        }
    }

    @Test
    void shouldKeepEvery202WhenItIsKilledAtAnyMoment() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        Set<Long> accepted = new HashSet<>();
        startKafka();
        createTopic();
        try (var gateway = startGateway(SMALL_BODIES)) {
            long first = 0;
            for (int killing = 0; killing < KILLINGS; killing++) {
                boolean away = killing % 2 == 1;
                if (away) {
                    stopKafka();
                }
                Senders senders = send(gateway, first);
                try (senders) {
                    int moment = random.nextInt(1, 2 * A_SECOND);
                    Await.until(
                            "a random moment",
                            PATIENCE,
                            () -> senders.accepted().size() >= moment);
                    gateway.kill();
                }
                accepted.addAll(senders.accepted());
                first = senders.next();
                gateway.restart();
                if (away) {
                    startKafka();
                }
            }
            awaitDrained(gateway);

            Set<Long> lost = new HashSet<>(accepted);
            lost.removeAll(numbersInRawTopic());
            assertThat(lost)
                    .as("of %d accepted, with seed %d", accepted.size(), seed)
                    .isEmpty();
            System.out.printf("%d killings, %d deliveries accepted, none lost%n", KILLINGS, accepted.size());
        }
    }

    @Test
    void shouldKeepEvery202WhenItIsToldToStopUnderLoad() throws Exception {
        Set<Long> accepted = new HashSet<>();
        startKafka();
        createTopic();
        try (var gateway = startGateway(SMALL_BODIES)) {
            long first = 0;
            for (boolean away : List.of(false, true)) {
                if (away) {
                    stopKafka();
                } else {
                    awaitKafkaUp(gateway);
                }
                Senders senders = send(gateway, first);
                try (senders) {
                    Await.until(
                            "some deliveries",
                            PATIENCE,
                            () -> senders.accepted().size() > A_SECOND);
                    gateway.terminate();
                }
                accepted.addAll(senders.accepted());
                first = senders.next();
                assertThat(gateway.log()).contains("Gateway stopped");
                gateway.restart();
            }
            startKafka();
            awaitDrained(gateway);

            assertThat(numbersInRawTopic()).containsAll(accepted);
        }
    }

    /** Else a deadline would wait for it, or for nothing. */
    @Test
    void shouldSayGoodbyeOnlyWhereNothingIsSpooled() throws Exception {
        startKafka();
        createTopic();
        try (var gateway = startGateway(SMALL_BODIES)) {
            awaitKafkaUp(gateway);
            Await.until(
                    "watermarks in every partition",
                    PATIENCE,
                    () -> lastWatermarks().size() == PARTITIONS);
            gateway.terminate();
            assertThat(lastWatermarks().values())
                    .hasSize(PARTITIONS)
                    .allSatisfy(last -> assertThat(last.upTo()).isNull());

            stopKafka();
            gateway.restart();
            assertThat(post(gateway, "{\"event\":\"bot.joining\",\"bot_id\":\"b-1\",\"n\":1}".getBytes(UTF_8)))
                    .isEqualTo(202);
            Instant spooled = Instant.now();
            gateway.terminate();
            startKafka();
            assertThat(gateway.log()).contains("Gateway stopped");
            gateway.restart();
            Await.until(
                    "the spool is empty, and that is told",
                    PATIENCE,
                    () -> lastWatermarks().values().stream()
                            .allMatch(last -> last.upTo() != null && last.upTo().isAfter(spooled)));
            assertThat(numbersInRawTopic()).containsExactly(1L);
        }
    }

    /** What was told last in each partition. */
    private Map<Integer, Watermark> lastWatermarks() {
        var last = new HashMap<Integer, Watermark>();
        new TopicReader("localhost:" + port.number(), Topics.RAW.name())
                .all()
                .forEach(record ->
                        Watermark.of(record.headers()).ifPresent(watermark -> last.put(record.partition(), watermark)));
        return last;
    }

    @Test
    void shouldLoseOnlyTheRecordThatOneFlippedBitHitsAndCountIt() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        startKafka();
        createTopic();
        stopKafka();
        try (var gateway = startGateway(SMALL_BODIES)) {
            Senders senders = send(gateway, 0);
            try (senders) {
                Await.until("a thousand", PATIENCE, () -> senders.accepted().size() >= SPOOLED);
                gateway.kill();
            }
            flipOneBit(gateway.spool(), new Random(seed));
            gateway.restart();
            startKafka();
            awaitDrained(gateway);

            Set<Long> lost = new HashSet<>(senders.accepted());
            lost.removeAll(numbersInRawTopic());
            assertThat(lost)
                    .as("of %d accepted, with seed %d", senders.accepted().size(), seed)
                    .hasSizeLessThanOrEqualTo(1);
            // None where it hit a record's frame, from which nothing is needed.
            assertThat(gateway.metric("adjourn_gateway_spool_lost_total")).isEqualTo(lost.size());
            if (!lost.isEmpty()) {
                assertThat(gateway.log()).contains("ERROR");
            }
        }
    }

    @Test
    void shouldTakeDeliveriesAndBeHealthyWhileTheTopicIsMissing() throws Exception {
        startKafka();
        try (var gateway = startGateway(SMALL_BODIES)) {
            Senders senders = send(gateway, 0);
            try (senders) {
                Await.until(
                        "some deliveries", PATIENCE, () -> senders.accepted().size() > A_SECOND);
                assertThat(gateway.isHealthy()).isTrue();
                assertThat(gateway.metric("adjourn_gateway_kafka_up")).isZero();

                createTopic();
                awaitKafkaUp(gateway);
            }
            awaitDrained(gateway);

            assertThat(senders.refused()).isEmpty();
            assertThat(numbersInRawTopic()).containsAll(senders.accepted());
        }
    }

    /** 64 × 16 MiB are twice the heap. */
    @Test
    void shouldSurviveManyOfTheLargestBodiesAtOnce() throws Exception {
        startKafka();
        createTopic();
        try (var gateway = startGateway(LARGE_BODIES);
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (boolean away : List.of(false, true)) {
                if (away) {
                    stopKafka();
                } else {
                    awaitKafkaUp(gateway);
                }
                byte[] large = ("{\"n\":0,\"padding\":\"" + "x".repeat(16 * 1024 * 1024 - 100) + "\"}").getBytes(UTF_8);
                List<CompletableFuture<Integer>> answers = IntStream.range(0, 64)
                        .mapToObj(_ -> CompletableFuture.supplyAsync(() -> post(gateway, large), senders))
                        .toList();

                List<Integer> statuses =
                        answers.stream().map(CompletableFuture::join).toList();

                assertThat(gateway.isAlive()).as("it survives").isTrue();
                assertThat(statuses).contains(202).isSubsetOf(202, 503, CUT_OFF);
                assertThat(post(gateway, "{}".getBytes(UTF_8))).isEqualTo(202);
                assertThat(gateway.log()).doesNotContain("OutOfMemory");
                Await.until("nothing is held", PATIENCE, () -> gateway.metric("adjourn_gateway_in_flight_bytes") == 0);
                System.out.printf(
                        "64 × 16 MiB at once, Kafka %s: %d × 202, the others refused%n",
                        away ? "away" : "there",
                        statuses.stream().filter(status -> status == 202).count());
            }
        }
    }

    private static int post(LocalGateway gateway, byte[] body) {
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var request = HttpRequest.newBuilder(gateway.webhook(LabGateway.SOURCE))
                    .timeout(PATIENCE)
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return CUT_OFF;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Within the first half of the largest file, so that much is behind it. */
    private static void flipOneBit(Path spool, Random random) throws IOException {
        Path segment;
        try (var files = Files.list(spool)) {
            segment = files.max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        int hit = random.nextInt(bytes.length / 100, bytes.length / 2);
        bytes[hit] ^= (byte) (1 << random.nextInt(8));
        Files.write(segment, bytes);
        System.out.printf("flipped a bit of byte %d of %d in %s%n", hit, bytes.length, segment.getFileName());
    }

    private LocalGateway startGateway(String vendor) {
        return LabGateway.start("localhost:" + port.number(), directory, vendor);
    }

    private static Senders send(LocalGateway gateway, long first) {
        return Senders.start(
                gateway.webhook(LabGateway.SOURCE),
                A_SECOND,
                first,
                number -> "{\"event\":\"bot.joining\",\"bot_id\":\"b-" + number + "\",\"n\":" + number + "}");
    }

    private static void awaitKafkaUp(LocalGateway gateway) {
        Await.until("Kafka is up", PATIENCE, () -> gateway.metric("adjourn_gateway_kafka_up") == 1);
    }

    private static void awaitDrained(LocalGateway gateway) {
        awaitKafkaUp(gateway);
        Await.until("the spool is empty", PATIENCE, () -> gateway.metric("adjourn_gateway_spool_records") == 0);
    }

    private Set<Long> numbersInRawTopic() {
        var numbers = new HashSet<Long>();
        for (var record : new TopicReader("localhost:" + port.number(), Topics.RAW.name()).deliveries()) {
            var number = NUMBER.matcher(new String(record.value(), UTF_8));
            assertThat(number.find()).isTrue();
            numbers.add(Long.parseLong(number.group(1)));
        }
        return numbers;
    }

    private void startKafka() throws Exception {
        kafka = LocalKafka.start(port, Files.createDirectories(directory.resolve("kafka")));
    }

    private void stopKafka() {
        if (kafka != null) {
            kafka.close();
            kafka = null;
        }
    }

    private void createTopic() throws Exception {
        try (var admin = Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) ("localhost:" + port.number())))) {
            var topic = new NewTopic(Topics.RAW.name(), PARTITIONS, (short) 1).configs(Topics.RAW.configuration());
            admin.createTopics(List.of(topic)).all().get();
        }
    }
}
