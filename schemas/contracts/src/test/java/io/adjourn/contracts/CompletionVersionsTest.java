package io.adjourn.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.Attempt;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

/** Consumers change their version when they like: a record of one is read with the schema of the other. */
class CompletionVersionsTest {
    private static final Instant AT = Instant.parse("2026-02-27T07:11:51.863543Z");
    private static final Schema VERSION_1 =
            SchemaFiles.released("MeetingCompletion").getFirst();
    private static final Schema CURRENT = MeetingCompletion.getClassSchema();

    @Test
    void shouldBeReadByConsumersOfVersion1WithoutTheEpoch() throws IOException {
        byte[] written = write(new SpecificDatumWriter<>(CURRENT), record(2, 7));

        GenericRecord read = read(new GenericDatumReader<>(CURRENT, VERSION_1), written);

        assertThat(read.get("revision")).isEqualTo(7);
        assertThat(read.get("outcome")).hasToString("COMPLETE");
        assertThat(read.get("timeline")).isEqualTo(List.of());
        assertThat(read.hasField("epoch")).isFalse();
    }

    /** What an older reader does not know, it takes for no information. */
    @Test
    void shouldBeReadByConsumersOfVersion1WithoutItsAttemptsAndAsUnknown() throws IOException {
        MeetingCompletion record = MeetingCompletion.newBuilder(record(2, 7))
                .setOutcome(Outcome.UNCONFIRMED)
                .setAttempts(List.of(new Attempt(1, AT, AT, EndReason.MEETING_ENDED, BotState.ENDED)))
                .build();
        byte[] written = write(new SpecificDatumWriter<>(CURRENT), record);

        GenericRecord read = read(new GenericDatumReader<>(CURRENT, VERSION_1), written);

        assertThat(read.get("outcome")).hasToString("UNKNOWN");
        assertThat(read.get("state")).hasToString("ENDED");
        assertThat(read.hasField("attempts")).isFalse();
    }

    @Test
    void shouldReadRecordsOfVersion1AsOfTheFirstEpochAndOfNoAttempts() throws IOException {
        byte[] current = write(new SpecificDatumWriter<>(CURRENT), record(2, 7));
        GenericRecord ofVersion1 = read(new GenericDatumReader<>(CURRENT, VERSION_1), current);
        byte[] written = write(new GenericDatumWriter<>(VERSION_1), ofVersion1);

        MeetingCompletion read = read(new SpecificDatumReader<>(VERSION_1, CURRENT), written);

        assertThat(read).isEqualTo(record(0, 7));
    }

    private static <T> byte[] write(DatumWriter<T> writer, T record) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        writer.write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static <T> T read(DatumReader<T> reader, byte[] bytes) throws IOException {
        return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }

    private static MeetingCompletion record(int epoch, int revision) {
        return MeetingCompletion.newBuilder()
                .setEventId("an id")
                .setMeetingId("acme/m-1")
                .setSource("acme")
                .setVendor("vexa")
                .setDialect("V2")
                .setSessionId("m-1")
                .setOccurredAt(AT)
                .setOccurredAtInferred(false)
                .setReceivedAt(AT)
                .setVendorType("")
                .setOutcome(Outcome.COMPLETE)
                .setEpoch(epoch)
                .setRevision(revision)
                .setClosedBy(ClosedBy.ALL_ARRIVED)
                .setState(BotState.ENDED)
                .setEndReason(EndReason.MEETING_ENDED)
                .setTimeline(List.of())
                .setTruncated(false)
                .setArtifacts(List.of())
                .setMissing(List.of())
                .setParticipants(List.of("Ada"))
                .setSpeakers(List.of())
                .setEventCount(3)
                .setDuplicateCount(0)
                .setJoinAttempts(1)
                .setConflicts(List.of())
                .setFirstSeenAt(AT)
                .setClosedAt(AT)
                .setRevisedAt(AT)
                .build();
    }
}
