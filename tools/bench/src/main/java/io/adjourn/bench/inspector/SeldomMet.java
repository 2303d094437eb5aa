package io.adjourn.bench.inspector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pairs of filters that many meetings have each, and few or none both: the most work that a first page can be. */
final class SeldomMet {
    private static final int MOST = 4;

    /** Of those that have the rarer one. */
    private static final double SELDOM = 0.02;

    private SeldomMet() {}

    /**
     * The pairs of which the rarer filter fits most, as parameters.
     *
     * @param meetings the filters of each of some meetings
     */
    static List<String> pairs(List<Set<String>> meetings) {
        var one = new HashMap<String, Integer>();
        var both = new HashMap<String, Integer>();
        for (Set<String> filters : meetings) {
            for (String filter : filters) {
                one.merge(filter, 1, Integer::sum);
                filters.stream()
                        .filter(other -> other.compareTo(filter) > 0)
                        .forEach(other -> both.merge(filter + "&" + other, 1, Integer::sum));
            }
        }
        record Pair(String filters, int rarer) {}
        var pairs = new ArrayList<Pair>();
        for (Map.Entry<String, Integer> first : one.entrySet()) {
            for (Map.Entry<String, Integer> second : one.entrySet()) {
                String filters = first.getKey() + "&" + second.getKey();
                int rarer = Math.min(first.getValue(), second.getValue());
                if (isOther(first.getKey(), second.getKey()) && both.getOrDefault(filters, 0) <= SELDOM * rarer) {
                    pairs.add(new Pair(filters, rarer));
                }
            }
        }
        return pairs.stream()
                .sorted(Comparator.comparingInt(Pair::rarer).reversed().thenComparing(Pair::filters))
                .limit(MOST)
                .map(Pair::filters)
                .toList();
    }

    /** Whether both can be asked for together, in that order. */
    private static boolean isOther(String first, String second) {
        return first.compareTo(second) < 0 && !field(first).equals(field(second));
    }

    private static String field(String filter) {
        return filter.substring(0, filter.indexOf('='));
    }
}
