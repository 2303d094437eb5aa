package io.adjourn.contracts;

/**
 * How large a body may be. All other limits follow from it, and grow along the way, so that nothing accepted is too large for
 * what is made of it: a raw record may have a sixteenth more, for its headers; what is made of it, an eighth more.
 *
 * @param bytes from 256 KiB to 16 MiB
 */
public record BodyLimit(int bytes) {
    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;
    private static final int LEAST = 256 * KIB;

    /** What one delivery's headers and a record's own fields need at most. */
    private static final int LEAST_MARGIN = 64 * KIB;

    /** The largest body that any vendor is known to send. */
    public static final BodyLimit LARGEST = new BodyLimit(16 * MIB);

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if it is too small or too large; the message is one line for people
     */
    public BodyLimit {
        if (bytes < LEAST || bytes > 16 * MIB) {
            throw new IllegalArgumentException("adjourn.body.max-bytes: " + bytes
                    + " is not between 256KiB and 16MiB, which is the largest body that vendors send: use e.g. 16MiB,"
                    + " or 7MiB where Kafka takes 8 MiB");
        }
    }

    /** The largest raw record, headers included. */
    public int rawBytes() {
        return bytes + margin();
    }

    /** The largest event or reject. */
    public int eventBytes() {
        return bytes + 2 * margin();
    }

    /** How large bodies may be where Kafka takes records of that size, in bytes; as large as the largest limit at most. */
    public static int fitting(long maxMessageBytes) {
        long byShare = maxMessageBytes * 8 / 9;
        long byMargin = maxMessageBytes - 2L * LEAST_MARGIN;
        return Math.toIntExact(Math.clamp(Math.min(byShare, byMargin), 0, LARGEST.bytes()));
    }

    private int margin() {
        return Math.max(LEAST_MARGIN, bytes / 16);
    }
}
