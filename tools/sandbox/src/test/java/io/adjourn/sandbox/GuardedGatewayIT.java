package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.Logs;
import io.adjourn.contracts.Topics;
import io.adjourn.localstack.LocalGateway;
import io.adjourn.localstack.LocalKafka;
import io.adjourn.localstack.Port;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Kafka that asks for a certificate, a password and a permission to write. A gateway that lacks one of them says which and keeps
 * every delivery; once it has it, Kafka gets them all, and nobody has started the gateway again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InFullBuild
class GuardedGatewayIT {
    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required";
    private static final String PASSWORD = "a-test-password-of-kafka";
    private static final String STORE_PASSWORD = "a-test-password-of-a-store";
    /** Clients are made again every half minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int A_SECOND = 100;
    private static final int SOME = 50;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path shared;

    @TempDir
    private Path directory;

    private final Port port = Port.free();

    @SuppressWarnings("NullAway.Init") // set before all
    private Certificate ofKafka;

    @SuppressWarnings("NullAway.Init") // set before all
    private Certificate trusted;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalKafka kafka;

    @SuppressWarnings("NullAway.Init") // set before all
    private Admin admin;

    /** Another for each test, and so are the keys of its deliveries. */
    private String user = "";

    @BeforeAll
    void startKafka() throws Exception {
        Logs.off();
        ofKafka = certificate("kafka");
        trusted = certificate("trusted");
        Port plain = Port.free();
        var settings = new HashMap<>(GuardedListener.settings(plain, port, ofKafka, MECHANISM));
        settings.put("listener.name.guarded.scram-sha-512.sasl.jaas.config", SCRAM + ";");
        settings.put("listener.name.guarded.ssl.client.auth", "required");
        settings.put(
                "listener.name.guarded.ssl.truststore.location", trusted.store().toString());
        settings.put("listener.name.guarded.ssl.truststore.password", trusted.password());
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:ANONYMOUS");
        kafka = LocalKafka.start(plain, Files.createDirectory(shared.resolve("topics-of-kafka")), settings);
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
        admin.createTopics(List.of(new NewTopic(Topics.RAW.name(), 4, (short) 1).configs(Topics.RAW.configuration())))
                .all()
                .get();
    }

    @AfterAll
    void stopKafka() {
        admin.close();
        kafka.close();
    }

