package io.adjourn.streams;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.TaskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the warm copies that this process keeps are behind the stores of which they are. As of the last batch that they took:
 * what was written since is not known here. Thread-safe.
 */
final class StandbyProgress implements StandbyUpdateListener {
    private static final Logger LOG = LoggerFactory.getLogger(StandbyProgress.class);

    private final Map<TopicPartition, Long> behind = new ConcurrentHashMap<>();

    StandbyProgress(MeterRegistry registry) {
        Gauge.builder("adjourn.streams.standby.lag", this, StandbyProgress::lag)
                .description("Total lag of this process's standby replicas, in offsets")
                .register(registry);
    }

    @Override
    public void onUpdateStart(TopicPartition changelog, String store, long from) {
        behind.put(changelog, 0L);
        LOG.debug("Standby replica started: store={} partition={} fromOffset={}", store, changelog.partition(), from);
    }

    @Override
    public void onBatchLoaded(
            TopicPartition changelog, String store, TaskId task, long last, long batchSize, long currentEnd) {
        // The end of a changelog is the place of the next record; what ends a transaction has a place, too.
        behind.put(changelog, Math.max(0, currentEnd - last - 1));
    }

    @Override
    public void onUpdateSuspended(
            TopicPartition changelog, String store, long offset, long currentEnd, SuspendReason reason) {
        behind.remove(changelog);
        LOG.debug("Standby replica removed: store={} partition={} why={}", store, changelog.partition(), reason);
    }

    private long lag() {
        return behind.values().stream().mapToLong(offsets -> offsets).sum();
    }
}
