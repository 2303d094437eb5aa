package io.adjourn.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class ConsumerLagTest {

    @Test
    void shouldKnowThatAllIsReadOnlyOnceKafkaHasToldSo() {
        assertThat(isRead()).isFalse();
        assertThat(isRead(lag("meetings.raw.v1", 3, 17.0))).isFalse();
        assertThat(isRead(lag("meetings.raw.v1", 3, Double.NaN))).isFalse();
        assertThat(isRead(lag("meetings.raw.v1", 3, 0.0))).isTrue();
    }

    @Test
    void shouldNotTakeAnotherPartitionsOrTopicsWordForIt() {
        assertThat(isRead(lag("meetings.raw.v1", 4, 0.0))).isFalse();
        assertThat(isRead(lag("adjourn-streams-meeting-state-changelog", 3, 0.0)))
                .isFalse();
        assertThat(isRead(lag("meetings.raw.v1", 3, 0.0), lag("meetings.raw.v1", 4, 17.0)))
                .isTrue();
    }

    /** A partition has just moved from one thread to another. */
    @Test
    void shouldBelieveNobodyWhereTwoConsumersTellOfThePartition() {
        assertThat(isRead(lag("meetings.raw.v1", 3, 0.0), lag("meetings.raw.v1", 3, 17.0)))
                .isFalse();
    }

    private static boolean isRead(Metric... metrics) {
        Map<MetricName, Metric> all =
                Arrays.stream(metrics).collect(Collectors.toMap(Metric::metricName, Function.identity()));
        return new ConsumerLag("meetings.raw.v1", () -> all).isRead(3);
    }

    private static Metric lag(String topic, int partition, double value) {
        var name = new MetricName(
                "records-lag",
                "consumer-fetch-manager-metrics",
                "",
                Map.of("client-id", "consumer-of-" + value, "topic", topic, "partition", Integer.toString(partition)));
        return new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        };
    }
}
