package io.adjourn.bench.stack;

import io.adjourn.contracts.Installation;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.localstack.ChildProcess;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalGateway;
import io.adjourn.localstack.LocalInspector;
import io.adjourn.localstack.LocalStack;
import io.adjourn.localstack.LocalStreams;
import io.adjourn.simulator.DemoSources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** A broker and a registry with Adjourn's topics and schemas, for one measurement. Gone with all it started when closed. */
public final class Stack implements AutoCloseable {
    private static final String STREAMS = Installation.DEFAULT.applicationId();
    private static final Duration SETTLE = Duration.ofHours(2);
    private static final Duration SILENCE = Duration.ofHours(6);
    /** What streams' image says to the JVM for speed. */
    static final List<String> STREAMS_JVM = List.of("-XX:+UseCompactObjectHeaders");

    private final LocalStack stack;
    private final Path sources;

    private Stack(LocalStack stack) {
        this.stack = stack;
        this.sources = DemoSources.write(stack.data().path(), SETTLE, SILENCE);
    }

    /**
     * Starts it and returns once the topics are there.
     *
     * @param partitions how many each topic gets
     */
    public static Stack start(int partitions) {
        return new Stack(LocalStack.startApart(DataDirectory.temporary(), new Layout(partitions, 1)));
    }

    /**
     * Lets the raw topic keep the log times it is given, also times to come, so that days pass in seconds; and the records that
     * say they are old as long as streams lets it.
     */
    public void keepGivenTimes() {
        stack.keepGivenTimes(Duration.ofDays(29));
        // Of all topics: what streams writes has the log times of what it reads.
        stack.set(
                ConfigResource.Type.BROKER,
                "",
                Map.of("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)));
    }

    /** Lets the broker delete deliveries soon, so that a long run needs no large disk. */
    public void forgetRawSoon() {
        stack.set(
                ConfigResource.Type.TOPIC,
                Topics.RAW.name(),
                Map.of(
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        Long.toString(1L << 30),
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        Long.toString(1L << 28)));
    }

    /** The sources file, with a source for every vendor that can be played. */
    public Path sources() {
        return sources;
    }

    /** Where a process of that name keeps what it keeps. */
    public Path directory(String name) {
        return stack.data().directory(name);
    }

    public String bootstrapServers() {
        return stack.bootstrapServers();
    }

    public Admin admin() {
        return stack.admin();
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
        Path state = directory(name + "-state");
        var environment = new HashMap<>(Map.of("ADJOURN_SOURCES", sources.toString()));
        environment.putAll(settings);
        LocalStreams application = stack.opened(LocalStreams.startFast(
                name, stack.cluster(), state, stack.data().log(name), jvm(STREAMS_JVM), environment));
        return new Streams(application, STREAMS, state.resolve(STREAMS));
    }

    /**
     * Starts the gateway and returns once it is ready.
     *
     * @param settings more of its environment
     */
    public LocalGateway gateway(Map<String, String> settings) {
        return stack.opened(LocalGateway.startFast(
                        LocalGateway.Place.in(stack.data()), bootstrapServers(), sources, settings))
                .awaitReady();
    }

    /** Starts an inspector; {@link LocalInspector#isReady} tells when it has indexed everything. */
    public LocalInspector inspector() {
        return stack.opened(LocalInspector.startFast(
                stack.cluster(), directory("inspector-index"), stack.data().log("inspector")));
    }

    /** How many bytes the topics have on the broker's disk. */
    public long bytesOf(List<Topic> topics) {
        Set<String> names = topics.stream().map(Topic::name).collect(Collectors.toSet());
        try (var admin = admin()) {
            return LocalStack.await(admin.describeLogDirs(List.of(1)).allDescriptions()).values().stream()
                    .flatMap(logs -> logs.values().stream())
                    .flatMap(log -> log.replicaInfos().entrySet().stream())
                    .filter(replica -> names.contains(replica.getKey().topic()))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        }
    }

    /** Lets Kafka be away from now on. */
    public void stopBroker() {
        stack.stopKafka();
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
        var all = jvm(jvm);
        all.addAll(List.of("-cp", classPath, mainClass));
        all.addAll(arguments);
        return stack.opened(
                ChildProcess.fastJava(name, all, environment, stack.data().log(name)));
    }

    private static List<String> jvm(List<String> more) {
        var all = new ArrayList<>(more);
        all.addAll(List.of("-Xms1g", "-Xmx1g"));
        return all;
    }

    @Override
    public void close() {
        stack.close();
    }

    /** How many records of the raw topic the group has read and committed. */
    public static long read(Admin admin, String group) {
        return LocalStack.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).values().stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }
}
