package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.Logs;
import io.adjourn.contracts.Cluster;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalKafka;
import io.adjourn.localstack.LocalRegistry;
import io.adjourn.localstack.LocalStreams;
import io.adjourn.localstack.Port;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A Kafka that asks for a token (OAUTHBEARER): commands, gateway and streams get one, with the client's secret in a file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@InFullBuild
class OAuthIT {
    private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String MODULE =
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;";
    private static final String SECRET = "a-test-secret-of-a-client";

    private final Map<String, String> settings = new HashMap<>();
    private final Port guarded = Port.free();

    @SuppressWarnings("NullAway.Init") // set before all
    private DataDirectory data;

    @SuppressWarnings("NullAway.Init") // set before all
    private TokenIssuer issuer;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalKafka kafka;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalRegistry registry;

    @BeforeAll
    void start() throws Exception {
        data = DataDirectory.temporary();
        Logs.to(data.log("kafka"));
        issuer = TokenIssuer.start(SECRET);
        System.setProperty(ALLOWED, issuer.tokens() + "," + issuer.keys());
        registry = LocalRegistry.start(Port.free(), data.directory("registry"), data.log("registry"));
        Port plain = Port.free();
        kafka = LocalKafka.start(plain, data.directory("kafka"), broker(plain));
        registry.awaitReady();

        Path secret = Files.writeString(data.path().resolve("secret"), SECRET + "\n");
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "OAUTHBEARER");
        settings.put("sasl.jaas.config", MODULE);
        settings.put(
                "sasl.login.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler");
        settings.put("sasl.oauthbearer.token.endpoint.url", issuer.tokens());
        settings.put("sasl.oauthbearer.client.credentials.client.id", TokenIssuer.CLIENT);
        settings.put("sasl.oauthbearer.client.credentials.client.secret.file", secret.toString());
    }

    private Map<String, String> broker(Port plain) {
        Port controller = Port.free();
        String listener = "listener.name.guarded.";
        return Map.ofEntries(
                Map.entry(
                        "listeners",
                        "PLAINTEXT://localhost:" + plain.number() + ",GUARDED://localhost:" + guarded.number()
                                + ",CONTROLLER://localhost:" + controller.number()),
                Map.entry(
                        "advertised.listeners",
                        "PLAINTEXT://localhost:" + plain.number() + ",GUARDED://localhost:" + guarded.number()),
                Map.entry("controller.quorum.voters", "1@localhost:" + controller.number()),
                Map.entry(
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,GUARDED:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry(listener + "sasl.enabled.mechanisms", "OAUTHBEARER"),
                Map.entry(listener + "oauthbearer.sasl.jaas.config", MODULE),
                Map.entry(
                        listener + "oauthbearer.sasl.server.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler"),
                Map.entry(listener + "oauthbearer.sasl.oauthbearer.jwks.endpoint.url", issuer.keys()),
                Map.entry(listener + "oauthbearer.sasl.oauthbearer.expected.audience", TokenIssuer.AUDIENCE),
                Map.entry(listener + "oauthbearer.sasl.oauthbearer.expected.issuer", TokenIssuer.ISSUER));
    }

    @AfterAll
    void stop() {
        System.clearProperty(ALLOWED);
        registry.close();
        kafka.close();
        issuer.close();
        data.close();
    }

    @Test
    @Order(1)
    void shouldPutContractsInPlaceWithAToken() throws Exception {
        var all = new HashMap<>(settings);
        all.put("bootstrap.servers", "localhost:" + guarded.number());
        all.put("registry.url", registry.url());
        Path file = Files.write(
                data.path().resolve("client.properties"),
                all.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toList());

        CommandLineRun run = CommandLineRun.of(
                "contracts",
                "apply",
                "--unreleased",
                "--partitions",
                "2",
                "--replication-factor",
                "1",
                "--command-config",
                file.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
    }

    @Test
    @Order(2)
    void shouldRunGatewayAndStreamsWithATokenEach() {
        Map<String, String> environment = environment();
        environment.put("ADJOURN_KAFKA_OAUTH_ALLOWED_URLS", issuer.tokens());
        try (var gateway = LabGateway.start("localhost:" + guarded.number(), data.path(), "meetstream", environment);
                var streams = LocalStreams.start(Port.free(), cluster(), data, environment)) {
            streams.awaitReady();
            Await.until(
                    "the gateway to be connected",
                    java.time.Duration.ofSeconds(30),
                    () -> !gateway.readiness().contains("DOWN"));
        }
    }

    @Test
    @Order(3)
    void shouldSayWhichSettingIsMissingWhenTheAddressOfTokensIsNotAllowed() {
        try (var streams = LocalStreams.start(Port.free(), cluster(), data, environment())) {
            assertThat(streams.end())
                    .hasMessageContaining("exit code 2")
                    .hasMessageContaining("ADJOURN_KAFKA_OAUTH_ALLOWED_URLS")
                    .hasMessageNotContaining(SECRET);
        }
    }

    private Map<String, String> environment() {
        return settings.entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> "KAFKA_"
                                + setting.getKey().toUpperCase(Locale.ROOT).replace('.', '_'),
                        Map.Entry::getValue,
                        (one, _) -> one,
                        HashMap::new));
    }

    private Cluster cluster() {
        return Cluster.at("localhost:" + guarded.number(), registry.url());
    }
}
