package io.adjourn.contracts;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@link Provisioning} found or did in one place. Its text is one line for people. */
public sealed interface ProvisioningStep {

    /** Whether something was done, not only found to be right. */
    default boolean changed() {
        return !difference().isEmpty();
    }

    /** How what is there differs from what is asked for, as one line for people; empty where nothing was to be done. */
    String difference();

    /** The topic was missing and is there now. */
    record TopicCreated(String topic, int partitions, int replication) implements ProvisioningStep {
        @Override
        public String difference() {
            return "topic " + topic + " is missing";
        }

        @Override
        public String toString() {
            return "topic " + topic + ": created, partitions " + partitions + ", replication " + replication;
        }
    }

    /** The topic was there; these of its settings were below what is needed or asked for, and are raised. */
    record TopicAltered(String topic, List<Setting> settings) implements ProvisioningStep {
        public TopicAltered {
            settings = List.copyOf(settings);
        }

        @Override
        public String difference() {
            return "topic " + topic + ": "
                    + settings.stream()
                            .map(setting -> setting.name() + " is " + setting.before() + ", not " + setting.after())
                            .collect(Collectors.joining(", "));
        }

        @Override
        public String toString() {
            return "topic " + topic + ": altered, "
                    + settings.stream().map(Setting::toString).collect(Collectors.joining(", "));
        }
    }

    /** The topic was there, with all that is needed. */
    record TopicUnchanged(String topic) implements ProvisioningStep {
        @Override
        public String difference() {
            return "";
        }

        @Override
        public String toString() {
            return "topic " + topic + ": unchanged";
        }
    }

    /** The installation has said in the owners' topic that these are its own. */
    record Claimed(String installation, List<String> things) implements ProvisioningStep {
        public Claimed {
            things = List.copyOf(things);
        }

        @Override
        public String difference() {
            return "not claimed for " + installation + ": " + String.join(", ", things);
        }

        @Override
        public String toString() {
            return "claimed for " + installation + ": " + String.join(", ", things);
        }
    }

    /**
     * The subject now accepts only what is compatible with all its versions, both ways.
     *
     * @param before its rule before; null where it had none of its own
     */
    record CompatibilitySet(String subject, @Nullable String before, String rule) implements ProvisioningStep {
        @Override
        public String difference() {
            return "subject " + subject + ": compatibility is " + (before == null ? "the registry's default" : before)
                    + ", not " + rule;
        }

        @Override
        public String toString() {
            return "subject " + subject + ": compatibility set " + (before == null ? "" : "from " + before + " ")
                    + "to " + rule;
        }
    }

    /**
     * The schema is new to the subject.
     *
     * @param version which one of its record, such as {@code version 1}, or that no release has it
     * @param id null while it is only planned
     */
    record SchemaRegistered(
            String subject, String version, @Nullable Integer id) implements ProvisioningStep {
        @Override
        public String difference() {
            return "subject " + subject + ": the schema is missing, " + version;
        }

        @Override
        public String toString() {
            return "subject " + subject + ": schema registered, " + version + (id == null ? "" : ", id " + id);
        }
    }

    /** The subject had the schema. */
    record SchemaUnchanged(String subject, int id) implements ProvisioningStep {
        @Override
        public String difference() {
            return "";
        }

        @Override
        public String toString() {
            return "subject " + subject + ": schema unchanged, id " + id;
        }
    }

    /** One setting of a topic by Kafka's name, before and after. */
    record Setting(String name, String before, String after) {
        @Override
        public String toString() {
            return name + " from " + before + " to " + after;
        }
    }
}
