package io.adjourn.inspector.index;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.CalendarChange;
import io.adjourn.meetings.v1.MeetingActivity;
import io.adjourn.meetings.v1.MeetingArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.meetings.v1.RejectedDelivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of the topics as rows: Avro's binary encoding by the schema of this build. A row has no schema beside it, so an index that
 * was written by other schemas is built again: {@link #FINGERPRINT}.
 */
final class AvroRows {
    private static final Map<Schema, SpecificDatumWriter<SpecificRecord>> WRITERS = new ConcurrentHashMap<>();
    private static final Map<Schema, SpecificDatumReader<SpecificRecord>> READERS = new ConcurrentHashMap<>();
    private static final ThreadLocal<BinaryDecoder> DECODERS = new ThreadLocal<>();

    private static final Map<Topic, Schema> EVENTS = Map.of(
            Topics.LIFECYCLE, MeetingLifecycle.getClassSchema(),
            Topics.ARTIFACTS, MeetingArtifact.getClassSchema(),
            Topics.ACTIVITY, MeetingActivity.getClassSchema(),
            Topics.CALENDAR, CalendarChange.getClassSchema());

    /** Of all schemas that rows are written with. */
    static final String FINGERPRINT = List.of(
                    MeetingLifecycle.getClassSchema(),
                    MeetingArtifact.getClassSchema(),
                    MeetingActivity.getClassSchema(),
                    CalendarChange.getClassSchema(),
                    MeetingCompletion.getClassSchema(),
                    OpenMeeting.getClassSchema(),
                    RejectedDelivery.getClassSchema())
            .stream()
            .map(schema -> Long.toHexString(SchemaNormalization.parsingFingerprint64(schema)))
            .collect(Collectors.joining("."));

    private AvroRows() {}

    static byte[] write(SpecificRecord record) {
        var bytes = new ByteArrayOutputStream(256);
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            WRITERS.computeIfAbsent(
                            record.getSchema(),
                            schema -> new SpecificDatumWriter<>(schema, SpecificData.getForClass(record.getClass())))
                    .write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    static <T extends SpecificRecord> T read(Class<T> type, Schema schema, byte[] row, int from) {
        return type.cast(read(schema, row, from));
    }

    static SpecificRecord readEvent(Topic topic, byte[] row) {
        Schema schema = EVENTS.get(topic);
        if (schema == null) {
            throw new IllegalArgumentException("no events in " + topic.shortName());
        }
        return read(schema, row, 0);
    }

    private static SpecificRecord read(Schema schema, byte[] row, int from) {
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(row, from, row.length - from, DECODERS.get());
            DECODERS.set(decoder);
            return READERS.computeIfAbsent(schema, AvroRows::reader).read(null, decoder);
        } catch (IOException e) {
            throw new UncheckedIOException("a row of the index cannot be read", e);
        }
    }

    private static SpecificDatumReader<SpecificRecord> reader(Schema schema) {
        return new SpecificDatumReader<>(schema, schema, SpecificData.getForSchema(schema));
    }
}
