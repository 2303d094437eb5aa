package io.adjourn.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.sandbox.Await;
import io.adjourn.sandbox.DataDirectory;
import io.adjourn.sandbox.LocalKafka;
import io.adjourn.sandbox.Logs;
import io.adjourn.sandbox.Port;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResetIT {
    private static final String CHANGELOG = "adjourn-streams-meeting-state-changelog";
    private static final String OTHERS = "adjourn-streams-2-meeting-state-changelog";
    private static final String RAW = "meetings.raw.v1";

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalKafka kafka;

    @SuppressWarnings("NullAway.Init") // set before all
    private DataDirectory directory;

    @SuppressWarnings("NullAway.Init") // set before all
    private Admin admin;

    @BeforeAll
    void start() throws Exception {
        directory = DataDirectory.temporary();
        Logs.to(directory.log("kafka"));
        kafka = LocalKafka.start(Port.free(), directory.directory("kafka"));
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
        create(RAW, OTHERS, "adjourn-streams-notes");
        admin.alterConsumerGroupOffsets("others", Map.of(new TopicPartition(RAW, 0), new OffsetAndMetadata(0)))
                .all()
                .get();
    }

    @AfterAll
    void stop() {
        admin.close();
        kafka.close();
        directory.close();
    }

    @Test
    void shouldForgetOffsetsAndChangelogsAndNothingElse() throws Exception {
        create(CHANGELOG);
        admin.alterConsumerGroupOffsets("adjourn-streams", Map.of(new TopicPartition(RAW, 0), new OffsetAndMetadata(0)))
                .all()
                .get();

        assertThat(run("reset").text())
                .contains(
                        "would delete " + CHANGELOG,
                        "would delete the offsets of group adjourn-streams",
                        "Nothing was deleted");
        assertThat(topics()).contains(CHANGELOG);

        assertThat(run("reset", "--execute").text()).contains("deleted " + CHANGELOG, "remembers nothing");
        Await.until("the topic to be gone", Duration.ofSeconds(30), () -> !topics().contains(CHANGELOG));
        assertThat(topics()).contains(RAW, OTHERS, "adjourn-streams-notes");
        assertThat(groups()).containsExactly("others");

        assertThat(run("reset", "--execute")).isEqualTo(new Ran(0, "Streams remembers nothing.\n"));
    }

    @Test
    void shouldTouchNothingWhileSomebodyReads() throws Exception {
        create("busy-meeting-state-changelog");
        try (var reader = new KafkaConsumer<byte[], byte[]>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "busy"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            reader.subscribe(List.of(RAW));
            Await.until("the reader to be in its group", Duration.ofSeconds(30), () -> {
                reader.poll(Duration.ofMillis(100));
                return !reader.assignment().isEmpty();
            });
            Ran ran = run("reset", "--application-id", "busy", "--execute");
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.text()).contains("1 still read as busy: stop every streams of that application");
        }
        assertThat(topics()).contains("busy-meeting-state-changelog");
    }

    private record Ran(int code, String text) {}

    private Ran run(String... arguments) {
        var text = new StringWriter();
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers", kafka.bootstrapServers()));
        int code = Adjourn.commandLine()
                .setOut(new PrintWriter(text, true))
                .setErr(new PrintWriter(text, true))
                .execute(all.toArray(String[]::new));
        return new Ran(code, text.toString());
    }

    private void create(String... topics) throws Exception {
        for (String topic : topics) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private Set<String> topics() {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> groups() throws Exception {
        return admin.listGroups().all().get().stream()
                .map(group -> group.groupId())
                .toList();
    }
}
