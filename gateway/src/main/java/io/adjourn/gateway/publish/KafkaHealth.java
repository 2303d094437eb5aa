package io.adjourn.gateway.publish;

import io.adjourn.gateway.publish.SendResult.Unavailable;
import java.util.Optional;
import java.util.Set;

/**
 * What Kafka says of itself.
 *
 * @param trouble why it can take no record, empty if it can
 * @param partitions how many the raw topic has, at least 1
 * @param withoutLeader those of them that have no leader
 */
record KafkaHealth(Optional<Unavailable> trouble, int partitions, Set<Integer> withoutLeader) {
    KafkaHealth {
        withoutLeader = Set.copyOf(withoutLeader);
    }

    static KafkaHealth of(Unavailable trouble) {
        return new KafkaHealth(Optional.of(trouble), 1, Set.of());
    }
}
