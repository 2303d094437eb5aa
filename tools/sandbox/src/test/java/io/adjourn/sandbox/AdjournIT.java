package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.Logs;
import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.Source.Verification;
import io.adjourn.config.SourcesFile;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalAdjourn;
import io.adjourn.localstack.Metrics;
import io.adjourn.localstack.Ports;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.sandbox.audit.AuditResult;
import io.adjourn.sandbox.audit.RawAudit;
import io.adjourn.simulator.DemoSources;
import io.adjourn.simulator.FaultInjection;
import io.adjourn.simulator.Forgery;
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
import io.adjourn.testing.InFullBuild;
import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The promise, end to end: real broker, real registry, gateway and streams as processes; started once for all tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@InFullBuild
class AdjournIT {
    private static final Duration SETTLE = Duration.ofSeconds(8);
    private static final Duration SILENCE = Duration.ofSeconds(12);
    /** A revision after the first is held back for 5 s. */
    private static final Duration QUIET = Duration.ofSeconds(7);

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** No vendor of these sources sends one; somebody might. */
    private static final String CREDENTIAL = "a-test-credential";

    private static final long SEED = 20260227;
    private static final int KILLS = 10;
    private static final int MANY = 300;

    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalAdjourn adjourn;

    @SuppressWarnings("NullAway.Init") // set before all
    private Path data;

    @SuppressWarnings("NullAway.Init") // set before all
    private List<Target> targets;

    @BeforeAll
    void start() throws InvalidSourcesException {
        DataDirectory directory = DataDirectory.temporary();
        data = directory.path();
        Logs.to(directory.log("kafka"));
        Path sources = DemoSources.write(data, SETTLE, SILENCE);
        adjourn = LocalAdjourn.start(Ports.free(), directory, sources, progress -> {});
        targets = Target.of(SourcesFile.read(sources, Vendors.KNOWN, Map.of()), adjourn.gatewayUrl());
    }

    @AfterAll
    void stop() {
        adjourn.close();
        assertThat(data).doesNotExist();
    }

    @Test
    @Order(1)
    void shouldStoreTheExactBytesAndPublishTheirMeaningWhenADeliveryIsSigned() throws Exception {
        Target target = target(Verification.SIGNATURE);
        ScenarioRun performance = normal(target, 1);
        Message joining = performance.meeting().acts().getFirst().messages().getFirst();
        assertThat(send(target.genuine(joining, 0, Instant.now()))).isEqualTo(202);

        var raw = TopicReader.of(adjourn, Topics.RAW.name()).all().stream()
                .filter(record -> performance.key().equals(record.key()))
                .toList();
        assertThat(raw).hasSize(1);
        assertThat(raw.getFirst().value()).isEqualTo(joining.body(0).bytes());
        assertThat(headers(raw.getFirst()))
                .containsOnlyKeys(
                        RawHeaders.SOURCE,
                        RawHeaders.VENDOR,
                        RawHeaders.DELIVERY_ID,
                        RawHeaders.RECEIVED_AT,
                        RawHeaders.VERIFIED_BY,
                        RawHeaders.CONTENT_TYPE,
                        RawHeaders.TRACEPARENT,
                        "x-meetstream-timestamp")
                .containsEntry(RawHeaders.SOURCE, "demo-meetstream")
                .containsEntry(RawHeaders.VENDOR, "meetstream")
                .containsEntry(RawHeaders.VERIFIED_BY, "signature");

        MeetingLifecycle lifecycle = firstLifecycle(performance.key());
        assertThat(lifecycle.getState()).isEqualTo(BotState.JOINING);
        assertThat(lifecycle.getRaw()).isNotNull();
        assertThat(lifecycle.getRaw().getOffset()).isEqualTo(raw.getFirst().offset());
        assertThat(lifecycle.getRaw().getDeliveryId())
                .isEqualTo(headers(raw.getFirst()).get(RawHeaders.DELIVERY_ID));
    }

