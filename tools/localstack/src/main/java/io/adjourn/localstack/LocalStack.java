package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Installation;
import io.adjourn.contracts.InstalledTopics;
import io.adjourn.contracts.Provisioning;
import io.adjourn.contracts.Provisioning.Layout;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * A broker and a registry in a directory of their own, with Adjourn's topics and schemas, and whatever is started beside them.
 * All of it is gone when this is closed, or this process gets SIGTERM.
 */
public final class LocalStack implements AutoCloseable {
    private final DataDirectory data;
    private final Port kafka;
    private final Consumer<String> complaints;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final LocalRegistry registry;
    private final @Nullable ChildProcess kafkaApart;
    private boolean closed;

    private LocalStack(
            DataDirectory data,
            Port kafka,
            Port registry,
            boolean apart,
            Map<String, String> broker,
            Consumer<String> complaints) {
        this.data = data;
        this.kafka = kafka;
        this.complaints = complaints;
        started.push(data);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-stack"));
        try {
            this.registry = opened(LocalRegistry.start(registry, data.directory("registry"), data.log("registry")));
            if (apart) {
                kafkaApart = opened(KafkaProcess.start(kafka, data));
            } else {
                kafkaApart = null;
                opened(LocalKafka.start(kafka, data.directory("kafka"), broker));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a broker in this process, and begins to start a registry.
     *
     * @param data its own from now on: closed with it, also when it cannot start
     * @param complaints gets a line for each part that did not stop cleanly
     * @throws CannotStartException if one of them cannot start; nothing is left running then
     */
    public static LocalStack begin(DataDirectory data, Port kafka, Port registry, Consumer<String> complaints) {
        return new LocalStack(data, kafka, registry, false, Map.of(), complaints);
    }

    /** Starts broker and registry on free ports, and returns once topics and schemas are there. */
    public static LocalStack start(DataDirectory data, Layout layout) {
        return begin(data, Port.free(), Port.free(), _ -> {}).provisioned(layout);
    }

    /** The same with settings of the broker, which are added to those it has. */
    public static LocalStack start(DataDirectory data, Layout layout, Map<String, String> broker) {
        return new LocalStack(data, Port.free(), Port.free(), false, broker, _ -> {}).provisioned(layout);
    }

    /** The same with a broker that is a process of its own, with its own heap, so that nothing that is measured runs beside it. */
    public static LocalStack startApart(DataDirectory data, Layout layout) {
        return new LocalStack(data, Port.free(), Port.free(), true, Map.of(), _ -> {}).provisioned(layout);
    }

    private LocalStack provisioned(Layout layout) {
        try {
            registry.awaitReady();
            if (kafkaApart != null) {
                KafkaProcess.awaitReady(kafkaApart, kafka);
            }
            provision(layout);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Returns once the registry serves. */
    public void awaitRegistry() {
        registry.awaitReady();
    }

    /** Puts topics and schemas in place. */
    public void provision(Layout layout) {
        provision(cluster(), layout);
    }

    /** Puts those of another installation in place, beside others. */
    public void provision(Installation installation, Layout layout) {
        provision(cluster().with(installation), layout);
    }

    private static void provision(Cluster cluster, Layout layout) {
        Provisioning.apply(cluster, layout);
    }

    /**
     * Lets the raw topic keep the log times it is given, also times to come, and records that say they are old; so that what is
     * copied stays as it was, and days pass in seconds.
     *
     * @param retention how old they may be: at most 30 days, or streams refuses the topic
     */
    public void keepGivenTimes(Duration retention) {
        set(
                ConfigResource.Type.TOPIC,
                InstalledTopics.DEFAULT.raw().name(),
                Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "CreateTime",
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retention.toMillis())));
    }

    /** Changes settings of a topic or, with no name, of all brokers. */
    public void set(ConfigResource.Type type, String name, Map<String, String> settings) {
        List<AlterConfigOp> changes = settings.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (var admin = admin()) {
            await(admin.incrementalAlterConfigs(Map.of(new ConfigResource(type, name), changes))
                    .all());
        }
    }

    /** The directory, with room for more. */
    public DataDirectory data() {
        return data;
    }

    public Cluster cluster() {
        return Cluster.at(bootstrapServers(), registry.url());
    }

    public String bootstrapServers() {
        return "localhost:" + kafka.number();
    }

    public SchemaRegistryClient registryClient() {
        return cluster().registry().client();
    }

    public Admin admin() {
        return cluster().admin();
    }

    LocalRegistry registry() {
        return registry;
    }

    /** Lets Kafka be away from now on: of a stack that was started apart. */
    public void stopKafka() {
        if (kafkaApart != null) {
            kafkaApart.close();
        }
    }

    /**
     * Takes what was started into its keeping: it is closed before all that was opened earlier.
     *
     * @throws CannotStartException if this is closed already; the part is closed then, too
     */
    public synchronized <T extends AutoCloseable> T opened(T part) {
        started.push(part);
        if (closed) {
            close();
            throw new CannotStartException("stopped while it was starting");
        }
        return part;
    }

    /** Stops everything, last started first, each given the time to stop cleanly. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                // The others must be stopped too.
                complaints.accept("a part did not stop cleanly: " + e.getMessage());
            }
        }
    }

    /**
     * What Kafka answers.
     *
     * @throws CannotStartException if it does not, or not well
     */
    public static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new CannotStartException("Kafka does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }
}
