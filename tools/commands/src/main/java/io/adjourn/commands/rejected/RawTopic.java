package io.adjourn.commands.rejected;

import io.adjourn.commands.topics.TopicLog;
import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The raw topic, as the way back for what was rejected, and the way in for what operators ask for. */
public final class RawTopic {
    private static final int MIB = 1024 * 1024;

    /** A replay comes after its reject; but the clocks of two brokers may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final Cluster cluster;

    public RawTopic(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The rejects whose replays are in the topic; reads all of it from that time on. */
    public Set<RejectId> replayedSince(Instant time) {
        var replayed = new HashSet<RejectId>();
        String rejected = cluster.topics().rejected().name();
        try (var log = TopicLog.open(cluster, cluster.topics().raw())) {
            log.read(time.minus(CLOCKS_DIFFER), record -> {
                Header header = record.headers().lastHeader(RawHeaders.REPLAY_OF);
                if (header != null && header.value() != null) {
                    RejectId.ofHeader(new String(header.value(), StandardCharsets.UTF_8), rejected)
                            .ifPresent(replayed::add);
                }
            });
        }
        return replayed;
    }

    /** The topic itself. */
    public Topic topic() {
        return cluster.topics().raw();
    }

    /** A way to send records to it, to be closed after. */
    public Sender sender() {
        return new Sender(cluster);
    }

    /** Sends one at a time: what was said to be sent is on Kafka. */
    public static final class Sender implements AutoCloseable {
        private final KafkaProducer<String, byte[]> producer;

        private Sender(Cluster cluster) {
            this.producer = new KafkaProducer<>(
                    cluster.clientWith(Map.of(
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.COMPRESSION_TYPE_CONFIG,
                            "lz4",
                            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                            cluster.topics().raw().maxMessageBytes() + MIB,
                            ProducerConfig.BUFFER_MEMORY_CONFIG,
                            2L * cluster.topics().raw().maxMessageBytes())),
                    new StringSerializer(),
                    new ByteArraySerializer());
        }

        /** Returns once every replica in sync has it. */
        public void send(ProducerRecord<String, byte[]> record) {
            try {
                producer.send(record).get();
            } catch (ExecutionException | KafkaException e) {
                Throwable why = e.getCause() == null ? e : e.getCause();
                throw new CannotStartException(
                        "Kafka rejected a record (" + why.getMessage()
                                + "): run the command again; nothing is sent twice",
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CannotStartException("interrupted while sending", e);
            }
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
