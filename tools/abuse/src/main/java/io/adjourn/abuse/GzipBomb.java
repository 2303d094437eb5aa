package io.adjourn.abuse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Few bytes that would become many. */
public final class GzipBomb {
    private static final byte[] PIECE = new byte[64 * 1024];

    private GzipBomb() {}

    /** What becomes at least so many bytes: of zeros, a thousandth of them will do. */
    public static byte[] of(long inflatedBytes) {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            for (long made = 0; made < inflatedBytes; made += PIECE.length) {
                gzip.write(PIECE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bomb.toByteArray();
    }
}
