package io.adjourn.commands;

import picocli.CommandLine.Option;

/** Which streams application a command is about. */
final class ApplicationOption {
    @Option(
            names = "--application-id",
            paramLabel = "ID",
            defaultValue = "adjourn-streams",
            description = "STREAMS_APPLICATION_ID of the streams application (default: ${DEFAULT-VALUE}).")
    private String id = "";

    String id() {
        return id;
    }
}
