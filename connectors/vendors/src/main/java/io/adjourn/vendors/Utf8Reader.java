package io.adjourn.vendors;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Bytes in memory as characters, decoded as they are asked for and strictly. Jackson's own decoder takes overlong forms and code
 * points above U+10FFFF for UTF-8.
 */
final class Utf8Reader extends Reader {
    private final ByteBuffer in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

    Utf8Reader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    /** The bytes are not UTF-8. */
    static final class NotUtf8Exception extends IOException {
        NotUtf8Exception(int position) {
            super("not UTF-8 at byte " + position);
        }
    }

    /** @throws NotUtf8Exception as soon as such bytes are among those to be decoded */
    @Override
    public int read(char[] chars, int offset, int length) throws NotUtf8Exception {
        CharBuffer out = CharBuffer.wrap(chars, offset, length);
        if (decoder.decode(in, out, true).isError()) {
            throw new NotUtf8Exception(in.position());
        }
        int read = length - out.remaining();
        return read == 0 && length > 0 ? -1 : read;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
