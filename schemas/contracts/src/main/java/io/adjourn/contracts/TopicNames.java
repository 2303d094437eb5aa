package io.adjourn.contracts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one installation calls its topics: the catalogue's names, with a prefix, of a generation, or named one by one.
 *
 * <p>With the prefix {@code acme} the raw topic is {@code acme.meetings.raw.v1}; of generation 2 it is {@code acme.meetings.raw.v1.g2}.
 * A topic that is named on its own has exactly that name.
 *
 * @param prefix what the names of topics begin with; null for nothing
 * @param generation 1 for the catalogue's names; a higher one for a new set of topics beside the old one
 * @param ownNames names of topics by their short names, such as {@code raw}
 */
public record TopicNames(@Nullable String prefix, int generation, Map<String, String> ownNames) {
    /** Kafka's characters of a topic's name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    /** Kafka's limit of a topic's name. */
    private static final int LONGEST_NAME = 249;

    /** What the longest name needs beside the prefix, that of a changelog. */
    private static final int LONGEST_PREFIX = 150;

    private static final int HIGHEST_GENERATION = 999;

    /** The catalogue's names. */
    public static final TopicNames DEFAULT = new TopicNames(null, 1, Map.of());

    /**
     * Checks them.
     *
     * @throws IllegalArgumentException if one of them cannot be; the message is one line for people that names the setting
     */
    public TopicNames {
        ownNames = Map.copyOf(ownNames);
        if (prefix != null) {
            checkPrefix(prefix);
        }
        if (generation < 1 || generation > HIGHEST_GENERATION) {
            throw new IllegalArgumentException("adjourn.topics.generation: " + generation
                    + " is not a generation: use 1, or 2 and so on for a new set of topics, at most "
                    + HIGHEST_GENERATION);
        }
        ownNames.forEach(TopicNames::checkName);
    }

    private static void checkPrefix(String prefix) {
        String key = "adjourn.topics.prefix: " + prefix;
        if (prefix.startsWith(".") || prefix.endsWith(".")) {
            String bare = prefix.replaceAll("^\\.+|\\.+$", "");
            throw new IllegalArgumentException(key + " begins or ends with a dot, which is added where it is needed"
                    + (NAME.matcher(bare).matches() ? ": write " + bare : ": write such as acme"));
        }
        if (!NAME.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    key + " has characters that Kafka does not allow in topics: use a-z, A-Z, 0-9, '.', '_' and '-',"
                            + " such as acme");
        }
        if (prefix.length() > LONGEST_PREFIX) {
            throw new IllegalArgumentException(
                    key + " is too long: use at most " + LONGEST_PREFIX + " characters, such as acme");
        }
    }

    private static void checkName(String shortName, String name) {
        if (!NAME.matcher(name).matches()
                || name.length() > LONGEST_NAME
                || List.of(".", "..").contains(name)) {
            throw new IllegalArgumentException("adjourn.topics.names." + shortName + ": " + name
                    + " cannot be a topic's name: use at most " + LONGEST_NAME
                    + " characters of a-z, A-Z, 0-9, '.', '_' and '-'");
        }
    }

    /** What the topic of the catalogue is called here. */
    String of(Topic topic) {
        String own = ownNames.get(topic.shortName());
        return own == null ? prefixed(topic.name()) + suffix() : own;
    }

    /** With the prefix in front. */
    private String prefixed(String name) {
        return prefix == null ? name : prefix + "." + name;
    }

    /** The id of the reconciler: its consumer group, and what fences the one before it. */
    String reconcilerId() {
        return prefixed("adjourn-reconciler") + suffix();
    }

    private String suffix() {
        return generation == 1 ? "" : ".g" + generation;
    }

    /** The id of the streams application where none is set: of another prefix, or another generation, it is another one. */
    String applicationId() {
        return prefixed("adjourn-streams") + suffix();
    }

    /** Those of the generation before; empty for the first. */
    Optional<TopicNames> before() {
        return generation == 1 ? Optional.empty() : Optional.of(new TopicNames(prefix, generation - 1, ownNames));
    }

    /** The topic that says whose topics these are: one for all generations. */
    String owners() {
        String own = ownNames.get(Topics.OWNERS.shortName());
        return own == null ? prefixed(Topics.OWNERS.name()) : own;
    }
}
