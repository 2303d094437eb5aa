package io.adjourn.commands;

import io.adjourn.contracts.Cluster;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which streams application a command is about. */
final class ApplicationOption {
    @Option(
            names = "--application-id",
            paramLabel = "ID",
            description = "STREAMS_APPLICATION_ID of the streams application (default: STREAMS_APPLICATION_ID, else"
                    + " adjourn-streams with the topics' prefix and generation).")
    private @Nullable String id;

    String id(Cluster cluster) {
        return id == null ? cluster.installation().applicationId() : id;
    }
}
