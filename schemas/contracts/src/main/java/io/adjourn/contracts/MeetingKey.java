package io.adjourn.contracts;

/**
 * The key of all records of a meeting, {@code {source}/{session}}. Neither has a slash in it.
 *
 * @param source whose deliveries they are
 * @param session the vendor's id of one bot in one call
 */
public record MeetingKey(String source, String session) {
    private static final char SEPARATOR = '/';

    /** The key in its parts; what has no slash is all source. */
    public static MeetingKey of(String key) {
        int separator = key.indexOf(SEPARATOR);
        return separator < 0
                ? new MeetingKey(key, "")
                : new MeetingKey(key.substring(0, separator), key.substring(separator + 1));
    }

    /** The source of any record with this key, of a meeting or not. */
    public static String sourceOf(String recordKey) {
        return of(recordKey).source();
    }

    /** As it stands in Kafka. */
    @Override
    public String toString() {
        return source + SEPARATOR + session;
    }
}
