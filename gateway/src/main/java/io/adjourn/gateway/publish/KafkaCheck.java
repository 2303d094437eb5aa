package io.adjourn.gateway.publish;

import io.adjourn.contracts.Topics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka whether it could take deliveries: a broker answers, and every partition of the raw topic has a leader. */
final class KafkaCheck {
    private KafkaCheck() {}

    /** What is wrong, empty if nothing is. Blocks, for a second at most. */
    static Optional<String> trouble(Admin admin) throws InterruptedException {
        try {
            var topics = admin.describeTopics(List.of(Topics.RAW.name())).allTopicNames();
            return topics.get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .filter(partition -> partition.leader() == null)
                    .findFirst()
                    .map(partition ->
                            "partition " + partition.partition() + " of " + Topics.RAW.name() + " has no leader");
        } catch (ExecutionException e) {
            return Optional.of(
                    switch (e.getCause()) {
                        case TimeoutException _ -> "no broker answers";
                        case UnknownTopicOrPartitionException _ -> "there is no topic " + Topics.RAW.name();
                        case null, default -> Reason.of(e);
                    });
        }
    }
}
