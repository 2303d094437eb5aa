package io.adjourn.bench.stack;

import io.adjourn.contracts.Provisioning;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Topics;
import io.adjourn.config.CannotStartException;
import io.adjourn.sandbox.ChildProcess;
import io.adjourn.sandbox.DataDirectory;
import io.adjourn.sandbox.DemoSources;
import io.adjourn.sandbox.Http;
import io.adjourn.sandbox.JavaModule;
import io.adjourn.sandbox.LocalRegistry;
import io.adjourn.sandbox.Port;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** A broker and a registry with Adjourn's topics and schemas, for one measurement. Gone with all it started when closed. */
public final class Stack implements AutoCloseable {
    private static final String STREAMS = "adjourn-bench";
    private static final Duration SETTLE = Duration.ofHours(2);
    private static final Duration SILENCE = Duration.ofHours(6);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SCHEMAS_CACHED = 100;

    /** What streams' image says to the JVM for speed. */
    static final List<String> STREAMS_JVM = List.of("-XX:+UseCompactObjectHeaders");

    private final DataDirectory data = DataDirectory.temporary();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Port kafka = Port.free();
    private final Path sources;
    private final LocalRegistry registry;
    private final ChildProcess broker;

    private Stack() {
        started.push(data);
        sources = DemoSources.write(data.path(), SETTLE, SILENCE);
        registry = opened(LocalRegistry.start(Port.free(), data.directory("registry"), data.log("registry")));
        broker = java(
                "kafka",
                System.getProperty("java.class.path"),
                Broker.class.getName(),
                List.of(
                        Integer.toString(kafka.number()),
                        data.directory("kafka").toString()),
                Map.of());
    }

