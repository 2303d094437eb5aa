package io.adjourn.inspector.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where times stand on a line of 0 to 1. Even but for gaps in which nothing happens and that are far longer than all else, such as the
 * days between the order for a bot and its meeting: each is drawn shorter, and said to be.
 */
final class TimeScale {
    /** How many times as long as the rest together a gap is that is drawn shorter. */
    private static final double FAR_LONGER = 3;

    /** How wide it is drawn, as a part of the rest. */
    private static final double SHORTENED = 0.35;

    /** At least a second, so that what happened at one time has a width. */
    private static final double LEAST = 1;

    private final NavigableMap<Instant, Double> places = new TreeMap<>();
    private final List<Break> breaks = new ArrayList<>();

    /** A gap that is drawn shorter than it is. */
    record Break(double from, double to, Duration length) {}

    /**
     * A scale on which all of them have their place.
     *
     * @param times at least one
     */
    TimeScale(Collection<Instant> times) {
        var sorted = List.copyOf(new TreeSet<>(times));
        double[] widths = new double[sorted.size() - 1];
        for (int gap = 0; gap < widths.length; gap++) {
            widths[gap] = seconds(sorted.get(gap), sorted.get(gap + 1));
        }
        boolean[] shortened = shorten(widths);
        double whole = Math.max(LEAST, sum(widths));
        double at = 0;
        places.put(sorted.getFirst(), 0d);
        for (int gap = 0; gap < widths.length; gap++) {
            double next = at + widths[gap] / whole;
            places.put(sorted.get(gap + 1), next);
            if (shortened[gap]) {
                breaks.add(new Break(at, next, Duration.between(sorted.get(gap), sorted.get(gap + 1))));
            }
            at = next;
        }
    }

    /** Where a time stands; one that it was not made with stands between its neighbours. */
    double at(Instant time) {
        var before = places.floorEntry(time);
        var after = places.ceilingEntry(time);
        if (before == null) {
            return 0;
        }
        if (after == null) {
            return places.lastEntry().getValue();
        }
        double gap = seconds(before.getKey(), after.getKey());
        return gap == 0
                ? before.getValue()
                : before.getValue() + (after.getValue() - before.getValue()) * seconds(before.getKey(), time) / gap;
    }

    List<Break> breaks() {
        return List.copyOf(breaks);
    }

    /** From the longest on, as long as one is far longer than the rest. */
    private static boolean[] shorten(double[] widths) {
        var shortened = new boolean[widths.length];
        for (int round = 0; round < widths.length - 1; round++) {
            int longest = -1;
            for (int gap = 0; gap < widths.length; gap++) {
                if (!shortened[gap] && (longest < 0 || widths[gap] > widths[longest])) {
                    longest = gap;
                }
            }
            double rest = sum(widths) - widths[longest];
            if (rest <= 0 || widths[longest] <= FAR_LONGER * rest) {
                break;
            }
            widths[longest] = SHORTENED * rest;
            shortened[longest] = true;
        }
        return shortened;
    }

    private static double sum(double[] widths) {
        double sum = 0;
        for (double width : widths) {
            sum += width;
        }
        return sum;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000d;
    }
}
