package io.adjourn.streams;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.contracts.WireFormat.CredentialsRefusedException;
import io.adjourn.contracts.WireFormat.MissingSchemaException;
import io.adjourn.streams.TopicRequirements.Actual;
import io.adjourn.streams.topology.MeetingTopology;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be there before the stream can start: every topic in Kafka, fit for the promise, and every schema in the registry. What cannot be reached
 * may come; what answers and lacks something must be changed.
 */
final class Prerequisites {
    private static final Logger LOG = LoggerFactory.getLogger(Prerequisites.class);
    private static final String NO_ADDRESS_YET = "No resolvable bootstrap urls";

    private final Map<String, Object> admin;
    private final WireFormat wireFormat;
    private final StreamsSettings settings;

    /**
     * Looks nowhere yet.
     *
     * @param admin settings of a client that asks Kafka
     */
    Prerequisites(Map<String, Object> admin, WireFormat wireFormat, StreamsSettings settings) {
        this.admin = Map.copyOf(admin);
        this.wireFormat = wireFormat;
        this.settings = settings;
    }

    /**
     * Looks once.
     *
     * @throws IOException if Kafka or the registry cannot be reached: look again
     * @throws BadConfigurationException if a topic or a schema is missing, or a topic cannot keep the promise
     */
    void check() throws IOException, InterruptedException {
        checkTopics();
        checkSchemas();
    }

    private void checkSchemas() throws IOException {
        try {
            wireFormat.resolve();
        } catch (MissingSchemaException | CredentialsRefusedException e) {
            throw new BadConfigurationException(
                    e.getMessage() + " (the registry is " + settings.registryUrl() + ")", e);
        } catch (IOException e) {
            throw new IOException(
                    "the schema registry at " + settings.registryUrl() + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private void checkTopics() throws IOException, InterruptedException {
        try (Admin kafka = client()) {
            Set<String> existing = kafka.listTopics().names().get();
            checkAllAreThere(existing);
            checkAllAreAsTheyMustBe(kafka, existing);
        } catch (ExecutionException e) {
            throw refusedOrAway(e.getCause() == null ? e : e.getCause());
        }
    }

    private Admin client() throws IOException {
        try {
            return Admin.create(admin);
        } catch (KafkaException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            String message = String.valueOf(why.getMessage());
            // Names may be known later.
            if (message.startsWith(NO_ADDRESS_YET)) {
                throw new IOException("Kafka cannot be resolved: " + message, e);
            }
            throw new BadConfigurationException("kafka.*: " + message, e);
        }
    }

    private static IOException refusedOrAway(Throwable why) {
        if (why instanceof AuthenticationException || why instanceof AuthorizationException) {
            throw new BadConfigurationException(
                    "Kafka authentication failed: " + why.getMessage()
                            + ": check the kafka.* settings for SASL and TLS, and the user's permissions",
                    why);
        }
        return new IOException("Kafka cannot be reached: " + why.getMessage(), why);
    }

    private static void checkAllAreThere(Set<String> existing) {
        var missing = new TreeSet<>(Topics.ALL.stream().map(Topic::name).toList());
        missing.removeAll(existing);
        if (!missing.isEmpty()) {
            throw new BadConfigurationException(
                    "Kafka is missing " + String.join(", ", missing) + ": run `./adjourn contracts apply` first");
        }
    }

    private void checkAllAreAsTheyMustBe(Admin kafka, Set<String> existing)
            throws ExecutionException, InterruptedException {
        var topics = new LinkedHashMap<Topic, Actual>();
        for (Topic topic : Topics.ALL) {
            topics.put(topic, actual(kafka, topic.name()));
        }
        Changelogs changelogs = changelogs(kafka, existing);
        List<String> complaints =
                TopicRequirements.complaints(topics, changelogs, settings.retain(), settings.rawIsCopy());
        if (!complaints.isEmpty()) {
            throw new BadConfigurationException(String.join("; ", complaints));
        }
        if (settings.rawIsCopy()) {
            LOG.warn("Reading a copy of a raw topic (streams.raw-is-copy); its timestamps are trusted");
        }
        if (settings.warnOfFewReplicas()) {
            TopicRequirements.warnings(topics, changelogs).forEach(LOG::warn);
        }
        correct(kafka, changelogs);
    }

    private Changelogs changelogs(Admin kafka, Set<String> existing) throws ExecutionException, InterruptedException {
        var actual = new TreeMap<String, Actual>();
        for (String name : MeetingTopology.changelogsOf(settings.applicationId())) {
            if (existing.contains(name)) {
                actual.put(name, actual(kafka, name));
            }
        }
        return new Changelogs(settings.applicationId(), actual);
    }

    /** Kafka Streams gives changelogs their settings when it creates them, and never again. */
    private static void correct(Admin kafka, Changelogs changelogs) throws ExecutionException, InterruptedException {
        for (Map.Entry<String, Map<String, String>> topic :
                changelogs.corrections().entrySet()) {
            try {
                set(kafka, topic.getKey(), topic.getValue());
                LOG.info("Topic configuration set: topic={} config={}", topic.getKey(), topic.getValue());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof AuthorizationException)) {
                    throw e;
                }
                // It works without: only what is deleted stays for longer, and a disk may be away less long.
                LOG.warn(
                        "Cannot set topic configuration; set it yourself, or allow AlterConfigs to the user of"
                                + " streams: topic={} config={} why={}",
                        topic.getKey(),
                        topic.getValue(),
                        e.getCause().getMessage());
            }
        }
    }

    private static void set(Admin kafka, String topic, Map<String, String> settings)
            throws ExecutionException, InterruptedException {
        List<AlterConfigOp> operations = settings.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        kafka.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), operations))
                .all()
                .get();
    }

    private static Actual actual(Admin kafka, String name) throws ExecutionException, InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        var partitions = Objects.requireNonNull(kafka.describeTopics(List.of(name))
                        .allTopicNames()
                        .get()
                        .get(name))
                .partitions();
        Config configuration = Objects.requireNonNull(
                kafka.describeConfigs(List.of(resource)).all().get().get(resource));
        return new Actual(
                partitions.size(),
                partitions.getFirst().replicas().size(),
                configuration.entries().stream()
                        .filter(entry -> entry.value() != null)
                        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value)));
    }
}