    @Test
    @Order(2)
    void shouldRefuseAndStoreNothingWhenADeliveryIsForged() throws Exception {
        long before = DeliveryAudit.of(adjourn).rawRecords();
        for (Target target : targets) {
            Message message =
                    normal(target, 2).meeting().acts().getFirst().messages().getFirst();
            for (Forgery forgery : target.forgeries(message)) {
                assertThat(send(target.forged(forgery, message, Instant.now())))
                        .as("%s to %s", forgery, target.source().name())
                        .isEqualTo(401);
            }
        }
        assertThat(DeliveryAudit.of(adjourn).rawRecords()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void shouldSayWhatWasMeantAndCloseItsBooksWhateverTheOrderAndDuplication() throws Exception {
        DeliveryAudit before = DeliveryAudit.of(adjourn);
        var tally = new Tally();
        var programme = new Scenario(SEED, Instant.now()).everything(targets, 1);
        try (var player = new ScenarioRunner(new FaultInjection(2, true, 0, 0.5), Pace.of(300), tally)) {
            player.play(programme);
        }
        assertThat(tally.surprises()).isEmpty();
        assertThat(complaintsInTheEnd(programme)).as("seed %d", SEED).isEmpty();

        DeliveryAudit after = DeliveryAudit.of(adjourn);
        assertThat(after.gaps(before.stored() + tally.genuine(), before.refusedInAll() + tally.forged()))
                .isEmpty();
        assertThat(after.processed("normalized")).isPositive();
        assertThat(after.processed("duplicate")).isPositive();
        assertThat(after.processed("rejected")).isPositive();
        Await.until(
                "what is counted is what the topics hold",
                PATIENCE,
                () -> countsAndTopicsDiffer().isEmpty());
    }

    /**
     * Killed at any moment, also while it starts and restores. Of what is whole the record is what was meant; where deliveries
     * were lost on the way, it is what an uninterrupted run makes of the same raw records.
     */
    @Test
    @Order(4)
    void shouldSayTheSameHoweverOftenStreamsIsKilled() throws Exception {
        var random = new Random(SEED);
        var tally = new Tally();
        var killed = new AtomicBoolean();
        List<ScenarioRun> whole;
        List<ScenarioRun> holed;
        try (var stages = Executors.newFixedThreadPool(2)) {
            var playingWhole =
                    stages.submit(() -> playUntil(killed, SEED + 100, new FaultInjection(2, true, 0, 0), tally));
            var playingHoled =
                    stages.submit(() -> playUntil(killed, SEED + 200, new FaultInjection(1, true, 0.2, 0), tally));
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    long sent = tally.sent() + 1 + random.nextInt(250);
                    Await.until("some more deliveries", PATIENCE, () -> tally.sent() >= sent);
                    adjourn.killStreams();
                    adjourn.startStreams();
                    if (random.nextInt(3) > 0) {
                        adjourn.awaitStreams();
                    }
                }
            } finally {
                killed.set(true);
            }
            whole = playingWhole.get();
            holed = playingHoled.get();
        }
        Instant allIsOver = Instant.now().plus(SILENCE).plus(QUIET);
        adjourn.awaitStreams();
        assertThat(tally.surprises()).isEmpty();
        assertThat(complaintsInTheEnd(whole)).as("seed %d", SEED).isEmpty();
        Await.until("no wait is left", PATIENCE, () -> Instant.now().isAfter(allIsOver));
        assertThat(whole.size() + holed.size()).isGreaterThan(MANY);
        assertEveryRevisionIsThereOnce();
        assertThat(otherwiseInAnUninterruptedRun()).as("seed %d", SEED).isEmpty();
    }

