package io.adjourn.sandbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.contracts.BodyLimit;
import io.adjourn.contracts.Installation;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.TopicNames;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalGateway;
import io.adjourn.localstack.LocalStack;
import io.adjourn.localstack.LocalStreams;
import io.adjourn.localstack.Port;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.testing.Await;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The recipe of docs/operations.md for more partitions: nothing is lost, and meetings that are open across it have one record. */
@EnabledIfSystemProperty(named = "adjourn.faults.long", matches = "true")
class CutOverIT {
    private static final Installation SECOND =
            Installation.of(null, null, new TopicNames(null, 2, Map.of()), BodyLimit.LARGEST);
    private static final Map<String, String> GENERATION = Map.of("ADJOURN_TOPICS_GENERATION", "2");
    private static final int CUT = 6;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void shouldCarryClosedAndOpenMeetingsIntoAGenerationWithMorePartitions() throws Exception {
        List<MeetingInPieces> closed = meetings("closed");
        List<MeetingInPieces> open = meetings("open");
        try (LocalStack parts = TestStack.start(new Layout(2, 1));
                var data = DataDirectory.temporary();
                var newState = DataDirectory.temporary()) {
            List<MeetingCompletion> before;
            try (var gateway = LabGateway.start(parts.bootstrapServers(), data.path(), "meetstream");
                    var streams = LocalStreams.start(Port.free(), parts.cluster(), data, Map.of())) {
                for (MeetingInPieces meeting : closed) {
                    deliver(gateway, meeting, 0, MeetingInPieces.PIECES);
                }
                for (MeetingInPieces meeting : open) {
                    deliver(gateway, meeting, 0, CUT);
                }
                streams.awaitReady();
                before = revisions(parts, Installation.DEFAULT, closed);
            }

            parts.set(ConfigResource.Type.TOPIC, "meetings.raw.v1", Map.of("retention.ms", "1728000000"));
            CommandLineRun refused = run(parts, data.path(), "contracts", "apply", "--unreleased", "--partitions", "3");
            assertThat(refused.err()).hasLineCount(1).contains("request a multiple of that");
            CommandLineRun created = run(parts, data.path(), "contracts", "apply", "--unreleased", "--partitions", "4");
            assertThat(created.out()).contains("topic meetings.raw.v1.g2: created, partitions 4");

            assertThat(setting(parts, "meetings.raw.v1.g2", "retention.ms")).isEqualTo("1728000000");

            // Gateways first: what they take now waits in the spool, of which the new generation is not told before its
            // time.
            try (var gateway = LabGateway.start(parts.bootstrapServers(), data.path(), "meetstream", GENERATION);
                    var streams = LocalStreams.start(Port.free(), parts.cluster(), newState, GENERATION)) {
                for (MeetingInPieces meeting : open) {
                    deliver(gateway, meeting, CUT, MeetingInPieces.PIECES);
                }
                assertThat(gateway.metric("adjourn_gateway_spool_records"))
                        .isEqualTo(open.size() * (MeetingInPieces.PIECES - CUT));

                CommandLineRun plan = run(parts, data.path(), "cut-over");
                assertThat(plan.out())
                        .contains("would copy meetings.raw.v1 to meetings.raw.v1.g2", "Nothing was changed");
                CommandLineRun cutOver = run(parts, data.path(), "cut-over", "--execute", "--quiet", "3s");
                assertThat(cutOver.exit()).as(cutOver.err()).isZero();
                assertThat(cutOver.out()).contains("opened meetings.raw.v1.g2");

                streams.awaitReady();
                assertThat(revisions(parts, SECOND, open)).hasSize(open.size()).allSatisfy(CutOverIT::assertWhole);
                assertSameContent(before, revisions(parts, SECOND, closed));
                assertThat(gateway.metric("adjourn_gateway_spool_records")).isZero();
            }
            assertThat(run(parts, data.path(), "cut-over", "--execute").err())
                    .hasLineCount(1)
                    .contains("is open, so this generation has been cut over to");
        } finally {
            http.close();
        }
    }

    private static void assertWhole(MeetingCompletion record) {
        assertThat(record.getRevision()).isEqualTo(1);
        assertThat(record.getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(record.getClosedBy()).isEqualTo(ClosedBy.ALL_ARRIVED);
        assertThat(record.getEventCount()).isEqualTo(5);
        assertThat(record.getDuplicateCount()).isEqualTo(5);
    }

    /** What is said of the meetings, whatever its revision. */
    private static void assertSameContent(List<MeetingCompletion> before, List<MeetingCompletion> after) {
        assertThat(after)
                .extracting(MeetingCompletion::getMeetingId)
                .isEqualTo(before.stream().map(MeetingCompletion::getMeetingId).toList());
        for (int i = 0; i < before.size(); i++) {
            MeetingCompletion one = before.get(i);
            MeetingCompletion other = after.get(i);
            assertThat(other.getRevision()).isGreaterThanOrEqualTo(one.getRevision());
            assertThat(other.getOutcome()).isEqualTo(one.getOutcome());
            assertThat(other.getEventCount()).isEqualTo(one.getEventCount());
            assertThat(other.getDuplicateCount()).isEqualTo(one.getDuplicateCount());
            assertThat(other.getJoinedAt()).isEqualTo(one.getJoinedAt());
            assertThat(other.getEndedAt()).isEqualTo(one.getEndedAt());
            assertThat(other.getArtifacts()).isEqualTo(one.getArtifacts());
        }
    }

    /** The last of each meeting, once all have one. */
    private static List<MeetingCompletion> revisions(
            LocalStack parts, Installation installation, List<MeetingInPieces> meetings) {
        try (var completions = CompletionsTopic.of(
                parts.bootstrapServers(),
                parts.registryClient(),
                installation.topics().completions())) {
            Await.until("a record of each meeting", Duration.ofSeconds(60), () -> {
                completions.poll();
                return meetings.stream()
                        .allMatch(meeting -> completions.last(meeting.key()).isPresent());
            });
            completions.poll();
            return meetings.stream()
                    .map(meeting -> completions.last(meeting.key()).orElseThrow())
                    .toList();
        }
    }

    private static String setting(LocalStack parts, String topic, String name) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (var admin = parts.admin()) {
            return requireNonNull(LocalStack.await(
                                    admin.describeConfigs(List.of(resource)).all())
                            .get(resource))
                    .get(name)
                    .value();
        }
    }

    private static List<MeetingInPieces> meetings(String name) {
        return IntStream.range(0, 4)
                .mapToObj(i -> new MeetingInPieces(LabGateway.SOURCE, name + "-" + i))
                .toList();
    }

    private void deliver(LocalGateway gateway, MeetingInPieces meeting, int from, int to) throws Exception {
        for (int piece = from; piece < to; piece++) {
            assertThat(http.send(
                                    HttpRequest.newBuilder(gateway.webhook(LabGateway.SOURCE))
                                            .header("Content-Type", "application/json")
                                            .POST(BodyPublishers.ofByteArray(meeting.piece(piece)))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    private static CommandLineRun run(LocalStack parts, Path directory, String... command) throws Exception {
        Path file = Files.write(
                directory.resolve("client.properties"),
                List.of(
                        "bootstrap.servers=" + parts.bootstrapServers(),
                        "registry.url=" + parts.cluster().registry().url(),
                        "adjourn.topics.generation=2"));
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--command-config", file.toString()));
        if (command[0].equals("contracts")) {
            arguments.addAll(List.of("--replication-factor", "1"));
        }
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }
}
