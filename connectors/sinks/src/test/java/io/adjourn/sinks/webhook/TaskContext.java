package io.adjourn.sinks.webhook;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** What Connect gives a task, as far as ours uses it. */
final class TaskContext implements SinkTaskContext {
    private final List<String> dead = new CopyOnWriteArrayList<>();
    private final TopicPartition partition;
    private volatile boolean paused;

    TaskContext(TopicPartition partition) {
        this.partition = partition;
    }

    /** Why each dead letter is one. */
    List<String> dead() {
        return dead;
    }

    boolean isPaused() {
        return paused;
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void offset(TopicPartition tp, long offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void timeout(long timeoutMs) {
        // The test comes back when it likes.
    }

    @Override
    public Set<TopicPartition> assignment() {
        return Set.of(partition);
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused = true;
    }

    @Override
    public void resume(TopicPartition... partitions) {
        paused = false;
    }

    @Override
    public void requestCommit() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        return (record, error) -> {
            dead.add(String.valueOf(error.getMessage()));
            return CompletableFuture.completedFuture(null);
        };
    }
}
