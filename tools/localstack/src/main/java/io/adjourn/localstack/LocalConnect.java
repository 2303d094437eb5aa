package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * A distributed worker of Kafka Connect as a child process, on the loopback address, with the plugins of {@code connectors/sinks}.
 * Secrets of connectors are files: {@code ${directory:PATH:FILE}} in a configuration is what the file holds.
 */
public final class LocalConnect implements AutoCloseable {
    private static final String MAIN_CLASS = "org.apache.kafka.connect.cli.ConnectDistributed";

    private static final Pattern DEAD_LETTERS =
            Pattern.compile("\"errors\\.deadletterqueue\\.topic\\.name\"\\s*:\\s*\"([^\"]+)\"");

    private final ChildProcess process;
    private final Port port;
    private final String bootstrapServers;

    private LocalConnect(ChildProcess process, Port port, String bootstrapServers) {
        this.process = process;
        this.port = port;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts one; {@link #awaitReady} tells when it serves.
     *
     * @param group whose topics remember connectors and offsets: another worker of that name goes on where one ended
     * @param settings more of its properties, or others
     */
    public static LocalConnect start(
            Port port, String bootstrapServers, String group, DataDirectory data, Map<String, String> settings) {
        Path properties = write(data.directory("connect"), properties(port, bootstrapServers, group, settings));
        List<String> arguments =
                List.of("-Xmx512m", "-Duser.timezone=UTC", "-cp", classPath(), MAIN_CLASS, properties.toString());
        return new LocalConnect(
                ChildProcess.fastJava("connect", arguments, Map.of(), data.log("connect")), port, bootstrapServers);
    }

    private static Map<String, String> properties(
            Port port, String bootstrapServers, String group, Map<String, String> settings) {
        var all = new HashMap<>(Map.ofEntries(
                Map.entry("bootstrap.servers", bootstrapServers),
                Map.entry("group.id", group),
                Map.entry("listeners", "http://127.0.0.1:" + port.number()),
                Map.entry("config.storage.topic", group + "-configs"),
                Map.entry("offset.storage.topic", group + "-offsets"),
                Map.entry("status.storage.topic", group + "-status"),
                Map.entry("config.storage.replication.factor", "1"),
                Map.entry("offset.storage.replication.factor", "1"),
                Map.entry("status.storage.replication.factor", "1"),
                Map.entry("offset.storage.partitions", "1"),
                Map.entry("status.storage.partitions", "1"),
                // Only connectors say how records are read; none reads by what a worker happens to have as its default.
                Map.entry("key.converter", "org.apache.kafka.connect.storage.StringConverter"),
                Map.entry("value.converter", "org.apache.kafka.connect.storage.StringConverter"),
                Map.entry("plugin.path", plugins().toString()),
                // All of these plugins have manifests; looking into each of their classes takes tens of seconds.
                Map.entry("plugin.discovery", "service_load"),
                Map.entry("config.providers", "directory"),
                Map.entry(
                        "config.providers.directory.class",
                        "org.apache.kafka.common.config.provider.DirectoryConfigProvider"),
                // One worker: it waits for nobody that could come back.
                Map.entry("scheduled.rebalance.max.delay.ms", "0"),
                Map.entry("session.timeout.ms", "6000"),
                Map.entry("heartbeat.interval.ms", "2000"),
                // Partitions of a worker that was killed are given to the next one after this, not after 45 s.
                Map.entry("consumer.session.timeout.ms", "10000"),
                Map.entry("offset.flush.interval.ms", "2000")));
        all.putAll(settings);
        return all;
    }

    private static Path write(Path directory, Map<String, String> properties) {
        try {
            return Files.writeString(
                    directory.resolve("worker.properties"),
                    properties.entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue() + "\n")
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + directory, e);
        }
    }

    private static String classPath() {
        Path file = JavaModule.home().resolve("connectors/sinks/worker/target/classpath.txt");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CannotStartException("Kafka Connect is not at " + file + ": run mvn package there", e);
        }
    }

    /** Where the plugins are that the build has put there. */
    private static Path plugins() {
        Path plugins = JavaModule.home().resolve("connectors/sinks/target/plugins");
        if (!Files.isDirectory(plugins)) {
            throw new CannotStartException("there are no plugins at " + plugins + ": run mvn package there");
        }
        return plugins;
    }

    /** Returns once it serves. */
    public LocalConnect awaitReady() {
        // Only when it has read its topics does it list connectors.
        Http.awaitAnswer(url().resolve("/connectors"), process);
        return this;
    }

    /**
     * Gives it a connector, or another configuration to one that it has. The topic of its dead letters is made first: the connector would
     * make it with three replicas, and there is one broker.
     *
     * @param configuration as JSON
     * @throws CannotStartException if it does not take it
     */
    public void apply(String connector, String configuration) {
        Matcher topic = DEAD_LETTERS.matcher(configuration);
        if (topic.find()) {
            make(topic.group(1));
        }
        Http.put(url().resolve("/connectors/" + connector + "/config"), configuration);
    }

    private void make(String topic) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new CannotStartException("Kafka does not make " + topic + ": " + e.getMessage(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }

    /** The base of its REST API. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port.number());
    }

    /** Ends it without warning, as a crash would. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
