package io.adjourn.gateway.intake;

import io.adjourn.gateway.intake.InFlight.Ending;
import io.adjourn.vendors.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads bodies: never more of one than its limit, and never more than its {@link InFlight.Share} has room for. Blocks until the
 * body is complete or {@link InFlight} ends it, which is what bounds the time it takes.
 */
final class BodyReader {
    /** Memory is taken by so many bytes. */
    private static final int CHUNK = 8 * 1024;
    /** What a stream returns at its end. */
    private static final int NONE = -1;

    private BodyReader() {}

    /** How the reading ended. */
    sealed interface Reading {}

    /**
     * With the whole body, still in pieces.
     *
     * @param pieces all of them full but the last
     * @param size of all together, in bytes
     */
    record Whole(List<byte[]> pieces, int size) implements Reading {

        /** The pieces put together, which this no longer holds then. */
        Body assemble() {
            if (pieces.size() == 1 && pieces.getFirst().length == size) {
                return new Body(pieces.getFirst());
            }
            ByteBuffer whole = ByteBuffer.allocate(size);
            pieces.forEach(piece -> whole.put(piece, 0, Math.min(piece.length, whole.remaining())));
            pieces.clear();
            return new Body(whole.array());
        }
    }

    /** At the limit, or before the first byte where the sender announced it. */
    record OverLimit() implements Reading {}

    /** Before its end. */
    record Truncated(String detail) implements Reading {}

    /** Where other bodies take all the memory there is for them. */
    record CapacityExceeded() implements Reading {}

    /** In the middle, to make room for others: it was the slowest. */
    record Dropped() implements Reading {}

    /** Reads the body of a request. */
    static Reading read(WebhookRequest incoming, int maxBytes, InFlight.Share share) {
        if (incoming.length().orElse(0) > maxBytes) {
            return new OverLimit();
        }
        Reading reading;
        try (InputStream body = incoming.body().get()) {
            reading = read(body, firstChunk(incoming), maxBytes, share);
        } catch (IOException e) {
            reading = new Truncated("the body ended too early: send it again");
        } catch (InterruptedException e) {
            reading = new Truncated("the gateway is stopping: send it again");
        }
        Ending ending = share.complete();
        return ending == null ? reading : ended(ending);
    }

    private static Reading ended(Ending ending) {
        return switch (ending) {
            case NO_ROOM -> new Dropped();
            case TOO_SLOW -> new Truncated("the body arrived too slowly: send it again, faster");
            case TIMED_OUT -> new Truncated("the body took too long to arrive: send it again, faster");
        };
    }

    private static Reading read(InputStream body, int firstChunk, int maxBytes, InFlight.Share share)
            throws IOException, InterruptedException {
        List<byte[]> pieces = new ArrayList<>(1);
        int size = 0;
        int first = NONE;
        do {
            int length = pieces.isEmpty() ? firstChunk : CHUNK;
            if (!share.grow(length)) {
                return new CapacityExceeded();
            }
            byte[] piece = new byte[length];
            pieces.add(piece);
            int filled = 0;
            if (first != NONE) {
                piece[filled++] = (byte) first;
            }
            int read = 0;
            while (filled < length && (read = body.read(piece, filled, length - filled)) >= 0) {
                filled += read;
                share.received(read);
            }
            size += filled;
            if (size > maxBytes) {
                return new OverLimit();
            }
            // A full piece does not say whether more follows.
            first = read < 0 ? NONE : body.read();
        } while (first != NONE);
        return new Whole(pieces, size);
    }

    /** All of a short body, if it is as long as it says. */
    private static int firstChunk(WebhookRequest incoming) {
        return (int) Math.min(incoming.length().orElse(CHUNK), CHUNK);
    }
}
