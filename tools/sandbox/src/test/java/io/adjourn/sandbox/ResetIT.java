package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.localstack.LocalStack;
import io.adjourn.testing.Await;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
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
    private LocalStack parts;

    @SuppressWarnings("NullAway.Init") // set before all
    private Admin admin;

    @BeforeAll
    void start() throws Exception {
        parts = TestStack.start(new Layout(2, 1));
        admin = parts.cluster().admin();
        create(OTHERS, "adjourn-streams-notes");
        admin.alterConsumerGroupOffsets("others", Map.of(new TopicPartition(RAW, 0), new OffsetAndMetadata(0)))
                .all()
                .get();
    }

    @AfterAll
    void stop() {
        admin.close();
        parts.close();
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
                        "would keep the last record of each meeting",
                        "Nothing was deleted");
        Uuid before = description(CHANGELOG).topicId();

        assertThat(run("reset", "--execute").text())
                .contains("deleting " + CHANGELOG, "State was reset; kept 0 last records of meetings.completions.v1.");

        // A broker lists a new topic a moment after it was created.
        String last = "adjourn-streams-deadlines-changelog";
        Await.until("the changelogs to be listed", Duration.ofSeconds(30), () -> topics().contains(last));
        assertThat(description(CHANGELOG).topicId()).isNotEqualTo(before);
        assertThat(topics())
                .contains(RAW, OTHERS, "adjourn-streams-notes")
                .filteredOn(topic -> topic.startsWith("adjourn-streams-") && topic.endsWith("-changelog"))
                .containsExactlyInAnyOrder(
                        CHANGELOG,
                        OTHERS,
                        last,
                        "adjourn-streams-open-meetings-changelog",
                        "adjourn-streams-seen-events-changelog");
        assertThat(groups()).containsExactly("others");
    }

    @Test
    void shouldKeepTheSettingsOfChangelogsAndHaveAsManyPartitionsAsTheRawTopic() throws Exception {
        String seen = "kept-seen-events-changelog";
        admin.createTopics(List.of(new NewTopic(seen, 1, (short) 1)
                        .configs(Map.of("cleanup.policy", "compact,delete", "retention.ms", "691200000"))))
                .all()
                .get();

        assertThat(run("reset", "--application-id", "kept", "--execute").code()).isZero();

        var resource = new ConfigResource(ConfigResource.Type.TOPIC, seen);
        Config settings = Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
        assertThat(settings.get("cleanup.policy").value()).isEqualTo("compact,delete");
        assertThat(settings.get("retention.ms").value()).isEqualTo("691200000");
        assertThat(description(seen).partitions()).hasSize(2);
    }

    @Test
    void shouldTouchNothingWhileSomebodyReads() throws Exception {
        create("busy-meeting-state-changelog");
        try (var reader = new KafkaConsumer<byte[], byte[]>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        parts.bootstrapServers(),
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
            assertThat(ran.text())
                    .contains("1 members are still active in group busy: stop every instance of that application");
        }
        assertThat(topics()).contains("busy-meeting-state-changelog");
    }

    private record Ran(int code, String text) {}

    private Ran run(String... arguments) {
        var text = new StringWriter();
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--bootstrap-servers",
                parts.bootstrapServers(),
                "--registry",
                parts.cluster().registry().url()));
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

    private TopicDescription description(String topic) throws Exception {
        return Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
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
