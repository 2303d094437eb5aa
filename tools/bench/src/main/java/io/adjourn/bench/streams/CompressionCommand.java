package io.adjourn.bench.streams;

import io.adjourn.bench.stack.Progress;
import io.adjourn.bench.stack.RawTopicFiller;
import io.adjourn.bench.stack.SimulatedDeliveries;
import io.adjourn.bench.stack.SimulatedDeliveries.Bodies;
import io.adjourn.bench.stack.Stack;
import io.adjourn.bench.stack.Streams;
import io.adjourn.bench.streams.ConsumptionRate.Pace;
import io.adjourn.commands.Logs;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "compression",
        header = "Measure what compressing costs, and what it saves, by codec.",
        description = {
            "Streams reads the same deliveries once for each codec, on a broker of its own: the processor time of a"
                    + " delivery, and the bytes of the output topics on the broker's disk. Then the records of the raw topic and of the"
                    + " output topics are compressed and read again in this process, in batches as large as the producers'.",
        })
public final class CompressionCommand implements Callable<Integer> {
    private static final long SEED = 7;
    private static final int PARTITIONS = 2;
    /** As large as the gateway's batches become: Kafka's default. */
    private static final int RAW_BATCH = 16 * 1024;

    private static final int OUTPUT_BATCH = 128 * 1024;
    private static final int MOST_RECORDS = 50_000;
    private static final Duration ROUND = Duration.ofSeconds(1);

    @Option(
            names = "--deliveries",
            paramLabel = "N",
            defaultValue = "400000",
            description = "Number of deliveries that streams reads for each codec (default: ${DEFAULT-VALUE}).")
    private long deliveries;

    @Option(
            names = "--codecs",
            paramLabel = "CODEC",
            split = ",",
            defaultValue = "lz4,gzip,zstd,snappy,none",
            description = "With which codecs streams writes, comma-separated (default: ${DEFAULT-VALUE}).")
    private List<String> codecs = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** What a run with one codec came to. */
    private record Run(Pace pace, long bytes) {}

    @Override
    public Integer call() {
        Logs.off();
        PrintWriter out = spec.commandLine().getOut();
        var progress = new Progress(System.err);
        var raw = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var written = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        out.printf(Locale.ROOT, "%-10s %18s %10s %20s%n", "streams", "processor time", "ratio", "output topics");
        Run first = null;
        for (String codec : codecs) {
            Run run = run(codec, progress, raw, written);
            first = first == null ? run : first;
            out.printf(
                    Locale.ROOT,
                    "%-10s %15.1f µs %10.2f %13d KiB%n",
                    codec,
                    run.pace().micros(),
                    run.pace().micros() / first.pace().micros(),
                    run.bytes() / 1024);
        }
        print("raw topic", new CompressedBatches(raw, RAW_BATCH, ROUND), out);
        print("output topics", new CompressedBatches(written, OUTPUT_BATCH, ROUND), out);
        return 0;
    }

    /** Keeps some records of the first run for what follows. */
    private Run run(
            String codec,
            Progress progress,
            List<ConsumerRecord<byte[], byte[]>> raw,
            List<ConsumerRecord<byte[], byte[]>> written) {
        try (var stack = Stack.start(PARTITIONS);
                var admin = stack.admin()) {
            long total;
            try (var topic = new RawTopicFiller(stack.bootstrapServers())) {
                total = new SimulatedDeliveries(stack.sources(), SEED).mixed(deliveries, Bodies.USUAL, topic::put);
            }
            Pace pace;
            try (Streams streams = stack.streams(
                    Map.of("STREAMS_THREADS", Integer.toString(PARTITIONS), "STREAMS_COMPRESSION", codec))) {
                pace = ConsumptionRate.watch(
                                admin, streams.group(), total, streams.process(), left -> progress.going(codec, left))
                        .steady();
            }
            progress.done("streams has read them with " + codec);
            if (raw.isEmpty()) {
                raw.addAll(records(stack, Topics.RAW));
                outputs().forEach(topic -> written.addAll(records(stack, topic)));
            }
            return new Run(pace, stack.bytesOf(outputs()));
        }
    }

    private static List<Topic> outputs() {
        return Topics.ALL.stream()
                .filter(topic -> topic.value() instanceof Topic.Avro)
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(Stack stack, Topic topic) {
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                stack.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (consumer.position(partition) < end && records.size() < MOST_RECORDS) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private static void print(String what, CompressedBatches batches, PrintWriter out) {
        out.printf(Locale.ROOT, "%n%-16s %8s %14s %14s%n", what, "size", "written MB/s", "read MB/s");
        for (String codec : List.of("none", "lz4", "snappy", "zstd", "gzip", "gzip-6")) {
            var result = batches.measure(codec);
            out.printf(
                    Locale.ROOT,
                    "%-16s %7.0f%% %14.0f %14.0f%n",
                    codec,
                    100 * result.share(),
                    result.written(),
                    result.read());
        }
    }
}
