package io.adjourn.bench.rolling;

import io.adjourn.contracts.Cluster;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalStreams;
import io.adjourn.localstack.Port;
import java.util.Map;

/** A member of a streams StatefulSet: it keeps its name and its state from one process to the next. */
final class Instance implements AutoCloseable {
    private final String name;
    private final String bootstrapServers;
    private final String registryUrl;
    private final Map<String, String> settings;
    private final DataDirectory data = DataDirectory.temporary();
    private LocalStreams process;

    /** Starts it; {@link #awaitReady} tells when it works. */
    Instance(String name, String bootstrapServers, String registryUrl, Map<String, String> settings) {
        this.name = name;
        this.bootstrapServers = bootstrapServers;
        this.registryUrl = registryUrl;
        this.settings = settings;
        this.process = started();
    }

    void awaitReady() {
        process.awaitReady();
    }

    /** Tells it to stop, waits for its end, starts it again and waits until it is ready: what a rolling update does. */
    void roll() {
        process.close();
        comeBack();
    }

    /** Ends it without warning; what an orchestrator then does is to start it again. */
    void crash() {
        process.kill();
        comeBack();
    }

    private void comeBack() {
        process = started();
        process.awaitReady();
    }

    private LocalStreams started() {
        return LocalStreams.start(Port.free(), Cluster.at(bootstrapServers, registryUrl), data, settings);
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        process.close();
        data.close();
    }
}
