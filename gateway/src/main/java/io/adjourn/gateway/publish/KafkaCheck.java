package io.adjourn.gateway.publish;

import static java.util.stream.Collectors.toSet;

import io.adjourn.gateway.publish.SendResult.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks Kafka whether it could take deliveries: a broker answers, and partitions of the raw topic have leaders. */
final class KafkaCheck {
    private KafkaCheck() {}

    /** Blocks, for a second at most. */
    static KafkaHealth health(Admin admin, String name) throws InterruptedException {
        try {
            return health(
                    admin.describeTopics(List.of(name)).allTopicNames().get().get(name), name);
        } catch (ExecutionException e) {
            return KafkaHealth.of(
                    switch (e.getCause()) {
                        case TimeoutException _ -> new Unavailable("no broker answers", false);
                        case UnknownTopicOrPartitionException _ -> noTopic(name);
                        // The files that the clients have their keys from may hold others by now.
                        case AuthenticationException _ ->
                            new Unavailable("Kafka authentication failed: " + KafkaErrorText.of(e), true);
                        case AuthorizationException _ ->
                            new Unavailable(
                                    "Kafka authorization failed for " + name + ": " + KafkaErrorText.of(e), false);
                        case null, default -> new Unavailable(KafkaErrorText.of(e), false);
                    });
        }
    }

    private static KafkaHealth health(@Nullable TopicDescription topic, String name) {
        if (topic == null) {
            return KafkaHealth.of(noTopic(name));
        }
        Set<Integer> withoutLeader = topic.partitions().stream()
                .filter(partition -> partition.leader() == null)
                .map(TopicPartitionInfo::partition)
                .collect(toSet());
        int partitions = topic.partitions().size();
        return withoutLeader.size() == partitions
                ? KafkaHealth.of(new Unavailable("no partition of " + name + " has a leader", false))
                : new KafkaHealth(Optional.empty(), partitions, withoutLeader);
    }

    private static Unavailable noTopic(String name) {
        return new Unavailable("there is no topic " + name, false);
    }
}
