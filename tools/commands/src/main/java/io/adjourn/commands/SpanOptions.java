package io.adjourn.commands;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of what was received a command is about. */
public final class SpanOptions {
    @Option(names = "--source", paramLabel = "SOURCE", description = "Only deliveries of this source.")
    private @Nullable String source;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "From this time on, by Kafka's clock, such as 2026-02-27T07:11:51Z.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Before this time, exclusive.")
    private @Nullable Instant to;

    public @Nullable String source() {
        return source;
    }

    public @Nullable Instant from() {
        return from;
    }

    public @Nullable Instant to() {
        return to;
    }
}
