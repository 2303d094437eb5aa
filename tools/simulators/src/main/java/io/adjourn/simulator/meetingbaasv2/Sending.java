package io.adjourn.simulator.meetingbaasv2;

import java.util.Set;

/**
 * What a {@code bot.completed} says, and in the how-manieth sending.
 *
 * @param made the fields that have a link; the others are null
 * @param deleted whether the data is deleted
 * @param number from 1; links and time of sending are new in each
 */
record Sending(Set<String> made, boolean deleted, int number) {
    /** Ends are sent from this minute on, each a minute after the one before. */
    private static final double FIRST = 50;

    Sending {
        made = Set.copyOf(made);
    }

    static Sending of(Set<String> made) {
        return new Sending(made, false, 1);
    }

    Sending again() {
        return new Sending(made, deleted, number + 1);
    }

    double minute() {
        return FIRST + number;
    }
}