    /**
     * Starts it and returns once the topics are there.
     *
     * @param partitions how many each topic gets
     */
    public static Stack start(int partitions) {
        var stack = new Stack();
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-bench"));
        try {
            stack.provision(partitions);
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void provision(int partitions) {
        registry.awaitReady();
        awaitBroker();
        try (var admin = admin()) {
            var client = new CachedSchemaRegistryClient(registry.url(), SCHEMAS_CACHED);
            Provisioning.apply(admin, client, new Layout(partitions, 1));
        }
    }

    private void awaitBroker() {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        try (var admin = admin()) {
            while (true) {
                try {
                    var _ = admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
                    return;
                } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
                    if (!broker.isAlive()) {
                        throw broker.death();
                    }
                    if (System.nanoTime() > giveUp) {
                        throw new CannotStartException("the broker does not answer: " + e.getMessage(), e);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CannotStartException("interrupted", e);
                }
            }
        }
    }

    /**
     * Lets the raw topic keep the log times it is given, also times to come, so that days pass in seconds; and the records that
     * say they are old as long as streams lets it.
     */
    public void keepGivenTimes() {
        set(
                ConfigResource.Type.TOPIC,
                Topics.RAW.name(),
                Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "CreateTime",
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(Duration.ofDays(29).toMillis())));
        // Of all topics: what streams writes has the log times of what it reads.
        set(
                ConfigResource.Type.BROKER,
                "",
                Map.of("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)));
    }

    /** Lets the broker delete deliveries soon, so that a long run needs no large disk. */
    public void forgetRawSoon() {
        set(
                ConfigResource.Type.TOPIC,
                Topics.RAW.name(),
                Map.of(
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        Long.toString(1L << 30),
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        Long.toString(1L << 28)));
    }

    private void set(ConfigResource.Type type, String name, Map<String, String> settings) {
        List<AlterConfigOp> changes = settings.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (var admin = admin()) {
            await(admin.incrementalAlterConfigs(Map.of(new ConfigResource(type, name), changes))
                    .all());
        }
    }

    /** The sources file, with a source for every vendor that can be played. */
    public Path sources() {
        return sources;
    }

    /** Where a process of that name keeps what it keeps. */
    public Path directory(String name) {
        return data.directory(name);
    }

    public String bootstrapServers() {
        return "localhost:" + kafka.number();
    }

    public Admin admin() {
        return Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    /**
     * Starts the streams application and returns once it works.
     *
     * @param settings more of its environment
     */
    public Streams streams(Map<String, String> settings) {
        Streams streams = startStreams("streams", settings);
        streams.awaitReady();
        return streams;
    }

    /**
     * Starts an instance of the streams application; {@link Streams#awaitReady} tells when it works.
     *
     * @param name of what it keeps from one process to the next
     * @param settings more of its environment
     */
    public Streams startStreams(String name, Map<String, String> settings) {
        Port port = Port.free();
        Path state = data.directory(name + "-state");
        var environment = new HashMap<>(Map.of(
                "ADJOURN_KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers(),
                "ADJOURN_REGISTRY_URL",
                registry.url(),
                "ADJOURN_STREAMS_PORT",
                Integer.toString(port.number()),
                "ADJOURN_STREAMS_STATE_DIR",
                state.toString(),
                "ADJOURN_SOURCES",
                sources.toString(),
                "STREAMS_APPLICATION_ID",
                STREAMS,
                "STREAMS_WARN_OF_FEW_REPLICAS",
                "false"));
        environment.putAll(settings);
        ChildProcess process = javaLikeStreams(
                name, JavaModule.STREAMS.classPath(), JavaModule.STREAMS.mainClass(), List.of(), environment);
        return new Streams(process, URI.create("http://localhost:" + port.number()), STREAMS, state.resolve(STREAMS));
    }

    /**
     * Starts the gateway and returns once it is ready.
     *
     * @param settings more of its environment
     */
    public Gateway gateway(Map<String, String> settings) {
        Port port = Port.free();
        Port management = Port.free();
        var environment = new HashMap<>(Map.of(
                "ADJOURN_SOURCES",
                sources.toString(),
                "ADJOURN_KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers(),
                "ADJOURN_GATEWAY_PORT",
                Integer.toString(port.number()),
                "ADJOURN_GATEWAY_MANAGEMENT_PORT",
                Integer.toString(management.number()),
                "GATEWAY_SPOOL_DIRECTORY",
                data.directory("spool").toString()));
        environment.putAll(settings);
        ChildProcess process =
                java("gateway", JavaModule.GATEWAY.classPath(), JavaModule.GATEWAY.mainClass(), List.of(), environment);
        URI managed = URI.create("http://localhost:" + management.number());
        Http.awaitAnswer(managed.resolve("/health/readiness"), process);
        return new Gateway(process, port.number(), managed);
    }

    /** Lets Kafka be away from now on. */
    public void stopBroker() {
        broker.close();
    }

    /** Starts a Java process at full speed, with the heap that streams is to have for each thread. */
    public ChildProcess java(
            String name, String classPath, String mainClass, List<String> arguments, Map<String, String> environment) {
        return java(List.of(), name, classPath, mainClass, arguments, environment);
    }

    /** The same, with what streams' image says to the JVM. */
    public ChildProcess javaLikeStreams(
            String name, String classPath, String mainClass, List<String> arguments, Map<String, String> environment) {
        return java(STREAMS_JVM, name, classPath, mainClass, arguments, environment);
    }

    private ChildProcess java(
            List<String> jvm,
            String name,
            String classPath,
            String mainClass,
            List<String> arguments,
            Map<String, String> environment) {
        var all = new ArrayList<>(jvm);
        all.addAll(List.of("-Xms1g", "-Xmx1g", "-cp", classPath, mainClass));
        all.addAll(arguments);
        return opened(ChildProcess.fastJava(name, all, environment, data.log(name)));
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception _) {
                // The others must be stopped too, and all that it leaves is temporary.
            }
        }
    }

    private synchronized <T extends AutoCloseable> T opened(T part) {
        started.push(part);
        return part;
    }

    /** How many records of the raw topic the group has read and committed. */
    public static long read(Admin admin, String group) {
        return await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).values().stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    /** What Kafka answers. */
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
