package io.adjourn.inspector.index;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes a row of the index; {@link Unpacker} reads it in the same order. */
final class Packer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    private final DataOutputStream out = new DataOutputStream(bytes);

    Packer number(long value) {
        try {
            long left = value;
            while ((left & ~0x7FL) != 0) {
                out.writeByte((int) ((left & 0x7F) | 0x80));
                left >>>= 7;
            }
            out.writeByte((int) left);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    /** In eight bytes, for what is not small. */
    Packer whole(long value) {
        try {
            out.writeLong(value);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    Packer wholeOrNull(@Nullable Long value) {
        return value == null ? number(0) : number(1).whole(value);
    }

    Packer decimalOrNull(@Nullable Double value) {
        return wholeOrNull(value == null ? null : Double.doubleToLongBits(value));
    }

    Packer textOrNull(@Nullable String value) {
        if (value == null) {
            return number(0);
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length + 1L);
        bytes.writeBytes(utf8);
        return this;
    }

    Packer text(String value) {
        return textOrNull(value);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
