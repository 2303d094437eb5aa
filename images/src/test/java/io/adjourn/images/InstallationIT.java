package io.adjourn.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.Watermark;
import io.adjourn.simulator.FaultInjection;
import io.adjourn.simulator.Pace;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.ScenarioRunner;
import io.adjourn.simulator.ScenarioVerdict;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.simulator.SimulatedRequest;
import io.adjourn.simulator.Tally;
import io.adjourn.simulator.Target;
import io.adjourn.testing.Await;
import io.adjourn.vendors.Body;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The promise, kept by the images: installed once for all tests, each container with as few rights as it can have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstallationIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LARGE = 15 * 1024 * 1024;
    private static final int OUT_OF_MEMORY = 3;

    @SuppressWarnings("NullAway.Init") // set before all
    private Installation installation;

    @SuppressWarnings("NullAway.Init") // set before all
    private Service gateway;

    @SuppressWarnings("NullAway.Init") // set before all
    private Service streams;

    @BeforeAll
    void install(@TempDir Path directory) throws Exception {
        installation = new Installation(directory);
        gateway = installation.gateway(Map.of());
        streams = installation.streams();
    }

    @AfterAll
    void remove() {
        installation.close();
    }

    @Test
    void shouldSayWhatWasMeantWhenEveryVendorSendsSignedDeliveries() throws Exception {
        var tally = new Tally();
        List<ScenarioRun> programme = new Scenario(1, Instant.now()).everything(installation.targets(gateway), 1);
        try (var player = new ScenarioRunner(new FaultInjection(0.5, true, 0, 0.5), Pace.of(50), tally);
                var completions = installation.completions()) {
            player.play(programme);
            assertThat(tally.surprises()).isEmpty();
            var verdict = new ScenarioVerdict(programme, completions::revisions);
            Await.until("the records of all meetings", PATIENCE, () -> {
                completions.poll();
                return verdict.complaints(List.of()).isEmpty();
            });
        }
    }

    @Test
    void shouldLoseNothingItAcceptedWhenTheGatewayIsToldToStopUnderLoad() throws Exception {
        var senders = new Senders(installation.targets(gateway), 2);
        long exitCode;
        try (senders) {
            Await.until("some are accepted", PATIENCE, () -> senders.accepted().size() > 100);
            exitCode = gateway.terminate();
        }
        assertThat(exitCode).as(gateway.log()).isZero();
        gateway.restart();
        assertAllAreStoredOnce(senders.accepted());
    }

    @Test
    void shouldLoseNothingItAcceptedWhenBothAreKilledUnderLoad() throws Exception {
        var senders = new Senders(installation.targets(gateway), 3);
        try (senders) {
            Await.until("some are accepted", PATIENCE, () -> senders.accepted().size() > 100);
            streams.kill();
            Await.until("more are accepted", PATIENCE, () -> senders.accepted().size() > 200);
            gateway.kill();
        }
        streams.restart();
        gateway.restart();
        assertAllAreStoredOnce(senders.accepted());
        assertAllAreToldOnce(senders.accepted());
    }

    @Test
    void shouldEndAndStartCleanWhenTheGatewayRunsOutOfMemory() throws Exception {
        try (Service small = installation.gateway(Map.of("JDK_JAVA_OPTIONS", "-Xmx40m"))) {
            Target target = largest(installation.targets(small));
            var senders = new Senders(List.of(target), 4);
            Await.until("some are accepted", PATIENCE, () -> senders.accepted().size() >= 20);
            senders.close();

            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 16; i++) {
                    threads.execute(() -> Http.status(large(target)));
                }
            }
            assertThat(small.awaitItsEnd()).as(small.log()).isEqualTo(OUT_OF_MEMORY);

            small.restart();
            assertAllAreStoredOnce(senders.accepted());
        }
    }

    @Test
    void shouldLoseNothingItAcceptedWhenAnyUserRunsTheGatewayAndItIsKilled() throws Exception {
        try (Service another = installation.gatewayOfAnyUser()) {
            var senders = new Senders(installation.targets(another), 6);
            try (senders) {
                Await.until(
                        "some are accepted", PATIENCE, () -> senders.accepted().size() > 20);
                another.kill();
            }
            another.restart();
            assertAllAreStoredOnce(senders.accepted());
        }
    }

    @Test
    void shouldEndWithZeroWhenStreamsIsToldToStop() {
        assertThat(streams.terminate()).as(streams.log()).isZero();
        streams.restart();
    }

    private void assertAllAreStoredOnce(Set<String> accepted) {
        Await.until("all in the raw topic", PATIENCE, () -> keys(Topics.RAW).containsAll(accepted));
        assertThat(keys(Topics.RAW).stream().filter(accepted::contains)).doesNotHaveDuplicates();
    }

    /** Each of these meetings has had its first message: an event with an id that comes but once. */
    private void assertAllAreToldOnce(Set<String> accepted) {
        Await.until(
                "an event of each meeting",
                PATIENCE,
                () -> keys(Topics.LIFECYCLE).containsAll(accepted));
        assertThat(installation.records(Topics.LIFECYCLE).stream()
                        .map(event ->
                                new String(event.headers().lastHeader("ce_id").value(), UTF_8)))
                .doesNotHaveDuplicates();
    }

    private List<String> keys(Topic topic) {
        return installation.records(topic).stream()
                .filter(record -> !Watermark.marks(record.headers()))
                .map(ConsumerRecord::key)
                .toList();
    }

    /** The source that takes bodies of 16 MiB and reads them before it can judge them. */
    private static Target largest(List<Target> targets) {
        return targets.stream()
                .filter(target -> target.source().name().equals("demo-meetingbaas-v1"))
                .findFirst()
                .orElseThrow();
    }

    private static SimulatedRequest large(Target target) {
        byte[] body = new byte[LARGE];
        Arrays.fill(body, (byte) ' ');
        body[0] = '{';
        body[LARGE - 1] = '}';
        ScenarioRun any =
                new Scenario(5, Instant.now()).everything(List.of(target), 1).getFirst();
        Message first = any.meeting().acts().getFirst().messages().getFirst();
        return target.genuine(new Message("large", "POST", first.proof(), List.of(new Body(body))), 0, Instant.now());
    }
}
