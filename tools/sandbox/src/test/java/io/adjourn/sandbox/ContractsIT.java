package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.localstack.LocalStack;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a registry holds is found by its text, and what drifted in cluster and registry is named. One stack: it drifts at the end. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractsIT {
    private static final int DIFFERENT = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("NullAway.Init") // before all tests
    private static LocalStack stack;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void startStack() {
        stack = TestStack.start(new Layout(2, 1));
    }

    @AfterAll
    static void stopStack() {
        stack.close();
    }

    /** As a consumer does who has a file of adjourn-records and no more. */
    @Test
    @Order(1)
    void shouldFindEachReleasedVersionAndTheCurrentInTheRegistryByItsTextAndGetItBackByteForByte() throws Exception {
        for (Topic topic : Topics.ALL) {
            if (topic.value() instanceof Topic.Avro(var schema)) {
                for (String text : texts(schema.getName())) {
                    HttpResponse<String> found = post(
                            "/subjects/" + topic.subject(),
                            JSON.createObjectNode().put("schema", text).toString());
                    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);

                    int id = JSON.readTree(found.body()).get("id").asInt();
                    assertThat(JSON.readTree(get("/schemas/ids/" + id).body())
                                    .get("schema")
                                    .asText())
                            .isEqualTo(text);
                }
                JsonNode versions = JSON.readTree(
                        get("/subjects/" + topic.subject() + "/versions").body());
                assertThat(versions).hasSize(texts(schema.getName()).size());
                assertThat(JSON.readTree(get("/subjects/" + topic.subject() + "/versions/latest")
                                        .body())
                                .get("schema")
                                .asText())
                        .isEqualTo(schema.toString())
                        .doesNotContain("avro.java.string")
                        .contains("\"pii\"");
            }
        }
    }

    @Test
    @Order(2)
    void shouldEndWithZeroWhereNothingDiffers() {
        CommandLineRun check = contracts("check");
        assertThat(check.out()).isEqualToIgnoringNewLines("no differences");
        assertThat(check.exit()).isZero();

        assertThat(contracts("diff").exit()).isZero();
        assertThat(contracts("apply", "--dry-run").exit()).isZero();
        assertThat(contracts("apply").exit()).isZero();
    }

    @Test
    @Order(3)
    void shouldBeReadByAProjectOnJava17WithTheRecordsAlone(@TempDir Path directory) throws Exception {
        Topic topic = stack.cluster().installation().topics().completions();
        var format = new WireFormat(
                stack.registryClient(), stack.cluster().installation().topics());
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), "acme/m-1", format.write(topic, completion())))
                    .get();
            producer.send(new ProducerRecord<>(topic.name(), "acme/m-1", null)).get();
        }

        List<String> lines = ConsumerProject.compiledIn(directory)
                .lines(
                        "consumer.PrintCompletions",
                        stack.bootstrapServers(),
                        stack.cluster().registry().url(),
                        "2");

        assertThat(lines)
                .containsExactlyInAnyOrder(
                        "acme/m-1 1.2 COMPLETE 2026-02-27T07:11:51.863543Z [Ada] [outcome, artifacts]",
                        "acme/m-1 deleted");
    }

    private static MeetingCompletion completion() {
        Instant at = Instant.parse("2026-02-27T07:11:51.863543Z");
        return MeetingCompletion.newBuilder()
                .setEventId("an id")
                .setMeetingId("acme/m-1")
                .setSource("acme")
                .setVendor("any")
                .setDialect("1")
                .setSessionId("m-1")
                .setOccurredAt(at)
                .setOccurredAtInferred(false)
                .setReceivedAt(at)
                .setVendorType("")
                .setOutcome(Outcome.COMPLETE)
                .setEpoch(1)
                .setRevision(2)
                .setChanged(List.of("outcome", "artifacts"))
                .setTimeline(List.of())
                .setArtifacts(List.of())
                .setMissing(List.of())
                .setParticipants(List.of("Ada"))
                .setSpeakers(List.of())
                .setEventCount(3)
                .setDuplicateCount(0)
                .setJoinAttempts(1)
                .setConflicts(List.of())
                .setFirstSeenAt(at)
                .setClosedAt(at)
                .setRevisedAt(at)
                .build();
    }

    @Test
    @Order(4)
    void shouldNameEachDifferenceOnceClusterAndRegistryHaveDrifted() throws Exception {
        try (var admin = stack.admin()) {
            admin.deleteTopics(List.of("meetings.activity.v1")).all().get();
            admin.createPartitions(Map.of("meetings.lifecycle.v1", NewPartitions.increaseTo(3)))
                    .all()
                    .get();
        }
        stack.set(ConfigResource.Type.TOPIC, "meetings.artifacts.v1", Map.of("max.message.bytes", "1000000"));
        stack.set(ConfigResource.Type.TOPIC, "meetings.rejected.v1", Map.of("retention.ms", "1000"));
        assertThat(put("/config/meetings.calendar.v1-value", "{\"compatibility\":\"BACKWARD\"}")
                        .statusCode())
                .isEqualTo(200);
        String other =
                texts("MeetingCompletion").getLast().replace("One meeting's record.", "What somebody thinks it is.");
        assertThat(post(
                                "/subjects/meetings.completions.v1-value/versions",
                                JSON.createObjectNode().put("schema", other).toString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(delete("/subjects/meetings.rejected.v1-value").statusCode()).isEqualTo(200);

        CommandLineRun check = contracts("check");

        assertThat(check.exit()).isEqualTo(DIFFERENT);
        assertThat(check.out())
                .contains(
                        "differs: topic meetings.activity.v1 is missing",
                        "differs: topic meetings.lifecycle.v1 has 3 partitions, not the 2 requested",
                        "differs: topic meetings.artifacts.v1: max.message.bytes is 1000000, not ",
                        "differs: topic meetings.rejected.v1 keeps retention.ms 1000; the catalogue has ",
                        "differs: subject meetings.calendar.v1-value: compatibility is BACKWARD, not FULL_TRANSITIVE",
                        "differs: subject meetings.completions.v1-value: its latest version is ",
                        "differs: subject meetings.rejected.v1-value: the schema is missing, version 1")
                .doesNotContain("meetings.raw.v1");
        assertThat(check.err()).isEmpty();

        CommandLineRun diff = contracts("diff");
        assertThat(diff.exit()).isEqualTo(DIFFERENT);
        assertThat(diff.out())
                .contains(
                        "would be: topic meetings.activity.v1: created",
                        "would be: subject meetings.calendar.v1-value: compatibility set from BACKWARD to FULL_TRANSITIVE",
                        "left as it is: topic meetings.lifecycle.v1 has 3 partitions");
        assertThat(contracts("apply", "--dry-run").exit()).isEqualTo(DIFFERENT);

        assertThat(contracts("apply").exit()).isZero();
        assertThat(contracts("diff").exit()).isZero();
        assertThat(contracts("check").out()).contains("differences: 3");
    }

    private static CommandLineRun contracts(String... command) {
        return CommandLineRun.of(Stream.of(
                        Stream.of("contracts"),
                        Stream.of(command),
                        Stream.of(
                                "--unreleased",
                                "--partitions",
                                "2",
                                "--replication-factor",
                                "1",
                                "--bootstrap-servers",
                                stack.bootstrapServers(),
                                "--registry",
                                stack.cluster().registry().url()))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    /** Of the versions that releases had, and of today's; what is the same is there once. */
    private static List<String> texts(String record) throws IOException {
        var texts = new ArrayList<String>();
        @Nullable String released = resource("released/" + record + "/v1.avsc");
        while (released != null) {
            texts.add(released);
            released = resource("released/" + record + "/v" + (texts.size() + 1) + ".avsc");
        }
        String current = Objects.requireNonNull(resource(record + ".avsc"));
        if (!texts.contains(current)) {
            texts.add(current);
        }
        return texts;
    }

    private static @Nullable String resource(String name) throws IOException {
        try (InputStream file = ContractsIT.class.getResourceAsStream("/io/adjourn/meetings/v1/" + name)) {
            return file == null ? null : new String(file.readAllBytes(), UTF_8);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return answer(request(path).GET());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return answer(request(path).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> put(String path, String body) throws Exception {
        return answer(request(path).PUT(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> delete(String path) throws Exception {
        return answer(request(path).DELETE());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(stack.cluster().registry().url() + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json");
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
