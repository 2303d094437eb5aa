package io.adjourn.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.gateway.publish.SendResult.Unavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Kafka takes records. One that it does not take in time is enough to say no: from then on none waits for it, until it is
 * seen to take one again.
 *
 * <p>There is a circuit for the whole of Kafka, and one for each partition of the raw topic: a partition without a leader, or with
 * too few replicas in sync, does not keep the deliveries of all others in the spool.
 */
@Singleton
final class CircuitBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);

    private final Circuit whole = new Circuit();
    private final Map<Integer, Circuit> partitions = new ConcurrentHashMap<>();
    /** As many as the topic has; one as long as that is not known. */
    private volatile int numberOfPartitions = 1;

    private volatile long lastSuccess = System.nanoTime();
    private volatile long lastFailure = System.nanoTime() - 1;

    CircuitBreaker(MeterRegistry meters) {
        whole.open(new Unavailable("not checked yet", false));
        Gauge.builder(
                        "adjourn.gateway.kafka.up",
                        this,
                        breaker -> breaker.trouble().isEmpty() ? 1 : 0)
                .description("1 while deliveries are published to Kafka, 0 while Kafka is known to be unavailable")
                .register(meters);
        Gauge.builder("adjourn.gateway.kafka.partitions.unavailable", this, CircuitBreaker::unavailablePartitions)
                .description("Partitions of the raw topic whose deliveries are spooled while others are published"
                        + " to Kafka")
                .register(meters);
    }

    /** The partition of the raw topic that Kafka's own partitioner chooses for a key. */
    int partitionOf(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % numberOfPartitions;
    }

    /** How many partitions the raw topic has; 1 as long as that is not known. */
    int partitions() {
        return numberOfPartitions;
    }

    /** Why no record goes to Kafka, empty if some do. */
    Optional<Unavailable> trouble() {
        return whole.because()
                .or(() -> unavailablePartitions() < numberOfPartitions
                        ? Optional.empty()
                        : partitions.values().stream()
                                .flatMap(partition -> partition.because().stream())
                                .findFirst());
    }

    /** Why a record of this partition is not to go to Kafka, empty if it is: it may be the trial. */
    Optional<Unavailable> refusal(int partition) {
        Circuit circuit = partitions.get(partition);
        if (circuit != null && circuit.isOpen()) {
            return circuit.because();
        }
        if (!whole.admits()) {
            return whole.because();
        }
        return circuit == null || circuit.admits() ? Optional.empty() : circuit.because();
    }

    /** Whether it is known that Kafka takes records. */
    boolean isClosed() {
        return whole.because().isEmpty();
    }

    /** Whether it is of no use to send anything. */
    boolean isOpen() {
        return whole.isOpen();
    }

    /** Whether all goes well with this partition: nothing has to be tried. */
    boolean isClosed(int partition) {
        Circuit circuit = partitions.get(partition);
        return whole.because().isEmpty()
                && (circuit == null || circuit.because().isEmpty());
    }

    /** Whether it is of no use to send anything to this partition. */
    boolean isOpen(int partition) {
        Circuit circuit = partitions.get(partition);
        return whole.isOpen() || (circuit != null && circuit.isOpen());
    }

    /** Whether anything is not closed. */
    boolean isDisturbed() {
        return whole.because().isPresent() || unavailablePartitions() > 0;
    }

    /** Whether new clients are needed. */
    boolean isFatal() {
        return whole.because().filter(Unavailable::fatal).isPresent();
    }

    /** Kafka has taken a record of this partition. */
    void succeeded(int partition) {
        lastSuccess = System.nanoTime();
        if (whole.close()) {
            LOG.info("Kafka available; publishing");
        }
        close(partition);
    }

    /** Kafka has not taken a delivery of this partition. */
    void failed(int partition, Unavailable why) {
        lastFailure = System.nanoTime();
        if (why.fatal() || whole.because().isPresent()) {
            unavailable(why);
        } else if (circuit(partition).open(why)) {
            LOG.warn("Kafka partition unavailable; spooling its deliveries: partition={} why={}", partition, why.why());
        }
    }

    /** A spooled record was not taken: it may be too large for the link, so that says nothing about deliveries. */
    void failedToDrain(Unavailable why) {
        lastFailure = System.nanoTime();
        if (why.fatal()) {
            unavailable(why);
        }
    }

    /** What Kafka says of itself. */
    void observed(KafkaHealth health) {
        health.trouble().ifPresentOrElse(this::unavailable, () -> available(health));
    }

    /** Kafka says that all is well, and nothing is there to try it with: the next delivery does. */
    void restore() {
        if (whole.close()) {
            LOG.info("Kafka available; publishing");
        }
        partitions.keySet().forEach(this::close);
    }

    /** There are new clients. */
    void renewed() {
        whole.renewed();
        lastSuccess = System.nanoTime();
    }

    /** Whether no record was taken for so long, and one was not. */
    boolean nothingGetsThroughFor(Duration time) {
        return lastFailure - lastSuccess > 0 && quietFor(time);
    }

    /** Whether no record was taken for so long. */
    boolean quietFor(Duration time) {
        return System.nanoTime() - lastSuccess > time.toNanos();
    }

    private void unavailable(Unavailable why) {
        boolean first = whole.because()
                .filter(before -> before.why().equals("not checked yet"))
                .isPresent();
        if (whole.open(why) || first) {
            LOG.warn("Kafka unavailable; spooling: why={}", why.why());
        }
    }

    private void available(KafkaHealth health) {
        numberOfPartitions = health.partitions();
        whole.halfOpen();
        partitions.forEach((partition, circuit) -> {
            if (!health.withoutLeader().contains(partition)) {
                circuit.halfOpen();
            }
        });
        for (int partition : health.withoutLeader()) {
            if (circuit(partition).open(new Unavailable("partition " + partition + " has no leader", false))) {
                LOG.warn(
                        "Kafka partition unavailable; spooling its deliveries: partition={} why={}",
                        partition,
                        "it has no leader");
            }
        }
    }

    private void close(int partition) {
        Circuit circuit = partitions.get(partition);
        if (circuit != null && circuit.close()) {
            LOG.info("Kafka partition available; publishing its deliveries: partition={}", partition);
        }
    }

    private Circuit circuit(int partition) {
        return Objects.requireNonNull(partitions.computeIfAbsent(partition, _ -> new Circuit()));
    }

    private int unavailablePartitions() {
        return (int) partitions.values().stream()
                .filter(partition -> partition.because().isPresent())
                .count();
    }
}
