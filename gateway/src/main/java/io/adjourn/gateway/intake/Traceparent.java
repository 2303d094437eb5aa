package io.adjourn.gateway.intake;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Where a delivery's trace begins: here, in W3C's format. A sender's own is not taken over, for it could join our traces as it
 * pleases.
 */
final class Traceparent {
    private static final HexFormat HEX = HexFormat.of();

    private Traceparent() {}

    /** A new one, marked as sampled. */
    static String start(RandomGenerator random) {
        return "00-" + id(random) + id(random) + "-" + id(random) + "-01";
    }

    /** Eight bytes, not all of them zero: the format forbids that. */
    private static String id(RandomGenerator random) {
        return HEX.toHexDigits(random.nextLong(1, Long.MAX_VALUE));
    }
}
