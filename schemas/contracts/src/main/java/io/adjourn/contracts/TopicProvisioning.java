package io.adjourn.contracts;

import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.ProvisioningStep.Claimed;
import io.adjourn.contracts.ProvisioningStep.Setting;
import io.adjourn.contracts.ProvisioningStep.TopicAltered;
import io.adjourn.contracts.ProvisioningStep.TopicCreated;
import io.adjourn.contracts.ProvisioningStep.TopicUnchanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The half of {@link Provisioning} that speaks to Kafka. */
final class TopicProvisioning {
    private static final int TIMEOUT_MS = Math.toIntExact(Duration.ofSeconds(20).toMillis());
    private static final int SAFE_REPLICATION = 3;
    private static final int SAFE_MIN_IN_SYNC = 2;
    private static final String CREATE_TIME = "CreateTime";

    /** What became of each topic, what the operator has set otherwise than the catalogue, and what is unsafe. */
    record Outcome(List<ProvisioningStep> steps, List<String> differences, List<String> warnings) {}

    private final Admin kafka;
    private final Installation installation;
    private final InstalledTopics topics;
    private final Owners owners;
    private final Layout layout;
    private final boolean onlyPlan;
    private final List<ProvisioningStep> steps = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** @param onlyPlan whether nothing is to be changed */
    TopicProvisioning(Admin kafka, Installation installation, Owners owners, Layout layout, boolean onlyPlan) {
        this.kafka = kafka;
        this.installation = installation;
        this.topics = installation.topics();
        this.owners = owners;
        this.layout = layout;
        this.onlyPlan = onlyPlan;
    }

    Outcome apply() {
        demandConfiguration();
        Map<String, TopicDescription> present = present();
        if (!layout.takeOver()) {
            ifAllowed(() -> {
                owners.refuseForeign();
                return List.of();
            });
        }
        demandRawPartitions(present);
        claim(present.containsKey(topics.owners().name()));
        for (Topic topic : provisioned()) {
            TopicDescription description = present.get(topic.name());
            if (description == null) {
                create(topic, present);
            } else {
                bringToCatalogue(topic, description);
            }
        }
        return new Outcome(steps, differences, warnings);
    }

    private List<Topic> provisioned() {
        return Stream.concat(topics.all().stream(), Stream.of(topics.reconciler()))
                .toList();
    }

    /** The reconciler's is the lease of one instance, too. */
    private int partitionsOf(Topic topic) {
        return topic.equals(topics.reconciler()) ? 1 : layout.partitions();
    }

    private void demandConfiguration() {
        for (Topic topic : topics.all()) {
            layout.configurationOf(topic).forEach((setting, asked) -> {
                if (!asked.isEmpty()) {
                    TopicRules.complaint(topic, setting, asked).ifPresent(complaint -> {
                        throw ProvisioningException.refused(
                                "the configuration of topic " + topic.shortName() + ": " + complaint, null);
                    });
                }
            });
        }
    }

    private void claim(boolean ownersIsThere) {
        Topic topic = topics.owners();
        if (!ownersIsThere) {
            create(topic, new NewTopic(topic.name(), 1, (short) layout.replication()), topic.configuration());
        }
        List<String> claimed = onlyPlan
                ? ownersIsThere ? ifAllowed(owners::unclaimed) : Ownership.thingsOf(installation)
                : ifAllowed(() -> owners.claim(layout.takeOver()));
        if (!claimed.isEmpty()) {
            steps.add(new Claimed(installation.name(), claimed));
        }
    }

    /** Without the rights to it, topics are put in place all the same: somebody else may have given each its own. */
    private List<String> ifAllowed(Supplier<List<String>> asking) {
        try {
            return asking.get();
        } catch (AuthorizationException e) {
            String warning = "whose topics these are is not recorded: allow Read and Write on topic "
                    + topics.owners().name();
            if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
            return List.of();
        } catch (TimeoutException | org.apache.kafka.common.errors.InterruptException e) {
            throw unreachable("tell whose topics these are", e);
        } catch (KafkaException e) {
            throw ProvisioningException.refused("Kafka refused to tell whose topics these are: " + Causes.text(e), e);
        }
    }

