package io.adjourn.sandbox.cli;

import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.sandbox.rejected.RejectFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rejects a command is about. */
final class RejectOptions {
    @Option(names = "--reason", paramLabel = "REASON", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private @Nullable RejectReason reason;

    @Option(names = "--vendor", paramLabel = "VENDOR", description = "Only this vendor's.")
    private @Nullable String vendor;

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only those of this source.")
    private @Nullable String source;

    @Option(names = "--meeting", paramLabel = "KEY", description = "Only this key, such as acme/16.")
    private @Nullable String meeting;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only those from this time on, such as 2026-02-27T07:11:51Z.")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only those before this time.")
    private @Nullable Instant until;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "No more than this many, the oldest first (default: all).")
    private int limit = Integer.MAX_VALUE;

    RejectFilter filter() {
        return new RejectFilter(reason, vendor, source, meeting, since, until);
    }

    int limit() {
        return limit;
    }
}
