package io.adjourn.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, as settings give it: {@code 1GiB}, {@code 512MiB}, {@code 64KiB}, or plain {@code 1073741824}. */
public record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([kmg]ib)?");
    private static final String UNITS = "kmg";
    private static final int BITS_A_UNIT = 10;

    /** What the text says; empty where it is no size. */
    public static Optional<ByteSize> parse(CharSequence text) {
        Matcher form = FORM.matcher(text.toString().strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        String unit = form.group(2);
        int bits = unit == null ? 0 : (UNITS.indexOf(unit.charAt(0)) + 1) * BITS_A_UNIT;
        long count = Long.parseLong(form.group(1));
        return count > Long.MAX_VALUE >> bits ? Optional.empty() : Optional.of(new ByteSize(count << bits));
    }
}
