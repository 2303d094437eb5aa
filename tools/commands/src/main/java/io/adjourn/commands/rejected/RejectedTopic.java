package io.adjourn.commands.rejected;

import io.adjourn.commands.topics.TopicLog;
import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.SchemaRegistry;
import io.adjourn.contracts.WireFormat;
import io.adjourn.meetings.v1.RejectedDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the rejected topic. */
public final class RejectedTopic implements AutoCloseable {
    private final TopicLog log;
    private final Deserializer<Object> reader;
    private final SchemaRegistry registry;

    private RejectedTopic(TopicLog log, SchemaRegistry registry) {
        this.log = log;
        this.reader = WireFormat.reader(registry.client());
        this.registry = registry;
    }

    /** Connects to it, and to the registry that it is written with. */
    public static RejectedTopic open(Cluster cluster) {
        return new RejectedTopic(TopicLog.open(cluster, cluster.topics().rejected()), cluster.registry());
    }

    /** A reject with all there is of it. */
    public record Entry(Reject reject, RejectedDelivery delivery) {}

    /** Those the filter accepts of what the topic holds now, oldest first. */
    public List<Reject> select(RejectFilter filter) {
        var selected = new ArrayList<Reject>();
        log.read(Objects.requireNonNullElse(filter.from(), Instant.EPOCH), record -> {
            Reject reject = entry(record).reject();
            if (filter.accepts(reject)) {
                selected.add(reject);
            }
        });
        selected.sort(Comparator.comparing(Reject::time).thenComparing(Reject::id));
        return selected;
    }

    /** The reject of that name; empty where there is none, or none any more. */
    public Optional<Entry> find(RejectId id) {
        return log.at(id.partition(), id.offset()).map(this::entry);
    }

    @Override
    public void close() {
        log.close();
    }

    private Entry entry(ConsumerRecord<String, byte[]> record) {
        try {
            var delivery = (RejectedDelivery) reader.deserialize(record.topic(), record.value());
            return new Entry(Reject.of(record, delivery), delivery);
        } catch (SerializationException e) {
            throw new CannotStartException(
                    "the record at partition " + record.partition() + ", offset " + record.offset()
                            + " cannot be read with the schemas of " + registry
                            + ": specify the registry that it was written with by --registry",
                    e);
        }
    }
}
