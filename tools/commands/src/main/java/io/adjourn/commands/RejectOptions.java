package io.adjourn.commands;

import io.adjourn.commands.rejected.RejectFilter;
import io.adjourn.meetings.v1.RejectReason;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which rejects a command is about. */
final class RejectOptions {
    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only rejects with this reason: ${COMPLETION-CANDIDATES}.")
    private @Nullable RejectReason reason;

    @Option(names = "--vendor", paramLabel = "VENDOR", description = "Only this vendor.")
    private @Nullable String vendor;

    @Option(names = "--meeting", paramLabel = "KEY", description = "Only this key, such as acme/16.")
    private @Nullable String meeting;

    @Mixin
    private SpanOptions span = new SpanOptions();

    @Option(names = "--limit", paramLabel = "N", description = "At most this many, the oldest first (default: all).")
    private int limit = Integer.MAX_VALUE;

    RejectFilter filter() {
        return new RejectFilter(reason, vendor, span.source(), meeting, span.from(), span.to());
    }

    int limit() {
        return limit;
    }
}
