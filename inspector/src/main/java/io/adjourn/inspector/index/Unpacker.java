package io.adjourn.inspector.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link Packer} wrote. Throws {@link java.nio.BufferUnderflowException} where there is less. */
final class Unpacker {
    private final ByteBuffer in;

    Unpacker(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    long number() {
        long value = 0;
        int shift = 0;
        while (true) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
            shift += 7;
        }
    }

    int small() {
        return Math.toIntExact(number());
    }

    long whole() {
        return in.getLong();
    }

    @Nullable
    Long wholeOrNull() {
        return number() == 0 ? null : in.getLong();
    }

    @Nullable
    Double decimalOrNull() {
        Long bits = wholeOrNull();
        return bits == null ? null : Double.longBitsToDouble(bits);
    }

    @Nullable
    String textOrNull() {
        int length = small();
        if (length == 0) {
            return null;
        }
        byte[] utf8 = new byte[length - 1];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    String text() {
        String text = textOrNull();
        if (text == null) {
            throw new IllegalStateException("a text is missing");
        }
        return text;
    }
}
