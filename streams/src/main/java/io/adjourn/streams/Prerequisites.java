package io.adjourn.streams;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.KafkaAdmin;
import io.adjourn.config.KafkaFailure;
import io.adjourn.contracts.Installation;
import io.adjourn.contracts.OwnersTopic;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.WireFormat;
import io.adjourn.contracts.WireFormat.CredentialsRefusedException;
import io.adjourn.contracts.WireFormat.MissingSchemaException;
import io.adjourn.contracts.WireFormat.NotARegistryException;
import io.adjourn.streams.TopicRequirements.Actual;
import io.adjourn.streams.topology.MeetingTopology;
import java.io.IOException;
import java.time.Duration;
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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be there before the stream can start: every topic in Kafka, fit for the promise, and every schema in the registry. What cannot be reached
 * may come; what answers and lacks something must be changed.
 */
final class Prerequisites {
    private static final Logger LOG = LoggerFactory.getLogger(Prerequisites.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> admin;
    private final WireFormat wireFormat;
    private final StreamsSettings settings;
    private final Installation installation;

    /**
     * Looks nowhere yet.
     *
     * @param admin settings of a client that asks Kafka
     */
    Prerequisites(
            Map<String, Object> admin, WireFormat wireFormat, StreamsSettings settings, Installation installation) {
        this.admin = Map.copyOf(admin);
        this.wireFormat = wireFormat;
        this.settings = settings;
        this.installation = installation;
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
        } catch (MissingSchemaException | CredentialsRefusedException | NotARegistryException e) {
            throw new BadConfigurationException(
                    e.getMessage() + " (the registry is " + settings.registryUrl() + ")", e);
        } catch (IOException e) {
            throw new IOException(
                    "the schema registry at " + settings.registryUrl() + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private void checkTopics() throws IOException, InterruptedException {
        try (Admin kafka = KafkaAdmin.of(admin)) {
            checkAllAreOurs();
            checkApplicationIsOurs(kafka);
            Set<String> existing = kafka.listTopics().names().get();
            checkAllAreThere(existing);
            checkAllAreAsTheyMustBe(kafka, existing);
        } catch (KafkaException e) {
            throw KafkaFailure.awayUnlessRefused(e);
        } catch (ExecutionException e) {
            throw KafkaFailure.awayUnlessRefused(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Before anything else is looked at: another's topics are not to be complained of. */
    private void checkAllAreOurs() {
        switch (new OwnersTopic(admin, installation, PATIENCE).ofEverything()) {
            case OwnersTopic.Foreign(String line) -> throw new BadConfigurationException(line);
            case OwnersTopic.NotAllowed(String line) -> LOG.warn("Not checked: {}", line);
            case OwnersTopic.Free() -> {}
        }
    }

    /** What a group has read tells whose it is, also where nobody has claimed anything. */
    private void checkApplicationIsOurs(Admin kafka) throws ExecutionException, InterruptedException {
        String raw = installation.topics().raw().name();
        Set<String> read = kafka
                .listConsumerGroupOffsets(installation.applicationId())
                .partitionsToOffsetAndMetadata()
                .get()
                .keySet()
                .stream()
                .map(TopicPartition::topic)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!read.isEmpty() && !read.contains(raw)) {
            throw new BadConfigurationException("the application id " + installation.applicationId() + " has read "
                    + String.join(", ", read) + ", not " + raw
                    + ", so its state is about other topics: remove STREAMS_APPLICATION_ID, which then follows the"
                    + " topics' prefix and generation, or set it to one that nobody has used");
        }
    }

    private void checkAllAreThere(Set<String> existing) {
        var missing = new TreeSet<>(
                installation.topics().all().stream().map(Topic::name).toList());
        missing.removeAll(existing);
        if (!missing.isEmpty()) {
            throw new BadConfigurationException(
                    "Kafka is missing " + String.join(", ", missing) + ": run `./adjourn contracts apply` first");
        }
    }

    private void checkAllAreAsTheyMustBe(Admin kafka, Set<String> existing)
            throws ExecutionException, InterruptedException, IOException {
        var topics = new LinkedHashMap<Topic, Actual>();
        for (Topic topic : installation.topics().all()) {
            topics.put(topic, actual(kafka, topic.name()));
        }
        awaitOpening(topics);
        Changelogs changelogs = changelogs(kafka, existing);
        List<String> complaints = TopicRequirements.complaints(
                installation.topics().raw(), topics, changelogs, settings.retention(), settings.rawIsCopy());
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

    /** A new generation is being filled from the one before: what is read before its end is there would be half of it. */
    private void awaitOpening(Map<Topic, Actual> topics) throws IOException {
        Topic raw = installation.topics().raw();
        Actual actual = topics.get(raw);
        if (actual != null
                && !settings.rawIsCopy()
                && installation.topicsBefore().isPresent()
                && "CreateTime".equals(actual.configuration().get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))) {
            throw new IOException("topic " + raw.name()
                    + " is not open yet: `./adjourn cut-over --execute` copies the generation before into it");
        }
    }

    private Changelogs changelogs(Admin kafka, Set<String> existing) throws ExecutionException, InterruptedException {
        var actual = new TreeMap<String, Actual>();
        for (String name : MeetingTopology.changelogsOf(installation.applicationId())) {
            if (existing.contains(name)) {
                actual.put(name, actual(kafka, name));
            }
        }
        return new Changelogs(installation.applicationId(), actual, settings.retention());
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
