package io.adjourn.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A number that every record of a spool bears and no sender knows, so that what looks like a record within a body is never taken
 * for one. Positive.
 */
final class Stamp {
    private Stamp() {}

    private static final int NAME_BYTES = 8;

    static long fresh() {
        return new SecureRandom().nextLong(1, Long.MAX_VALUE);
    }

    /** A name for the spool with that stamp, which does not tell it. */
    static String nameOf(long stamp) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(("name of spool " + stamp).getBytes(US_ASCII));
            return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
