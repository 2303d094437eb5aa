package io.adjourn.reconciler.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * The meetings of which something was heard lately, each as 64 bits of a hash: among ten million, that any two have the same has a chance
 * of one in 300,000. By days, so that old ones are forgotten at no cost.
 */
final class KnownMeetings {
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final Duration remembered;
    private final TreeMap<Long, LongSet> byDay = new TreeMap<>();

    KnownMeetings(Duration remembered) {
        this.remembered = remembered;
    }

    void add(Instant now, String meeting) {
        long hash = hash(meeting);
        long today = now.getEpochSecond() / DAY;
        byDay.headMap(today - remembered.toDays() - 1).clear();
        byDay.computeIfAbsent(today, _ -> new LongSet()).add(hash);
    }

    boolean contains(String meeting) {
        long hash = hash(meeting);
        return byDay.values().stream().anyMatch(day -> day.contains(hash));
    }

    int size() {
        return byDay.values().stream().mapToInt(LongSet::size).sum();
    }

    /** FNV-1a, mixed once more: its lower bits alone are weak. */
    static long hash(String text) {
        long hash = FNV_OFFSET;
        for (byte b : text.getBytes(UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    }
}
