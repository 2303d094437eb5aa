package io.adjourn.chart;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.representer.Representer;

/** The chart's {@code values.yaml}, with what its comments say of each value. */
final class Values {
    private static final String MARK = "-- ";

    /**
     * A value.
     *
     * @param path such as {@code gateway.replicas}
     * @param fallback its default, as YAML in one line
     * @param description what its comment says; empty where it has none
     */
    record Value(String path, String fallback, String description) {
        String row() {
            return "| `" + path + "` | " + (fallback.isEmpty() ? "" : "`" + fallback + "`") + " | " + description
                    + " |";
        }
    }

    private Values() {}

    /** All of them in the order of the file. What has a comment is a value, whatever is below it. */
    static List<Value> all() {
        var options = new LoaderOptions();
        options.setProcessComments(true);
        Node root = new Yaml(
                        new SafeConstructor(options),
                        new Representer(new DumperOptions()),
                        new DumperOptions(),
                        options)
                .compose(new StringReader(Chart.file("values.yaml")));
        var values = new ArrayList<Value>();
        collect("", (MappingNode) root, values);
        return values;
    }

    private static void collect(String prefix, MappingNode of, List<Value> values) {
        for (NodeTuple tuple : of.getValue()) {
            String path = prefix + ((ScalarNode) tuple.getKeyNode()).getValue();
            Optional<String> description = description(tuple.getKeyNode());
            if (description.isEmpty() && tuple.getValueNode() instanceof MappingNode below) {
                collect(path + ".", below, values);
            } else {
                values.add(new Value(path, inOneLine(tuple.getValueNode()), description.orElse("")));
            }
        }
    }

    private static Optional<String> description(Node key) {
        if (key.getBlockComments() == null) {
            return Optional.empty();
        }
        List<String> lines = key.getBlockComments().stream()
                .map(CommentLine::getValue)
                .map(String::strip)
                .toList();
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).startsWith(MARK)) {
                return Optional.of(
                        String.join(" ", lines.subList(i, lines.size())).substring(MARK.length()));
            }
        }
        return Optional.empty();
    }

    private static String inOneLine(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case MappingNode map ->
                map.getValue().isEmpty()
                        ? "{}"
                        : "{"
                                + String.join(
                                        ", ",
                                        map.getValue().stream()
                                                .map(tuple -> ((ScalarNode) tuple.getKeyNode()).getValue() + ": "
                                                        + inOneLine(tuple.getValueNode()))
                                                .toList())
                                + "}";
            case org.yaml.snakeyaml.nodes.SequenceNode list ->
                "["
                        + String.join(
                                ", ",
                                list.getValue().stream().map(Values::inOneLine).toList())
                        + "]";
            default -> throw new IllegalArgumentException(node.toString());
        };
    }
}
