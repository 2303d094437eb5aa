package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.config.InstallationSettings;
import io.adjourn.config.TopicConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside other installations: names of topics, the application's id, whose it all is. */
class TopicsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private static final Map<String, Object> ACME = Map.of(
            "topics.prefix", "acme",
            "topics.generation", 2,
            "topics.names.calendar", "Acme_Calendar");

    @Test
    void shouldTellEachApplicationWhatItsTopicsAreCalled() {
        for (JsonNode container : applications(Chart.render(Installation.MINIMAL, ACME))) {
            assertThat(Environment.of(container))
                    .containsEntry("ADJOURN_TOPICS_PREFIX", "acme")
                    .containsEntry("ADJOURN_TOPICS_GENERATION", "2")
                    .containsEntry("ADJOURN_TOPICS_NAMES_CALENDAR", "Acme_Calendar")
                    .containsEntry("ADJOURN_INSTALLATION", "meetings/adj")
                    .doesNotContainKey("ADJOURN_TOPICS_NAMES_RAW");
        }
    }

    @Test
    void shouldNameTheApplicationByNamespaceReleaseAndGeneration() {
        assertThat(applicationId(Map.of())).isEqualTo("meetings.adj.streams");
        assertThat(applicationId(ACME))
                .as("under the prefix, so that one right on acme. is enough")
                .isEqualTo("acme.meetings.adj.streams.g2");
        assertThat(applicationId(Map.of("streams.applicationId", "adjourn-streams")))
                .isEqualTo("adjourn-streams");
        assertThat(applicationId(Map.of("streams.applicationId", "adjourn-streams", "topics.generation", 3)))
                .isEqualTo("adjourn-streams.g3");
    }

    @Test
    void shouldCallStrimzisTopicsAndRightsLikewise() {
        Rendering rendering = Chart.render(Installation.STRIMZI, ACME);
        assertThat(rendering.of("KafkaTopic").stream()
                        .map(topic -> topic.at("/spec/topicName").asText()))
                .contains("acme.meetings.raw.v1.g2", "acme.meetings.completions.v1.g2", "Acme_Calendar")
                .doesNotContain("meetings.raw.v1");
        assertThat(rendering
                        .one("KafkaTopic", "acme-calendar")
                        .at("/spec/topicName")
                        .asText())
                .isEqualTo("Acme_Calendar");
        assertThat(rendering.one("KafkaUser", "adj-adjourn-gateway").toString()).contains("acme.meetings.raw.v1.g2");
        assertThat(rendering.one("KafkaUser", "adj-adjourn-streams").toString())
                .contains("\"acme.meetings.adj.streams.g2-\"", "acme.meetings.rejected.v1.g2", "Acme_Calendar")
                .doesNotContain("\"meetings.");
        JsonNode trigger = rendering.one("ScaledObject", "adj-adjourn-streams").at("/spec/triggers/0/metadata");
        assertThat(trigger.path("topic").asText()).isEqualTo("acme.meetings.raw.v1.g2");
        assertThat(trigger.path("consumerGroup").asText()).isEqualTo("acme.meetings.adj.streams.g2");
    }

    /** Of each container's variables the applications make exactly the names that the chart has in rights and triggers. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNameWhatTheApplicationsName(boolean own) {
        Rendering rendering = Chart.render(Installation.STRIMZI, own ? ACME : Map.of());
        for (JsonNode container : applications(rendering)) {
            var topics = InstallationSettings.read(Environment.of(container)).topics();
            assertThat(rendering.of("KafkaTopic").stream()
                            .map(topic -> topic.at("/spec/topicName").asText()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(topics.all().stream(), Stream.of(topics.owners(), topics.reconciler()))
                                    .map(topic -> topic.name())
                                    .toList());
        }
    }

    @Test
    void shouldSayInTheNotesWhatItsTopicsAreCalledAndThatOthersNeedAnotherPrefix() {
        assertThat(Chart.notes(Installation.MINIMAL, ACME))
                .contains(
                        "Its topics, acme.meetings.raw.v1.g2 and so on,",
                        "Streams is the application acme.meetings.adj.streams.g2",
                        "Another installation on this Kafka needs another topics.prefix",
                        "watch acme.meetings.completions.v1.g2 --from-beginning");
    }

    @Test
    void shouldGiveTheOperatorsSettingsToTheJobToCommandsAndToStrimzi() throws Exception {
        Map<String, Object> set = Map.of(
                "topics.config.raw.retention\\.ms", 7776000000L,
                "topics.config.completions.cleanup\\.policy", "compact",
                "topics.config.completions.segment\\.ms", "",
                "topics.bodyMaxBytes", "7MiB");
        Rendering rendering = Chart.render(Installation.STRIMZI, set);
        for (String map : List.of("adj-adjourn-tools-topics", "adj-adjourn-commands-topics")) {
            Path file = Files.writeString(
                    directory.resolve(map),
                    rendering.one("ConfigMap", map).at("/data/topics.yaml").asText());
            assertThat(TopicConfigFile.read(file))
                    .isEqualTo(Map.of(
                            "completions", Map.of("cleanup.policy", "compact", "segment.ms", ""),
                            "raw", Map.of("retention.ms", "7776000000")));
        }
        assertThat(rendering
                        .one("KafkaTopic", "meetings.completions.v1")
                        .at("/spec/config")
                        .has("segment.ms"))
                .as("left to the broker")
                .isFalse();
        JsonNode raw = rendering.one("KafkaTopic", "meetings.raw.v1").at("/spec/config");
        assertThat(raw.path("retention.ms").asText()).isEqualTo("7776000000");
        assertThat(raw.path("max.message.bytes").asInt()).isEqualTo(7 * 1024 * 1024 / 16 * 17);
        assertThat(rendering
                        .one("KafkaTopic", "meetings.rejected.v1")
                        .at("/spec/config/max.message.bytes")
                        .asInt())
                .isEqualTo(7 * 1024 * 1024 / 16 * 18)
                .isLessThan(8 * 1024 * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme.", "acme corp", "."})
    void shouldRefuseAPrefixThatKafkaWouldNotTake(String prefix) {
        assertThatThrownBy(() -> Chart.text(Installation.MINIMAL, Map.of("topics.prefix", prefix)))
                .message()
                .containsPattern("topics.prefix");
    }

    @Test
    void shouldSayHowAPrefixIsWrittenThatEndsWithADot() {
        assertThatThrownBy(() -> Chart.text(Installation.MINIMAL, Map.of("topics.prefix", "acme.")))
                .hasMessageContaining("topics.prefix: acme. begins or ends with a dot, which is added: write acme");
    }

    @Test
    void shouldNotLetStreamsStartWithoutItsStateBecauseOfANewDefault() {
        String live = "{spec: {template: {spec: {containers: [{env:"
                + " [{name: STREAMS_APPLICATION_ID, value: adjourn-streams}]}]}}}}";
        assertThatThrownBy(() -> Chart.upgrade(live, Installation.MINIMAL, Map.of()))
                .hasMessageContaining("streams.applicationId: the installed streams is adjourn-streams; set it, or")
                .hasMessageContaining("starts without its state");
        assertThat(Chart.upgrade(live, Installation.MINIMAL, Map.of("streams.applicationId", "adjourn-streams"))
                        .objects())
                .isNotEmpty();
        String ours = live.replace("adjourn-streams", "meetings.adj.streams");
        assertThat(Chart.upgrade(ours, Installation.MINIMAL, Map.of("topics.generation", 2))
                        .objects())
                .isNotEmpty();
    }

    private static String applicationId(Map<String, Object> set) {
        JsonNode streams = Chart.render(Installation.MINIMAL, set).one("StatefulSet", "adj-adjourn-streams");
        return Environment.of(streams.at("/spec/template/spec/containers/0"))
                .getOrDefault("STREAMS_APPLICATION_ID", "");
    }

    private static List<JsonNode> applications(Rendering rendering) {
        return rendering.pods().stream()
                .filter(pods -> !pods.component().equals("test"))
                .flatMap(pods -> pods.containers().limit(1))
                .toList();
    }
}
