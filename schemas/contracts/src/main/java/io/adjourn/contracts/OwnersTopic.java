package io.adjourn.contracts;

import io.adjourn.contracts.Ownership.Claim;
import io.adjourn.contracts.Ownership.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topic that says whose the other topics are. {@link Provisioning} claims there what an installation needs; applications look
 * before they touch anything. An application that meets what is another's ends with one line.
 */
public final class OwnersTopic implements Owners {
    private static final Duration ONE_POLL = Duration.ofMillis(200);

    private final Map<String, Object> client;
    private final Installation installation;
    private final Duration patience;

    /**
     * Asks nothing yet.
     *
     * @param client settings of a Kafka client
     * @param installation who asks
     * @param patience how long an answer may take
     */
    public OwnersTopic(Map<String, ?> client, Installation installation, Duration patience) {
        this.client = Map.copyOf(client);
        this.installation = installation;
        this.patience = patience;
    }

    /** What came of looking. */
    public sealed interface Answer {}

    /** Nothing here is another's, as far as anybody has said. */
    public record Free() implements Answer {}

    /** It is another's. The line says whose, and what to do. */
    public record Foreign(String line) implements Answer {}

    /** We may not read the topic, so nobody knows. The line says what to allow. */
    public record NotAllowed(String line) implements Answer {}

    /**
     * Whether the raw topic is ours, which is all that a gateway touches.
     *
     * @throws KafkaException if Kafka does not answer
     */
    public Answer ofRawTopic() {
        return answer(List.of(Ownership.topic(installation.topics().raw())));
    }

    /**
     * Whether all topics are ours, and the streams application.
     *
     * @throws KafkaException if Kafka does not answer
     */
    public Answer ofEverything() {
        return answer(Ownership.thingsOf(installation));
    }

    private Answer answer(List<String> things) {
        try {
            return read().foreign(installation, things)
                    .<Answer>map(claim -> new Foreign(line(claim)))
                    .orElseGet(Free::new);
        } catch (AuthorizationException e) {
            return new NotAllowed("whose topics these are cannot be checked: allow Read on topic " + name());
        }
    }

    /** In one line, whose it is and what to do. */
    private static String line(Claim claim) {
        return claim.thing() + " belongs to the installation " + claim.installation() + " since " + claim.since()
                + ": set ADJOURN_TOPICS_PREFIX to a prefix that nobody else has; or, if that installation is this one or"
                + " is gone for good, run `./adjourn contracts apply --take-over` once. Nothing was changed";
    }

    @Override
    public List<String> claim(boolean takeOver) {
        List<String> things = Ownership.thingsOf(installation);
        Ownership before = read();
        if (!takeOver) {
            refuseForeign(before, things);
        }
        List<Claim> others = before.ofOthers(installation, things);
        List<String> unclaimed = before.unclaimed(installation, things);
        var records = new HashMap<String, @Nullable String>();
        others.forEach(claim -> records.put(claim.key(), null));
        unclaimed.forEach(
                thing -> records.put(new Claim(thing, installation.name(), Instant.EPOCH).key(), installation.name()));
        write(records);
        // Somebody else may have claimed at the same time, and been first.
        Optional<Claim> foreign = unclaimed.isEmpty() ? Optional.empty() : read().foreign(installation, things);
        if (foreign.isPresent()) {
            var withdrawn = new HashMap<String, @Nullable String>();
            unclaimed.forEach(thing -> withdrawn.put(new Claim(thing, installation.name(), Instant.EPOCH).key(), null));
            write(withdrawn);
            throw ProvisioningException.different(line(foreign.get()), null);
        }
        var changed = new ArrayList<>(unclaimed);
        others.forEach(claim -> changed.add(claim.thing() + " (was " + claim.installation() + "'s)"));
        return changed;
    }

    @Override
    public void refuseForeign() {
        refuseForeign(read(), Ownership.thingsOf(installation));
    }

    private void refuseForeign(Ownership ownership, List<String> things) {
        ownership.foreign(installation, things).ifPresent(claim -> {
            throw ProvisioningException.different(line(claim), null);
        });
    }

    @Override
    public List<String> unclaimed() {
        return read().unclaimed(installation, Ownership.thingsOf(installation));
    }

    private String name() {
        return installation.topics().owners().name();
    }

    private Ownership read() {
        var settings = new HashMap<>(client);
        settings.keySet().retainAll(ConsumerConfig.configNames());
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            if (consumer.partitionsFor(name()).isEmpty()) {
                return Ownership.NONE;
            }
            var partition = new TopicPartition(name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            var log = new ArrayList<Entry>();
            long due = System.nanoTime() + patience.toNanos();
            while (consumer.position(partition) < end) {
                if (System.nanoTime() > due) {
                    throw new org.apache.kafka.common.errors.TimeoutException(name() + " cannot be read in time");
                }
                consumer.poll(ONE_POLL)
                        .forEach(record -> log.add(
                                new Entry(record.key(), record.value(), Instant.ofEpochMilli(record.timestamp()))));
            }
            return Ownership.of(log);
        }
    }

    private void write(Map<String, @Nullable String> records) {
        if (records.isEmpty()) {
            return;
        }
        var settings = new HashMap<>(client);
        settings.keySet().retainAll(ProducerConfig.configNames());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var sent = records.entrySet().stream()
                    .map(record -> producer.send(new ProducerRecord<>(name(), 0, record.getKey(), record.getValue())))
                    .toList();
            for (var one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("cannot write to " + name() + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProvisioningException.away("interrupted while claiming", e);
        }
    }
}
