package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.chart.Rendering.Pods;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;

/** How pods prove who they are to Kafka and the registry: every pod that the chart makes, and from Secrets alone. */
class AuthenticationTest {

    @Test
    void shouldFetchATokenWithTheClientsOwnCredentials() {
        for (JsonNode container : applications(Installation.recipe("confluent-cloud-oauth"), Map.of())) {
            Map<String, String> environment = Environment.of(container);
            assertThat(environment)
                    .containsEntry("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
                    .containsEntry("KAFKA_SASL_MECHANISM", "OAUTHBEARER")
                    .containsEntry(
                            "KAFKA_SASL_LOGIN_CALLBACK_HANDLER_CLASS",
                            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler")
                    .containsEntry(
                            "KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL", "https://identity.example.com/oauth2/token")
                    .containsEntry("ADJOURN_KAFKA_OAUTH_ALLOWED_URLS", "https://identity.example.com/oauth2/token")
                    .containsEntry("CREDENTIALS_KAFKA_CLIENT_ID", "adjourn-client/client-id")
                    .containsEntry("CREDENTIALS_KAFKA_CLIENT_SECRET", "adjourn-client/client-secret");
            assertThat(options(environment.getOrDefault("KAFKA_SASL_JAAS_CONFIG", "")))
                    .isEqualTo(Map.of(
                            "clientId", "$(CREDENTIALS_KAFKA_CLIENT_ID)",
                            "clientSecret", "$(CREDENTIALS_KAFKA_CLIENT_SECRET)",
                            "scope", "kafka",
                            "extension_logicalCluster", "lkc-00000",
                            "extension_identityPoolId", "pool-0000"));
        }
    }

    @Test
    void shouldLetPodsReachTheIdentityProvider() {
        Rendering rendering = Chart.render(
                Installation.recipe("confluent-cloud-oauth"),
                Map.of("kafka.authentication.oauth.tokenEndpointUrl", "https://[2001:db8::1]:8443/token"));
        for (JsonNode policy : rendering.of("NetworkPolicy")) {
            if (!policy.at("/metadata/name").asText().endsWith("-test")) {
                assertThat(policy.at("/spec/egress/1/ports").findValuesAsText("port"))
                        .as(Rendering.name(policy))
                        .contains("8443", "9092");
            }
        }
    }

    @Test
    void shouldAllowTheUrlsThatAreNamed() {
        assertThat(Environment.of(applications(
                                Installation.recipe("confluent-cloud-oauth"),
                                Map.of(
                                        "kafka.authentication.oauth.allowedUrls[0]", "https://one.example.com/token",
                                        "kafka.authentication.oauth.allowedUrls[1]", "file:///var/run/token"))
                        .getFirst()))
                .containsEntry(
                        "ADJOURN_KAFKA_OAUTH_ALLOWED_URLS", "https://one.example.com/token,file:///var/run/token");
    }

    @Test
    void shouldUseTheAwsRoleOfEachPodWithTheModuleFromTheVolume() {
        Rendering rendering = Chart.render(Installation.recipe("msk-iam"));
        for (JsonNode container : applications(Installation.recipe("msk-iam"), Map.of())) {
            assertThat(Environment.of(container))
                    .containsEntry("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
                    .containsEntry("KAFKA_SASL_MECHANISM", "AWS_MSK_IAM")
                    .containsEntry("KAFKA_SASL_JAAS_CONFIG", "software.amazon.msk.auth.iam.IAMLoginModule required;")
                    .containsEntry("ADJOURN_EXTENSIONS", "/opt/adjourn/extensions");
            assertThat(container.path("volumeMounts").toString()).contains("/opt/adjourn/extensions");
        }
        for (String account : List.of("adj-adjourn", "adj-adjourn-tools")) {
            assertThat(rendering
                            .one("ServiceAccount", account)
                            .at("/metadata/annotations")
                            .has("eks.amazonaws.com/role-arn"))
                    .as(account)
                    .isTrue();
        }
    }

    @Test
    void shouldSayWhatAMechanismLacks() {
        assertThatThrownBy(() -> Chart.text(Installation.MINIMAL, Map.of("kafka.authentication.type", "aws-msk-iam")))
                .hasMessageContaining(
                        "extensions.volume: kafka.authentication.type aws-msk-iam needs a volume with the jar");
        assertThatThrownBy(() -> Chart.text(
                        Installation.MINIMAL,
                        Map.of("kafka.authentication.type", "oauthbearer", "kafka.authentication.existingSecret", "a")))
                .hasMessageContaining("kafka.authentication.oauth.tokenEndpointUrl: say where tokens are fetched");
        assertThatThrownBy(() -> Chart.text(Installation.recipe("msk-iam"), Map.of("streams.keda.enabled", true)))
                .hasMessageContaining("streams.keda.authenticationRef: for aws-msk-iam, name a TriggerAuthentication");
    }

    @Test
    void shouldPresentATokenAndACertificateToTheRegistry() {
        for (JsonNode container : applications(Installation.EVERYTHING, Map.of())) {
            Map<String, String> environment = Environment.of(container);
            if (environment.containsKey("ADJOURN_REGISTRY_URL")) {
                assertThat(environment)
                        .containsEntry("REGISTRY_BEARER_AUTH_CREDENTIALS_SOURCE", "STATIC_TOKEN")
                        .containsEntry("REGISTRY_BEARER_AUTH_TOKEN", "registry-token/token")
                        .containsEntry("REGISTRY_SSL_TRUSTSTORE_CERTIFICATES", "registry-ca/ca.crt")
                        .containsEntry("REGISTRY_SSL_KEYSTORE_CERTIFICATE_CHAIN", "registry-client/tls.crt")
                        .containsEntry("REGISTRY_SSL_KEYSTORE_KEY", "registry-client/tls.key");
            }
        }
    }

    @Test
    void shouldWriteLargeNumbersAsKafkaReadsThem() {
        assertThat(Environment.of(applications(
                                Installation.MINIMAL,
                                Map.of(
                                        "kafka.settings.buffer\\.memory",
                                        134217728,
                                        "gateway.spool.maxBytes",
                                        536870912))
                        .getFirst()))
                .containsEntry("KAFKA_BUFFER_MEMORY", "134217728")
                .containsEntry("GATEWAY_SPOOL_MAX_BYTES", "536870912");
    }

    @Test
    void shouldTakeSettingsOfOauthThatAreNoSecrets() {
        assertThat(Environment.of(applications(
                                Installation.MINIMAL,
                                Map.of(
                                        "kafka.settings.sasl\\.oauthbearer\\.token\\.endpoint\\.url",
                                        "https://a.example"))
                        .getFirst()))
                .containsEntry("KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL", "https://a.example");
    }

    private static Map<String, ?> options(String jaas) {
        return JaasContext.loadClientContext(Map.of("sasl.jaas.config", new Password(jaas)))
                .configurationEntries()
                .getFirst()
                .getOptions();
    }

    private static List<JsonNode> applications(Installation installation, Map<String, Object> set) {
        return Chart.render(installation, set).pods().stream()
                .filter(pods -> !pods.component().equals("test"))
                .flatMap(AuthenticationTest::application)
                .toList();
    }

    private static Stream<JsonNode> application(Pods pods) {
        return pods.spec().path("containers").valueStream().limit(1);
    }
}
