package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.contracts.BodyLimit;
import io.adjourn.contracts.Installation;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.TopicNames;
import io.adjourn.localstack.ChildProcess;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalGateway;
import io.adjourn.localstack.LocalStack;
import io.adjourn.localstack.LocalStreams;
import io.adjourn.localstack.Port;
import io.adjourn.testing.Await;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Several installations on one Kafka: with names of their own they lose nothing, and without, the second ends with one line. */
@EnabledIfSystemProperty(named = "adjourn.faults.long", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BesideOthersIT {
    private static final Layout LAYOUT = new Layout(2, 1);
    private static final Map<String, String> ACME = Map.of("ADJOURN_TOPICS_PREFIX", "acme");
    private static final Map<String, String> OTHER = Map.of("ADJOURN_INSTALLATION", "shop/other");
    private static final String OWNED = "topic meetings.raw.v1 belongs to the installation adjourn-streams since ";

    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalStack parts;

    @BeforeAll
    void start() {
        parts = TestStack.start(LAYOUT);
    }

    @AfterAll
    void stop() {
        parts.close();
        http.close();
    }

    @Test
    void shouldLoseNothingAndMixNothingWhenTwoInstallationsShareABroker() throws Exception {
        var acme = Installation.of(null, null, new TopicNames("acme", 1, Map.of()), BodyLimit.LARGEST);
        parts.provision(acme, LAYOUT);
        List<MeetingInPieces> meetings = meetings();
        try (var data = DataDirectory.temporary();
                var moreData = DataDirectory.temporary();
                var first = LabGateway.start(parts.bootstrapServers(), data.path(), "meetstream");
                var second = LabGateway.start(parts.bootstrapServers(), moreData.path(), "meetstream", ACME);
                var firstStreams = LocalStreams.start(Port.free(), parts.cluster(), data, Map.of());
                var secondStreams = LocalStreams.start(Port.free(), parts.cluster(), moreData, ACME)) {
            for (MeetingInPieces meeting : meetings) {
                for (int piece = 0; piece < MeetingInPieces.PIECES; piece++) {
                    deliver(first, meeting.piece(piece));
                    deliver(second, meeting.piece(piece));
                }
            }
            firstStreams.awaitReady();
            secondStreams.awaitReady();

            assertAllWhole(meetings, Installation.DEFAULT.topics().completions());
            assertAllWhole(meetings, acme.topics().completions());
            MeetingInPieces.assertToldOnce(parts.bootstrapServers(), meetings);
        }
    }

    @Test
    void shouldEndWithOneLineAndChangeNothingWhenTheTopicsAreAnothers() throws Exception {
        Set<String> before = topics();

        assertRefused(streams(OTHER), OWNED);
        assertRefused(gateway(OTHER), OWNED);
        CommandLineRun apply = apply(Map.of("adjourn.installation", "shop/other"));

        assertThat(apply.exit()).isEqualTo(2);
        assertThat(apply.err()).hasLineCount(1).contains(OWNED, "set ADJOURN_TOPICS_PREFIX", "--take-over");
        assertThat(topics()).isEqualTo(before);
    }

    @Test
    void shouldEndWithOneLineWhenTwoReleasesHaveOnePrefix() throws Exception {
        var first = Installation.of("shop/one", null, new TopicNames("twice", 1, Map.of()), BodyLimit.LARGEST);
        parts.provision(first, LAYOUT);

        CommandLineRun second = apply(Map.of("adjourn.installation", "shop/two", "adjourn.topics.prefix", "twice"));

        assertThat(second.exit()).isEqualTo(2);
        assertThat(second.err())
                .hasLineCount(1)
                .contains("topic twice.meetings.raw.v1 belongs to the installation shop/one since ");

        CommandLineRun onPurpose =
                apply(Map.of("adjourn.installation", "shop/two", "adjourn.topics.prefix", "twice"), "--take-over");
        assertThat(onPurpose.err()).isEmpty();
        assertThat(onPurpose.out()).contains("claimed for shop/two: ", "topic twice.meetings.raw.v1 (was shop/one's)");
        assertThat(apply(Map.of("adjourn.installation", "shop/one", "adjourn.topics.prefix", "twice"))
                        .err())
                .contains("belongs to the installation shop/two since ");
    }

    @Test
    void shouldEndWithOneLineWhenAnApplicationHasReadOtherTopics() throws Exception {
        var third = Installation.of(null, null, new TopicNames("third", 1, Map.of()), BodyLimit.LARGEST);
        parts.provision(third, LAYOUT);
        try (var admin = parts.admin()) {
            LocalStack.await(admin.alterConsumerGroupOffsets(
                            "taken",
                            Map.of(
                                    new org.apache.kafka.common.TopicPartition("meetings.raw.v1", 0),
                                    new org.apache.kafka.clients.consumer.OffsetAndMetadata(0)))
                    .all());
        }

        assertRefused(
                streams(Map.of(
                        "ADJOURN_TOPICS_PREFIX", "third",
                        "STREAMS_APPLICATION_ID", "taken",
                        "ADJOURN_INSTALLATION", "third.adjourn-streams")),
                "the application id taken has read meetings.raw.v1, not third.meetings.raw.v1");
    }

    @Test
    void shouldEndWithOneLineWhenThePrefixEndsWithADot() throws Exception {
        var dotted = Map.of("ADJOURN_TOPICS_PREFIX", "acme.");
        String line =
                "adjourn.topics.prefix: acme. begins or ends with a dot, which is added where it is needed: write acme";

        assertRefused(streams(dotted), line);
        assertThat(apply(Map.of("adjourn.topics.prefix", "acme.")))
                .satisfies(run -> assertThat(run.exit()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).hasLineCount(1).contains(line));
    }

    @Test
    void shouldEndWithOneLineWhenTheRegistryAnswersWithAWebPage() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>Sign in</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        String line = "what answers at the schema registry's URL is not a schema registry";
        try {
            assertRefused(streams(Map.of("ADJOURN_REGISTRY_URL", url)), line);
            assertThat(apply(Map.of("registry.url", url)))
                    .satisfies(run -> assertThat(run.exit()).isEqualTo(2))
                    .satisfies(run -> assertThat(run.err()).hasLineCount(1).contains(line));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldEndWithOneLineWhenKafkaTakesOnlySmallerRecordsThanBodiesNeed() throws Exception {
        var small = Installation.of(null, null, new TopicNames("small", 1, Map.of()), new BodyLimit(7 * 1024 * 1024));
        parts.provision(small, LAYOUT);

        assertRefused(
                gateway(Map.of("ADJOURN_TOPICS_PREFIX", "small")),
                "adjourn.body.max-bytes: bodies of 16777216 bytes need raw records of 17825792, but topic"
                        + " small.meetings.raw.v1 takes at most 7798784");
        try (var data = DataDirectory.temporary();
                var fits = LabGateway.start(
                        parts.bootstrapServers(),
                        data.path(),
                        "meetingbaas-v1",
                        Map.of("ADJOURN_TOPICS_PREFIX", "small", "ADJOURN_BODY_MAX_BYTES", "7MiB"))) {
            assertThat(status(fits, new byte[7 * 1024 * 1024])).isEqualTo(202);
            assertThat(status(fits, new byte[7 * 1024 * 1024 + 1])).isEqualTo(413);
        }
    }

    /** What was seen: 90 days became 30, and 3 became 14. */
    @Test
    void shouldKeepTheOperatorsRetentionWhenContractsAreAppliedAgain() throws Exception {
        var kept = Installation.of(null, null, new TopicNames("kept", 1, Map.of()), BodyLimit.LARGEST);
        parts.provision(kept, LAYOUT);
        parts.set(ConfigResource.Type.TOPIC, "kept.meetings.lifecycle.v1", Map.of("retention.ms", "7776000000"));
        parts.set(ConfigResource.Type.TOPIC, "kept.meetings.raw.v1", Map.of("retention.ms", "259200000"));

        CommandLineRun run = apply(Map.of("adjourn.topics.prefix", "kept"));

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains(
                        "left as it is: topic kept.meetings.raw.v1 keeps retention.ms 259200000; the catalogue has"
                                + " 1209600000",
                        "left as it is: topic kept.meetings.lifecycle.v1 keeps retention.ms 7776000000",
                        "\n0 done, ");
    }

    private List<MeetingInPieces> meetings() {
        return IntStream.range(0, 6)
                .mapToObj(i -> new MeetingInPieces(LabGateway.SOURCE, "bot-" + i))
                .toList();
    }

    private void assertAllWhole(List<MeetingInPieces> meetings, Topic topic) {
        try (var completions = CompletionsTopic.of(parts.bootstrapServers(), parts.registryClient(), topic)) {
            Await.until("a record of each meeting in " + topic.name(), Duration.ofSeconds(60), () -> {
                completions.poll();
                return completions.meetings().size() == meetings.size();
            });
            completions.poll();
            meetings.forEach(meeting -> meeting.assertWhole(completions.revisions(meeting.key())));
        }
    }

    private void deliver(LocalGateway gateway, byte[] body) throws Exception {
        assertThat(status(gateway, body)).isEqualTo(202);
    }

    private int status(LocalGateway gateway, byte[] body) throws Exception {
        URI url = gateway.webhook(LabGateway.SOURCE);
        return http.send(
                        HttpRequest.newBuilder(url)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private record Ended(int code, String printed) {}

    private Ended streams(Map<String, String> settings) throws Exception {
        try (var data = DataDirectory.temporary();
                var streams = LocalStreams.start(Port.free(), parts.cluster(), data, settings)) {
            return ended(streams.process(), data.log("streams"));
        }
    }

    private Ended gateway(Map<String, String> settings) throws Exception {
        try (var data = DataDirectory.temporary()) {
            var place = LocalGateway.Place.in(data);
            Path sources = Files.writeString(
                    data.path().resolve("sources.yaml"), "sources:\n  lab: { vendor: vexa, verification: none }\n");
            try (var gateway = LocalGateway.start(place, parts.bootstrapServers(), sources, settings)) {
                return ended(gateway.process(), place.log());
            }
        }
    }

    private static Ended ended(ChildProcess process, Path log) throws Exception {
        ProcessHandle handle = ProcessHandle.of(process.id()).orElseThrow();
        handle.onExit().get(60, TimeUnit.SECONDS);
        String death = String.valueOf(process.death().getMessage());
        int code = Integer.parseInt(death.replaceAll("(?s).*exit code (\\d+).*", "$1"));
        return new Ended(code, Files.readString(log));
    }

    /** The line is the last, and says what to do; whatever else is printed is the log, which is not about it. */
    private static void assertRefused(Ended ended, String line) {
        assertThat(ended.code()).as(ended.printed()).isEqualTo(2);
        assertThat(ended.printed().lines().filter(printed -> printed.startsWith(line)))
                .as(ended.printed())
                .hasSize(1);
        assertThat(ended.printed()).doesNotContain("\tat ");
    }

    private CommandLineRun apply(Map<String, String> settings, String... more) throws Exception {
        var all = new HashMap<>(settings);
        all.putIfAbsent("registry.url", parts.cluster().registry().url());
        all.put("bootstrap.servers", parts.bootstrapServers());
        try (var data = DataDirectory.temporary()) {
            Path file = Files.write(
                    data.path().resolve("client.properties"),
                    all.entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue())
                            .toList());
            var arguments = new ArrayList<>(List.of(
                    "contracts",
                    "apply",
                    "--unreleased",
                    "--partitions",
                    "2",
                    "--replication-factor",
                    "1",
                    "--command-config",
                    file.toString()));
            arguments.addAll(List.of(more));
            return CommandLineRun.of(arguments.toArray(String[]::new));
        }
    }

    private Set<String> topics() {
        try (var admin = parts.admin()) {
            return LocalStack.await(admin.listTopics().names());
        }
    }
}
