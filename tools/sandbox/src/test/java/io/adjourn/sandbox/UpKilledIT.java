package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.Logs;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.localstack.ChildProcess;
import io.adjourn.localstack.Http;
import io.adjourn.localstack.JavaModule;
import io.adjourn.localstack.Ports;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./adjourn up}, all of it, killed without warning and started again on the same data. */
@InFullBuild
class UpKilledIT {
    private static final int A_SECOND = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SOURCE = "sources:\n  lab: { vendor: meetstream, verification: none }\n";

    @TempDir
    private Path directory;

    private final Ports ports = Ports.free();

    @BeforeAll
    static void beQuiet() {
        Logs.off();
    }

    @Test
    void shouldLoseNothingThatWasAnsweredAndTellNothingTwice() throws Exception {
        Senders senders;
        try (var up = Up.start(ports, directory)) {
            senders = Senders.start(
                    URI.create("http://localhost:" + ports.gateway().number() + "/webhooks/lab"),
                    A_SECOND,
                    0,
                    UpKilledIT::joining);
            try (senders) {
                Await.until(
                        "some seconds of deliveries",
                        PATIENCE,
                        () -> senders.accepted().size() > 5 * A_SECOND);
                up.kill();
            }
        }
        try (var up = Up.start(ports, directory)) {
            Set<String> acknowledged = new HashSet<>();
            senders.accepted().forEach(number -> acknowledged.add("lab/b-" + number));
            Await.until("every meeting is told of", PATIENCE, () -> {
                assertThat(up.isAlive()).isTrue();
                return meetings().containsAll(acknowledged);
            });

            List<MeetingLifecycle> told = lifecycle();
            assertThat(told).extracting(MeetingLifecycle::getEventId).doesNotHaveDuplicates();
            System.out.printf(
                    "killed after %d deliveries were accepted: none lost, %d events, none twice%n",
                    acknowledged.size(), told.size());
        }
    }

    private static String joining(long number) {
        return """
                {"event": "bot.joining", "bot_id": "b-%d", "bot_status": "Joining", "message": "Bot is joining the meeting",
                 "status_code": 200, "timestamp": "2026-02-27T07:11:51.863543+00:00", "custom_attributes": {}}
                """.formatted(number);
    }

    private Set<String> meetings() {
        var meetings = new HashSet<String>();
        new TopicReader(bootstrapServers(), Topics.LIFECYCLE.name())
                .all()
                .forEach(record -> meetings.add(record.key()));
        return meetings;
    }

    private List<MeetingLifecycle> lifecycle() {
        var reader = WireFormat.reader(new CachedSchemaRegistryClient(
                "http://localhost:" + ports.registry().number() + "/apis/ccompat/v7", 100));
        return new TopicReader(bootstrapServers(), Topics.LIFECYCLE.name())
                .all().stream()
                        .map(record -> (MeetingLifecycle) reader.deserialize(record.topic(), record.value()))
                        .toList();
    }

    private String bootstrapServers() {
        return "localhost:" + ports.kafka().number();
    }

    /** The command as a process. */
    private record Up(ChildProcess process) implements AutoCloseable {

        static Up start(Ports ports, Path directory) throws IOException {
            Path sources = Files.writeString(directory.resolve("sources.yaml"), SOURCE);
            ChildProcess process = ChildProcess.java(
                    "up",
                    List.of(
                            "-Xmx512m",
                            "-Dadjourn.home=" + JavaModule.home(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.adjourn.sandbox.Adjourn",
                            "up",
                            "--sources",
                            sources.toString(),
                            "--data",
                            directory.resolve("data").toString()),
                    Map.of(
                            "ADJOURN_KAFKA_PORT", Integer.toString(ports.kafka().number()),
                            "ADJOURN_REGISTRY_PORT",
                                    Integer.toString(ports.registry().number()),
                            "ADJOURN_GATEWAY_PORT",
                                    Integer.toString(ports.gateway().number()),
                            "ADJOURN_GATEWAY_MANAGEMENT_PORT",
                                    Integer.toString(ports.gatewayManagement().number()),
                            "ADJOURN_STREAMS_PORT",
                                    Integer.toString(ports.streams().number()),
                            "ADJOURN_INSPECTOR_PORT",
                                    Integer.toString(ports.inspector().number()),
                            "ADJOURN_INSPECTOR_MANAGEMENT_PORT",
                                    Integer.toString(ports.inspectorManagement().number()),
                            "ADJOURN_RECONCILER_PORT",
                                    Integer.toString(ports.reconciler().number())),
                    directory.resolve("up.log"));
            Http.awaitAnswer(URI.create("http://localhost:" + ports.streams().number() + "/health/readiness"), process);
            return new Up(process);
        }

        boolean isAlive() {
            return process.isAlive();
        }

        void kill() {
            process.kill();
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
