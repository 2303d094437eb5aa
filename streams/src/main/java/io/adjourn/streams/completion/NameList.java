package io.adjourn.streams.completion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Who took part or spoke, as one event lists them.
 *
 * @param names in the vendor's order
 * @param cut whether it listed more than is kept
 */
record NameList(List<String> names, boolean cut) {
    static final int MAX_NAMES = 1_000;
    private static final int MAX_BYTES = 12_000;

    static final NameList NOBODY = new NameList(List.of(), false);

    /** Of two the one that lists more. */
    private static final Comparator<NameList> FULLEST_LAST = Comparator.comparingInt(
                    (NameList list) -> list.names().size())
            .thenComparing(NameList::cut)
            .thenComparing(list -> String.join("\0", list.names()));

    NameList {
        names = List.copyOf(names);
    }

    /** As much of the list as is kept. */
    static NameList of(List<String> listed) {
        var names = new ArrayList<String>();
        int bytes = 0;
        for (String name : listed) {
            String kept = Limits.name(name);
            bytes += Limits.bytes(kept);
            if (names.size() == MAX_NAMES || bytes > MAX_BYTES) {
                return new NameList(names, true);
            }
            names.add(kept);
        }
        return new NameList(names, false);
    }

    static NameList fuller(NameList one, NameList other) {
        // Most events list nobody, and two lists of one length are compared at some cost.
        if (other.names().isEmpty() && !other.cut()) {
            return one;
        }
        return FULLEST_LAST.compare(one, other) >= 0 ? one : other;
    }
}
