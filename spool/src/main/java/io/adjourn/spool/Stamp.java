package io.adjourn.spool;

import java.security.SecureRandom;

/**
 * A number that every record of a spool bears and no sender knows, so that what looks like a record within a body is never taken
 * for one. Positive.
 */
final class Stamp {
    private Stamp() {}

    static long fresh() {
        return new SecureRandom().nextLong(1, Long.MAX_VALUE);
    }
}
