package io.adjourn.gateway.intake;

import io.adjourn.vendors.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads bodies: never more of one than its limit, never more of all than there is room for, and never for longer than the
 * sender may take. A sender that falls silent is left to the server's idle timeout, which breaks the stream.
 */
final class BodyReader {
    private static final int CHUNK = 8 * 1024;
    /** What keeping a piece takes beside its bytes. */
    private static final int PIECE_OVERHEAD = 32;

    private final Duration timeout;
    private final InFlight inFlight;

    BodyReader(Duration timeout, InFlight inFlight) {
        this.timeout = timeout;
        this.inFlight = inFlight;
    }

    /** How the reading ended. */
    sealed interface Reading {}

    /** With the whole body. */
    record Whole(Body body) implements Reading {}

    /** At the limit, or before the first byte where the sender said so. */
    record OverLimit() implements Reading {}

    /** Too early. */
    record BrokenOff(String detail) implements Reading {}

    /** Where other bodies take all the memory there is for them. */
    record NoRoom() implements Reading {}

    /**
     * Reads the body of a request.
     *
     * @param share grows with what is read
     */
    Reading read(Incoming incoming, int maxBytes, InFlight.Share share) {
        long length = incoming.length().orElse(0);
        if (length > maxBytes) {
            return new OverLimit();
        }
        if (!inFlight.hasRoomFor(length)) {
            return new NoRoom();
        }
        try (InputStream body = incoming.body().get()) {
            return read(body, maxBytes, share);
        } catch (IOException e) {
            return new BrokenOff("the body broke off before its end: send it again");
        }
    }

    private Reading read(InputStream body, int maxBytes, InFlight.Share share) throws IOException {
        long start = System.nanoTime();
        List<byte[]> pieces = new ArrayList<>();
        byte[] chunk = new byte[CHUNK];
        int size = 0;
        int read;
        while ((read = body.read(chunk)) >= 0) {
            size += read;
            if (size > maxBytes) {
                return new OverLimit();
            }
            if (System.nanoTime() - start > timeout.toNanos()) {
                return new BrokenOff("the body took longer than " + timeout.toMillis() + " ms: send it again, faster");
            }
            if (!share.grow(read + PIECE_OVERHEAD)) {
                return new NoRoom();
            }
            pieces.add(Arrays.copyOf(chunk, read));
        }
        return new Whole(new Body(together(pieces, size)));
    }

    private static byte[] together(List<byte[]> pieces, int size) {
        ByteBuffer whole = ByteBuffer.allocate(size);
        pieces.forEach(whole::put);
        return whole.array();
    }
}
