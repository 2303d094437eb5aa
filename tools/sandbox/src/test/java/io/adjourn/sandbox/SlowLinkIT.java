package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.Logs;
import io.adjourn.contracts.Topics;
import io.adjourn.localstack.LocalGateway;
import io.adjourn.localstack.LocalKafka;
import io.adjourn.localstack.Port;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker behind a link of 1 MB/s, over which the largest body takes many times as long as a sender waits. */
@Timeout(300)
@InFullBuild
class SlowLinkIT {
    private static final long BYTES_A_SECOND = 1_000_000;
    private static final int LARGE = 12 * 1024 * 1024;
    private static final int A_SECOND = 12;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    @BeforeAll
    static void beQuiet() {
        Logs.off();
    }

    @Test
    void shouldGetALargeBodyThroughWhileSmallOnesGoOn() throws Exception {
        Port port = Port.free();
        Port behind = Port.free();
        try (var kafka = LocalKafka.start(
                        port,
                        Files.createDirectories(directory.resolve("kafka")),
                        Map.of("advertised.listeners", "PLAINTEXT://localhost:" + behind.number()));
                var _ = SlowLink.start(behind, port.number(), BYTES_A_SECOND)) {
            createTopic(kafka.bootstrapServers());
            try (var gateway = LabGateway.start("localhost:" + behind.number(), directory, "meetingbaas-v1")) {
                Await.until("Kafka is up", PATIENCE, () -> gateway.metric("adjourn_gateway_kafka_up") == 1);
                post(gateway, large());
                assertThat(gateway.metric("adjourn_gateway_spool_records")).isEqualTo(1);

                try (var senders = Senders.start(
                        gateway.webhook(LabGateway.SOURCE),
                        A_SECOND,
                        0,
                        n -> "{\"event\":\"x\",\"data\":{\"bot_id\":\"b-" + n + "\"}}")) {
                    Await.until(
                            "the large one is there, and so is all else",
                            PATIENCE,
                            () -> gateway.metric("adjourn_gateway_spool_drained_total") >= 1
                                    && gateway.metric("adjourn_gateway_spool_records") == 0);
                    long sent = senders.next();
                    Await.until("some more", PATIENCE, () -> senders.next() > sent + 2 * A_SECOND);
                    assertThat(senders.refused()).isEmpty();
                }
                assertThat(stored(gateway)).as("went to Kafka at once").isGreaterThan(2 * A_SECOND);
            }
        }
    }

    private static double stored(LocalGateway gateway) {
        return gateway.metric(
                "adjourn_gateway_deliveries_total{outcome=\"stored\",source=\"lab\",vendor=\"meetingbaas-v1\"}");
    }

    private static void post(LocalGateway gateway, String body) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(gateway.webhook(LabGateway.SOURCE))
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body()).contains("spooled");
        }
    }

    /** One that cannot be made much smaller. */
    private static String large() {
        byte[] random = new byte[LARGE * 3 / 4];
        new Random(1).nextBytes(random);
        return "{\"event\":\"x\",\"data\":{\"bot_id\":\"b-large\",\"words\":\""
                + Base64.getEncoder().encodeToString(random) + "\"}}";
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers))) {
            var topic = new NewTopic(Topics.RAW.name(), 4, (short) 1).configs(Topics.RAW.configuration());
            admin.createTopics(List.of(topic)).all().get();
        }
    }
}
