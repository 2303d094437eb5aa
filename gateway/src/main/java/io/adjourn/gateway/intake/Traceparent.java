package io.adjourn.gateway.intake;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Where a delivery's trace begins: here, in W3C's format. A sender's own is not taken over, for it could join our traces as it
 * pleases, but kept beside it, for who wants to follow the link.
 */
final class Traceparent {
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final HexFormat HEX = HexFormat.of();

    private Traceparent() {}

    /** A new one, marked as sampled. */
    static String start(RandomGenerator random) {
        return "00-" + id(random) + id(random) + "-" + id(random) + "-01";
    }

    /** Whether the text is one, of the version we know. */
    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** Eight bytes, not all of them zero: the format forbids that. */
    private static String id(RandomGenerator random) {
        return HEX.toHexDigits(random.nextLong(1, Long.MAX_VALUE));
    }
}
