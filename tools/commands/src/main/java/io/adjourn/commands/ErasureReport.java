package io.adjourn.commands;

import io.adjourn.commands.erasure.Known;
import io.adjourn.commands.erasure.Survey.Place;
import io.adjourn.commands.erasure.TopicTimes;
import io.adjourn.meetings.v1.Outcome;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Says which meetings are to be erased, where each has records, and until when.
 *
 * @param now when they are erased
 */
record ErasureReport(PrintWriter out, TopicTimes times, Instant now) {
    /** As many as somebody reads. */
    private static final int SHOWN = 50;

    /** @param places where a meeting has records, by its key */
    void print(Collection<Known> meetings, Map<String, List<Place>> places) {
        meetings.stream()
                .sorted(Comparator.comparing(Known::key))
                .limit(SHOWN)
                .forEach(known -> print(known, places.getOrDefault(known.key(), List.of())));
        if (meetings.size() > SHOWN) {
            out.println("... and " + (meetings.size() - SHOWN) + " more");
        }
    }

    private void print(Known known, List<Place> places) {
        Instant erased = known.deletedAt() == null ? now : known.deletedAt();
        out.println(known.key() + ": " + described(known));
        for (Place place : places) {
            out.println("  " + place.topic().name() + ": " + counted(place.records(), "record") + ", "
                    + times.until(place.topic(), place.latest(), erased));
        }
    }

    private static String described(Known known) {
        if (known.outcome() == null) {
            return known.vendor() + ", no record";
        }
        String record = known.vendor() + ", revision " + known.revision() + " " + known.outcome();
        return known.outcome() == Outcome.DELETED ? record + ", deleted at " + known.deletedAt() : record;
    }

    static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
