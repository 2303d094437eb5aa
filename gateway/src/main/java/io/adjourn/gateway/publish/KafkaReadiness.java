package io.adjourn.gateway.publish;

import io.adjourn.contracts.Topics;
import io.adjourn.gateway.publish.KafkaConnection.Away;
import io.adjourn.gateway.publish.KafkaConnection.Made;
import io.adjourn.gateway.publish.KafkaPublisher.Attempt;
import io.adjourn.gateway.publish.Publication.Unavailable;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.AsyncSingleResultPublisher;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.reactivestreams.Publisher;

/**
 * Ready while Kafka can take a delivery: a broker answers, every partition of the raw topic has a leader, and the last
 * delivery was not refused a moment ago.
 */
@Singleton
@Readiness
@Requires(beans = KafkaPublisher.class)
final class KafkaReadiness implements HealthIndicator {
    /** After that a failure is forgotten: not ready we get no deliveries, and so no success to learn from. */
    private static final Duration MEMORY = Duration.ofSeconds(10);

    private final KafkaConnection connection;
    private final KafkaPublisher publisher;
    private final ExecutorService blocking;

    KafkaReadiness(
            KafkaConnection connection,
            KafkaPublisher publisher,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.connection = connection;
        this.publisher = publisher;
        this.blocking = blocking;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return new AsyncSingleResultPublisher<>(blocking, this::check);
    }

    private HealthResult check() {
        return trouble().map(KafkaReadiness::down).orElseGet(KafkaReadiness::up);
    }

    private Optional<String> trouble() {
        return switch (connection.state()) {
            case Away(String why) -> Optional.of(why);
            case Made(var _, var admin) -> topicTrouble(admin).or(this::lastFailure);
        };
    }

    private static Optional<String> topicTrouble(Admin admin) {
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the gateway is stopping");
        }
    }

    private Optional<String> lastFailure() {
        Attempt last = publisher.last();
        boolean recent = System.nanoTime() - last.nanoTime() < MEMORY.toNanos();
        return recent && last.publication() instanceof Unavailable(String why)
                ? Optional.of("the last delivery could not be stored: " + why)
                : Optional.empty();
    }

    private static HealthResult up() {
        return HealthResult.builder("kafka", HealthStatus.UP).build();
    }

    private static HealthResult down(String why) {
        return HealthResult.builder("kafka", HealthStatus.DOWN)
                .details(Map.of("why", why))
                .build();
    }
}
