package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A real Kafka broker (KRaft, one node) in this process, on the loopback address. Creates no topic by itself. */
public final class LocalKafka implements AutoCloseable {
    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final Port port;

    private LocalKafka(KafkaRaftServer server, Port port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker and returns once it serves.
     *
     * @param data where it keeps its topics; what is there already is served again
     */
    public static LocalKafka start(Port port, Path data) {
        return start(port, data, Map.of());
    }

    /**
     * Starts a broker that is set up otherwise.
     *
     * @param more settings that are added, or replace those it has
     */
    public static LocalKafka start(Port port, Path data, Map<String, String> more) {
        port.mustBeFree();
        Map<String, String> settings = settings(port, Port.free(), data);
        settings.putAll(more);
        format(settings, data);
        if (KilledBroker.isIn(topics(data))) {
            KilledBroker.fence(settings);
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(asProperties(settings)), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw new CannotStartException("Kafka cannot start: " + e.getMessage(), e);
        }
        return new LocalKafka(server, port);
    }

    public String bootstrapServers() {
        return "localhost:" + port.number();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Map<String, String> settings, Path data) {
        try {
            Path file = Files.createTempFile(data, "server", ".properties");
            String lines = settings.entrySet().stream()
                    .map(setting -> setting.getKey() + "=" + setting.getValue().replace("\\", "\\\\"))
                    .collect(Collectors.joining("\n"));
            Files.writeString(file, lines);
            var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            int exit = StorageTool.execute(
                    new String[] {
                        "format", "--ignore-formatted", "--cluster-id", clusterId(data), "--config", file.toString()
                    },
                    silent);
            Files.delete(file);
            if (exit != 0) {
                throw new CannotStartException("Kafka cannot use " + data + ": choose another directory with --data");
            }
        } catch (IOException e) {
            throw new CannotStartException("cannot write to " + data + ": choose another directory with --data", e);
        }
    }

    /** The id is the directory's: a broker refuses to serve another cluster's topics. */
    private static String clusterId(Path data) throws IOException {
        Path file = data.resolve("cluster-id");
        if (!Files.exists(file)) {
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file);
    }

    private static Map<String, String> settings(Port port, Port controller, Path data) {
        var settings = new HashMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("controller.quorum.voters", NODE + "@localhost:" + controller.number());
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://localhost:" + port.number() + ",CONTROLLER://localhost:" + controller.number());
        settings.put("advertised.listeners", "PLAINTEXT://localhost:" + port.number());
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", topics(data).toString());
        settings.put("auto.create.topics.enable", "false");
        // One node: one copy of everything, and no waiting for others.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // Small: this machine does other things too.
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        settings.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        return settings;
    }

    private static Path topics(Path data) {
        return data.resolve("topics");
    }

    static Properties asProperties(Map<String, String> settings) {
        var properties = new Properties();
        properties.putAll(settings);
        return properties;
    }
}
