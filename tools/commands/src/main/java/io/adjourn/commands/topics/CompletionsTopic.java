package io.adjourn.commands.topics;

import io.adjourn.contracts.InstalledTopics;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.WireFormat;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the completions topic from its beginning, as anybody would: through the registry, and what is committed only. */
public final class CompletionsTopic implements AutoCloseable {
    private static final Duration ONE_POLL = Duration.ofMillis(200);

    private final Consumer<String, Object> consumer;
    private final Map<String, List<MeetingCompletion>> byMeeting = new TreeMap<>();

    private CompletionsTopic(Consumer<String, Object> consumer) {
        this.consumer = consumer;
    }

    public static CompletionsTopic of(String bootstrapServers, SchemaRegistryClient registry) {
        return of(bootstrapServers, registry, InstalledTopics.DEFAULT.completions());
    }

    /**
     * Of another installation.
     *
     * @param topic its completions topic
     */
    public static CompletionsTopic of(String bootstrapServers, SchemaRegistryClient registry, Topic topic) {
        var consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                WireFormat.reader(registry));
        List<TopicPartition> partitions = Partitions.of(topic.name(), consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new CompletionsTopic(consumer);
    }

    /** What has come since the last call; waits a moment for it. */
    public List<MeetingCompletion> poll() {
        var fresh = new ArrayList<MeetingCompletion>();
        consumer.poll(ONE_POLL).forEach(record -> {
            if (record.value() instanceof MeetingCompletion completion) {
                byMeeting
                        .computeIfAbsent(record.key(), key -> new ArrayList<>())
                        .add(completion);
                fresh.add(completion);
            }
        });
        return fresh;
    }

    /** All revisions of the meeting read so far, in the order of the topic. */
    public List<MeetingCompletion> revisions(String meeting) {
        return byMeeting.getOrDefault(meeting, List.of());
    }

    /** The last revision of the meeting read so far. */
    public Optional<MeetingCompletion> last(String meeting) {
        List<MeetingCompletion> revisions = revisions(meeting);
        return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.getLast());
    }

    /** The keys of all meetings read so far. */
    public List<String> meetings() {
        return List.copyOf(byMeeting.keySet());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
