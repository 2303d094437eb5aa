package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.chart.Rendering.Pods;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reconciler: off by default, and the only one that is given API keys. */
class ReconcilerTest {
    private static final String NAME = "adj-adjourn-reconciler";
    private static final Map<String, Object> WITH_A_KEY = Map.of(
            "reconciler.enabled", true,
            "sources.acme-vexa.api-keys[0].existingSecret", "acme-vexa",
            "sources.acme-vexa.api-keys[0].key", "api-key");

    @Test
    void shouldBeOffUnlessAskedFor() {
        for (Installation installation : List.of(Installation.MINIMAL, Installation.EVERYTHING)) {
            assertThat(Chart.render(installation).objects())
                    .noneMatch(object -> Rendering.name(object).contains("reconciler"));
        }
    }

    @Test
    void shouldSayThatNobodyCanBeAskedWithoutAKey() {
        assertThatThrownBy(() -> Chart.text(Installation.MINIMAL, Map.of("reconciler.enabled", true)))
                .hasMessageContaining("sources: reconciler.enabled has vendors asked, but no source has api-keys");
    }

    @Test
    void shouldSayWhatAnApiKeyLacks() {
        assertThatThrownBy(() -> Chart.text(
                        Installation.MINIMAL,
                        Map.of(
                                "reconciler.enabled", true,
                                "sources.acme-vexa.api-keys[0].externalSecret.key", "a",
                                "sources.acme-vexa.api-keys[0].file", "/b")))
                .hasMessageContaining("sources.acme-vexa.api-keys.0: name exactly one of existingSecret");
    }

    @Test
    void shouldRefuseAnApiKeyWrittenOut() {
        assertThatThrownBy(() -> Chart.text(
                        Installation.MINIMAL,
                        Map.of("reconciler.enabled", true, "sources.acme-vexa.api-keys[0]", "hush-hush")))
                .hasMessageContaining("api-keys")
                .message()
                .doesNotContain("hush-hush");
    }

    @Test
    void shouldMountEachKeyWhereTheSourcesFileLooks() {
        Rendering rendering = Chart.render(Installation.BOTH);
        String sources = rendering
                .one("ConfigMap", NAME + "-sources")
                .at("/data/sources.yaml")
                .asText();
        assertThat(sources)
                .contains(
                        "/etc/adjourn-keys/acme/attendee-api-key",
                        "/mnt/store/attendee-api-key",
                        "/etc/adjourn-keys/adj-adjourn-reconciler-sources/acme-meetstream-0",
                        "/etc/adjourn-keys/lab/vexa-api-key",
                        "api-base-url: http://vexa.internal:8056")
                .doesNotContain("secret-files", "quiet");
        JsonNode keys = Rendering.volume(pods(rendering).spec(), "keys").at("/projected/sources");
        assertThat(keys.findValuesAsText("path"))
                .containsExactly(
                        "acme/attendee-api-key",
                        "lab/vexa-api-key",
                        "adj-adjourn-reconciler-sources/acme-meetstream-0");
        assertThat(rendering
                        .one("ExternalSecret", NAME + "-sources")
                        .at("/spec/data/0/remoteRef/property")
                        .asText())
                .isEqualTo("meetstream-api-key");
    }

    @Test
    void shouldTellNobodyElseOfApiKeys() {
        Rendering rendering = Chart.render(Installation.BOTH);
        for (Pods pods : rendering.pods()) {
            if (!pods.component().equals("reconciler")) {
                assertThat(pods.template().toString()).as(pods.toString()).doesNotContain("api-key", "adjourn-keys");
            }
        }
        for (String name : List.of("adj-adjourn-sources", "adj-adjourn-streams-sources")) {
            assertThat(rendering.one("ConfigMap", name).toString()).as(name).doesNotContain("api-");
        }
        assertThat(rendering.one("ExternalSecret", "adj-adjourn-sources").toString())
                .doesNotContain("api-key");
        assertThat(pods(rendering).template().toString())
                .as("nor the reconciler of the secrets of webhooks")
                .doesNotContain("adjourn-secrets");
    }

    @Test
    void shouldHaveOneThatAsksAndOneThatStandsBy() {
        Rendering rendering = Chart.render(Installation.BOTH);
        JsonNode spec = rendering.one("Deployment", NAME).path("spec");
        assertThat(spec.path("replicas").asInt()).isEqualTo(2);
        assertThat(spec.at("/strategy/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
        assertThatThrownBy(() -> Chart.text(Installation.BOTH, Map.of("reconciler.replicaCount", 3)))
                .hasMessageContaining("replicaCount");
    }

    @Test
    void shouldReachKafkaTheRegistryAndVendorsOnly() {
        assertThat(ports(Chart.render(Installation.BOTH)))
                .as("the one that is hosted has a port of its own")
                .containsExactly("9093", "8443", "443", "8056");
        assertThat(ports(Chart.render(Installation.MINIMAL, WITH_A_KEY))).containsExactly("9092", "8081", "443");
    }

    @Test
    void shouldGiveLinksOnlyWhereThatIsAskedFor() {
        Rendering with = Chart.render(Installation.BOTH);
        assertThat(Environment.of(pods(with).spec().at("/containers/0")))
                .containsEntry("RECONCILER_LINKS_ENABLED", "true")
                .containsEntry("RECONCILER_LINKS_TOKEN_FILE", "/etc/adjourn-links/tokens")
                .containsEntry("RECONCILER_EGRESS_PRIVATE_HOSTS", "vexa.internal")
                .containsEntry("STREAMS_APPLICATION_ID", "meetings.adj.streams");
        assertThat(Rendering.volume(pods(with).spec(), "links")
                        .at("/secret/secretName")
                        .asText())
                .isEqualTo("link-tokens");
        assertThat(with.one("Service", NAME).at("/spec/ports/0/port").asInt()).isEqualTo(8094);
        assertThat(with.one("NetworkPolicy", NAME).at("/spec/ingress/1/from").toString())
                .contains("downloader");

        Rendering without = Chart.render(Installation.MINIMAL, WITH_A_KEY);
        assertThat(without.has("Service", NAME)).isFalse();
        assertThat(Environment.of(pods(without).spec().at("/containers/0")))
                .doesNotContainKeys("RECONCILER_LINKS_ENABLED", "RECONCILER_LINKS_TOKEN_FILE");
        assertThatThrownBy(() -> Chart.text(Installation.BOTH, Map.of("reconciler.links.existingSecret", "")))
                .hasMessageContaining("reconciler.links.existingSecret: name the Secret with the tokens");
    }

    @Test
    void shouldNotRollWhenAKeyChangesBecauseItReadsItItself() {
        Rendering rendering = Chart.render(Installation.BOTH);
        assertThat(pods(rendering).template().at("/metadata/annotations").toString())
                .doesNotContain("checksum");
    }

    @Test
    void shouldSayInTheNotesWhoIsAsked() {
        assertThat(Chart.notes(Installation.BOTH, Map.of()))
                .contains(
                        "The reconciler asks vendors about acme-attendee acme-meetstream lab-vexa.",
                        "rollout status deployment/adj-adjourn-reconciler");
    }

    private static Pods pods(Rendering rendering) {
        return rendering.pods().stream()
                .filter(pods -> pods.component().equals("reconciler"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ports(Rendering rendering) {
        return rendering.one("NetworkPolicy", NAME).at("/spec/egress/1/ports").findValuesAsText("port");
    }
}
