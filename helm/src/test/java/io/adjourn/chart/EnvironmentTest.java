package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.chart.Rendering.Pods;
import io.adjourn.contracts.SchemaRegistry;
import io.adjourn.contracts.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A setting that is misspelt in a template would have no effect, and nobody would notice. */
class EnvironmentTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`");

    /** Kafka Streams' own, and what it makes topics with. */
    private static final Set<String> OF_STREAMS = Set.of("replication.factor", "topic.min.insync.replicas");

    private static final String TOPIC_NAME = "ADJOURN_TOPICS_NAMES_";

    static List<Installation> installations() {
        return Installation.all();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldSetWhatTheApplicationsKnow(Installation installation) throws IOException {
        Set<String> documented = documented();
        for (Pods pods : Chart.render(installation).pods()) {
            pods.containers()
                    .flatMap(container -> container.path("env").valueStream())
                    .map(variable -> variable.path("name").asText())
                    .forEach(name -> assertThat(isKnown(name, documented))
                            .as("%s of %s", name, pods)
                            .isTrue());
        }
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldSetEachOnce(Installation installation) {
        for (Pods pods : Chart.render(installation).pods()) {
            pods.containers()
                    .forEach(container -> assertThat(container
                                    .path("env")
                                    .valueStream()
                                    .map(variable -> variable.path("name").asText()))
                            .doesNotHaveDuplicates());
        }
    }

    private static boolean isKnown(String name, Set<String> documented) {
        if (name.startsWith("CREDENTIALS_") || name.equals("POD_NAME")) {
            return true; // Only stands in others' values.
        }
        if (name.startsWith(TOPIC_NAME)) {
            return Stream.concat(Topics.ALL.stream(), Stream.of(Topics.OWNERS, Topics.RECONCILER))
                    .anyMatch(
                            topic -> name.equals(TOPIC_NAME + topic.shortName().toUpperCase(Locale.ROOT)));
        }
        if (name.startsWith("KAFKA_")) {
            String setting = dotted(name, "KAFKA_");
            return Stream.of(
                                    ProducerConfig.configNames(),
                                    ConsumerConfig.configNames(),
                                    AdminClientConfig.configNames())
                            .anyMatch(names -> names.contains(setting))
                    || OF_STREAMS.contains(setting);
        }
        if (name.startsWith("REGISTRY_")) {
            return SchemaRegistry.SETTINGS.contains(dotted(name, "REGISTRY_"));
        }
        return documented.contains(name);
    }

    private static String dotted(String name, String prefix) {
        return name.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static Set<String> documented() throws IOException {
        var names = new HashSet<String>();
        for (String page : List.of("operations.md", "settings.md")) {
            Path file = Path.of("../docs", page);
            if (Files.exists(file)) {
                NAMED.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
            }
        }
        return names;
    }
}
