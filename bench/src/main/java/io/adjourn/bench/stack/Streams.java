package io.adjourn.bench.stack;

import io.adjourn.sandbox.ChildProcess;
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

    @Override
    public void close() {
        process.close();
    }
}
