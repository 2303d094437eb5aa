package io.adjourn.streams.completion;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a meeting's events say, gathered. Every part is a minimum, a maximum, a count of different events or a set of them,
 * so the order in which they came leaves no trace.
 *
 * @param dialect the newest of the vendor's dialects seen
 * @param artifacts the latest that was said of each
 * @param deletedAt when the data was deleted; null unless it was
 * @param erased whether the operator had it deleted
 */
public record MeetingState(
        String dialect,
        SeenEventIds seen,
        LogTimes log,
        BotTimeline run,
        MeetingDetails details,
        List<ArtifactFact> artifacts,
        @Nullable Moment deletedAt,
        boolean erased) {

    public static final MeetingState NOTHING = new MeetingState(
            "", SeenEventIds.NONE, LogTimes.NONE, BotTimeline.NONE, MeetingDetails.NOTHING, List.of(), null);

    /** Of a meeting that no operator had erased. */
    MeetingState(
            String dialect,
            SeenEventIds seen,
            LogTimes log,
            BotTimeline run,
            MeetingDetails details,
            List<ArtifactFact> artifacts,
            @Nullable Moment deletedAt) {
        this(dialect, seen, log, run, details, artifacts, deletedAt, false);
    }

    public MeetingState {
        artifacts = List.copyOf(artifacts);
    }

    /** Whether a consumer would act on both alike. */
    boolean saysTheSameAs(MeetingState other) {
        return lasting().equals(other.lasting());
    }

    /**
     * What a consumer would act on: without counters and log times, and of a link neither its signature nor by how many minutes
     * it outlasts the hour.
     */
    MeetingState lasting() {
        return new MeetingState(
                "",
                SeenEventIds.NONE,
                log.lasting(),
                run.lasting(),
                details,
                withLastingContent().artifacts(),
                deletedAt,
                erased);
    }

    /** With log times, else as {@link #lasting}. */
    MeetingState withLastingContent() {
        var lasting = new ArrayList<ArtifactFact>(artifacts.size());
        for (ArtifactFact fact : artifacts) {
            lasting.add(fact.lasting());
        }
        return new MeetingState(dialect, seen, log, run.lasting(), details, lasting, deletedAt, erased);
    }

    /** Without knowing its events again. */
    MeetingState withoutIdentities() {
        return new MeetingState(dialect, seen.withoutIds(), log, run, details, artifacts, deletedAt, erased);
    }

    /** With as much of the customer's own metadata. */
    MeetingState keeping(KeptAttributes kept) {
        MeetingDetails keeping = details.keeping(kept);
        return keeping.equals(details)
                ? this
                : new MeetingState(dialect, seen, log, run, keeping, artifacts, deletedAt, erased);
    }

    boolean isDeleted() {
        return deletedAt != null;
    }
}
