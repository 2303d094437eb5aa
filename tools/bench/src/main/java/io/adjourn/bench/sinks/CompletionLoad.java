package io.adjourn.bench.sinks;

import io.adjourn.contracts.InstalledTopics;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalConnect;
import io.adjourn.localstack.LocalStack;
import io.adjourn.localstack.Port;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.TimelineEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker that is a process of its own, a registry, a worker of Kafka Connect, and completions as they usually are. */
final class CompletionLoad implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final Instant END = Instant.parse("2026-03-01T10:40:00Z");
    private static final String SECRETS = "secrets";

    private final LocalStack stack;
    private final LocalConnect worker;

    private CompletionLoad(LocalStack stack, LocalConnect worker) {
        this.stack = stack;
        this.worker = worker;
    }

    static CompletionLoad start() {
        LocalStack stack = LocalStack.startApart(DataDirectory.temporary(), new Layout(PARTITIONS, 1));
        try {
            LocalConnect worker = stack.opened(
                    LocalConnect.start(Port.free(), stack.bootstrapServers(), "bench", stack.data(), Map.of()));
            return new CompletionLoad(stack, worker.awaitReady());
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Writes that revision of so many meetings, and returns when all are in the topic. */
    void write(int meetings, int revision) {
        var wire = new WireFormat(stack.registryClient(), InstalledTopics.DEFAULT);
        try (var producer = new KafkaProducer<>(
                stack.cluster().clientWith(Map.of("linger.ms", 20, "compression.type", "gzip")),
                new StringSerializer(),
                new ByteArraySerializer())) {
            IntStream.range(0, meetings).forEach(i -> {
                String key = "bench/" + i;
                byte[] value = wire.write(Topics.COMPLETIONS, completion(key, revision));
                var _ = producer.send(new ProducerRecord<>(Topics.COMPLETIONS.name(), key, value));
            });
        }
    }

    /** Where secrets are, with one that has this text. */
    String secret(String file, String text) {
        Path directory = stack.data().directory(SECRETS);
        try {
            Files.writeString(directory.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory.toString();
    }

    String registryUrl() {
        return stack.cluster().registry().url();
    }

    LocalConnect worker() {
        return worker;
    }

    private static MeetingCompletion completion(String key, int revision) {
        return MeetingCompletion.newBuilder()
                .setEventId("%063d%d".formatted(key.hashCode() & 0xffffffffL, revision))
                .setMeetingId(key)
                .setSource("bench")
                .setVendor("bench")
                .setDialect("M1")
                .setSessionId(key.substring(key.indexOf('/') + 1))
                .setOccurredAt(END)
                .setOccurredAtInferred(false)
                .setReceivedAt(END)
                .setVendorType("transcription.processed")
                .setOutcome(Outcome.COMPLETE)
                .setRevision(revision)
                .setClosedBy(ClosedBy.ALL_ARRIVED)
                .setState(BotState.ENDED)
                .setEndReason(EndReason.NORMAL_EXIT)
                .setJoinedAt(END.minusSeconds(2400))
                .setEndedAt(END)
                .setDurationSeconds(2400d)
                .setPlatform("google_meet")
                .setAttributes("{\"deal\":\"42\",\"team\":\"sales\"}")
                .setTimeline(List.of(
                        step(BotState.JOINING),
                        step(BotState.IN_MEETING),
                        step(BotState.RECORDING),
                        step(BotState.ENDED)))
                .setArtifacts(List.of(artifact(ArtifactKind.AUDIO), artifact(ArtifactKind.TRANSCRIPT)))
                .setMissing(List.of())
                .setParticipants(List.of("Ada", "Grace", "Edsger"))
                .setSpeakers(List.of("Ada", "Grace"))
                .setConflicts(List.of())
                .setEventCount(6)
                .setDuplicateCount(1)
                .setJoinAttempts(1)
                .setFirstSeenAt(END.minusSeconds(2500))
                .setClosedAt(END.plusSeconds(60))
                .setRevisedAt(END.plusSeconds(60))
                .build();
    }

    private static TimelineEntry step(BotState state) {
        return TimelineEntry.newBuilder()
                .setState(state)
                .setAt(END)
                .setInferred(false)
                .build();
    }

    private static CompletionArtifact artifact(ArtifactKind kind) {
        return CompletionArtifact.newBuilder()
                .setKind(kind)
                .setStatus(ArtifactStatus.READY)
                .setUrl("https://media.example.com/" + kind
                        + "/0123456789abcdef0123456789abcdef?signature=0123456789abcdef")
                .setUrlExpiresAt(END.plusSeconds(86_400))
                .build();
    }

    @Override
    public void close() {
        stack.close();
    }
}
