package io.adjourn.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a sources file and where it stands, so that what is wrong with it can be said in one line.
 *
 * @param key the keys that lead to it, such as {@code sources.acme.settle}
 */
record Setting(Path file, int line, String key, Node node) {

    /** The whole file. */
    static Setting root(Path file, Node node) {
        return new Setting(file, lineOf(node), "", node);
    }

    /** The exception that says: this is wrong, do that. */
    InvalidSourcesException wrong(String whatAndWhatToDo) {
        String where = key.isEmpty() ? "the file" : key;
        return InvalidSourcesException.at(file, line, where + ": " + whatAndWhatToDo);
    }

    /** The exception that says which words are known instead of this one. */
    InvalidSourcesException unknown(String word, Collection<String> known) {
        String nearest = Spelling.nearest(word, known)
                .map(near -> "; did you mean " + near + "? Known are ")
                .orElse("; known are ");
        return wrong(word + " is unknown" + nearest + String.join(", ", known));
    }

    /** Its fields by name, in order. */
    Map<String, Setting> fields() throws InvalidSourcesException {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("must contain keys with values, one per line");
        }
        var fields = new LinkedHashMap<String, Setting>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = child("a key", tuple.getKeyNode()).text();
            var field = new Setting(file, lineOf(tuple.getKeyNode()), below(name), tuple.getValueNode());
            Setting earlier = fields.putIfAbsent(name, field);
            if (earlier != null) {
                throw field.wrong("is a duplicate of line " + earlier.line + ": remove one");
            }
        }
        return fields;
    }

    /** Its items, at least one unless an empty list means something. */
    List<Setting> items() throws InvalidSourcesException {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("must be a list, such as [ONE, TWO]");
        }
        var items = new ArrayList<Setting>();
        for (Node item : sequence.getValue()) {
            items.add(new Setting(file, lineOf(item), key + "[" + items.size() + "]", item));
        }
        return items;
    }

    /** Its text. */
    String text() throws InvalidSourcesException {
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong("must be a single value");
        }
        if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
            throw wrong("is empty: set a value");
        }
        return scalar.getValue();
    }

    private Setting child(String name, Node child) {
        return new Setting(file, lineOf(child), below(name), child);
    }

    private String below(String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
