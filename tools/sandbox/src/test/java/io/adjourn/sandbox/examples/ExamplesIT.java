package io.adjourn.sandbox.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.adjourn.commands.Logs;
import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.config.SourcesFile;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalAdjourn;
import io.adjourn.localstack.Ports;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectedDelivery;
import io.adjourn.sandbox.RegistryDoor;
import io.adjourn.sandbox.TopicReader;
import io.adjourn.simulator.DemoSources;
import io.adjourn.simulator.FaultInjection;
import io.adjourn.simulator.Pace;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.ScenarioRunner;
import io.adjourn.simulator.ScenarioVerdict;
import io.adjourn.simulator.Tally;
import io.adjourn.simulator.Target;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example that can run here, against what the simulators made of one running stack, and records that are hard to read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@InFullBuild
class ExamplesIT {
    private static final Duration SETTLE = Duration.ofSeconds(6);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    /** A revision after the first is held back for 5 s: when nothing has come for longer, nothing will. */
    private static final Duration QUIET = Duration.ofSeconds(7);

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String VENDOR = "meetstream";
    private static final Instant A_TIME = Instant.parse("2026-02-27T23:59:59.999999Z");

    /** What must come of it, by key and in order. */
    private final Map<String, List<String>> expected = new TreeMap<>();

    private final List<RecordMetadata> unreadable = new ArrayList<>();
    private final Map<String, ExampleRun> runs = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // set before all
    private Path data;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalAdjourn adjourn;

    @SuppressWarnings("NullAway.Init") // set before all
    private RegistryDoor registry;

    @SuppressWarnings("NullAway.Init") // set before all
    private HardRecords hard;

    static List<Example> examples() {
        return Example.all();
    }

    @BeforeAll
    void start() throws Exception {
        DataDirectory directory = DataDirectory.temporary();
        data = directory.path();
        Logs.to(directory.log("kafka"));
        Path sources = DemoSources.write(data, SETTLE, SILENCE);
        adjourn = LocalAdjourn.start(Ports.free(), directory, sources, progress -> {});
        registry = new RegistryDoor(adjourn.registryUrl());
        MeetingCompletion model = playMeetings(sources);
        hard = new HardRecords(adjourn, model);
        writeHardRecords(model);
        for (Example example : examples()) {
            if (example.isInstalled()) {
                runs.put(example.name(), ExampleRun.start(example, environment(), data));
            }
        }
    }

    @AfterAll
    void stop() {
        runs.values().forEach(ExampleRun::close);
        hard.close();
        registry.close();
        adjourn.close();
    }

    private Map<String, String> environment() {
        return Map.of(
                "BOOTSTRAP_SERVERS", adjourn.bootstrapServers(),
                "REGISTRY_URL", registry.url(),
                "TOPICS", Topics.COMPLETIONS.name() + "," + Topics.REJECTED.name());
    }

