package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.streams.state.MeetingState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/**
 * Meetings as bytes, for their store and its changelog:
 *
 * <pre>
 * byte 0       6, or 7 where what follows the fingerprint is deflated: so are stubs, for nobody looks at them, and there are many
 * bytes 1-8    fingerprint of the schema that wrote it (CRC-64-AVRO), the lowest byte first
 * bytes 9-     a MeetingState in Avro's binary form
 * </pre>
 *
 * <p>What another schema wrote is read through Avro's schema resolution: a field that is new here has its default, one that is new
 * there is skipped, and a symbol that is new there is read as UNKNOWN. 4 and 5 begin what release 0.1.0 wrote: {@link MeetingFormat01}.
 * What begins with C3 01 is no state, but the meeting's last record in Avro's single-object encoding: a reset leaves these, and
 * {@link RecordedMeeting} is what is known by one. Not thread-safe.
 */
public final class MeetingBytes {
    private static final byte PLAIN = 6;
    private static final byte DEFLATED = 7;
    private static final int HEADER = 1 + Long.BYTES;

    /** Of Avro's single-object encoding: C3 01, then the fingerprint. */
    private static final byte RECORD = (byte) 0xC3;

    private static final int RECORD_HEADER = 2 + Long.BYTES;

    /** About as large as a meeting. */
    private static final int BUFFER = 1024;

    /** Much more than any state takes: what inflates to more is none. */
    static final int MAX_INFLATED = 16 * 1024 * 1024;

    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(BUFFER);

    /** Whose readers run the generated code, as writing does. */
    private static final SpecificData GENERATED = generated();

    private final StateSchemas schemas;
    private final Map<Long, DatumReader<MeetingState>> readers = new HashMap<>();
    private final Map<Long, DatumReader<MeetingCompletion>> recordReaders = new HashMap<>();

    /** @param store what stands in the meetings' store under a key, null where nothing does: there may be schemas of newer builds */
    public MeetingBytes(Function<String, byte @Nullable []> store) {
        this.schemas = new StateSchemas(store);
    }

    private static SpecificData generated() {
        var data = new SpecificData(MeetingBytes.class.getClassLoader());
        data.setCustomCoders(true);
        data.setFastReaderEnabled(false);
        return data;
    }

    /** The bytes of a meeting, as the store keeps them. */
    public static byte[] of(Meeting meeting) {
        var bytes = new ByteArrayOutputStream(BUFFER);
        bytes.write(meeting.isStub() ? DEFLATED : PLAIN);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes.write((int) (StateSchemas.FINGERPRINT >>> shift));
        }
        try (OutputStream out = meeting.isStub() ? new DeflaterOutputStream(bytes) : bytes) {
            BinaryEncoder encoder = ENCODERS.binaryEncoder(out, null);
            // The generated code itself: a DatumWriter would look up and box each field.
            StoredMeeting.of(meeting).customEncode(encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The meeting of which they are.
     *
     * @throws UnreadableStateException where they are no meeting's that this build can read
     */
    public Meeting read(byte[] bytes) throws UnreadableStateException {
        int format = bytes.length == 0 ? 0 : bytes[0];
        try {
            return switch (format) {
                case PLAIN, DEFLATED -> StoredMeeting.read(stored(bytes, format == DEFLATED));
                case RECORD -> RecordedMeeting.of(record(bytes));
                case MeetingFormat01.PLAIN, MeetingFormat01.DEFLATED -> MeetingFormat01.read(bytes);
                default ->
                    throw new UnreadableStateException(
                            bytes.length == 0
                                    ? "it is empty"
                                    : "it begins with " + format
                                            + ", which is not a format that this build knows: a newer build or"
                                            + " another application wrote it");
            };
        } catch (IOException | RuntimeException e) {
            // Not with its message, which may quote the state.
            throw new UnreadableStateException(
                    "it is truncated or damaged (" + bytes.length + " bytes, "
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private MeetingState stored(byte[] bytes, boolean deflated) throws IOException, UnreadableStateException {
        DatumReader<MeetingState> reader = reader(fingerprint(bytes, 1));
        BinaryDecoder decoder = deflated
                ? decoder(inflated(bytes, HEADER), 0)
                // From the array: a stream would be read through a buffer many times as large as a meeting.
                : decoder(bytes, HEADER);
        return whole(reader, decoder);
    }

    private MeetingCompletion record(byte[] bytes) throws IOException, UnreadableStateException {
        return whole(recordReader(fingerprint(bytes, 2)), decoder(bytes, RECORD_HEADER));
    }

    private static long fingerprint(byte[] bytes, int from) {
        return ByteBuffer.wrap(bytes, from, Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }

    private static <T> T whole(DatumReader<T> reader, BinaryDecoder decoder) throws IOException {
        T value = reader.read(null, decoder);
        if (!decoder.isEnd()) {
            throw new IOException("more follows");
        }
        return value;
    }

    private static BinaryDecoder decoder(byte[] bytes, int from) {
        return DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null);
    }

    /** All that is deflated in the bytes from that one on. */
    static byte[] inflated(byte[] bytes, int from) throws IOException {
        // Closed, for it holds memory outside the heap.
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
            // To its end, where its checksum is.
            byte[] inflated = in.readNBytes(MAX_INFLATED);
            if (in.read() >= 0) {
                throw new IOException("too large");
            }
            return inflated;
        }
    }

    private DatumReader<MeetingState> reader(long fingerprint) throws UnreadableStateException {
        DatumReader<MeetingState> known = readers.get(fingerprint);
        if (known == null) {
            known = new SpecificDatumReader<>(writer(fingerprint, StateSchemas.NEWEST), StateSchemas.NEWEST, GENERATED);
            readers.put(fingerprint, known);
        }
        return known;
    }

    private DatumReader<MeetingCompletion> recordReader(long fingerprint) throws UnreadableStateException {
        DatumReader<MeetingCompletion> known = recordReaders.get(fingerprint);
        if (known == null) {
            Schema newest = MeetingCompletion.getClassSchema();
            known = new SpecificDatumReader<>(
                    writer(fingerprint, newest), newest, SpecificData.getForClass(MeetingCompletion.class));
            recordReaders.put(fingerprint, known);
        }
        return known;
    }

    private Schema writer(long fingerprint, Schema newest) throws UnreadableStateException {
        String name = StateSchemas.name(fingerprint);
        Schema writer = schemas.of(fingerprint);
        if (writer == null) {
            throw new UnreadableStateException("it was written with schema " + name
                    + ", which this build does not know and which is not stored beside the states");
        }
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(newest, writer);
        if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
            String where =
                    compatibility.getResult().getIncompatibilities().getFirst().getLocation();
            throw new UnreadableStateException("it was written with schema " + name
                    + ", which a release after the next one or another application has: this build cannot read it (at "
                    + where + ")");
        }
        return writer;
    }
}
