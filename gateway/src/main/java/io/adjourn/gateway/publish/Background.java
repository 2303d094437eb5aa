package io.adjourn.gateway.publish;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a step again and again on a thread of its own. Whatever a step throws, the next is done. */
final class Background {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    private final String name;
    private final Step step;
    private final Thread thread;
    /** Not by an interrupt: that would close the files of the spool. */
    private final CountDownLatch stopping = new CountDownLatch(1);

    Background(String name, Step step) {
        this.name = name;
        this.step = step;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** One step; returns how long to wait for the next. */
    @FunctionalInterface
    interface Step {
        Duration run() throws InterruptedException;
    }

    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    void stop() throws InterruptedException {
        stopping.countDown();
        thread.join();
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = runStep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // an Error, too, must not end it unseen
    private Duration runStep() throws InterruptedException {
        try {
            return step.run();
        } catch (RuntimeException | Error e) {
            LOG.error("Background task failed; retrying: thread={}", name, e);
            return AFTER_FAILURE;
        }
    }
}
