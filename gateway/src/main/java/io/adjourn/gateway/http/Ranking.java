package io.adjourn.gateway.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Crowds by a number that changes by one at a time: constant time for each change. For one thread at a time. */
final class Ranking {
    /** By their numbers; those whose number is 0 are not kept. */
    private final List<LinkedHashSet<Crowd>> byNumber = new ArrayList<>(List.of(new LinkedHashSet<>()));

    private int highest;

    /** The number of a crowd has changed by one. */
    void change(Crowd crowd, int from, int to) {
        byNumber.get(from).remove(crowd);
        if (to == byNumber.size()) {
            byNumber.add(new LinkedHashSet<>());
        }
        if (to > 0) {
            byNumber.get(to).add(crowd);
        }
        if (to > highest) {
            highest = to;
        } else if (highest > 0 && byNumber.get(highest).isEmpty()) {
            highest--;
        }
    }

    /** One with the highest number, null where all are 0. */
    @Nullable
    Crowd highest() {
        return highest == 0 ? null : byNumber.get(highest).getFirst();
    }
}