    private Map<String, TopicDescription> present() {
        Map<String, TopicDescription> present = new HashMap<>();
        Set<String> names = new LinkedHashSet<>();
        topics.byShortName().values().forEach(topic -> names.add(topic.name()));
        installation.topicsBefore().ifPresent(before -> before.all().forEach(topic -> names.add(topic.name())));
        kafka.describeTopics(names, new DescribeTopicsOptions().timeoutMs(TIMEOUT_MS))
                .topicNameValues()
                .forEach((name, future) -> described(name, future).ifPresent(topic -> present.put(name, topic)));
        return present;
    }

    private static Optional<TopicDescription> described(String topic, KafkaFuture<TopicDescription> future) {
        try {
            return Optional.of(await("describe topic " + topic, future));
        } catch (ProvisioningException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void demandRawPartitions(Map<String, TopicDescription> present) {
        TopicDescription raw = present.get(topics.raw().name());
        if (raw != null && raw.partitions().size() != layout.partitions()) {
            throw ProvisioningException.different(
                    "topic " + raw.name() + " has " + raw.partitions().size()
                            + " partitions, not the " + layout.partitions()
                            + " requested, and must keep them: a meeting's key would move to another partition,"
                            + " away from its state; request "
                            + raw.partitions().size() + ", or cut over to a new generation of topics",
                    null);
        }
        TopicDescription before = rawBefore(present);
        if (before != null && layout.partitions() % before.partitions().size() != 0) {
            throw ProvisioningException.different(
                    layout.partitions() + " partitions were requested, but topic " + before.name() + " has "
                            + before.partitions().size()
                            + ": request a multiple of that, so that the order of deliveries is kept in a cut-over",
                    null);
        }
    }

    private @Nullable TopicDescription rawBefore(Map<String, TopicDescription> present) {
        return installation
                .topicsBefore()
                .map(before -> present.get(before.raw().name()))
                .orElse(null);
    }

    /** A new generation has what the operator has set of the one before, so that nothing is kept for a shorter time. */
    private void create(Topic topic, Map<String, TopicDescription> present) {
        Map<String, String> settings = new HashMap<>(topic.configuration());
        if (layout.replication() >= SAFE_REPLICATION) {
            settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(SAFE_MIN_IN_SYNC));
        }
        installation
                .topicsBefore()
                .map(before -> before.of(topic).name())
                .filter(present::containsKey)
                .ifPresent(before -> settings.putAll(own(current(before))));
        settings.putAll(layout.configurationOf(topic));
        // What is asked for as empty is left to the broker.
        settings.values().removeIf(String::isEmpty);
        if (topic.equals(topics.raw()) && rawBefore(present) != null) {
            // Closed to gateways until the generation before is copied into it.
            settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, CREATE_TIME);
        }
        create(topic, new NewTopic(topic.name(), partitionsOf(topic), (short) layout.replication()), settings);
    }

    private void create(Topic topic, NewTopic created, Map<String, String> settings) {
        if (!onlyPlan) {
            await(
                    "create topic " + topic.name(),
                    kafka.createTopics(
                                    List.of(created.configs(settings)), new CreateTopicsOptions().timeoutMs(TIMEOUT_MS))
                            .all());
        }
        steps.add(new TopicCreated(topic.name(), created.numPartitions(), created.replicationFactor()));
        warnOfReplication(topic, created.replicationFactor());
    }

