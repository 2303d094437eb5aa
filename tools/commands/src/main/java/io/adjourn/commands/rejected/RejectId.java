package io.adjourn.commands.rejected;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a reject stands in the rejected topic, which names it: to people as {@code 3-17}. */
public record RejectId(int partition, long offset) implements Comparable<RejectId> {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})-([0-9]{1,18})");
    private static final Pattern PLACE = Pattern.compile("/([0-9]{1,9})/([0-9]{1,18})");
    private static final Comparator<RejectId> ORDER =
            Comparator.comparingInt(RejectId::partition).thenComparingLong(RejectId::offset);

    /** The id written so; empty where it is none. */
    public static Optional<RejectId> of(String text) {
        return of(TEXT.matcher(text));
    }

    /** The id that a replay's header names; empty where it names none of that topic. */
    static Optional<RejectId> ofHeader(String value, String topic) {
        return value.startsWith(topic) ? of(PLACE.matcher(value.substring(topic.length()))) : Optional.empty();
    }

    private static Optional<RejectId> of(Matcher matcher) {
        return matcher.matches()
                ? Optional.of(new RejectId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** As a replay's header names it. */
    String header(String topic) {
        return topic + "/" + partition + "/" + offset;
    }

    @Override
    public int compareTo(RejectId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
