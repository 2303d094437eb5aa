package io.adjourn.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.vendors.Event.EventTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time as a vendor wrote it: ISO 8601 with up to nine digits of a second, {@code Z}, an offset or neither (then UTC), or
 * seconds or milliseconds since 1970.
 *
 * @param text as written
 * @param instant what it stands for; null where it cannot be read, is before the year 2000, when no vendor existed (the zeros
 *     and epochs of clocks that were not set), or after the year 9999, which no calendar writes
 */
public record VendorTime(String text, @Nullable Instant instant) {
    private static final Instant FIRST_USABLE = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant FIRST_UNUSABLE = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);

    /** From here on a number of seconds would be past the year 5138, and one of milliseconds is past March 1973. */
    private static final long FIRST_MILLISECONDS = 100_000_000_000L;

    /** Digits that a long certainly holds. */
    private static final int MAX_EPOCH_DIGITS = 18;

    /** The time in a JSON value, or null where the value is absent or null. */
    public static @Nullable VendorTime of(JsonNode value) {
        String text = Json.words(value);
        return text == null ? null : of(text);
    }

    /** The time in a text. */
    public static VendorTime of(String text) {
        Instant instant = isDigits(text) ? sinceEpoch(text) : IsoTime.parse(text);
        boolean usable = instant != null && !instant.isBefore(FIRST_USABLE) && instant.isBefore(FIRST_UNUSABLE);
        return new VendorTime(text, usable ? instant : null);
    }

    /** Whether a text is written as a time, whichever: also one of before any vendor existed. */
    static boolean isReadable(String text) {
        return isDigits(text) || IsoTime.parse(text) != null;
    }

    /** The time in one rendering, for a semantic key: the same however its instant is written; as written where it has none. */
    public String inOneRendering() {
        return instant == null ? text : IsoTime.write(instant);
    }

    /**
     * When an event happened: by its own time; else, inferred, by the time the vendor sent it; else by the time of receipt.
     * A time that is unreadable, absurdly old or more than a day after receipt is none.
     *
     * @param own what the event says, null where it says nothing
     * @param sent when the vendor says it sent it, null where it says nothing
     */
    public static EventTime eventTime(@Nullable VendorTime own, @Nullable VendorTime sent, Instant receivedAt) {
        Instant happened = usable(own, receivedAt);
        if (happened != null) {
            return new EventTime(happened, false, null);
        }
        Instant posted = usable(sent, receivedAt);
        VendorTime unusable = own != null || posted != null ? own : sent;
        return new EventTime(posted != null ? posted : receivedAt, true, unusable == null ? null : unusable.text);
    }

    /** The time, or null where there is none, or one that is unreadable, absurdly old or more than a day after receipt. */
    public static @Nullable Instant usable(@Nullable VendorTime time, Instant receivedAt) {
        Instant instant = time == null ? null : time.instant;
        return instant == null || instant.isAfter(receivedAt.plus(FURTHEST_AHEAD)) ? null : instant;
    }

    private static @Nullable Instant sinceEpoch(String digits) {
        if (digits.length() > MAX_EPOCH_DIGITS) {
            return null;
        }
        long count = Long.parseLong(digits);
        return count < FIRST_MILLISECONDS ? Instant.ofEpochSecond(count) : Instant.ofEpochMilli(count);
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
