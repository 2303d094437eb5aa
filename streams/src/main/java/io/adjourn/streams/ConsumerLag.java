package io.adjourn.streams;

import io.adjourn.streams.topology.Backlog;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * What waits to be read, by the consumers' own metric {@code records-lag}: how far the latest fetch of a partition was from its
 * end. It does not exist before the first fetch, and goes when the partition does.
 *
 * @param topic the one that is read
 * @param metrics those of the consumers of this process, as they are now
 */
record ConsumerLag(String topic, Supplier<Map<MetricName, ? extends Metric>> metrics) implements Backlog {
    private static final String GROUP = "consumer-fetch-manager-metrics";
    private static final String NAME = "records-lag";

    @Override
    public boolean isRead(int partition) {
        boolean known = false;
        for (Metric metric : metrics.get().values()) {
            if (isLagOf(partition, metric.metricName())) {
                known = true;
                if (!(metric.metricValue() instanceof Double lag) || lag != 0) {
                    return false;
                }
            }
        }
        return known;
    }

    private boolean isLagOf(int partition, MetricName name) {
        return name.name().equals(NAME)
                && name.group().equals(GROUP)
                && topic.equals(name.tags().get("topic"))
                && Integer.toString(partition).equals(name.tags().get("partition"));
    }
}
