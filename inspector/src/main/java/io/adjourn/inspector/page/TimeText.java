package io.adjourn.inspector.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times and lengths of time as people say them. The page's script says them in the same words. */
final class TimeText {
    private static final DateTimeFormatter TO_THE_SECOND = utc("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter TIME = utc("HH:mm");
    private static final DateTimeFormatter DAY_AND_TIME = utc("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter EXACT = utc("yyyy-MM-dd HH:mm:ss.SSS");

    private TimeText() {}

    /** Such as {@code 44 minutes} or {@code 1 hour 5 minutes}: how long something took, in a sentence. */
    static String took(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 60) {
            return plural(seconds, "second");
        }
        // Rounded, so that 43:59 is 44 minutes, as everybody says.
        long minutes = (seconds + 30) / 60;
        if (minutes < 60) {
            return plural(minutes, "minute");
        }
        long hours = minutes / 60;
        if (hours < 48) {
            return plural(hours, "hour") + (minutes % 60 == 0 ? "" : " " + plural(minutes % 60, "minute"));
        }
        return plural(hours / 24, "day");
    }

    /** Such as {@code 44 min}, {@code 3 h 5 min} or {@code 12 d}: short, rounded down. */
    static String brief(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        long minutes = seconds / 60;
        long hours = minutes / 60;
        if (seconds < 60) {
            return seconds + " s";
        }
        if (minutes < 60) {
            return minutes + " min";
        }
        if (hours < 48) {
            return hours + " h" + (hours < 10 && minutes % 60 != 0 ? " " + minutes % 60 + " min" : "");
        }
        return hours / 24 + " d";
    }

    /** Such as {@code in 3 h} or {@code 12 min ago}. */
    static String clock(Instant at, Instant now) {
        return at.isAfter(now) ? "in " + brief(Duration.between(now, at)) : brief(Duration.between(at, now)) + " ago";
    }

    /** Such as {@code +44 min} or {@code −47 h}; {@code 0} where both are one. */
    static String since(Instant origin, Instant at) {
        return at.equals(origin)
                ? "0"
                : (at.isAfter(origin) ? "+" : "−")
                        + brief(Duration.between(origin, at).abs());
    }

    /** Such as {@code 2026-11-30 14:05:00 UTC}. */
    static String utc(Instant at) {
        return TO_THE_SECOND.format(at) + " UTC";
    }

    /** Such as {@code 14:05 UTC}, with the day where that is not today. */
    static String briefly(Instant at, Instant now) {
        boolean today = at.truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS));
        return (today ? TIME : DAY_AND_TIME).format(at) + " UTC";
    }

    /** The same with milliseconds. */
    static String exactly(Instant at) {
        return EXACT.format(at) + " UTC";
    }

    /** Such as {@code 1.2 MB}, in decimal units, as vendors count. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double rest = bytes;
        for (String unit : new String[] {"kB", "MB", "GB"}) {
            rest /= 1000;
            if (rest < 999.95) {
                return String.format(Locale.ROOT, "%.1f %s", rest, unit);
            }
        }
        return String.format(Locale.ROOT, "%.1f TB", rest / 1000);
    }

    /** Such as {@code 12,000}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Such as {@code 1 copy} or {@code 3 copies}. */
    static String plural(long count, String noun) {
        String many = noun.endsWith("y") && !noun.endsWith("ey") && !noun.endsWith("ay")
                ? noun.substring(0, noun.length() - 1) + "ies"
                : noun + "s";
        return count + " " + (count == 1 ? noun : many);
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
