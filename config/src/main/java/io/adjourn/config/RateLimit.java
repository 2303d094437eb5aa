package io.adjourn.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many in such a time: {@code 100/s}, {@code 6000/min}. All of a period's may come at once.
 *
 * @param count at least one
 * @param period a second or a minute
 */
public record RateLimit(long count, Duration period) {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})/(s|min)");

    /** The rate the text says, empty where it says none. */
    public static Optional<RateLimit> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Duration period = matcher.group(2).equals("s") ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
        return Optional.of(new RateLimit(Long.parseLong(matcher.group(1)), period));
    }
}
