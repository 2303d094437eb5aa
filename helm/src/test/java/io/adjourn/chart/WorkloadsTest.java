package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadsTest {
    private static final Map<String, Object> SCALING = Map.of("gateway.autoscaling.enabled", true);

    @Test
    void shouldNeverScaleTheGatewayDownWhileItSpools() {
        Rendering rendering = Chart.render(Installation.MINIMAL, SCALING);
        assertThat(rendering
                        .one("HorizontalPodAutoscaler", "adj-adjourn-gateway")
                        .at("/spec/behavior/scaleDown/selectPolicy")
                        .asText())
                .isEqualTo("Disabled");
    }

    @Test
    void shouldKeepTheSpoolWhateverBecomesOfThePod() {
        JsonNode gateway = Chart.render(Installation.MINIMAL).one("StatefulSet", "adj-adjourn-gateway");
        assertThat(gateway.at("/spec/persistentVolumeClaimRetentionPolicy"))
                .allSatisfy(policy -> assertThat(policy.asText()).isEqualTo("Retain"))
                .hasSize(2);
        assertThat(environment(gateway, "GATEWAY_SPOOL_DIRECTORY")).isEqualTo("/var/lib/adjourn/spool");
        assertThat(gateway.at("/spec/template/spec/containers/0/volumeMounts").toString())
                .contains("{\"name\":\"spool\",\"mountPath\":\"/var/lib/adjourn/spool\"}");
    }

    @Test
    void shouldBeADeploymentThatScalesBothWaysWithoutASpool() {
        Rendering rendering = Chart.render(Installation.NO_SPOOL);
        JsonNode gateway = rendering.one("Deployment", "adj-adjourn-gateway");
        assertThat(environment(gateway, "GATEWAY_SPOOL_ENABLED")).isEqualTo("false");
        assertThat(gateway.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(-1))
                .isZero();
        assertThat(rendering
                        .one("HorizontalPodAutoscaler", "adj-adjourn-gateway")
                        .path("spec")
                        .has("behavior"))
                .isFalse();
    }

    @Test
    void shouldGiveAStopTheTimeItNeeds() {
        Rendering rendering = Chart.render(
                Installation.MINIMAL, Map.of("gateway.drainSeconds", 7, "streams.shutdownGraceSeconds", 60));
        JsonNode gateway = rendering.one("StatefulSet", "adj-adjourn-gateway").at("/spec/template/spec");
        assertThat(gateway.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt())
                .isEqualTo(7);
        assertThat(gateway.path("terminationGracePeriodSeconds").asInt()).isEqualTo(7 + 10 + 15);
        JsonNode streams = rendering.one("StatefulSet", "adj-adjourn-streams");
        assertThat(streams.at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt())
                .isEqualTo(60 + 15);
        assertThat(environment(streams, "STREAMS_SHUTDOWN_GRACE")).isEqualTo("60s");
    }

    @Test
    void shouldGiveStreamsItsNameForLife() {
        JsonNode streams = Chart.render(Installation.MINIMAL).one("StatefulSet", "adj-adjourn-streams");
        assertThat(streams.at("/spec/podManagementPolicy").asText()).isEqualTo("Parallel");
        assertThat(environment(streams, "STREAMS_INSTANCE_ID")).isEqualTo("meetings.adj.$(POD_NAME)");
        assertThat(environment(streams, "STREAMS_APPLICATION_ID")).isEqualTo("meetings.adj.streams");
        assertThat(environment(streams, "STREAMS_STANDBY_REPLICAS")).isEqualTo("1");
        assertThat(environment(streams, "STREAMS_STANDBY_WAIT")).isEqualTo("600s");
    }

    @Test
    void shouldRollStreamsWhenWhatItWaitsForChanges() {
        assertThat(checksum(Map.of("sources.acme-vexa.settle", "PT1H"))).isNotEqualTo(checksum(Map.of()));
        assertThat(checksum(Map.of("sources.acme-vexa.secrets[0].key", "other")))
                .as("it knows no secrets")
                .isEqualTo(checksum(Map.of()));
    }

    @Test
    void shouldStopStreamsAndForgetItsVolumesForAReset() {
        Rendering rendering = Chart.render(Installation.RESET);
        JsonNode streams = rendering.one("StatefulSet", "adj-adjourn-streams");
        assertThat(streams.at("/spec/replicas").asInt(-1)).isZero();
        assertThat(whenScaled(rendering)).isEqualTo("Delete");
        assertThat(rendering
                        .one("Job", "adj-adjourn-reset")
                        .at("/spec/template/spec/containers/0/args")
                        .toString())
                .isEqualTo("[\"reset\",\"--application-id\",\"meetings.adj.streams\",\"--execute\"]");
        assertThat(Chart.render(Installation.MINIMAL).has("Job", "adj-adjourn-reset"))
                .isFalse();
    }

    @Test
    void shouldKeepVolumesThatAreScaledAwayUnlessKedaScales() {
        assertThat(whenScaled(Chart.render(Installation.MINIMAL))).isEqualTo("Retain");
        assertThat(whenScaled(Chart.render(Installation.STRIMZI))).isEqualTo("Delete");
    }

    private static String whenScaled(Rendering rendering) {
        return rendering
                .one("StatefulSet", "adj-adjourn-streams")
                .at("/spec/persistentVolumeClaimRetentionPolicy/whenScaled")
                .asText();
    }

    /** Kubernetes refuses to change these; a version of the chart that did would have to be installed anew. */
    @Test
    void shouldUpgradeInPlace() {
        Rendering before = Chart.render(Installation.MINIMAL);
        Rendering after = Chart.render(
                Installation.MINIMAL,
                Map.of(
                        "commonLabels.team", "other",
                        "image.tag", "2.0.0",
                        "gateway.podLabels.more", "label",
                        "gateway.spool.maxBytes", "2GiB"));
        for (JsonNode set : before.of("StatefulSet")) {
            JsonNode next = after.one("StatefulSet", set.at("/metadata/name").asText());
            for (String field :
                    new String[] {"selector", "serviceName", "podManagementPolicy", "volumeClaimTemplates"}) {
                assertThat(next.path("spec").path(field))
                        .as(field)
                        .isEqualTo(set.path("spec").path(field));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.settings.sasl\\.jaas\\.config",
                "kafka.settings.ssl\\.key\\.password",
                "registry.settings.basic\\.auth\\.user\\.info"
            })
    void shouldRefuseACredentialInValues(String setting) {
        assertThatThrownBy(() -> Chart.text(Installation.MINIMAL, Map.of(setting, "hush-hush")))
                .hasMessageContaining("is a credential, which may not stand in values: see")
                .message()
                .doesNotContain("hush-hush");
    }

    @Test
    void shouldSayWhatIsMissingAndWhereToSeeAllOfIt() {
        assertThatThrownBy(() -> Chart.text(Installation.MINIMAL, Map.of("kafka.bootstrapServers", "")))
                .hasMessageContaining("kafka.bootstrapServers: say where Kafka is, as host:port")
                .hasMessageContaining("values-minimal.yaml");
    }

    private static String checksum(Map<String, Object> set) {
        return Chart.render(Installation.MINIMAL, set)
                .one("StatefulSet", "adj-adjourn-streams")
                .at("/spec/template/metadata/annotations/checksum~1sources")
                .asText();
    }

    private static String environment(JsonNode workload, String name) {
        return workload.at("/spec/template/spec/containers/0/env")
                .valueStream()
                .filter(variable -> variable.path("name").asText().equals(name))
                .map(variable -> variable.path("value").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + name));
    }
}
