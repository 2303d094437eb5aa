package io.adjourn.streams.clock;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a partition's intake clock remembers. As bytes, version 1: the byte 1, then {@code passed}, {@code active} and
 * {@code lastLogTime}, how many gateways there are as four bytes, and of each its name and host in modified UTF-8 with two bytes of
 * length before, {@code upTo} and {@code spokeAt}; numbers are eight bytes in network order. Of what is of another version, nothing is
 * known: the next watermarks tell.
 *
 * @param passed up to which time all has arrived, in milliseconds; never goes back
 * @param active for how long there were records in the log, in milliseconds; the pauses between them count little
 * @param lastLogTime when it was last looked at {@code active}
 * @param gateways those that are waited for, by name
 */
public record IntakeState(long passed, long active, long lastLogTime, SequencedMap<String, Gateway> gateways) {
    /** Nothing is known yet. */
    public static final IntakeState NOTHING = new IntakeState(Long.MIN_VALUE, 0, Long.MIN_VALUE, new LinkedHashMap<>());

    private static final byte VERSION_1 = 1;

    public IntakeState {
        gateways = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(gateways));
    }

    /**
     * One of them.
     *
     * @param host where it ran last, for people
     * @param upTo before which time all that it received has arrived, in milliseconds
     * @param spokeAt how much of {@code active} there was when it spoke last
     */
    public record Gateway(String host, long upTo, long spokeAt) {}

    /** As it is stored. */
    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION_1);
            out.writeLong(passed);
            out.writeLong(active);
            out.writeLong(lastLogTime);
            out.writeInt(gateways.size());
            for (Map.Entry<String, Gateway> gateway : gateways.entrySet()) {
                out.writeUTF(gateway.getKey());
                out.writeUTF(gateway.getValue().host());
                out.writeLong(gateway.getValue().upTo());
                out.writeLong(gateway.getValue().spokeAt());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What was stored; {@link #NOTHING} where it is null, of another version or cut off. */
    public static IntakeState of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return NOTHING;
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION_1) {
                return NOTHING;
            }
            long passed = in.readLong();
            long active = in.readLong();
            long lastLogTime = in.readLong();
            var gateways = new LinkedHashMap<String, Gateway>();
            for (int left = in.readInt(); left > 0; left--) {
                gateways.put(in.readUTF(), new Gateway(in.readUTF(), in.readLong(), in.readLong()));
            }
            return new IntakeState(passed, active, lastLogTime, gateways);
        } catch (IOException e) {
            return NOTHING;
        }
    }
}
