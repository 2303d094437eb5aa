package io.adjourn.streams.completion;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Meetings as bytes, for their store and its changelog: a version byte, then {@link MeetingFormat}. */
public final class MeetingSerde implements Serde<Meeting> {
    private static final byte VERSION = 2;

    @Override
    public Serializer<Meeting> serializer() {
        return (topic, meeting) -> write(meeting);
    }

    @Override
    public Deserializer<Meeting> deserializer() {
        return (topic, bytes) -> read(bytes);
    }

    private static byte @Nullable [] write(@Nullable Meeting meeting) {
        if (meeting == null) {
            return null;
        }
        var bytes = new ByteArrayOutputStream(1024);
        bytes.write(VERSION);
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            MeetingFormat.write(meeting, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static @Nullable Meeting read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalStateException("a meeting's state is of a version that this build does not know");
        }
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null);
            return MeetingFormat.read(decoder);
        } catch (IOException e) {
            throw new UncheckedIOException("a meeting's state cannot be read", e);
        }
    }
}
