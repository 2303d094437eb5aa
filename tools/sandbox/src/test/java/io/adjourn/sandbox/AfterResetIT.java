package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.state.StreamsMemory;
import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Topics;
import io.adjourn.localstack.LocalStack;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.sandbox.StreamsGroup.Member;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Streams is reset, and a consumer that keeps the last record of each meeting goes on with what is right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InFullBuild
class AfterResetIT {
    private static final String APPLICATION = "adjourn-streams";
    private static final int PARTITIONS = 2;
    private static final Comparator<MeetingCompletion> LAST =
            Comparator.comparingInt(MeetingCompletion::getEpoch).thenComparingInt(MeetingCompletion::getRevision);

    private final List<MeetingInPieces> old = meetings("old");
    private final List<MeetingInPieces> young = meetings("young");

    @SuppressWarnings("NullAway.Init") // set before all
    private StreamsGroup group;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalStack parts;

    @SuppressWarnings("NullAway.Init") // set before all
    private Member streams;

    @SuppressWarnings("NullAway.Init") // set before all
    private RawWriter raw;

    @BeforeAll
    void start() throws IOException {
        group = StreamsGroup.start(new Layout(PARTITIONS, 1), "acme");
        parts = group.parts();
        raw = new RawWriter(parts.bootstrapServers());
        streams = group.join("streams-0", StreamsBuild.today());
        streams.awaitReady();
    }

    @AfterAll
    void stop() {
        raw.close();
        group.close();
    }

    @Test
    void shouldGoOnCountingSoThatConsumersKeepTheCorrectedRecord() throws Exception {
        try (var completions = CompletionsTopic.of(parts.bootstrapServers(), parts.registryClient())) {
            tell(old);
            await(completions, old, 0, 1);
            forgetRawSoFar();
            tell(young);
            await(completions, young, 0, 1);

            reset();
            await(completions, young, 1, 2);
            // Of the old ones the raw topic knows nothing: they are neither told again nor open.
            old.forEach(
                    meeting -> assertThat(completions.revisions(meeting.key())).hasSize(1));
            CommandLineRun state = CommandLineRun.of(
                    "state", "show", old.getFirst().key(), "--bootstrap-servers", parts.bootstrapServers());
            assertThat(state.out()).as(state.err()).contains("\"outcome\" : \"COMPLETE\"", "\"revision\" : 1");

            List<MeetingInPieces> all = new ArrayList<>(old);
            all.addAll(young);
            all.forEach(meeting -> raw.writeSoon("acme", "meetstream", meeting.key(), deletion(meeting)));
            raw.flush();
            await(completions, old, 1, 2);
            await(completions, young, 1, 3);
            all.forEach(meeting -> assertThat(kept(completions, meeting)).satisfies(corrected -> {
                assertThat(corrected.getOutcome()).isEqualTo(Outcome.DELETED);
                assertThat(corrected.getOutcomeBeforeDeletion()).isEqualTo(Outcome.COMPLETE);
                assertThat(corrected.getJoinedAt()).isNotNull();
                assertThat(corrected.getEndedAt()).isNotNull();
                assertThat(completions.revisions(meeting.key()))
                        .extracting(MeetingCompletion::getEventId)
                        .doesNotHaveDuplicates();
            }));
        }
    }

    /** The record that a consumer keeps. */
    private static MeetingCompletion kept(CompletionsTopic completions, MeetingInPieces meeting) {
        return completions.revisions(meeting.key()).stream().max(LAST).orElseThrow();
    }

    private void tell(List<MeetingInPieces> meetings) {
        for (int piece = 0; piece < MeetingInPieces.PIECES; piece++) {
            for (MeetingInPieces meeting : meetings) {
                meeting.deliver(piece, raw);
            }
        }
        raw.flush();
    }

    private void await(CompletionsTopic completions, List<MeetingInPieces> meetings, int epoch, int revision) {
        Await.until("revision " + revision + " in epoch " + epoch + " of all", StreamsGroup.PATIENCE, () -> {
            streams.mustBeAlive();
            completions.poll();
            return meetings.stream()
                    .allMatch(meeting -> completions.revisions(meeting.key()).stream()
                            .anyMatch(record -> record.getEpoch() == epoch && record.getRevision() == revision));
        });
    }

    /** As its retention would. */
    private void forgetRawSoFar() throws Exception {
        try (Admin kafka = parts.cluster().admin()) {
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                asked.put(new TopicPartition(Topics.RAW.name(), partition), OffsetSpec.latest());
            }
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    kafka.listOffsets(asked).all().get();
            Map<TopicPartition, RecordsToDelete> deletion = new HashMap<>();
            ends.forEach((partition, end) -> deletion.put(partition, RecordsToDelete.beforeOffset(end.offset())));
            kafka.deleteRecords(deletion).all().get();
        }
    }

    private void reset() throws IOException {
        streams.stopAndForget();
        try (Admin kafka = parts.cluster().admin()) {
            long records = StreamsMemory.find(kafka, APPLICATION).replaceByLastRecords(kafka, parts.cluster(), _ -> {});
            assertThat(records).isEqualTo(old.size() + young.size());
        }
        streams.comeBack();
    }

    private static byte[] deletion(MeetingInPieces meeting) {
        return """
                {"bot_id": "%s", "event": "data_deletion", "status": "success", "message": "Bot data deleted successfully", \
                "deleted_objects": 5, "timestamp": "2026-02-28T14:30:00Z", "status_code": 200}""".formatted(meeting.bot()).getBytes(UTF_8);
    }

    private static List<MeetingInPieces> meetings(String kind) {
        return IntStream.range(0, 20)
                .mapToObj(i -> new MeetingInPieces("acme", kind + "-" + i))
                .toList();
    }
}
