package io.adjourn.sandbox;

import io.adjourn.commands.Logs;
import io.adjourn.localstack.ChildProcess;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.KafkaProcess;
import io.adjourn.localstack.LocalStack;
import io.adjourn.localstack.Port;
import io.adjourn.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The broker of this machine, killed without warning while transactions end: a fault of Kafka's, so only with {@code -Pfaults}. */
@EnabledIfSystemProperty(named = "adjourn.faults.long", matches = "true")
class KilledKafkaIT {
    private static final String TOPIC = "kept";
    private static final int PARTITIONS = 4;
    private static final int PRODUCERS = 8;
    private static final int SOME = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Port port = Port.free();
    private final DataDirectory data = DataDirectory.temporary();

    @BeforeAll
    static void beQuiet() {
        Logs.off();
    }

    @AfterEach
    void cleanUp() {
        data.close();
    }

    /** What is neither committed nor aborted keeps every reader of committed records from all that follows. */
    @RepeatedTest(2)
    void shouldEndEveryTransactionThatWasEndingWhenItWasKilled() throws Exception {
        try (ChildProcess kafka = KafkaProcess.startSmall(port, data);
                Admin admin = admin()) {
            LocalStack.await(admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                    .all());
            commitUntilKilled(kafka);
        }
        try (ChildProcess _ = KafkaProcess.startSmall(port, data);
                Admin admin = admin()) {
            // A producer with the name of a killed one ends what that one left open.
            IntStream.range(0, PRODUCERS).forEach(number -> producer(number).close());
            Await.until(
                    "all that was written is committed or aborted",
                    PATIENCE,
                    () -> end(admin, IsolationLevel.READ_COMMITTED)
                            .equals(end(admin, IsolationLevel.READ_UNCOMMITTED)));
        }
    }

    private void commitUntilKilled(ChildProcess kafka) {
        var committed = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < PRODUCERS; number++) {
                var producer = producer(number);
                threads.execute(() -> {
                    try {
                        while (kafka.isAlive()) {
                            producer.beginTransaction();
                            for (int partition = 0; partition < PARTITIONS; partition++) {
                                var _ = producer.send(new ProducerRecord<>(TOPIC, partition, "a key", "a value"));
                            }
                            producer.commitTransaction();
                            committed.incrementAndGet();
                        }
                    } catch (KafkaException e) {
                        // It has been killed.
                    } finally {
                        producer.close(Duration.ZERO);
                    }
                });
            }
            Await.until("some transactions", PATIENCE, () -> committed.get() > SOME);
            kafka.kill();
            threads.shutdownNow();
        }
    }

    /** One that writes transactions under its own name. */
    private KafkaProducer<String, String> producer(int number) {
        var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        "localhost:" + port.number(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "writer-" + number,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        (int) PATIENCE.toMillis(),
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        3000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        2000),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:" + port.number()));
    }

    private static Map<TopicPartition, Long> end(Admin admin, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> found = LocalStack.await(
                admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all());
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }
}
