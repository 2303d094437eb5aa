package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NotesTest {

    @Test
    void shouldTellEachVendorsUrl() {
        assertThat(Chart.notes(Installation.MANAGED_KAFKA, Map.of()))
                .contains(
                        "vexa: https://hooks.example.com/webhooks/acme-vexa",
                        "meetstream: https://hooks.example.com/webhooks/acme-meetstream");
        assertThat(Chart.notes(Installation.STRIMZI, Map.of()))
                .contains("meetingbaas-v2: https://hooks.example.com/webhooks/acme-mb");
    }

    @Test
    void shouldSayHowToReachItWhereNobodyElseCan() {
        assertThat(Chart.notes(Installation.MINIMAL, Map.of()))
                .contains(
                        "kubectl --namespace meetings port-forward service/adj-adjourn-gateway 8080:8080",
                        "vexa: http://localhost:8080/webhooks/acme-vexa",
                        "rollout status statefulset/adj-adjourn-gateway",
                        "kubectl adjourn --namespace meetings --release adj watch meetings.completions.v1");
    }

    @Test
    void shouldMarkWhereATokenBelongs() {
        assertThat(Chart.notes(Installation.EVERYTHING, Map.of()))
                .contains("meetstream: https://HOST:443/webhooks/acme-bots/THE-TOKEN");
    }

    @Test
    void shouldWarnOfWhatIsUnsafe() {
        assertThat(Chart.notes(Installation.NO_SPOOL, Map.of()))
                .contains("can send deliveries for lab", "contracts.replicationFactor is 1");
        assertThat(Chart.notes(Installation.RESET, Map.of())).contains("streams.reset is on");
    }
}
