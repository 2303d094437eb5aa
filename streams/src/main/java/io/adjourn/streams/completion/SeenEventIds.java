package io.adjourn.streams.completion;

import java.util.Arrays;

/**
 * Which events the meeting has had.
 *
 * @param ids in ascending order, at most {@value #MAX_IDS}; not to be changed
 * @param events how many different ones
 * @param duplicates how many more times any of them came
 */
@SuppressWarnings("ArrayRecordComponent") // Eight bytes an event, in the meeting's own state; equality is spelled out.
record SeenEventIds(long[] ids, int events, int duplicates) {
    /** Beyond this a repeated event is folded again, which changes nothing but the counts. */
    static final int MAX_IDS = 1024;

    static final SeenEventIds NONE = new SeenEventIds(new long[0], 0, 0);

    boolean has(long id) {
        return Arrays.binarySearch(ids, id) >= 0;
    }

    SeenEventIds with(long id) {
        if (ids.length == MAX_IDS) {
            return new SeenEventIds(ids, events + 1, duplicates);
        }
        int place = -Arrays.binarySearch(ids, id) - 1;
        long[] more = new long[ids.length + 1];
        System.arraycopy(ids, 0, more, 0, place);
        more[place] = id;
        System.arraycopy(ids, place, more, place + 1, ids.length - place);
        return new SeenEventIds(more, events + 1, duplicates);
    }

    SeenEventIds withoutIds() {
        return new SeenEventIds(NONE.ids, events, duplicates);
    }

    SeenEventIds withDuplicate() {
        return new SeenEventIds(ids, events, duplicates + 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeenEventIds(var otherIds, var otherEvents, var otherDuplicates)
                && Arrays.equals(ids, otherIds)
                && events == otherEvents
                && duplicates == otherDuplicates;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + 31 * events + duplicates;
    }

    @Override
    public String toString() {
        return "Seen[" + events + " events, " + duplicates + " duplicates]";
    }
}
