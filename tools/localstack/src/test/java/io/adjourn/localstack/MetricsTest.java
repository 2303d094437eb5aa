package io.adjourn.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Metrics PAGE = new Metrics("""
            # TYPE adjourn_gateway_deliveries counter
            adjourn_gateway_deliveries_total{outcome="stored",source="acme",vendor="meetstream"} 12.0
            adjourn_gateway_deliveries_total{outcome="stored",source="other",vendor="meetstream"} 3.0
            adjourn_gateway_deliveries_total{outcome="mismatch",source="acme",vendor="meetstream"} 1.0E3
            adjourn_gateway_deliveries_total{outcome="stale",source="acme",vendor="meetstream"} 0.0
            adjourn_gateway_publish_duration_seconds_count 15
            """);

    @Test
    void shouldAddUpOverAllOtherTags() {
        assertThat(PAGE.byTag("adjourn_gateway_deliveries", "outcome"))
                .containsOnly(entry("stored", 15L), entry("mismatch", 1000L));
    }

    @Test
    void shouldAddUpWhereAnotherTagIsAsWanted() {
        assertThat(PAGE.byTag("adjourn_gateway_deliveries", "source", "outcome=\"stored\""))
                .containsOnly(entry("acme", 12L), entry("other", 3L));
    }

    @Test
    void shouldBeEmptyWhenTheCounterIsUnknown() {
        assertThat(PAGE.byTag("adjourn_streams_deliveries", "outcome")).isEmpty();
    }
}
