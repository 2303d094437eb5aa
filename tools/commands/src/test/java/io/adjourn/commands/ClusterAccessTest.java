package io.adjourn.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.contracts.Cluster;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterAccessTest {

    @Test
    void shouldTalkToThisMachineWhenNothingIsSaid() {
        Cluster cluster = ClusterAccess.cluster(null, null, Map.of(), Map.of());
        assertThat(cluster.kafka()).containsExactly(Map.entry("bootstrap.servers", "localhost:9092"));
        assertThat(cluster.registry().url()).isEqualTo("http://localhost:8081/apis/ccompat/v7");
        assertThat(cluster.registry().settings()).isEmpty();
    }

    @Test
    void shouldReadTheEnvironmentAsTheApplicationsDo() {
        Cluster cluster = ClusterAccess.cluster(
                null,
                null,
                Map.of(),
                Map.of(
                        "ADJOURN_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                        "ADJOURN_REGISTRY_URL", "https://registry.example",
                        "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                        "KAFKA_SASL_MECHANISM", "PLAIN",
                        "REGISTRY_BASIC_AUTH_CREDENTIALS_SOURCE", "USER_INFO",
                        "REGISTRY_BASIC_AUTH_USER_INFO", "us:a-test-password",
                        "PATH", "/usr/bin"));
        assertThat(cluster.kafka())
                .containsOnly(
                        Map.entry("bootstrap.servers", "kafka:9092"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.mechanism", "PLAIN"));
        assertThat(cluster.registry().settings())
                .containsOnly(
                        Map.entry("basic.auth.credentials.source", "USER_INFO"),
                        Map.entry("basic.auth.user.info", "us:a-test-password"));
        assertThat(cluster.toString()).isEqualTo("kafka:9092, https://registry.example");
    }

    @Test
    void shouldBelieveAnOptionBeforeTheFileAndTheFileBeforeTheEnvironment() {
        var environment = Map.of(
                "ADJOURN_KAFKA_BOOTSTRAP_SERVERS", "one:9092",
                "KAFKA_BOOTSTRAP_SERVERS", "two:9092",
                "ADJOURN_REGISTRY_URL", "http://one.example",
                "KAFKA_CLIENT_ID", "of-the-environment");
        var file = Map.of(
                "bootstrap.servers", "three:9092",
                "registry.url", "http://two.example",
                "client.id", "of-the-file",
                "registry.proxy.host", "proxy");
        assertThat(ClusterAccess.cluster(null, null, Map.of(), environment).bootstrapServers())
                .isEqualTo("two:9092");

        Cluster byFile = ClusterAccess.cluster(null, null, file, environment);
        assertThat(byFile.kafka()).containsEntry("client.id", "of-the-file");
        assertThat(byFile.registry().settings()).containsOnly(Map.entry("proxy.host", "proxy"));
        assertThat(byFile).hasToString("three:9092, http://two.example");

        assertThat(ClusterAccess.cluster("four:9092", "http://three.example", file, environment))
                .hasToString("four:9092, http://three.example");
    }

    @Test
    void shouldRefuseWhatIsMisspeltOrHoldsCredentialsWhereTheyAreSeen() {
        assertThatThrownBy(() -> ClusterAccess.cluster(null, null, Map.of("registry.urls", "x"), Map.of()))
                .hasMessage("registry.urls is unknown; did you mean registry.url?");
        assertThatThrownBy(() -> ClusterAccess.cluster(
                        null, null, Map.of(), Map.of("REGISTRY_BEARER_AUTH_TOKENS", "a-test-password")))
                .hasMessage("REGISTRY_BEARER_AUTH_TOKENS is unknown; did you mean REGISTRY_BEARER_AUTH_TOKEN?");
        assertThatThrownBy(() ->
                        ClusterAccess.cluster(null, "http://us:a-test-password@registry.example", Map.of(), Map.of()))
                .hasMessageContaining("contains credentials")
                .hasMessageNotContaining("a-test-password");
    }
}
