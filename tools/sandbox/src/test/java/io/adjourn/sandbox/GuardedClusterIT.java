package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.Logs;
import io.adjourn.contracts.Cluster;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalKafka;
import io.adjourn.localstack.LocalRegistry;
import io.adjourn.localstack.LocalStreams;
import io.adjourn.localstack.Port;
import io.adjourn.testing.InFullBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A Kafka that asks for SASL over TLS and a registry that asks for a password over TLS: commands and streams get in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@InFullBuild
class GuardedClusterIT {
    private static final String USER = "adjourn";
    private static final String PASSWORD = "a-test-password-of-kafka";
    private static final String REGISTRY_PASSWORD = "a-test-password-of-the-registry";
    private static final String STORE_PASSWORD = "a-test-password-of-a-store";
    private static final String JAAS =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\"";

    private final Map<String, String> settings = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // set before all
    private DataDirectory data;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalKafka kafka;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalRegistry registry;

    @SuppressWarnings("NullAway.Init") // set before all
    private GuardedRegistry guarded;

    @BeforeAll
    void start() throws Exception {
        data = DataDirectory.temporary();
        Logs.to(data.log("kafka"));
        Certificate certificate = Certificate.make(data.path(), STORE_PASSWORD);
        Port plain = Port.free();
        Port port = Port.free();
        registry = LocalRegistry.start(Port.free(), data.directory("registry"), data.log("registry"));
        kafka = LocalKafka.start(plain, data.directory("kafka"), guardedListener(plain, port, certificate));
        registry.awaitReady();
        guarded = GuardedRegistry.before(registry, certificate.tls(), USER, REGISTRY_PASSWORD);

        settings.put("bootstrap.servers", "localhost:" + port.number());
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "PLAIN");
        settings.put("sasl.jaas.config", JAAS.formatted(USER, PASSWORD) + ";");
        settings.put("ssl.truststore.location", certificate.store().toString());
        settings.put("ssl.truststore.password", STORE_PASSWORD);
        settings.put("registry.url", guarded.url());
        settings.put("registry.basic.auth.credentials.source", "USER_INFO");
        settings.put("registry.basic.auth.user.info", USER + ":" + REGISTRY_PASSWORD);
        settings.put("registry.ssl.truststore.location", certificate.store().toString());
        settings.put("registry.ssl.truststore.password", STORE_PASSWORD);
    }

    @AfterAll
    void stop() {
        guarded.close();
        registry.close();
        kafka.close();
        data.close();
    }

    @Test
    @Order(1)
    void shouldSayThatItIsNotLetInAndRepeatNoPassword() throws IOException {
        CommandLineRun byKafka = apply("sasl.jaas.config", JAAS.formatted(USER, "another-password") + ";");
        assertThat(byKafka.exit()).isEqualTo(2);
        assertThat(byKafka.err())
                .hasLineCount(1)
                .contains("rejects the connection")
                .doesNotContain("password=");

        CommandLineRun byRegistry = apply("registry.basic.auth.user.info", USER + ":another-password");
        assertThat(byRegistry.exit()).isEqualTo(2);
        assertThat(byRegistry.err())
                .hasLineCount(1)
                .contains("the schema registry denies access; it answers 401", "registry.basic.auth.user.info")
                .doesNotContain("another-password");

        CommandLineRun withoutTrust = apply("ssl.truststore.location", "");
        assertThat(withoutTrust.exit()).isEqualTo(2);
        assertThat(withoutTrust.err()).hasLineCount(1).doesNotContain(STORE_PASSWORD);
    }

    @Test
    @Order(2)
    void shouldPutContractsInPlaceOnceAndSayWhatItWouldDo() throws IOException {
        Path file = file(settings);
        String[] layout = {"--unreleased", "--partitions", "2", "--replication-factor", "1", "--wait", "60s"};

        // Topics are there already: registering is where the last test's runs stopped.
        CommandLineRun plan = run(file, layout, "contracts", "apply", "--dry-run");
        assertThat(plan.err()).isEmpty();
        assertThat(plan.exit()).isEqualTo(4);
        assertThat(plan.out())
                .contains("would be: subject meetings.lifecycle.v1-value: schema registered", "nothing was changed: ");

        CommandLineRun first = run(file, layout, "contracts", "apply");
        assertThat(first.err()).isEmpty();
        assertThat(first.exit()).isZero();
        assertThat(first.out()).contains("subject meetings.lifecycle.v1-value: schema registered, version 1, id ");

        CommandLineRun again = run(file, layout, "contracts", "apply");
        assertThat(again.exit()).isZero();
        assertThat(again.out()).contains("\n0 done, ").doesNotContain("registered");

        CommandLineRun otherLayout =
                run(file, new String[0], "contracts", "apply", "--unreleased", "--partitions", "3");
        assertThat(otherLayout.exit()).isEqualTo(2);
        assertThat(otherLayout.err()).hasLineCount(1).contains("must keep them");
    }

    @Test
    @Order(3)
    void shouldReadWithTheSameFileAndRunStreamsWithTheSameSettings() throws Exception {
        CommandLineRun list = run(file(settings), new String[0], "rejected", "list");
        assertThat(list.err()).isEmpty();
        assertThat(list.exit()).isZero();

        Map<String, String> environment = settings.entrySet().stream()
                .filter(setting -> !setting.getKey().equals("registry.url"))
                .collect(Collectors.toMap(setting -> variable(setting.getKey()), Map.Entry::getValue));
        Cluster cluster = Cluster.at(settings.getOrDefault("bootstrap.servers", ""), guarded.url());
        try (var streams = LocalStreams.start(Port.free(), cluster, data, environment)) {
            streams.awaitReady();
        }
        assertThat(Files.readString(data.log("streams")))
                .contains("RUNNING")
                .doesNotContain(PASSWORD, REGISTRY_PASSWORD, STORE_PASSWORD);
    }

    @Test
    @Order(4)
    void shouldEndStreamsWithTwoWhenTheRegistryDoesNotLetItIn() {
        Map<String, String> environment = settings.entrySet().stream()
                .filter(setting -> !setting.getKey().startsWith("registry.basic"))
                .filter(setting -> !setting.getKey().equals("registry.url"))
                .collect(Collectors.toMap(setting -> variable(setting.getKey()), Map.Entry::getValue));
        Cluster cluster = Cluster.at(settings.getOrDefault("bootstrap.servers", ""), guarded.url());
        try (var streams = LocalStreams.start(Port.free(), cluster, data, environment)) {
            assertThat(streams.end().getMessage())
                    .contains("exit code 2", "the schema registry denies access; it answers 401");
        }
    }

    private CommandLineRun apply(String setting, String value) throws IOException {
        var changed = new HashMap<>(settings);
        changed.put(setting, value);
        changed.values().removeIf(String::isEmpty);
        return run(
                file(changed),
                new String[] {"--unreleased", "--partitions", "2", "--replication-factor", "1"},
                "contracts",
                "apply");
    }

    private static CommandLineRun run(Path file, String[] options, String... command) {
        return CommandLineRun.of(
                Stream.of(Stream.of(command), Stream.of(options), Stream.of("--command-config", file.toString()))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }

    private Path file(Map<String, String> all) throws IOException {
        List<String> lines = all.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList();
        return Files.write(data.path().resolve("client.properties"), lines);
    }

    private static String variable(String setting) {
        String prefix = setting.startsWith("registry.") ? "" : "KAFKA_";
        return prefix + setting.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static Map<String, String> guardedListener(Port plain, Port port, Certificate certificate) {
        var settings = new HashMap<>(GuardedListener.settings(plain, port, certificate, "PLAIN"));
        settings.put(
                "listener.name.guarded.plain.sasl.jaas.config",
                JAAS.formatted(USER, PASSWORD) + " user_" + USER + "=\"" + PASSWORD + "\";");
        return settings;
    }
}