    /** Plays all scripts of a vendor; what came of them is what they meant. Returns a record with everything in it. */
    private MeetingCompletion playMeetings(Path sources) throws Exception {
        List<Target> targets =
                Target.of(SourcesFile.read(sources, Vendors.KNOWN, Map.of()), adjourn.gatewayUrl()).stream()
                        .filter(target -> target.source().name().equals("demo-" + VENDOR))
                        .toList();
        List<ScenarioRun> programme = new Scenario(2026, Instant.now()).everything(targets, 1);
        try (var player = new ScenarioRunner(FaultInjection.NONE, Pace.of(100), new Tally());
                var completions = CompletionsTopic.of(adjourn.bootstrapServers(), adjourn.registryClient())) {
            player.play(programme);
            var verdict = new ScenarioVerdict(programme, completions::revisions);
            var last = new Instant[] {Instant.now()};
            Await.until("what the simulators meant", PATIENCE, () -> {
                adjourn.mustBeAlive();
                if (!completions.poll().isEmpty()) {
                    last[0] = Instant.now();
                }
                return Instant.now().isAfter(last[0].plus(QUIET))
                        && verdict.complaints(completions.meetings()).isEmpty();
            });
            List<MeetingCompletion> all = completions.meetings().stream()
                    .flatMap(meeting -> completions.revisions(meeting).stream())
                    .toList();
            assertThat(all).extracting(MeetingCompletion::getOutcome).contains(Outcome.DELETED);
            assertThat(all).extracting(MeetingCompletion::getRevision).contains(2);
            all.forEach(record -> expect(record.getMeetingId(), line(record)));
            expectRejects();
            return all.stream()
                    .filter(record -> record.getOutcome() == Outcome.COMPLETE && record.getRevision() == 1)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void expectRejects() {
        var reader = WireFormat.reader(adjourn.registryClient());
        for (ConsumerRecord<String, byte[]> record :
                TopicReader.of(adjourn, Topics.REJECTED.name()).all()) {
            var reject = (RejectedDelivery) reader.deserialize(record.topic(), record.value());
            expect(record.key(), "reject " + record.key() + " " + reject.getReason());
        }
        assertThat(expected.values().stream().flatMap(List::stream)).anyMatch(line -> line.startsWith("reject "));
    }

    private void writeHardRecords(MeetingCompletion model) throws IOException {
        String endedAt = HardRecords.toTheSecond(model.getEndedAt());
        hard.newer("hard/newer", "COMPLETE");
        expect("hard/newer", "upsert hard/newer 0 1 COMPLETE " + endedAt);
        hard.newer("hard/symbol", "ARCHIVED");
        expect("hard/symbol", "upsert hard/symbol 0 1 UNKNOWN " + endedAt);
        hard.firstVersion("hard/older");
        expect("hard/older", "upsert hard/older 0 1 COMPLETE " + endedAt);
        hard.endedAt("hard/time", A_TIME);
        expect("hard/time", "upsert hard/time 0 1 COMPLETE 2026-02-27T23:59:59Z");
        hard.large("hard/large");
        expect("hard/large", "upsert hard/large 0 1 COMPLETE " + endedAt);

        hard.aged("hard/again", 0, 2);
        hard.aged("hard/again", 0, 2);
        hard.aged("hard/again", 0, 1);
        hard.aged("hard/again", 1, 1);
        expect("hard/again", "upsert hard/again 0 2 COMPLETE " + endedAt, "upsert hard/again 1 1 COMPLETE " + endedAt);

        hard.aged("hard/gone", 0, 1);
        hard.removed("hard/gone");
        hard.removed("hard/gone-before-it-was-read");
        expect("hard/gone", "upsert hard/gone 0 1 COMPLETE " + endedAt, "forget hard/gone");
        expect("hard/gone-before-it-was-read", "forget hard/gone-before-it-was-read");

        unreadable.add(hard.ofAnotherRegistry("hard/another-registry"));
        unreadable.add(hard.text("hard/text"));
        unreadable.add(hard.half("hard/half"));
    }

    private static String line(MeetingCompletion record) {
        String age = record.getMeetingId() + " " + record.getEpoch() + " " + record.getRevision();
        return record.getOutcome() == Outcome.DELETED
                ? "delete " + age
                : "upsert " + age + " " + record.getOutcome() + " " + HardRecords.toTheSecond(record.getEndedAt());
    }

    private void expect(String key, String... lines) {
        expected.computeIfAbsent(key, any -> new ArrayList<>()).addAll(List.of(lines));
    }

    @ParameterizedTest
    @MethodSource("examples")
    @Order(1)
    void shouldWaitAndSkipNothingWhileTheRegistryIsAway(Example example) {
        ExampleRun run = running(example);
        run.await("it waits", running -> running.met("wait").findAny().isPresent());
        // What has no value needs no registry.
        assertThat(run.changes()).allMatch(line -> line.startsWith("forget "));
        assertThat(run.met("skip")).noneMatch(line -> line.contains("onnect"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    @Order(2)
    void shouldPrintWhatTheSimulatorsMeantAndSayWhatItMet(Example example) throws IOException {
        ExampleRun run = running(example);
        registry.open();
        int changes = expected.values().stream().mapToInt(List::size).sum();
        run.await(
                "all changes",
                running -> running.changes().size() >= changes
                        && running.met("skip").count() >= unreadable.size());

        assertThat(run.changesByKey()).isEqualTo(expected);
        assertThat(run.met("note")).singleElement().asString().contains("hard/symbol");
        for (RecordMetadata place : unreadable) {
            assertThat(run.met("skip"))
                    .as("a line for what cannot be read")
                    .filteredOn(line -> line.contains(place.topic() + "-" + place.partition() + "@" + place.offset()))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    @Order(3)
    void shouldGoOnWhereItStoppedWhenItIsStartedAgain(Example example) throws Exception {
        running(example).stop();
        String key = "hard/after-" + example.name();
        hard.aged(key, 0, 1);
        try (var again = ExampleRun.start(example, environment(), data)) {
            again.await(
                    "what came while it was away",
                    running -> running.changesByKey().containsKey(key));
            assertThat(again.changes()).as("nothing twice").allMatch(line -> line.startsWith("upsert hard/after-"));
            assertThat(again.met("skip")).isEmpty();
            again.stop();
        }
    }

    private ExampleRun running(Example example) {
        assumeTrue(example.isInstalled(), "what it runs on is not installed: examples/install");
        return Objects.requireNonNull(runs.get(example.name()));
    }
}
