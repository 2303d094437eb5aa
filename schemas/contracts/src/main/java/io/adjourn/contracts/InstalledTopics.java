package io.adjourn.contracts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The catalogue's topics as one installation has them: by their names there, with its limits. Made once, from the settings, and
 * passed on; whoever reads or writes a topic takes its name from here.
 *
 * @param byShortName all of them, {@link #owners()} and {@link #reconciler()}
 */
public record InstalledTopics(Map<String, Topic> byShortName) {
    /** By the catalogue's names and limits. */
    public static final InstalledTopics DEFAULT = of(TopicNames.DEFAULT, BodyLimit.LARGEST);

    /**
     * Checks that no two are one.
     *
     * @throws IllegalArgumentException if two have one name; the message is one line for people
     */
    public InstalledTopics {
        byShortName = Map.copyOf(byShortName);
        Set<String> names = new HashSet<>();
        for (Topic topic : byShortName.values()) {
            if (!names.add(topic.name())) {
                throw new IllegalArgumentException(
                        "adjourn.topics.names: two topics have the name " + topic.name() + ": give each its own");
            }
        }
    }

    public static InstalledTopics of(TopicNames names, BodyLimit body) {
        var topics = new HashMap<String, Topic>();
        for (Topic topic : Topics.ALL) {
            topics.put(topic.shortName(), limited(topic.named(names.of(topic)), body));
        }
        topics.put(Topics.OWNERS.shortName(), Topics.OWNERS.named(names.owners()));
        topics.put(Topics.RECONCILER.shortName(), Topics.RECONCILER.named(names.of(Topics.RECONCILER)));
        return new InstalledTopics(topics);
    }

    private static Topic limited(Topic topic, BodyLimit body) {
        return switch (topic.holds()) {
            case RAW_BODIES -> topic.with(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(body.rawBytes()));
            case WHOLE_BODIES -> topic.with(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(body.eventBytes()));
            case NO_BODIES -> topic;
        };
    }

    /** This installation's topic of that kind. */
    public Topic of(Topic topic) {
        Topic installed = byShortName.get(topic.shortName());
        if (installed == null) {
            throw new IllegalArgumentException("the catalogue has no topic " + topic.shortName());
        }
        return installed;
    }

    public Topic raw() {
        return of(Topics.RAW);
    }

    public Topic lifecycle() {
        return of(Topics.LIFECYCLE);
    }

    public Topic artifacts() {
        return of(Topics.ARTIFACTS);
    }

    public Topic activity() {
        return of(Topics.ACTIVITY);
    }

    public Topic calendar() {
        return of(Topics.CALENDAR);
    }

    public Topic completions() {
        return of(Topics.COMPLETIONS);
    }

    public Topic open() {
        return of(Topics.OPEN);
    }

    public Topic rejected() {
        return of(Topics.REJECTED);
    }

    /** The one that says whose the others are; not among {@link #all()}. */
    public Topic owners() {
        return of(Topics.OWNERS);
    }

    /** The reconciler's own; not among {@link #all()}. */
    public Topic reconciler() {
        return of(Topics.RECONCILER);
    }

    /** All that deliveries go through, in the order of the way. */
    public List<Topic> all() {
        return Topics.ALL.stream().map(this::of).toList();
    }

    /** The largest record of any of them, in bytes. */
    public int largestRecord() {
        return all().stream().mapToInt(Topic::maxMessageBytes).max().orElseThrow();
    }
}
