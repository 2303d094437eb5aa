package io.adjourn.inspector.index;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lists and searches need of a record key. Changed by the thread that indexes alone. Times in microseconds.
 *
 * <p>Mutable, because a batch of records changes one many times; never shared.
 */
final class StoredSummary {
    private static final int LONGEST_ATTRIBUTES = 8 * 1024;

    String source = "";
    String vendor = "";
    boolean meeting;
    boolean open;
    BotState state = BotState.UNKNOWN;
    long stateAt;

    @Nullable
    Outcome outcome;

    @Nullable
    EndReason endReason;

    int epoch;
    int revision;

    @Nullable
    String platform;

    @Nullable
    String nativeId;

    @Nullable
    String url;

    @Nullable
    String attributes;

    @Nullable
    Long joinedAt;

    @Nullable
    Long endedAt;

    @Nullable
    Double durationSeconds;

    List<ArtifactKind> missing = List.of();
    long firstSeenAt = Long.MAX_VALUE;
    long lastNewsAt;
    int deliveries;
    int rejects;

    @Nullable
    Long deletedAt;

    long changes;

    /** Takes note of when something was received. */
    void heard(long at) {
        firstSeenAt = Math.min(firstSeenAt, at);
        lastNewsAt = Math.max(lastNewsAt, at);
    }

    void attributes(@Nullable String json) {
        if (json != null && json.length() <= LONGEST_ATTRIBUTES) {
            attributes = json;
        }
    }

    boolean isOpen() {
        return meeting && deletedAt == null && (open || revision == 0);
    }

    byte[] pack() {
        var packer = new Packer()
                .text(source)
                .text(vendor)
                .number((meeting ? 1 : 0) | (open ? 2 : 0))
                .text(state.name())
                .whole(stateAt)
                .textOrNull(outcome == null ? null : outcome.name())
                .textOrNull(endReason == null ? null : endReason.name())
                .number(epoch)
                .number(revision)
                .textOrNull(platform)
                .textOrNull(nativeId)
                .textOrNull(url)
                .textOrNull(attributes)
                .wholeOrNull(joinedAt)
                .wholeOrNull(endedAt)
                .decimalOrNull(durationSeconds)
                .whole(firstSeenAt)
                .whole(lastNewsAt)
                .number(deliveries)
                .number(rejects)
                .wholeOrNull(deletedAt)
                .number(changes)
                .number(missing.size());
        missing.forEach(kind -> packer.text(kind.name()));
        return packer.bytes();
    }

    static StoredSummary unpack(byte[] row) {
        var in = new Unpacker(row);
        var read = new StoredSummary();
        read.source = in.text();
        read.vendor = in.text();
        int flags = in.small();
        read.meeting = (flags & 1) != 0;
        read.open = (flags & 2) != 0;
        read.state = BotState.valueOf(in.text());
        read.stateAt = in.whole();
        String outcome = in.textOrNull();
        read.outcome = outcome == null ? null : Outcome.valueOf(outcome);
        String reason = in.textOrNull();
        read.endReason = reason == null ? null : EndReason.valueOf(reason);
        read.epoch = in.small();
        read.revision = in.small();
        read.platform = in.textOrNull();
        read.nativeId = in.textOrNull();
        read.url = in.textOrNull();
        read.attributes = in.textOrNull();
        read.joinedAt = in.wholeOrNull();
        read.endedAt = in.wholeOrNull();
        read.durationSeconds = in.decimalOrNull();
        read.firstSeenAt = in.whole();
        read.lastNewsAt = in.whole();
        read.deliveries = in.small();
        read.rejects = in.small();
        read.deletedAt = in.wholeOrNull();
        read.changes = in.number();
        var missing = new ArrayList<ArtifactKind>();
        for (int left = in.small(); left > 0; left--) {
            missing.add(ArtifactKind.valueOf(in.text()));
        }
        read.missing = List.copyOf(missing);
        return read;
    }
}
