package io.adjourn.gateway.publish;

import io.adjourn.contracts.Topics;
import io.adjourn.gateway.publish.KafkaAnswer.Away;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka whether it could take deliveries: a broker answers, and every partition of the raw topic has a leader. */
final class KafkaCheck {
    private KafkaCheck() {}

    /** What is wrong, empty if nothing is. Blocks, for a second at most. */
    static Optional<Away> trouble(Admin admin) throws InterruptedException {
        try {
            var topics = admin.describeTopics(List.of(Topics.RAW.name())).allTopicNames();
            return topics.get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .filter(partition -> partition.leader() == null)
                    .findFirst()
                    .map(partition -> new Away(
                            "partition " + partition.partition() + " of " + Topics.RAW.name() + " has no leader",
                            false));
        } catch (ExecutionException e) {
            return Optional.of(
                    switch (e.getCause()) {
                        case TimeoutException _ -> new Away("no broker answers", false);
                        case UnknownTopicOrPartitionException _ ->
                            new Away("there is no topic " + Topics.RAW.name(), false);
                        // The files that the clients have their keys from may hold others by now.
                        case AuthenticationException _ -> new Away("Kafka does not let us in: " + Reason.of(e), true);
                        case AuthorizationException _ ->
                            new Away("Kafka lets us in, but not to " + Topics.RAW.name() + ": " + Reason.of(e), false);
                        case null, default -> new Away(Reason.of(e), false);
                    });
        }
    }
}
