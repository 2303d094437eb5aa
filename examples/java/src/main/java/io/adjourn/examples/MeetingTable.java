package io.adjourn.examples;

import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectedDelivery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all three examples do with a record, whichever client reads it. The map stands for a table of your database. */
final class MeetingTable {
    private static final Comparator<MeetingCompletion> AGE =
            Comparator.comparingInt(MeetingCompletion::getEpoch).thenComparingInt(MeetingCompletion::getRevision);

    private final Map<String, MeetingCompletion> rows = new HashMap<>();

    /** Takes a record, as often as it comes. Its value is null where the record was removed from the topic. */
    void take(String key, @Nullable Object value) {
        if (value == null) {
            rows.remove(key);
            print("forget", key);
        } else if (value instanceof MeetingCompletion completion) {
            upsert(key, completion);
        } else if (value instanceof RejectedDelivery reject) {
            print("reject", key, reject.getReason());
        } else {
            print("note", key, "is of a type that this program does not read:", value.getClass());
        }
    }

    private void upsert(String key, MeetingCompletion completion) {
        MeetingCompletion row = rows.get(key);
        if (row != null && AGE.compare(row, completion) >= 0) {
            return; // Read before: after a crash, records come again.
        }
        rows.put(key, completion);
        if (completion.getOutcome() == Outcome.UNKNOWN) {
            print("note", key, "has an outcome that these classes do not know, read as UNKNOWN");
        }
        if (completion.getOutcome() == Outcome.DELETED) {
            print("delete", key, completion.getEpoch(), completion.getRevision());
        } else {
            print(
                    "upsert",
                    key,
                    completion.getEpoch(),
                    completion.getRevision(),
                    completion.getOutcome(),
                    toTheSecond(completion.getEndedAt()));
        }
    }

    private static Object toTheSecond(@Nullable Instant time) {
        return time == null ? "-" : time.truncatedTo(ChronoUnit.SECONDS);
    }

    static void print(Object... words) {
        System.out.println(Arrays.stream(words).map(Object::toString).collect(Collectors.joining(" ")));
    }
}
