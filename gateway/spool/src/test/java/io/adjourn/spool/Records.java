package io.adjourn.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.spool.Spool.Appended;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Records to keep, and what is kept. */
final class Records {
    private Records() {}

    static Appended append(Spool spool, String value) {
        return append(spool, value.getBytes(UTF_8));
    }

    static Appended append(Spool spool, byte[] value) {
        return append(spool, value, Instant.now());
    }

    static Appended append(Spool spool, byte[] value, Instant receivedAt) {
        try {
            return spool.append("acme/b-1", value, Map.of("adjourn-source", "acme", "note", "ü"), receivedAt);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Opens a spool and waits until it is read. */
    static Spool open(Path directory, long maxBytes, Consumer<SpoolEvent> events) {
        Spool spool = Spool.open(directory, maxBytes, events);
        try {
            spool.awaitRead();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return spool;
    }

    /** The values of all, which are then delivered. */
    static List<String> drain(Spool spool) {
        var values = new ArrayList<String>();
        try (Pass pass = spool.pass()) {
            for (List<Entry> next = pass.next(100, 1_000_000); !next.isEmpty(); next = pass.next(100, 1_000_000)) {
                next.forEach(entry -> values.add(value(entry)));
                spool.delivered(next);
            }
        }
        return values;
    }

    /** The first that wait, which go on waiting. */
    static List<Entry> peek(Spool spool, int records, long bytes) {
        try (Pass pass = spool.pass()) {
            return pass.next(records, bytes);
        }
    }

    /** So many that are delivered. */
    static void deliver(Spool spool, int records) {
        spool.delivered(peek(spool, records, Long.MAX_VALUE));
    }

    static String value(Entry entry) {
        return new String(entry.bytes(), UTF_8);
    }
}
