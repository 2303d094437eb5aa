package io.adjourn.bench.stack;

import io.adjourn.localstack.ChildProcess;
import io.adjourn.localstack.LocalStreams;
import io.adjourn.localstack.Metrics;
import java.nio.file.Path;

/**
 * The streams application at work.
 *
 * @param group its consumer group
 * @param state where its stores are
 */
public record Streams(LocalStreams application, String group, Path state) implements AutoCloseable {

    public ChildProcess process() {
        return application.process();
    }

    /** What it counts now. */
    public Metrics metrics() {
        return application.metrics();
    }

    /** Whether it says that it is ready. */
    public boolean isReady() {
        return application.isReady();
    }

    /** Returns once it says so. */
    public void awaitReady() {
        application.awaitReady();
    }

    @Override
    public void close() {
        application.close();
    }
}
