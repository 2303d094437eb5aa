package io.adjourn.bench.stack;

import io.adjourn.sandbox.ChildProcess;
import io.adjourn.sandbox.Metrics;
import java.net.URI;

/**
 * The gateway at work.
 *
 * @param port where it takes deliveries
 * @param management where it tells its metrics
 */
public record Gateway(ChildProcess process, int port, URI management) implements AutoCloseable {

    /** What it counts now. */
    public Metrics metrics() {
        return Metrics.of(management);
    }

    @Override
    public void close() {
        process.close();
    }
}
