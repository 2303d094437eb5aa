package io.adjourn.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.commands.topics.Partitions;
import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.InstalledTopics;
import io.adjourn.contracts.SchemaRegistry;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topic.Avro;
import io.adjourn.contracts.Watermark;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "watch",
        header = "Print a topic's records as JSON lines as they arrive.",
        description = "Uses no consumer group and commits no offsets, so it does not affect other consumers. Stop"
                + " it with Ctrl-C.")
final class WatchCommand implements Callable<Integer> {
    private static final Duration ONE_POLL = Duration.ofMillis(500);

    @Parameters(
            paramLabel = "TOPIC",
            description = "Topic such as meetings.completions.v1, or a short name: raw, lifecycle, artifacts,"
                    + " activity, calendar, completions, rejected.")
    private String name = "";

    @Option(names = "--from-beginning", description = "All existing records, then new ones (default: only new ones).")
    private boolean fromBeginning;

    @Option(names = "--meeting", paramLabel = "KEY", description = "Only this key, such as acme/16.")
    private @Nullable String meeting;

    @Option(names = "--watermarks", description = "For raw: also the watermarks that gateways write every few seconds.")
    private boolean watermarks;

    @Option(
            names = "--reveal",
            description = "Show complete links. Without this option, the part after the question mark, often a"
                    + " credential, is hidden.")
    private boolean reveal;

    @Mixin
    private ClusterAccess connection = new ClusterAccess();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Topic topic = topic(connection.cluster().topics());
        Cluster cluster = connection.answering();
        try (var consumer = consumer(cluster)) {
            begin(consumer, topic, cluster);
            print(consumer, printer(topic, cluster.registry()));
            return 0;
        }
    }

    private Topic topic(InstalledTopics topics) {
        return topics.all().stream()
                .filter(topic -> topic.name().equals(name) || topic.shortName().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "there is no topic " + name + ": watch one of "
                                + topics.all().stream().map(Topic::shortName).collect(Collectors.joining(", "))));
    }

    private static KafkaConsumer<String, byte[]> consumer(Cluster cluster) {
        return new KafkaConsumer<>(
                cluster.clientWith(Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private void begin(Consumer<?, ?> consumer, Topic topic, Cluster cluster) {
        List<TopicPartition> partitions = Partitions.of(topic.name(), consumer);
        if (partitions.isEmpty()) {
            throw new CannotStartException("there is no topic " + topic.name() + " at " + cluster.bootstrapServers()
                    + ": run ./adjourn contracts apply first");
        }
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
            // Where the end is must be known now: what comes from here on is what is watched.
            partitions.forEach(consumer::position);
        }
    }

    private Function<ConsumerRecord<String, byte[]>, JsonNode> printer(Topic topic, SchemaRegistry registry) {
        var json = new RecordJson(reveal ? UnaryOperator.identity() : LinkMask::mask);
        if (!(topic.value() instanceof Avro)) {
            return json::raw;
        }
        // Generic, by the writer's own schema: fields newer than this build are shown too.
        var reader = new KafkaAvroDeserializer(
                registry.client(), Map.of(AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG, registry.url()));
        return record -> json.decoded(record, read(reader, record, registry));
    }

    private static @Nullable Object read(
            KafkaAvroDeserializer reader, ConsumerRecord<String, byte[]> record, SchemaRegistry registry) {
        try {
            return reader.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            throw new CannotStartException(
                    "the record at partition " + record.partition() + ", offset " + record.offset()
                            + " cannot be read with the schemas of " + registry
                            + ": specify the registry that it was written with by --registry",
                    e);
        }
    }

    /** Until Ctrl-C, or until nobody reads what is printed. */
    private void print(Consumer<String, byte[]> consumer, Function<ConsumerRecord<String, byte[]>, JsonNode> printer) {
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        while (!out.checkError()) {
            for (var record : consumer.poll(ONE_POLL)) {
                if (isWanted(record)) {
                    out.println(printer.apply(record));
                }
            }
        }
    }

    private boolean isWanted(ConsumerRecord<String, byte[]> record) {
        if (Watermark.marks(record.headers())) {
            return watermarks && meeting == null;
        }
        return meeting == null || meeting.equals(record.key());
    }
}
