package io.adjourn.bench.stack;

import io.adjourn.sandbox.ChildProcess;
import io.adjourn.sandbox.Http;
import io.adjourn.sandbox.Metrics;
import java.net.URI;
import java.nio.file.Path;

/**
 * The streams application at work.
 *
 * @param management where it tells its metrics
 * @param group its consumer group
 * @param state where its stores are
 */
public record Streams(ChildProcess process, URI management, String group, Path state) implements AutoCloseable {

    /** What it counts now. */
    public Metrics metrics() {
        return Metrics.of(management);
    }

    /** Whether it says that it is ready. */
    public boolean isReady() {
        return Http.answers(readiness());
    }

    /** Returns once it says so. */
    public void awaitReady() {
        Http.awaitAnswer(readiness(), process);
    }

    private URI readiness() {
        return management.resolve("/health/readiness");
    }

    @Override
    public void close() {
        process.close();
    }
}