    @Test
    @Order(5)
    void shouldKeepEverySecretOutOfTopicsMetricsAndLogs() throws Exception {
        List<String> secrets = Stream.concat(
                        Stream.of(CREDENTIAL),
                        targets.stream().flatMap(target -> target.source().secrets().values().stream()))
                .toList();
        assertThat(secrets).hasSizeGreaterThan(targets.size());
        for (String topic : topics()) {
            assertThat(TopicReader.of(adjourn, topic).all())
                    .as("records of %s", topic)
                    .allSatisfy(record -> assertThat(everythingIn(record))
                            .doesNotContain(secrets)
                            .doesNotContainIgnoringCase("x-meetstream-signature"));
        }
        assertThat(Metrics.of(adjourn.gatewayManagementUrl()).page())
                .isNotEmpty()
                .doesNotContain(secrets);
        assertThat(Metrics.of(adjourn.streamsUrl()).page()).isNotEmpty().doesNotContain(secrets);
        try (Stream<Path> logs = Files.list(data.resolve("logs"))) {
            assertThat(logs.filter(log -> log.toString().endsWith(".log")).toList())
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allSatisfy(log -> assertThat(Files.readString(log)).doesNotContain(secrets));
        }
    }

    /** Plays everything again and again, each time from another seed. */
    private List<ScenarioRun> playUntil(AtomicBoolean enough, long seed, FaultInjection mischief, Tally tally)
            throws InterruptedException {
        var played = new ArrayList<ScenarioRun>();
        for (long round = 0; !enough.get() || round < 2; round++) {
            var programme = new Scenario(seed + round, Instant.now()).everything(targets, 1);
            try (var player = new ScenarioRunner(mischief, Pace.of(100), tally)) {
                player.play(programme);
            }
            played.addAll(programme);
        }
        return played;
    }

    private void assertEveryRevisionIsThereOnce() {
        Map<String, List<Integer>> byMeeting = revisions().stream()
                .collect(Collectors.groupingBy(
                        MeetingCompletion::getMeetingId,
                        Collectors.mapping(MeetingCompletion::getRevision, Collectors.toList())));
        assertThat(byMeeting).isNotEmpty();
        byMeeting.forEach((meeting, revisions) -> assertThat(revisions)
                .as(meeting)
                .isEqualTo(IntStream.rangeClosed(1, revisions.size()).boxed().toList()));
    }

    /** Of which meetings an uninterrupted run, in a stack of its own, says otherwise. */
    private List<String> otherwiseInAnUninterruptedRun() {
        var replay = new RawAudit(adjourn.cluster(), data.resolve("sources.yaml"), null, null, null);
        Map<String, AuditResult> findings = replay.findings(DataDirectory.temporary(), new RawAudit.Progress() {
            @Override
            public void done(String step) {}

            @Override
            public void going(String step) {}
        });
        assertThat(findings).hasSizeGreaterThan(MANY);
        return findings.entrySet().stream()
                .filter(finding -> !(finding.getValue() instanceof AuditResult.Same
                        || finding.getValue() instanceof AuditResult.Open))
                .map(finding -> finding.getKey() + ": " + finding.getValue())
                .toList();
    }

    /** Where what is counted by vendor, source, outcome and openness is not what the topics hold. */
    private List<String> countsAndTopicsDiffer() {
        var gateway = Metrics.of(adjourn.gatewayManagementUrl());
        var streams = Metrics.of(adjourn.streamsUrl());
        var differences = new ArrayList<String>();
        for (String tag : List.of("source", "vendor")) {
            differ(
                    differences,
                    "accepted and processed by " + tag,
                    accepted(gateway, tag),
                    streams.byTag("adjourn_streams_deliveries", tag));
        }
        List<MeetingCompletion> revisions = revisions();
        Map<String, Long> outcomes = revisions.stream()
                .collect(Collectors.groupingBy(
                        record -> record.getOutcome().name().toLowerCase(Locale.ROOT),
                        TreeMap::new,
                        Collectors.counting()));
        differ(differences, "revisions by outcome", streams.byTag("adjourn_streams_completions", "outcome"), outcomes);
        Set<String> open = meetings();
        revisions.forEach(record -> open.remove(record.getMeetingId()));
        differ(differences, "open meetings", (long) streams.sum("adjourn_streams_open_meetings"), (long) open.size());
        return differences;
    }

    private static Map<String, Long> accepted(Metrics gateway, String tag) {
        var accepted = new TreeMap<String, Long>();
        for (String outcome : List.of("stored", "spooled")) {
            gateway.byTag("adjourn_gateway_deliveries", tag, "outcome=\"" + outcome + "\"")
                    .forEach((value, count) -> accepted.merge(value, count, Long::sum));
        }
        return accepted;
    }

