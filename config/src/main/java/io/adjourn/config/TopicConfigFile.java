package io.adjourn.config;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads a file with the topics' configuration that the operator asks for: a topic's short name, and below it Kafka's settings.
 *
 * <pre>{@code
 * raw:
 *   retention.ms: 2592000000
 * completions:
 *   segment.ms:            # empty: left to the broker
 * }</pre>
 */
public final class TopicConfigFile {
    private static final List<String> KNOWN =
            Topics.ALL.stream().map(Topic::shortName).toList();

    private TopicConfigFile() {}

    /**
     * What it says, by short name and setting.
     *
     * @throws InvalidSourcesException if it cannot be read, or names no topic of ours
     */
    public static Map<String, Map<String, String>> read(Path file) throws InvalidSourcesException {
        var topics = new HashMap<String, Map<String, String>>();
        var root = SourcesFile.root(file);
        if (root == null) {
            return topics;
        }
        for (var topic : root.fields().entrySet()) {
            if (!KNOWN.contains(topic.getKey())) {
                throw topic.getValue().unknown(topic.getKey(), KNOWN);
            }
            var settings = new HashMap<String, String>();
            for (var setting : topic.getValue().fields().entrySet()) {
                settings.put(setting.getKey(), value(setting.getValue()));
            }
            topics.put(topic.getKey(), settings);
        }
        return topics;
    }

    private static String value(Setting setting) throws InvalidSourcesException {
        boolean isEmpty = setting.node() instanceof ScalarNode scalar
                && (scalar.getValue().isBlank()
                        || scalar.getValue().equals("null")
                        || scalar.getValue().equals("~"));
        return isEmpty ? "" : setting.text();
    }
}
