package io.adjourn.streams.completion;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Meetings as bytes, for their store and its changelog: a version byte, then {@link MeetingFormat}, deflated where the meeting is
 * a stub: nobody looks at it, and there are many.
 */
public final class MeetingBytes {
    private static final byte PLAIN = 4;
    private static final byte DEFLATED = 5;

    /** About as large as a meeting. */
    private static final int BUFFER = 1024;

    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(BUFFER);

    private MeetingBytes() {}

    /** The bytes of a meeting, as the store keeps them. */
    public static byte[] of(Meeting meeting) {
        var bytes = new ByteArrayOutputStream(BUFFER);
        bytes.write(meeting.stub() ? DEFLATED : PLAIN);
        try (OutputStream out = meeting.stub() ? new DeflaterOutputStream(bytes) : bytes) {
            BinaryEncoder encoder = ENCODERS.binaryEncoder(out, null);
            MeetingFormat.write(meeting, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The meeting of which they are.
     *
     * @throws IllegalStateException where another build wrote them, in a version that this one does not know
     */
    public static Meeting read(byte[] bytes) {
        byte version = bytes.length == 0 ? 0 : bytes[0];
        int length = bytes.length - 1;
        try {
            return switch (version) {
                // From the array: a stream would be read through a buffer many times as large as a meeting.
                case PLAIN -> MeetingFormat.read(DecoderFactory.get().binaryDecoder(bytes, 1, length, null));
                case DEFLATED -> inflated(new ByteArrayInputStream(bytes, 1, length));
                default ->
                    throw new IllegalStateException("a meeting's state is of version " + version
                            + ", which this build does not know: run the build that wrote it, or a newer one");
            };
        } catch (IOException e) {
            throw new UncheckedIOException("a meeting's state cannot be read", e);
        }
    }

    private static Meeting inflated(InputStream deflated) throws IOException {
        // Closed, for it holds memory outside the heap.
        try (var in = new InflaterInputStream(deflated)) {
            return MeetingFormat.read(DecoderFactory.get().binaryDecoder(in, null));
        }
    }
}
