package io.adjourn.contracts;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One Adjourn beside others on the same Kafka.
 *
 * @param name what it calls itself where others read whose topics these are
 * @param applicationId of its streams: names its consumer group and its changelogs
 * @param names what it calls its topics
 * @param bodyLimit how large a body may be
 * @param topics what follows from names and limit; made once, for every delivery asks for one of them
 */
public record Installation(
        String name, String applicationId, TopicNames names, BodyLimit bodyLimit, InstalledTopics topics) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/:@-]{1,200}");

    /** The only one on its Kafka. */
    public static final Installation DEFAULT = of(null, null, TopicNames.DEFAULT, BodyLimit.LARGEST);

    /**
     * Checks its name.
     *
     * @throws IllegalArgumentException if it cannot be; the message is one line for people
     */
    public Installation {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("adjourn.installation: " + name
                    + " is not a valid name: use at most 200 characters of a-z, A-Z, 0-9 and ._/:@-, such as"
                    + " namespace/release");
        }
    }

    /**
     * By its settings.
     *
     * @param name null to be called by the application's id
     * @param applicationId null for one that follows the names of the topics
     * @throws IllegalArgumentException if the name cannot be, or two topics have one; the message is one line for people
     */
    public static Installation of(
            @Nullable String name, @Nullable String applicationId, TopicNames names, BodyLimit bodyLimit) {
        String id = applicationId == null ? names.applicationId() : applicationId;
        return new Installation(name == null ? id : name, id, names, bodyLimit, InstalledTopics.of(names, bodyLimit));
    }

    /** The id of the reconciler: its consumer group, and what fences the one before it. */
    public String reconcilerId() {
        return names.reconcilerId();
    }

    /** The topics of the generation before this one; empty where this is the first, or the raw topic has the same name in all. */
    public Optional<InstalledTopics> topicsBefore() {
        return names.before()
                .map(before -> InstalledTopics.of(before, bodyLimit))
                .filter(before -> !before.raw().name().equals(topics.raw().name()));
    }
}
