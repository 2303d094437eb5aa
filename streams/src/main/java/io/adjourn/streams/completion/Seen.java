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
record Seen(long[] ids, int events, int duplicates) {
    /** Beyond this a repeated event is folded again, which changes nothing but the counts. */
    static final int MAX_IDS = 1024;

    static final Seen NONE = new Seen(new long[0], 0, 0);

    boolean has(long id) {
        return Arrays.binarySearch(ids, id) >= 0;
    }

    Seen with(long id) {
        if (ids.length == MAX_IDS) {
            return new Seen(ids, events + 1, duplicates);
        }
        int place = -Arrays.binarySearch(ids, id) - 1;
        long[] more = new long[ids.length + 1];
        System.arraycopy(ids, 0, more, 0, place);
        more[place] = id;
        System.arraycopy(ids, place, more, place + 1, ids.length - place);
        return new Seen(more, events + 1, duplicates);
    }

    Seen withoutIds() {
        return new Seen(NONE.ids, events, duplicates);
    }

    Seen withDuplicate() {
        return new Seen(ids, events, duplicates + 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Seen(var otherIds, var otherEvents, var otherDuplicates)
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
