package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.config.InstallationSettings;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StrimziTest {
    private static final Path SINKS = Chart.DIRECTORY.resolve("../../connectors/sinks/config");

    @Test
    void shouldHaveEveryTopicOfTheCatalogueAsItIsThere() {
        Rendering rendering = Chart.render(Installation.STRIMZI);
        assertThat(rendering.of("KafkaTopic")).hasSize(Topics.ALL.size() + 2);
        for (Topic topic : Topics.ALL) {
            JsonNode spec = rendering.one("KafkaTopic", topic.name()).path("spec");
            Map<String, String> wanted = new HashMap<>(topic.configuration());
            wanted.put("min.insync.replicas", "2");
            Map<String, String> rendered = new HashMap<>();
            spec.path("config")
                    .properties()
                    .forEach(setting ->
                            rendered.put(setting.getKey(), setting.getValue().asText()));
            assertThat(rendered).as(topic.name()).isEqualTo(wanted);
            assertThat(spec.path("topicName").asText()).isEqualTo(topic.name());
            assertThat(spec.path("partitions").asInt()).isEqualTo(12);
            assertThat(spec.path("replicas").asInt()).isEqualTo(3);
        }
    }

    @Test
    void shouldHaveTheTopicThatSaysWhoseTheOthersAre() {
        JsonNode spec = Chart.render(Installation.STRIMZI)
                .one("KafkaTopic", Topics.OWNERS.name())
                .path("spec");
        assertThat(spec.path("partitions").asInt()).isEqualTo(1);
        Map<String, String> rendered = new HashMap<>();
        spec.path("config")
                .properties()
                .forEach(setting ->
                        rendered.put(setting.getKey(), setting.getValue().asText()));
        assertThat(rendered).isEqualTo(Topics.OWNERS.configuration());
    }

    @Test
    void shouldLetANewGenerationReadTheOneBefore() {
        assertThat(acls(Installation.STRIMZI, "tools", Map.of("topics.generation", 3)))
                .containsEntry("topic literal meetings.raw.v1.g2", "Describe DescribeConfigs")
                .containsEntry("topic literal meetings.raw.v1.g3", "AlterConfigs Create Describe DescribeConfigs");
        assertThat(acls(Installation.STRIMZI, "commands", Map.of("topics.generation", 2)))
                .containsEntry("topic literal meetings.raw.v1", "Describe DescribeConfigs Read")
                .containsEntry(
                        "topic literal meetings.raw.v1.g2", "AlterConfigs Delete Describe DescribeConfigs Read Write")
                .containsEntry("topic literal meetings.completions.v1.g2", "Describe DescribeConfigs Read Write")
                .containsEntry(
                        "topic prefix meetings.adj.streams.g2-", "Create Delete Describe DescribeConfigs Read Write");
    }

    @Test
    void shouldNotDemandTwoInSyncOfOne() {
        Rendering rendering = Chart.render(Installation.STRIMZI, Map.of("contracts.replicationFactor", 1));
        assertThat(rendering
                        .one("KafkaTopic", Topics.RAW.name())
                        .at("/spec/config")
                        .has("min.insync.replicas"))
                .isFalse();
    }

    @Test
    void shouldLetTheGatewayDoNothingButWriteRawRecords() {
        assertThat(acls(Installation.STRIMZI, "gateway"))
                .isEqualTo(Map.of(
                        "topic literal meetings.raw.v1", "Describe DescribeConfigs Write",
                        "topic literal meetings.owners.v1", "Describe Read"));
    }

    @Test
    void shouldLetStreamsReadRawRecordsAndWriteEverythingElse() {
        var wanted = new TreeMap<String, String>();
        wanted.put("topic literal meetings.owners.v1", "Describe Read");
        Topics.ALL.forEach(topic -> wanted.put("topic literal " + topic.name(), "Describe DescribeConfigs Write"));
        wanted.put("topic literal meetings.raw.v1", "Describe DescribeConfigs Read");
        wanted.put("topic prefix meetings.adj.streams-", "AlterConfigs Create Describe DescribeConfigs Read Write");
        wanted.put("group literal meetings.adj.streams", "Read");
        wanted.put("transactionalId prefix meetings.adj.streams-", "Describe Write");
        assertThat(acls(Installation.STRIMZI, "streams")).isEqualTo(wanted);
    }

    @Test
    void shouldLetJobsTouchNoTopicButOurs() {
        var wanted = new TreeMap<String, String>();
        wanted.put("topic literal meetings.owners.v1", "AlterConfigs Create Describe DescribeConfigs Read Write");
        Topics.ALL.forEach(
                topic -> wanted.put("topic literal " + topic.name(), "AlterConfigs Create Describe DescribeConfigs"));
        wanted.put("topic literal meetings.reconciler.v1", "AlterConfigs Create Describe DescribeConfigs");
        assertThat(acls(Installation.STRIMZI, "tools")).isEqualTo(wanted);
        wanted.put("group literal meetings.adj.streams", "Delete Describe");
        wanted.put("topic prefix meetings.adj.streams-", "Create Delete Describe DescribeConfigs Write");
        wanted.put("topic literal meetings.completions.v1", "AlterConfigs Create Describe DescribeConfigs Read");
        assertThat(acls(Installation.RESET, "tools")).isEqualTo(wanted);
    }

    @Test
    void shouldLetCommandsReadEverythingAndSendBackRejects() {
        var wanted = new TreeMap<String, String>();
        wanted.put("topic literal meetings.owners.v1", "Describe Read");
        Topics.ALL.forEach(topic -> wanted.put("topic literal " + topic.name(), "Describe DescribeConfigs Read"));
        wanted.put("topic literal meetings.raw.v1", "Describe DescribeConfigs Read Write");
        wanted.put("topic literal meetings.reconciler.v1", "Describe DescribeConfigs");
        wanted.put("topic literal meetings.adj.streams-meeting-state-changelog", "Describe Read");
        assertThat(acls(Installation.STRIMZI, "commands")).isEqualTo(wanted);
    }

    @Test
    void shouldLetTheInspectorDoNothingButReadTopics() {
        var wanted = new TreeMap<String, String>();
        Topics.ALL.forEach(topic -> wanted.put("topic literal " + topic.name(), "Describe Read"));
        assertThat(acls(Installation.BOTH, "inspector")).isEqualTo(wanted);
    }

    @Test
    void shouldLetTheReconcilerWriteAnswersAndWhatItRemembers() {
        assertThat(acls(Installation.BOTH, "reconciler"))
                .isEqualTo(Map.of(
                        "topic literal meetings.owners.v1", "Describe Read",
                        "topic literal meetings.completions.v1", "Describe Read",
                        "topic literal meetings.open.v1", "Describe Read",
                        "topic literal meetings.raw.v1", "Describe Read Write",
                        "topic literal meetings.reconciler.v1", "Describe Read Write",
                        "group literal adjourn-reconciler", "Read",
                        "transactionalId literal adjourn-reconciler", "Describe Write"));
    }

    /** The application itself makes exactly that name of its variables. */
    @Test
    void shouldNameTheReconcilersLeaseAsItDoesItself() {
        Map<String, Object> set = Map.of("topics.prefix", "acme", "topics.generation", 2);
        JsonNode container = Chart.render(Installation.BOTH, set)
                .one("Deployment", "adj-adjourn-reconciler")
                .at("/spec/template/spec/containers/0");
        String id = InstallationSettings.read(Environment.of(container)).reconcilerId();
        assertThat(acls(Installation.BOTH, "reconciler", set))
                .containsEntry("group literal " + id, "Read")
                .containsEntry("transactionalId literal " + id, "Describe Write");
    }

    @Test
    void shouldMakeNoUserOfWhatIsOff() {
        assertThat(Chart.render(Installation.STRIMZI).of("KafkaUser").stream()
                        .map(user -> user.at("/metadata/name").asText()))
                .containsExactlyInAnyOrder(
                        "adj-adjourn-gateway", "adj-adjourn-streams", "adj-adjourn-tools", "adj-adjourn-commands");
    }

    /** The very files that a worker has run. */
    @Test
    void shouldMakeOfEachSinksFileAConnector() throws IOException {
        Rendering rendering = Chart.render(Installation.STRIMZI);
        List<String> names = List.of("postgres-completions", "webhook");
        assertThat(rendering.of("KafkaConnector")).hasSameSizeAs(names);
        for (String name : names) {
            JsonNode connector = rendering.one("KafkaConnector", "adj-adjourn-" + name);
            Map<String, String> settings = texts(connector.at("/spec/config"));
            settings.put("connector.class", connector.at("/spec/class").asText());
            settings.put("tasks.max", connector.at("/spec/tasksMax").asText());
            assertThat(settings)
                    .isEqualTo(texts(new ObjectMapper()
                            .readTree(SINKS.resolve(name + ".json").toFile())));
            assertThat(connector
                            .at("/metadata/labels")
                            .path("strimzi.io/cluster")
                            .asText())
                    .isEqualTo("sinks");
        }
    }

    private static Map<String, String> texts(JsonNode settings) {
        var texts = new HashMap<String, String>();
        settings.properties()
                .forEach(setting ->
                        texts.put(setting.getKey(), setting.getValue().asText()));
        return texts;
    }

    @Test
    void shouldSayThatItsUsersHaveNoOtherAuthentication() {
        assertThatThrownBy(() -> Chart.text(Installation.STRIMZI, Map.of("kafka.authentication.type", "plain")))
                .hasMessageContaining("kafka.authentication.type: is plain, but Strimzi's users have");
    }

    private static Map<String, String> acls(Installation installation, String component) {
        return acls(installation, component, Map.of());
    }

    private static Map<String, String> acls(Installation installation, String component, Map<String, Object> set) {
        JsonNode user = Chart.render(installation, set).one("KafkaUser", "adj-adjourn-" + component);
        var acls = new TreeMap<String, String>();
        user.at("/spec/authorization/acls").forEach(acl -> {
            JsonNode resource = acl.path("resource");
            List<String> of = List.of(
                    resource.path("type").asText(),
                    resource.path("patternType").asText(),
                    resource.path("name").asText());
            var operations = new TreeSet<String>();
            acl.path("operations").forEach(operation -> operations.add(operation.asText()));
            acls.put(String.join(" ", of), String.join(" ", operations));
        });
        return acls;
    }
}
