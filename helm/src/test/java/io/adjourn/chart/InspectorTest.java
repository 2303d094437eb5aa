package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The inspector: off by default, and nobody's page by accident. */
class InspectorTest {
    private static final String NAME = "adj-adjourn-inspector";
    private static final Map<String, Object> OPEN = Map.of("inspector.enabled", true, "inspector.access.mode", "none");
    private static final Map<String, Object> TOKENS = Map.of(
            "inspector.enabled", true,
            "inspector.access.mode", "tokens",
            "inspector.access.existingSecret", "who",
            "inspector.access.tokensKey", "list");
    private static final Map<String, Object> OIDC = Map.of(
            "inspector.enabled", true,
            "inspector.access.mode", "oidc",
            "inspector.access.oidc.issuer", "https://identity.example.com",
            "inspector.access.oidc.clientId", "adjourn",
            "inspector.access.oidc.clientSecretKey", "",
            "inspector.access.oidc.publicUrl", "https://meetings.example.com");

    @Test
    void shouldBeOffUnlessAskedFor() {
        for (Installation installation : List.of(Installation.MINIMAL, Installation.EVERYTHING)) {
            assertThat(Chart.render(installation).objects())
                    .noneMatch(object -> Rendering.name(object).contains("inspector"));
        }
    }

