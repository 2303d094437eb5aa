package io.adjourn.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.bench.gateway.Load.Round;
import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void shouldAddRoundsUp() {
        Round both = Round.nothing()
                .and(round(Duration.ofSeconds(1), 100, 202))
                .and(round(Duration.ofSeconds(3), 300, 202))
                .and(round(Duration.ofSeconds(1), 100, 503));

        assertThat(both.perSecond()).isEqualTo(100);
        assertThat(both.statuses()).isEqualTo(Map.of(202, 400L, 503, 100L));
        assertThat(both.other(202)).isEqualTo(100);
    }

    private static Round round(Duration time, long answers, int status) {
        var latencies = new Histogram(3);
        latencies.recordValueWithCount(1_000, answers);
        return new Round(time, latencies, Map.of(status, answers));
    }
}
