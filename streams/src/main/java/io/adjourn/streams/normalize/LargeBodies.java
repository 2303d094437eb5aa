package io.adjourn.streams.normalize;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Has large bodies read one at a time, in the order in which their threads came: what is made of one while it is read may take
 * some thirty times its size. Thread-safe.
 */
final class LargeBodies {
    /** In bytes. All but few bodies are of some kilobytes. */
    static final int LARGE = 1 << 20;

    private final Semaphore turn = new Semaphore(1, true);

    /** Does the reading of a body; of a large one, when its turn comes. */
    <T> T read(byte[] body, Supplier<T> reading) {
        if (body.length <= LARGE) {
            return reading.get();
        }
        turn.acquireUninterruptibly();
        try {
            return reading.get();
        } finally {
            turn.release();
        }
    }
}