    @BeforeEach
    void nameTheUser(TestInfo test) {
        user = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void shouldTellNoPassword() throws IOException {
        assertThat(Files.readString(directory.resolve("gateway.log"))).doesNotContain(PASSWORD, STORE_PASSWORD);
    }

    @Test
    void shouldDeliverWithItsCertificateItsPasswordAndThePermissionToWrite() throws Exception {
        letIn();
        permitToWrite();
        try (var gateway = startGateway(trusted.store())) {
            awaitDelivered(gateway, deliver(gateway));
        }
    }

    @Test
    void shouldKeepWhatComesUntilItsPasswordIsKnown() throws Exception {
        permitToWrite();
        try (var gateway = startGateway(trusted.store())) {
            Set<String> kept = deliver(gateway);
            awaitSaid(gateway, "Kafka authentication failed: SaslAuthenticationException");
            assertThat(delivered()).isEmpty();

            letIn();

            awaitDelivered(gateway, kept);
        }
    }

    @Test
    void shouldKeepWhatComesUntilItMayWrite() throws Exception {
        letIn();
        try (var gateway = startGateway(trusted.store())) {
            Set<String> kept = deliver(gateway);
            awaitSaid(gateway, "Kafka authorization failed for meetings.raw.v1: TopicAuthorizationException");
            assertThat(delivered()).isEmpty();

            permitToWrite();

            awaitDelivered(gateway, kept);
        }
    }

    @Test
    void shouldKeepWhatComesWhenItMayNoLongerWriteUntilItMayAgain() throws Exception {
        letIn();
        permitToWrite();
        try (var gateway = startGateway(trusted.store())) {
            awaitDelivered(gateway, deliver(gateway));
            admin.deleteAcls(List.of(permission().toFilter())).all().get();
            awaitSaid(gateway, "TopicAuthorizationException");
            Set<String> kept = deliver(gateway);

            permitToWrite();

            awaitDelivered(gateway, kept);
        }
    }

    @Test
    void shouldKeepWhatComesUntilTheFileHasACertificateThatIsTrusted() throws Exception {
        letIn();
        permitToWrite();
        Path store = Files.copy(certificate("stranger").store(), directory.resolve("gateway.p12"));
        try (var gateway = startGateway(store)) {
            Set<String> kept = deliver(gateway);
            awaitSaid(gateway, "Kafka authentication failed: SSLHandshakeException");
            assertThat(delivered()).isEmpty();

            Path renewed = Files.copy(trusted.store(), directory.resolve("renewed.p12"));
            Files.move(renewed, store, StandardCopyOption.ATOMIC_MOVE);

            awaitDelivered(gateway, kept);
        }
    }

    private static Certificate certificate(String name) throws IOException, InterruptedException {
        return Certificate.make(Files.createDirectory(shared.resolve(name)), STORE_PASSWORD);
    }

    private LocalGateway startGateway(Path store) {
        return LabGateway.start(
                "localhost:" + port.number(),
                directory,
                "meetstream",
                Map.of(
                        "KAFKA_SECURITY_PROTOCOL",
                        "SASL_SSL",
                        "KAFKA_SASL_MECHANISM",
                        MECHANISM,
                        "KAFKA_SASL_JAAS_CONFIG",
                        SCRAM + " username=\"" + user + "\" password=\"" + PASSWORD + "\";",
                        "KAFKA_SSL_TRUSTSTORE_LOCATION",
                        ofKafka.store().toString(),
                        "KAFKA_SSL_TRUSTSTORE_PASSWORD",
                        STORE_PASSWORD,
                        "KAFKA_SSL_KEYSTORE_LOCATION",
                        store.toString(),
                        "KAFKA_SSL_KEYSTORE_PASSWORD",
                        STORE_PASSWORD));
    }

    private void letIn() throws Exception {
        var password = new UserScramCredentialUpsertion(
                user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD);
        admin.alterUserScramCredentials(List.of(password)).all().get();
    }

    private void permitToWrite() throws Exception {
        admin.createAcls(List.of(permission())).all().get();
    }

    private AclBinding permission() {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, Topics.RAW.name(), PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
    }

    /** Sends some deliveries, which are all accepted; returns the keys under which Kafka should have them. */
    private Set<String> deliver(LocalGateway gateway) {
        Senders senders = Senders.start(
                gateway.webhook(LabGateway.SOURCE),
                A_SECOND,
                System.nanoTime(),
                number -> "{\"event\":\"bot.joining\",\"bot_id\":\"" + user + "-" + number + "\"}");
        try (senders) {
            Await.until("some deliveries", PATIENCE, () -> senders.accepted().size() > SOME);
        }
        assertThat(senders.refused()).isEmpty();
        return senders.accepted().stream()
                .map(number -> "lab/" + user + "-" + number)
                .collect(Collectors.toSet());
    }

    private static void awaitSaid(LocalGateway gateway, String why) {
        Await.until("health says " + why, PATIENCE, () -> gateway.readiness().contains(why));
        assertThat(gateway.metric("adjourn_gateway_kafka_up")).isZero();
    }

    private void awaitDelivered(LocalGateway gateway, Set<String> keys) {
        Await.until("the spool is empty", PATIENCE, () -> gateway.metric("adjourn_gateway_spool_records") == 0);
        assertThat(delivered()).containsAll(keys);
        assertThat(gateway.metric("adjourn_gateway_kafka_up")).isEqualTo(1);
    }

    /** The keys that Kafka has of this test. */
    private Set<String> delivered() {
        return new TopicReader(kafka.bootstrapServers(), Topics.RAW.name())
                .deliveries().stream()
                        .map(ConsumerRecord::key)
                        .filter(key -> key.startsWith("lab/" + user + "-"))
                        .collect(Collectors.toSet());
    }
}
