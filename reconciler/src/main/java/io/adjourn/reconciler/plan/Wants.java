package io.adjourn.reconciler.plan;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.OpenMeeting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/** What the topics give as reasons to ask, and when. */
record Wants(ReconciliationRules rules) {
    /** An entry of the topic of open meetings whose deadline passed that long ago is what a lost state left. */
    private static final Duration STALE = Duration.ofHours(1);

    private static final Duration LINK_MARGIN = Duration.ofMinutes(10);

    static boolean isStale(Instant now, OpenMeeting entry) {
        return entry.getDueAt().plus(STALE).isBefore(now);
    }

    /** What an open meeting gives reason for shortly before it closes; empty where it waits for what need not come. */
    Optional<Want> beforeDeadline(OpenMeeting entry) {
        return askAt(entry).map(at -> new Want(at, entry.getDueAt().plus(STALE), Set.copyOf(entry.getAwaited())));
    }

    private Optional<Instant> askAt(OpenMeeting entry) {
        boolean isInDoubt = switch (entry.getWaitingFor()) {
            case START, END, FINAL_END, UNKNOWN -> true;
            // After its end, and where nothing more is expected, a healthy meeting waits for what need not come.
            case ARTIFACTS -> !entry.getAwaited().isEmpty() || entry.getState() != BotState.ENDED;
            case STRAGGLERS -> false;
        };
        if (!isInDoubt) {
            return Optional.empty();
        }
        Duration half =
                Duration.between(entry.getLastNewsAt(), entry.getDueAt()).dividedBy(2);
        Duration before = half.compareTo(rules.beforeDeadline()) < 0 ? half : rules.beforeDeadline();
        return Optional.of(entry.getDueAt().minus(before.isNegative() ? Duration.ZERO : before));
    }

    /** What a record gives reason for before its links end; empty where they last as long as they are wanted. */
    Optional<Want> renewal(Instant now, Finding finding) {
        Duration kept = rules.keepLinks();
        if (kept == null) {
            return Optional.empty();
        }
        Instant wanted = finding.closedAt().plus(kept);
        var ending = new ArrayList<ArtifactKind>();
        Instant first = wanted;
        for (var link : finding.linkEnds().entrySet()) {
            if (link.getValue().isBefore(wanted)) {
                ending.add(link.getKey());
                first = link.getValue().isBefore(first) ? link.getValue() : first;
            }
        }
        return ending.isEmpty() || !wanted.isAfter(now)
                ? Optional.empty()
                : Optional.of(new Want(first.minus(LINK_MARGIN), wanted, Set.copyOf(ending)));
    }
}
