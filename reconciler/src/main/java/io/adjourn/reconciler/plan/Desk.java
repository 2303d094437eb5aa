package io.adjourn.reconciler.plan;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All that concerns one source: whom to ask about, and how its vendor is to be treated. */
final class Desk {
    private static final int MOST_NAMED = 1_000;

    private record Due(Instant at, String meeting) {}

    final Party party;
    final SeenIds seen = new SeenIds();

    Spent spent = Spent.NOTHING;
    /** As the vendor asked for. */
    Instant pausedUntil = Instant.EPOCH;
    /** Not remembered: another process may have another key. */
    Instant deniedUntil = Instant.EPOCH;

    int denials;
    Sweep sweep = Sweep.NONE;
    Instant sentAt = Instant.EPOCH;
    boolean isListing;
    boolean isAskingSent;
    int inFlight;

    private final int mostAttempts;
    private final Map<String, Case> cases = new HashMap<>();
    private final TreeSet<Due> queue =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::meeting));
    private final Set<String> beingAsked = new HashSet<>();
    private final LinkedHashSet<String> named = new LinkedHashSet<>();

    Desk(Party party, int mostAttempts) {
        this.party = party;
        this.mostAttempts = mostAttempts;
    }

    @Nullable
    Case find(String meeting) {
        return cases.get(meeting);
    }

    void put(Case next) {
        Case before = cases.put(next.meeting(), next);
        if (!beingAsked.contains(next.meeting())) {
            if (before != null) {
                queue.remove(due(before));
            }
            queue.add(due(next));
        }
    }

    void remove(String meeting) {
        Case before = cases.remove(meeting);
        if (before != null && !beingAsked.contains(meeting)) {
            queue.remove(due(before));
        }
    }

    /** The case that is due first; null where none is due yet. */
    @Nullable
    Case first(Instant now) {
        return queue.isEmpty() || queue.first().at().isAfter(now)
                ? null
                : cases.get(queue.first().meeting());
    }

    /** Takes a case out of the queue until its answer comes. */
    void beginAsking(String meeting) {
        Case asked = cases.get(meeting);
        if (asked != null) {
            queue.remove(due(asked));
        }
        beingAsked.add(meeting);
    }

    /** The case whose answer came, out of the queue until it is put back; null where it is gone. */
    @Nullable
    Case endAsking(String meeting) {
        beingAsked.remove(meeting);
        return cases.remove(meeting);
    }

    /** Whether that webhook is named for the first time. */
    boolean isFirstNamed(String eventId) {
        boolean isFirst = named.add(eventId);
        if (named.size() > MOST_NAMED) {
            named.removeFirst();
        }
        return isFirst;
    }

    /** When something may be asked again. */
    Instant freeAt() {
        return deniedUntil.isAfter(pausedUntil) ? deniedUntil : pausedUntil;
    }

    int size() {
        return cases.size();
    }

    /** Since when somebody is due; null where nobody is. */
    @Nullable
    Instant oldestDue(Instant now) {
        return queue.isEmpty() || queue.first().at().isAfter(now)
                ? null
                : queue.first().at();
    }

    private Due due(Case one) {
        return new Due(one.due(mostAttempts), one.meeting());
    }
}