    @Test
    void shouldNotGuessWhoMayLook() {
        assertThatThrownBy(() -> Chart.text(Installation.MINIMAL, Map.of("inspector.enabled", true)))
                .hasMessageContaining(
                        "inspector.access.mode: say how the inspector knows who looks: oidc, proxy or tokens");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tokens | inspector.access.existingSecret: name the Secret with tokens, for inspector.access.mode: tokens",
                "proxy  | inspector.access.existingSecret: name the Secret with proxy-secret, for inspector.access.mode: proxy",
                "oidc   | inspector.access.oidc.issuer: say your identity provider's URL"
            })
    void shouldSayWhatAModeLacks(String mode, String line) {
        assertThatThrownBy(() -> Chart.text(
                        Installation.MINIMAL, Map.of("inspector.enabled", true, "inspector.access.mode", mode)))
                .hasMessageContaining(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inspector.access.oidc.clientId         |   | inspector.access.oidc.clientId: say the ID",
                "inspector.access.oidc.publicUrl        |   | inspector.access.oidc.publicUrl: say where browsers reach",
                "inspector.access.oidc.clientSecretKey  | x | inspector.access.existingSecret: name the Secret with x",
                "inspector.replicaCount                 | 2 | inspector.access.oidc.sessionKey: with several replicas",
                "inspector.ingress.enabled              | true | inspector.ingress.hosts: say under which name"
            })
    void shouldSayWhatALoginLacks(String value, @Nullable String set, String line) {
        var values = new HashMap<>(OIDC);
        values.put(value, set == null ? "" : set);
        assertThatThrownBy(() -> Chart.text(Installation.MINIMAL, values)).hasMessageContaining(line);
    }

    @Test
    void shouldGiveSecretsAsFilesAndNoneAsAVariable() {
        Rendering rendering = Chart.render(Installation.BOTH);
        JsonNode pod = rendering.one("StatefulSet", NAME).at("/spec/template/spec");
        assertThat(Rendering.volume(pod, "access").at("/secret/secretName").asText())
                .isEqualTo("inspector-login");
        assertThat(Rendering.volume(pod, "access").at("/secret/items").toString())
                .isEqualTo("[{\"key\":\"client-secret\",\"path\":\"client-secret\"},"
                        + "{\"key\":\"session\",\"path\":\"session-secret\"}]");
        Map<String, String> environment = Environment.of(pod.at("/containers/0"));
        assertThat(environment)
                .containsEntry("INSPECTOR_ACCESS_MODE", "oidc")
                .containsEntry("INSPECTOR_ACCESS_OIDC_ISSUER", "https://identity.example.com:9443/realms/main")
                .containsEntry("INSPECTOR_ACCESS_OIDC_CLIENT_SECRET_FILE", "/etc/adjourn-access/client-secret")
                .containsEntry("INSPECTOR_ACCESS_OIDC_SESSION_FILE", "/etc/adjourn-access/session-secret")
                .containsEntry("INSPECTOR_ACCESS_OIDC_VIEWER_GROUPS", "support")
                .containsEntry("INSPECTOR_ACCESS_OIDC_PRIVILEGED_GROUPS", "support-leads,on-call");
        assertThat(environment.values()).noneMatch(value -> value.contains("inspector-login/"));
        assertThat(environment)
                .as("of its Ingress")
                .containsEntry("INSPECTOR_ACCESS_OIDC_PUBLIC_URL", "https://meetings.example.com");
    }

    @Test
    void shouldTakeTokensUnderTheirKey() {
        JsonNode pod = Chart.render(Installation.MINIMAL, TOKENS)
                .one("Deployment", NAME)
                .at("/spec/template/spec");
        assertThat(Rendering.volume(pod, "access").at("/secret/items").toString())
                .isEqualTo("[{\"key\":\"list\",\"path\":\"tokens\"}]");
        assertThat(Environment.of(pod.at("/containers/0")))
                .containsEntry("INSPECTOR_ACCESS_TOKENS_FILE", "/etc/adjourn-access/tokens");
    }

    @Test
    void shouldBelieveAProxyThatProvesThatItIsOne() {
        JsonNode pod = Chart.render(
                        Installation.MINIMAL,
                        Map.of(
                                "inspector.enabled", true,
                                "inspector.access.mode", "proxy",
                                "inspector.access.existingSecret", "who",
                                "inspector.access.privilegedGroups[0]", "leads"))
                .one("Deployment", NAME)
                .at("/spec/template/spec");
        assertThat(Environment.of(pod.at("/containers/0")))
                .containsEntry("INSPECTOR_ACCESS_PROXY_SECRET_FILE", "/etc/adjourn-access/proxy-secret")
                .containsEntry("INSPECTOR_ACCESS_PROXY_USER_HEADER", "X-Forwarded-User")
                .containsEntry("INSPECTOR_ACCESS_PROXY_PRIVILEGED_GROUPS", "leads");
    }

    @Test
    void shouldNeedNoSecretForAPublicClientAndNone() {
        for (Map<String, Object> set : List.of(OIDC, OPEN)) {
            JsonNode pod = Chart.render(Installation.MINIMAL, set)
                    .one("Deployment", NAME)
                    .at("/spec/template/spec");
            assertThat(pod.path("volumes").findValuesAsText("name")).doesNotContain("access");
        }
    }

    @Test
    void shouldBuildItsIndexOnTheNodesDiskAndAnswerUntilTheNextPodHas() {
        JsonNode spec =
                Chart.render(Installation.MINIMAL, OPEN).one("Deployment", NAME).path("spec");
        assertThat(Rendering.volume(spec.at("/template/spec"), "index")
                        .at("/emptyDir/sizeLimit")
                        .asText())
                .isEqualTo("8Gi");
        assertThat(spec.at("/strategy/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
        assertThat(Environment.of(spec.at("/template/spec/containers/0")))
                .containsEntry("ADJOURN_INSPECTOR_INDEX_DIR", "/var/lib/adjourn/index")
                .containsEntry("INSPECTOR_MAX_BYTES", "4GiB");
    }

    @Test
    void shouldKeepItsIndexWhereThatIsAskedFor() {
        JsonNode spec = Chart.render(Installation.BOTH).one("StatefulSet", NAME).path("spec");
        JsonNode claim = spec.at("/volumeClaimTemplates/0");
        assertThat(claim.at("/metadata/name").asText()).isEqualTo("index");
        assertThat(claim.at("/spec/resources/requests/storage").asText()).isEqualTo("20Gi");
        assertThat(spec.at("/persistentVolumeClaimRetentionPolicy/whenDeleted").asText())
                .isEqualTo("Delete");
        assertThat(spec.at("/template/spec/volumes").findValuesAsText("name")).doesNotContain("index");
    }

    @Test
    void shouldServePeopleAndMetricsOnPortsOfTheirOwn() {
        Rendering rendering = Chart.render(Installation.BOTH);
        assertThat(rendering.one("Service", NAME).at("/spec/ports").toString())
                .isEqualTo("[{\"name\":\"http\",\"port\":8092,\"targetPort\":\"page\"}]");
        assertThat(rendering
                        .one("Service", NAME + "-pods")
                        .at("/spec/ports/0/port")
                        .asInt())
                .isEqualTo(8093);
        JsonNode policy = rendering.one("NetworkPolicy", NAME).path("spec");
        assertThat(policy.at("/ingress/0/ports/0/port").asText()).isEqualTo("page");
        assertThat(policy.at("/ingress/0/from").toString()).contains("ingress-nginx", "\"test\"");
        assertThat(policy.at("/ingress/1/ports/0/port").asText()).isEqualTo("management");
        assertThat(policy.at("/ingress/1/from").toString())
                .contains("monitoring")
                .doesNotContain("ingress-nginx");
    }

    @Test
    void shouldReachKafkaTheRegistryAndTheIdentityProviderOnly() {
        assertThat(ports(Chart.render(Installation.BOTH))).containsExactly("9093", "8443", "9443");
        assertThat(ports(Chart.render(Installation.MINIMAL, TOKENS))).containsExactly("9092", "8081");
    }

    @Test
    void shouldBeServedByAnIngressOfItsOwn() {
        JsonNode rule = Chart.render(Installation.BOTH).one("Ingress", NAME).at("/spec/rules/0");
        assertThat(rule.path("host").asText()).isEqualTo("meetings.example.com");
        assertThat(rule.at("/http/paths/0/path").asText()).isEqualTo("/");
        assertThat(rule.at("/http/paths/0/backend/service/port/name").asText()).isEqualTo("http");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inspector.access.mode=all",
                "inspector.access.privilegedGroups[0]=a\\,b",
                "inspector.index.size=much"
            })
    void shouldRefuseWhatCannotBe(String set) {
        String path = set.substring(0, set.indexOf('='));
        assertThatThrownBy(() -> Chart.text(Installation.MINIMAL, Map.of(path, set.substring(set.indexOf('=') + 1))))
                .hasMessageContaining(path.replace("[0]", "").substring(path.lastIndexOf('.') + 1));
    }

    @Test
    void shouldSayLoudlyThatAnybodyMayLook() {
        assertThat(Chart.notes(Installation.MINIMAL, OPEN))
                .contains(
                        "WARNING: whoever can reach the inspector sees every meeting",
                        "port-forward service/adj-adjourn-inspector 8092:8092",
                        "rollout status deployment/adj-adjourn-inspector");
        assertThat(Chart.notes(Installation.BOTH, Map.of()))
                .contains("Look at what happened to a meeting: https://meetings.example.com")
                .doesNotContain("whoever can reach the inspector");
    }

    private static List<String> ports(Rendering rendering) {
        return rendering.one("NetworkPolicy", NAME).at("/spec/egress/1/ports").findValuesAsText("port");
    }
}
