package io.adjourn.commands.cutover;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Causes;
import io.adjourn.contracts.Topic;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a cut-over asks of Kafka, and tells it, about topics. */
final class Generation {
    private static final int PATIENCE_SECONDS = 30;

    private final Admin kafka;

    Generation(Admin kafka) {
        this.kafka = kafka;
    }

    /** @throws BadConfigurationException if there is no such topic */
    int partitions(Topic topic, String remedy) {
        try {
            return Objects.requireNonNull(await(
                                    "describe topic " + topic.name(),
                                    kafka.describeTopics(List.of(topic.name())).allTopicNames())
                            .get(topic.name()))
                    .partitions()
                    .size();
        } catch (CannotStartException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new BadConfigurationException("there is no topic " + topic.name() + ": " + remedy, e);
            }
            throw e;
        }
    }

    /** Whether gateways and streams take no notice of the raw topic yet. */
    boolean isClosed(Topic raw) {
        var resource = resource(raw);
        var config = Objects.requireNonNull(await(
                        "read the settings of topic " + raw.name(),
                        kafka.describeConfigs(List.of(resource)).all())
                .get(resource));
        return !"LogAppendTime"
                .equals(config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value());
    }

    /** Lets gateways write, and streams read. */
    void open(Topic raw) {
        await(
                "open topic " + raw.name(),
                kafka.incrementalAlterConfigs(Map.of(
                                resource(raw),
                                List.of(new AlterConfigOp(
                                        new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
                                        AlterConfigOp.OpType.SET))))
                        .all());
    }

    /** Removes what an earlier run copied half, which nobody has read. */
    void empty(Topic topic, int partitions) {
        var latest = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        Map<TopicPartition, RecordsToDelete> all =
                await(
                                "find the end of topic " + topic.name(),
                                kafka.listOffsets(latest).all())
                        .entrySet()
                        .stream()
                        .filter(end -> end.getValue().offset() > 0)
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                end -> RecordsToDelete.beforeOffset(
                                        end.getValue().offset())));
        if (!all.isEmpty()) {
            await("empty topic " + topic.name(), kafka.deleteRecords(all).all());
        }
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static <T> T await(String what, KafkaFuture<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Causes.root(e);
            throw new CannotStartException("Kafka refused to " + what + ": " + Causes.text(e), cause);
        } catch (TimeoutException e) {
            throw new CannotStartException(
                    "Kafka did not answer within " + PATIENCE_SECONDS + " s to the request to " + what
                            + ": nothing is lost, run the command again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }
}
