package io.adjourn.spool;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;

/** The earliest time of each {@value #TOGETHER} records that follow one another: eight bytes for all of them. Guarded by its owner. */
final class EarliestTimes {
    private static final int TOGETHER = 256;

    /** In milliseconds. */
    private long[] earliest = {};

    /** The record at that index is of that time, in milliseconds. */
    void add(int index, long time) {
        addTo(index / TOGETHER, time);
    }

    void addAll(EarliestTimes others) {
        for (int i = 0; i < others.earliest.length; i++) {
            addTo(i, others.earliest[i]);
        }
    }

    private void addTo(int place, long time) {
        if (place >= earliest.length) {
            int before = earliest.length;
            earliest = Arrays.copyOf(earliest, Math.max(place + 1, 2 * before));
            Arrays.fill(earliest, before, earliest.length, Long.MAX_VALUE);
        }
        earliest[place] = Math.min(earliest[place], time);
    }

    /** None of the records at these indices is of an earlier time; {@link Instant#MAX} where there are none. */
    Instant ofThoseIn(BitSet indices) {
        long first = Long.MAX_VALUE;
        int next = indices.nextSetBit(0);
        while (next >= 0) {
            int place = next / TOGETHER;
            first = Math.min(first, earliest[place]);
            next = indices.nextSetBit((place + 1) * TOGETHER);
        }
        return first == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(first);
    }
}
