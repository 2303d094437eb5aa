package io.adjourn.commands.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.commands.state.StoredState.Damaged;
import io.adjourn.commands.state.StoredState.Decoded;
import io.adjourn.commands.state.StoredState.OfRelease01;
import io.adjourn.commands.state.StoredState.OfUnknownSchema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParseException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads what streams keeps of a meeting without knowing what that is: a byte for the format, the fingerprint of the schema that wrote
 * it (the lowest byte first), and the state in Avro's binary form, deflated in a stub. After a reset it may be the meeting's last record
 * in Avro's single-object encoding.
 */
final class StateBytes {
    private static final byte PLAIN_01 = 4;
    private static final byte DEFLATED_01 = 5;
    private static final byte PLAIN = 6;
    private static final byte DEFLATED = 7;
    private static final int HEADER = 1 + Long.BYTES;

    /** A record in the place of a state, in Avro's single-object encoding. */
    private static final byte RECORD = (byte) 0xC3;

    private static final int RECORD_HEADER = 2 + Long.BYTES;
    private static final String SCHEMA_KEY = "schema-";

    /** Much more than any state takes. */
    private static final int MAX_INFLATED = 16 * 1024 * 1024;

    private StateBytes() {}

    static StoredState read(byte[] bytes, Map<String, byte[]> schemas) {
        return switch (bytes.length == 0 ? 0 : bytes[0]) {
            case PLAIN_01, DEFLATED_01 -> new OfRelease01();
            case PLAIN, DEFLATED -> decoded(bytes, HEADER, schemas);
            case RECORD -> decoded(bytes, RECORD_HEADER, schemas);
            default ->
                new Damaged(
                        bytes.length == 0
                                ? "is empty"
                                : "begins with " + bytes[0] + ", which is not a format that this build knows");
        };
    }

    /** Whether a schema stands under that key, and no meeting. */
    static boolean isSchema(String key) {
        return key.startsWith(SCHEMA_KEY) && key.indexOf('/') < 0;
    }

    /** The key that the schema stands under, beside what was written with it. */
    static String keyOf(Schema schema) {
        return SCHEMA_KEY + name(SchemaNormalization.parsingFingerprint64(schema));
    }

    private static String name(long fingerprint) {
        return "%016x".formatted(fingerprint);
    }

    private static StoredState decoded(byte[] bytes, int header, Map<String, byte[]> schemas) {
        if (bytes.length < header) {
            return new Damaged("is truncated");
        }
        long fingerprint = ByteBuffer.wrap(bytes, header - Long.BYTES, Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        String name = name(fingerprint);
        Schema schema = schema(fingerprint, schemas.get(SCHEMA_KEY + name));
        if (schema == null) {
            return new OfUnknownSchema(name);
        }
        try {
            BinaryDecoder decoder = bytes[0] == DEFLATED ? decoder(inflated(bytes), 0) : decoder(bytes, header);
            var state = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
            return decoder.isEnd() ? new Decoded(name, state) : new Damaged("continues after its end");
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // A length that is damaged may ask for more memory than there is. Not with its message, which may quote
            // the state.
            return new Damaged("is truncated or damaged (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static @Nullable Schema schema(long fingerprint, byte @Nullable [] text) {
        if (text == null) {
            return null;
        }
        try {
            Schema schema = new Schema.Parser().parse(new String(text, UTF_8));
            return SchemaNormalization.parsingFingerprint64(schema) == fingerprint ? schema : null;
        } catch (SchemaParseException _) {
            return null;
        }
    }

    private static BinaryDecoder decoder(byte[] bytes, int from) {
        return DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null);
    }

    private static byte[] inflated(byte[] bytes) throws IOException {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes, HEADER, bytes.length - HEADER))) {
            byte[] inflated = in.readNBytes(MAX_INFLATED);
            if (in.read() >= 0) {
                throw new IOException("too large");
            }
            return inflated;
        }
    }
}