    private static void differ(List<String> differences, String what, Object counted, Object held) {
        if (!counted.equals(held)) {
            differences.add(what + ": " + counted + " and " + held);
        }
    }

    /** The keys of all meetings of which an event was published. */
    private Set<String> meetings() {
        return Stream.of(Topics.LIFECYCLE, Topics.ARTIFACTS)
                .flatMap(topic -> TopicReader.of(adjourn, topic.name()).all().stream())
                .map(ConsumerRecord::key)
                // All other keys have more parts.
                .filter(key -> key.indexOf('/') == key.lastIndexOf('/'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All revisions, in the order of their topic. */
    private List<MeetingCompletion> revisions() {
        var reader = WireFormat.reader(adjourn.registryClient());
        return TopicReader.of(adjourn, Topics.COMPLETIONS.name()).all().stream()
                .map(record -> (MeetingCompletion) reader.deserialize(record.topic(), record.value()))
                .toList();
    }

    /** What is still wrong with the programme's records once nothing more comes. */
    private List<String> complaintsInTheEnd(List<ScenarioRun> programme) {
        try (var completions = CompletionsTopic.of(adjourn.bootstrapServers(), adjourn.registryClient())) {
            var verdict = new ScenarioVerdict(programme, completions::revisions);
            long giveUp = System.nanoTime() + PATIENCE.toNanos();
            long lastLanding = System.nanoTime();
            List<String> complaints;
            boolean quiet;
            do {
                adjourn.mustBeAlive();
                lastLanding = completions.poll().isEmpty() ? lastLanding : System.nanoTime();
                quiet = System.nanoTime() - lastLanding > QUIET.toNanos();
                complaints = verdict.complaints(List.of());
            } while (!(quiet && complaints.isEmpty()) && System.nanoTime() < giveUp);
            return complaints;
        }
    }

    private Target target(Verification verification) {
        return targets.stream()
                .filter(target -> target.source().vendor().id().equals("meetstream")
                        && target.source().verification() == verification)
                .findFirst()
                .orElseThrow();
    }

    private static ScenarioRun normal(Target target, long seed) {
        return new Scenario(seed, Instant.now()).everything(List.of(target), 1).getFirst();
    }

    private int send(SimulatedRequest request) throws IOException, InterruptedException {
        var builder = HttpRequest.newBuilder(request.url())
                .header("content-type", "application/json")
                .method(
                        request.method(),
                        BodyPublishers.ofByteArray(request.body().bytes()));
        if (!request.proof().containsKey("Authorization")) {
            builder.header("Authorization", "Bearer " + CREDENTIAL);
        }
        request.proof().forEach(builder::header);
        return http.send(builder.build(), BodyHandlers.discarding()).statusCode();
    }

    private MeetingLifecycle firstLifecycle(String key) {
        var reader = WireFormat.reader(adjourn.registryClient());
        var found = new ArrayList<MeetingLifecycle>();
        Await.until("the lifecycle of " + key, PATIENCE, () -> {
            TopicReader.of(adjourn, Topics.LIFECYCLE.name()).all().stream()
                    .filter(record -> key.equals(record.key()))
                    .map(record -> reader.deserialize(record.topic(), record.value()))
                    .forEach(value -> found.add((MeetingLifecycle) value));
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    private List<String> topics() throws Exception {
        try (var kafka = adjourn.kafkaAdmin()) {
            List<String> topics = List.copyOf(kafka.listTopics().names().get());
            assertThat(topics).contains(Topics.RAW.name()).hasSizeGreaterThan(Topics.ALL.size());
            return topics;
        }
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        var headers = new TreeMap<String, String>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return headers;
    }

    private static String everythingIn(ConsumerRecord<String, byte[]> record) {
        String value = record.value() == null ? "" : new String(record.value(), UTF_8);
        return record.key() + headers(record) + value;
    }
}
