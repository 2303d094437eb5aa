package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * An autoscaler that is switched on finds the replicas that there are, and an upgrade leaves it those that it has made. A manifest
 * without the field would not: where an earlier one had it, Helm removes it, and Kubernetes takes 1 for a workload without.
 */
class ScalingTest {
    private static final Map<String, Object> FOUR = Map.of("gateway.replicaCount", 4, "streams.replicaCount", 4);
    private static final Map<String, Object> FOUR_AND_SCALING = Map.of(
            "gateway.replicaCount",
            4,
            "streams.replicaCount",
            4,
            "gateway.autoscaling.enabled",
            true,
            "streams.keda.enabled",
            true);

    @Test
    void shouldKeepTheReplicasWhenAutoscalingIsSwitchedOn() {
        Rendering before = Chart.render(Installation.MINIMAL, FOUR);
        for (Rendering after : new Rendering[] {
            Chart.render(Installation.MINIMAL, FOUR_AND_SCALING),
            Chart.upgrade(live(4), Installation.MINIMAL, FOUR_AND_SCALING)
        }) {
            for (JsonNode set : before.of("StatefulSet")) {
                assertThat(replicas(after, set.at("/metadata/name").asText()))
                        .isEqualTo(set.at("/spec/replicas").asInt())
                        .isEqualTo(4);
            }
        }
    }

    @Test
    void shouldKeepWhatTheAutoscalersHaveMade() {
        Rendering upgraded = Chart.upgrade(live(6), Installation.MINIMAL, FOUR_AND_SCALING);
        assertThat(replicas(upgraded, "adj-adjourn-gateway")).isEqualTo(6);
        assertThat(replicas(upgraded, "adj-adjourn-streams")).isEqualTo(6);
    }

    @Test
    void shouldStartWithTheFewestThatAutoscalersAllow() {
        Rendering rendering = Chart.render(
                Installation.MINIMAL,
                Map.of("gateway.autoscaling.enabled", true, "gateway.autoscaling.minReplicas", 3));
        assertThat(replicas(rendering, "adj-adjourn-gateway")).isEqualTo(3);
    }

    @Test
    void shouldStartAgainAfterAReset() {
        Rendering rendering = Chart.upgrade(live(0), Installation.STRIMZI, Map.of());
        assertThat(replicas(rendering, "adj-adjourn-streams")).isEqualTo(2);
    }

    @Test
    void shouldSetTheNumberWithoutAutoscaling() {
        Rendering rendering = Chart.upgrade(live(6), Installation.MINIMAL, FOUR);
        assertThat(replicas(rendering, "adj-adjourn-gateway")).isEqualTo(4);
    }

    @Test
    void shouldNeverScaleTheGatewayDownWhileItSpools() {
        Rendering rendering = Chart.render(
                Installation.MINIMAL,
                Map.of(
                        "gateway.autoscaling.enabled",
                        true,
                        "gateway.autoscaling.behavior.scaleDown.selectPolicy",
                        "Max",
                        "gateway.autoscaling.behavior.scaleUp.stabilizationWindowSeconds",
                        60));
        JsonNode behavior =
                rendering.one("HorizontalPodAutoscaler", "adj-adjourn-gateway").at("/spec/behavior");
        assertThat(behavior.at("/scaleDown/selectPolicy").asText()).isEqualTo("Disabled");
        assertThat(behavior.at("/scaleUp/stabilizationWindowSeconds").asInt()).isEqualTo(60);
    }

    private static String live(int replicas) {
        return "{spec: {replicas: " + replicas + ", template: {spec: {containers: [{name: any}]}}}}";
    }

    private static int replicas(Rendering rendering, String name) {
        return rendering.one("StatefulSet", name).at("/spec/replicas").asInt(-1);
    }
}
