package io.adjourn.streams.completion;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a meeting's events say, gathered. Every part is a minimum, a maximum, a count of different events or a set of them,
 * so the order in which they came leaves no trace.
 *
 * @param dialect the newest of the vendor's dialects seen
 * @param told the latest that was said of each artifact
 * @param deletedAt when the vendor deleted the data; null unless it did
 */
public record MeetingState(
        String dialect,
        Seen seen,
        LogTimes log,
        Run run,
        About about,
        List<ArtifactFact> told,
        @Nullable Moment deletedAt) {

    public static final MeetingState NOTHING =
            new MeetingState("", Seen.NONE, LogTimes.NONE, Run.NONE, About.NOTHING, List.of(), null);

    public MeetingState {
        told = List.copyOf(told);
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
        var lasting = new ArrayList<ArtifactFact>(told.size());
        for (ArtifactFact fact : told) {
            lasting.add(fact.lasting());
        }
        return new MeetingState("", Seen.NONE, log.lasting(), run, about, lasting, deletedAt);
    }

    /** Without knowing its events again. */
    MeetingState withoutIdentities() {
        return new MeetingState(dialect, seen.withoutIds(), log, run, about, told, deletedAt);
    }

    boolean isDeleted() {
        return deletedAt != null;
    }
}
