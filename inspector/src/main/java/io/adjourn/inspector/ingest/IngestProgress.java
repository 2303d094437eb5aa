package io.adjourn.inspector.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far indexing is; written by the thread that indexes, read by anybody. */
final class IngestProgress {
    private static final int ON_ITS_WAY = 1_000;
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private volatile boolean caughtUp;
    private volatile boolean everCaughtUp;
    private volatile long behind;
    private volatile @Nullable Instant indexedTo;
    private volatile @Nullable String problem = "indexing has not begun: waiting for Kafka";
    private final SortedMap<String, String> notes = new TreeMap<>();

    void at(long behindNow, @Nullable Instant latest) {
        behind = behindNow;
        // Under load there is always something on its way.
        caughtUp = behindNow == 0
                || (behindNow < ON_ITS_WAY
                        && latest != null
                        && latest.isAfter(Instant.now().minus(A_MOMENT)));
        everCaughtUp |= caughtUp;
        problem = null;
        Instant before = indexedTo;
        if (latest != null && (before == null || latest.isAfter(before))) {
            indexedTo = latest;
        }
    }

    void stopped(String why) {
        problem = why;
        caughtUp = false;
    }

    /** Something that people should know of, instead of what was last said of that. */
    synchronized void note(String about, String text) {
        notes.put(about, text);
    }

    boolean isCaughtUp() {
        return caughtUp;
    }

    /** Whether it was once. */
    boolean wasCaughtUp() {
        return everCaughtUp;
    }

    long behind() {
        return behind;
    }

    @Nullable
    Instant indexedTo() {
        return indexedTo;
    }

    @Nullable
    String problem() {
        return problem;
    }

    synchronized List<String> notes() {
        return List.copyOf(notes.values());
    }
}