    private Config current(String topic) {
        return await(
                        "read the settings of topic " + topic,
                        kafka.describeConfigs(
                                        List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic)),
                                        new DescribeConfigsOptions().timeoutMs(TIMEOUT_MS))
                                .all())
                .values()
                .iterator()
                .next();
    }

    private static Map<String, String> own(Config config) {
        return config.entries().stream()
                .filter(entry ->
                        entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG && entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private void bringToCatalogue(Topic topic, TopicDescription description) {
        Config current = current(topic.name());
        Map<String, String> asked = layout.configurationOf(topic);
        Map<String, String> wanted = new TreeMap<>(topic.configuration());
        wanted.putAll(asked);
        List<Setting> raised = new ArrayList<>();
        wanted.forEach((name, value) -> {
            var setting = new Setting(name, value(current, name), value);
            if (value.isEmpty() || isClosed(topic, setting)) {
                return;
            }
            switch (TopicRules.decide(
                    topic, name, setting.before(), value, asked.containsKey(name), layout.shorten())) {
                case SAME -> {}
                case RAISE -> raised.add(setting);
                case KEEP ->
                    differences.add("topic " + topic.name() + " keeps " + name + " " + setting.before() + "; "
                            + (asked.containsKey(name) ? "asked for is " : "the catalogue has ") + value
                            + (isForShortening(topic, setting, asked.containsKey(name))
                                    ? ", which --shorten sets"
                                    : ""));
            }
        });
        if (raised.isEmpty()) {
            steps.add(new TopicUnchanged(topic.name()));
        } else {
            if (!onlyPlan) {
                alter(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), raised);
            }
            steps.add(new TopicAltered(topic.name(), raised));
        }
        int replication = description.partitions().getFirst().replicas().size();
        comparePartitions(topic, description.partitions().size());
        warnOfReplication(topic, replication);
        warnOfMinInSync(topic, replication, value(current, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));
    }

    private static boolean isForShortening(Topic topic, Setting setting, boolean asked) {
        return TopicRules.decide(topic, setting.name(), setting.before(), setting.after(), asked, true)
                == TopicRules.Decision.RAISE;
    }

    /** A raw topic that waits for its generation to be cut over to: only that opens it. */
    private boolean isClosed(Topic topic, Setting setting) {
        boolean isClosed = installation.topicsBefore().isPresent()
                && topic.equals(topics.raw())
                && setting.name().equals(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
                && setting.before().equals(CREATE_TIME);
        if (isClosed) {
            differences.add("topic " + topic.name() + " is closed until `./adjourn cut-over --execute` has copied the"
                    + " generation before into it");
        }
        return isClosed;
    }

    private void alter(ConfigResource resource, List<Setting> settings) {
        List<AlterConfigOp> operations = settings.stream()
                .map(setting ->
                        new AlterConfigOp(new ConfigEntry(setting.name(), setting.after()), AlterConfigOp.OpType.SET))
                .toList();
        await(
                "alter topic " + resource.name(),
                kafka.incrementalAlterConfigs(
                                Map.of(resource, operations), new AlterConfigsOptions().timeoutMs(TIMEOUT_MS))
                        .all());
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    private void comparePartitions(Topic topic, int partitions) {
        if (partitions != partitionsOf(topic)) {
            differences.add(
                    "topic " + topic.name() + " has " + partitions + " partitions, not the " + partitionsOf(topic)
                            + " requested; not changed, because more partitions would break the order within a key");
        }
    }

    private void warnOfReplication(Topic topic, int replication) {
        if (replication < SAFE_REPLICATION) {
            warnings.add("topic " + topic.name() + " has replication " + replication + ", below " + SAFE_REPLICATION
                    + ": losing a broker can stop it or lose acknowledged records");
        }
    }

    /** Says nothing where replication is too low already: then there is nothing to raise it to. */
    private void warnOfMinInSync(Topic topic, int replication, String minInSync) {
        if (replication >= SAFE_REPLICATION && !minInSync.isEmpty() && Integer.parseInt(minInSync) < SAFE_MIN_IN_SYNC) {
            warnings.add("topic " + topic.name() + " has min.insync.replicas " + minInSync + ", below "
                    + SAFE_MIN_IN_SYNC + ": a record can be acknowledged while only one broker has it");
        }
    }

    private static <T> T await(String what, KafkaFuture<T> answer) {
        try {
            // Each request ends by its own limit; the second limit is for a client that does not keep it.
            return answer.get(2L * TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof TimeoutException) {
                throw unreachable(what, cause);
            }
            String line = "Kafka refused to " + what + ": " + Causes.text(cause);
            // While brokers start there are fewer of them than copies.
            throw cause instanceof RetriableException || cause instanceof InvalidReplicationFactorException
                    ? ProvisioningException.away(line, cause)
                    : ProvisioningException.refused(line, cause);
        } catch (java.util.concurrent.TimeoutException e) {
            throw unreachable(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProvisioningException.away("interrupted while asking Kafka to " + what, e);
        }
    }

    private static ProvisioningException unreachable(String what, Throwable cause) {
        return ProvisioningException.away(
                "Kafka did not answer within " + TIMEOUT_MS / 1000 + " s to the request to " + what
                        + ": check that the bootstrap servers are right and up",
                cause);
    }
}
