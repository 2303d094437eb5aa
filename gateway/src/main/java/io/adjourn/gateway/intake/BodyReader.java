package io.adjourn.gateway.intake;

import io.adjourn.vendors.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads bodies: never more of one than its limit, and never for longer than the sender may take. A sender that falls silent is
 * left to the server's idle timeout, which breaks the stream.
 */
final class BodyReader {
    private static final int CHUNK = 8 * 1024;

    private final Duration timeout;

    BodyReader(Duration timeout) {
        this.timeout = timeout;
    }

    /** How the reading ended. */
    sealed interface Reading {}

    /** With the whole body. */
    record Whole(Body body) implements Reading {}

    /** At the limit, or before the first byte where the sender said so. */
    record OverLimit() implements Reading {}

    /** Too early. */
    record BrokenOff(String detail) implements Reading {}

    Reading read(Incoming incoming, int maxBytes) {
        if (incoming.length().orElse(0) > maxBytes) {
            return new OverLimit();
        }
        try (InputStream body = incoming.body().get()) {
            return read(body, maxBytes);
        } catch (IOException e) {
            return new BrokenOff("the body broke off before its end: send it again");
        }
    }

    private Reading read(InputStream body, int maxBytes) throws IOException {
        long start = System.nanoTime();
        var bytes = new ByteArrayOutputStream(CHUNK);
        byte[] chunk = new byte[CHUNK];
        int read;
        while ((read = body.read(chunk)) >= 0) {
            if (bytes.size() + read > maxBytes) {
                return new OverLimit();
            }
            if (System.nanoTime() - start > timeout.toNanos()) {
                return new BrokenOff("the body took longer than " + timeout.toMillis() + " ms: send it again, faster");
            }
            bytes.write(chunk, 0, read);
        }
        return new Whole(new Body(bytes.toByteArray()));
    }
}
