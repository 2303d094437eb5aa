package io.adjourn.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class KafkaMetersFactoryTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void shouldTellAllOthersThoughKafkaCountsOpenFilesBelowZero() {
        registry.config().meterFilter(new KafkaMetersFactory().withoutOpenFiles());

        FunctionCounter.builder("kafka.stream.state.number.open.files", this, _ -> -2)
                .register(registry);
        FunctionCounter.builder("kafka.stream.state.bytes.read", this, _ -> 7).register(registry);

        assertThat(registry.scrape())
                .contains("kafka_stream_state_bytes_read_total 7.0")
                .doesNotContain("open_files");
    }
}
