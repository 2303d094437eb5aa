package io.adjourn.abuse;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/** One way to attack a gateway, kept up until it is stopped. */
public interface Flood {

    /**
     * Attacks until the flag says stop, and closes what it opened. What the gateway does to its connections is no error.
     *
     * @throws IOException if this machine cannot attack at all: no sockets left, for instance
     */
    void run(Victim victim, Progress progress) throws IOException;

    /** When to stop, and how much was done. Thread-safe. */
    final class Progress {
        private final LongAdder done = new LongAdder();
        private final CountDownLatch stop = new CountDownLatch(1);

        /** Makes the flood end soon. */
        public void stop() {
            stop.countDown();
        }

        boolean isStopped() {
            return stop.getCount() == 0;
        }

        /** Returns once it is to stop. */
        public void awaitStop() {
            try {
                stop.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void count() {
            done.increment();
        }

        /** How many connections were opened so far. */
        public long connections() {
            return done.sum();
        }
    }
}
