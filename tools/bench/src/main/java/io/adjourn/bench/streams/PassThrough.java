package io.adjourn.bench.streams;

import io.adjourn.contracts.Topics;
import java.nio.ByteBuffer;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The least that a topology with state can do: for each raw record one read and one write of a small value in one persistent
 * store, and the bytes as they are to one topic; with the guarantee, threads, compression and JVM that streams has.
 */
final class PassThrough {
    static final String OUTPUT = "bench.pass-through";

    private static final String STORE = "counts";
    private static final int MAX_REQUEST = 20 * 1024 * 1024;

    private PassThrough() {}

    /**
     * Runs it until the process is asked to stop.
     *
     * @param args the broker's address, the state directory, how many threads, and the application's id
     */
    public static void main(String[] args) throws InterruptedException {
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, args[3]);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, args[1]);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, args[2]);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST);
        var streams = new KafkaStreams(topology(), settings);
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close, "stop"));
        streams.start();
        new CountDownLatch(1).await();
    }

    private static Topology topology() {
        var topology = new Topology();
        topology.addSource("raw", new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topics.RAW.name());
        topology.addProcessor("count", Count::new, "raw");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray()),
                "count");
        topology.addSink("out", OUTPUT, new ByteArraySerializer(), new ByteArraySerializer(), "count");
        return topology;
    }

    /** How often each key came. */
    private static final class Count extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
        private KeyValueStore<byte[], byte[]> counts;

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            counts = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            byte[] before = counts.get(record.key());
            long count = before == null ? 0 : ByteBuffer.wrap(before).getLong();
            counts.put(
                    record.key(),
                    ByteBuffer.allocate(Long.BYTES).putLong(count + 1).array());
            context().forward(record);
        }
    }
}
