package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadsTest {
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

    @Test
    void shouldLetVariablesOfTheValuesTakeThePlaceOfItsOwn() {
        JsonNode gateway = Chart.render(
                        Installation.MINIMAL,
                        Map.of(
                                "gateway.extraEnv[0].name", "GATEWAY_PUBLISH_TIMEOUT",
                                "gateway.extraEnv[0].value", "5s",
                                "gateway.extraEnv[1].name", "GATEWAY_BODY_TIMEOUT",
                                "gateway.extraEnv[1].value", "20s"))
                .one("StatefulSet", "adj-adjourn-gateway");
        assertThat(environment(gateway, "GATEWAY_PUBLISH_TIMEOUT")).isEqualTo("5s");
        assertThat(environment(gateway, "GATEWAY_BODY_TIMEOUT")).isEqualTo("20s");
        assertThat(gateway.at("/spec/template/spec/containers/0/env").findValuesAsText("name"))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldPlaceEveryPodOfJobsAndCommands() {
        Rendering rendering = Chart.render(Installation.EVERYTHING);
        assertThat(rendering.pods())
                .filteredOn(pods -> !List.of("gateway", "streams").contains(pods.component()))
                .hasSize(3)
                .allSatisfy(pods -> {
                    assertThat(pods.spec().at("/tolerations/0/key").asText()).isEqualTo("edge");
                    assertThat(pods.spec().at("/nodeSelector").size()).isEqualTo(1);
                    assertThat(pods.spec().path("priorityClassName").asText()).isEqualTo("high");
                    assertThat(pods.labels().path("sidecar.istio.io/inject").asText())
                            .isEqualTo("false");
                    assertThat(pods.template()
                                    .at("/metadata/annotations/linkerd.io~1inject")
                                    .asText())
                            .isEqualTo("disabled");
                });
    }

    @Test
    void shouldEndTheContractsJobBeforeHelmsOwnTimeout() {
        assertThat(Chart.render(Installation.MINIMAL)
                        .one("Job", "adj-adjourn-contracts")
                        .at("/spec/activeDeadlineSeconds")
                        .asInt())
                .isBetween(1, 299);
    }

    @Test
    void shouldNotMakeArgoCdTakeTheApplicationForSuspended() {
        assertThat(Chart.render(Installation.MINIMAL)
                        .one("CronJob", "adj-adjourn-commands")
                        .at("/metadata/annotations/argocd.argoproj.io~1ignore-healthcheck")
                        .asText())
                .isEqualTo("true");
    }

    @Test
    void shouldLimitDisruptionsEitherWay() {
        Rendering rendering = Chart.render(
                Installation.MINIMAL,
                Map.of(
                        "gateway.podDisruptionBudget.minAvailable",
                        "50%",
                        "streams.podDisruptionBudget.minAvailable",
                        0));
        JsonNode gateway =
                rendering.one("PodDisruptionBudget", "adj-adjourn-gateway").path("spec");
        assertThat(gateway.path("minAvailable").asText()).isEqualTo("50%");
        assertThat(gateway.has("maxUnavailable")).isFalse();
        JsonNode streams =
                rendering.one("PodDisruptionBudget", "adj-adjourn-streams").path("spec");
        assertThat(streams.path("minAvailable").asInt(-1)).isZero();
    }

    @Test
    void shouldSpreadItsOwnPodsAndLetOthersBeNamed() {
        JsonNode constraints = Chart.render(
                        Installation.MINIMAL,
                        Map.of(
                                "gateway.topologySpreadConstraints[0].topologyKey", "kubernetes.io/hostname",
                                "gateway.topologySpreadConstraints[0].maxSkew", 1,
                                "gateway.topologySpreadConstraints[0].whenUnsatisfiable", "DoNotSchedule",
                                "gateway.topologySpreadConstraints[1].topologyKey", "rack",
                                "gateway.topologySpreadConstraints[1].maxSkew", 2,
                                "gateway.topologySpreadConstraints[1].whenUnsatisfiable", "ScheduleAnyway",
                                "gateway.topologySpreadConstraints[1].labelSelector.matchLabels.app", "all"))
                .one("StatefulSet", "adj-adjourn-gateway")
                .at("/spec/template/spec/topologySpreadConstraints");
        assertThat(constraints.at("/0/whenUnsatisfiable").asText()).isEqualTo("DoNotSchedule");
        assertThat(constraints
                        .at("/0/labelSelector/matchLabels/app.kubernetes.io~1component")
                        .asText())
                .isEqualTo("gateway");
        assertThat(constraints.at("/1/labelSelector/matchLabels").toString()).isEqualTo("{\"app\":\"all\"}");
    }

    @Test
    void shouldSpeakTlsToTheGatewayBehindAGateway() {
        Map<String, Object> set = Map.of(
                "httpRoute.filters[0].type", "RequestHeaderModifier",
                "httpRoute.filters[0].requestHeaderModifier.remove[0]", "x-forwarded-for",
                "httpRoute.backendTLSPolicy.enabled", true,
                "httpRoute.backendTLSPolicy.hostname", "gateway.internal",
                "gateway.tls.existingSecret", "internal-tls");
        Rendering rendering = Chart.render(Installation.STRIMZI, set);
        assertThat(rendering.objects())
                .allSatisfy(object -> assertThat(ObjectTypes.complaints(object)).isEmpty());
        JsonNode policy =
                rendering.one("BackendTLSPolicy", "adj-adjourn-gateway").path("spec");
        assertThat(policy.at("/validation/hostname").asText()).isEqualTo("gateway.internal");
        assertThat(policy.at("/validation/wellKnownCACertificates").asText()).isEqualTo("System");
        assertThat(policy.at("/targetRefs/0/sectionName").asText()).isEqualTo("https");
        assertThat(rendering
                        .one("HTTPRoute", "adj-adjourn-gateway")
                        .at("/spec/rules/0/filters/0/type")
                        .asText())
                .isEqualTo("RequestHeaderModifier");
        assertThatThrownBy(() -> Chart.text(Installation.STRIMZI, Map.of("httpRoute.backendTLSPolicy.enabled", true)))
                .hasMessageContaining("gateway.tls.existingSecret: httpRoute.backendTLSPolicy needs");
    }

    @Test
    void shouldServeEachHostAndPathOfAnIngress() {
        JsonNode rules = Chart.render(
                        Installation.MANAGED_KAFKA,
                        Map.of(
                                "ingress.hosts[1].host", "other.example.com",
                                "ingress.hosts[1].paths[0].path", "/",
                                "ingress.hosts[1].paths[0].pathType", "ImplementationSpecific"))
                .one("Ingress", "adj-adjourn-gateway")
                .at("/spec/rules");
        assertThat(rules.findValuesAsText("host")).contains("other.example.com");
        assertThat(rules.findValuesAsText("pathType")).contains("ImplementationSpecific");
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
