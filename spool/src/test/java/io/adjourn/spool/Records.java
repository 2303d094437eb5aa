package io.adjourn.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.spool.Spool.Appended;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records to keep, and what is kept. */
final class Records {
    private Records() {}

    static Appended append(Spool spool, String value) {
        return append(spool, value.getBytes(UTF_8));
    }

    static Appended append(Spool spool, byte[] value) {
        try {
            return spool.append("acme/b-1", value, Map.of("adjourn-source", "acme", "note", "ü"));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The values of all, which are then removed. */
    static List<String> drain(Spool spool) throws IOException {
        var values = new ArrayList<String>();
        for (List<Entry> next = spool.peek(100, 1_000_000); !next.isEmpty(); next = spool.peek(100, 1_000_000)) {
            next.forEach(entry -> values.add(value(entry)));
            spool.remove(next.size());
        }
        return values;
    }

    static String value(Entry entry) {
        return new String(entry.bytes(), UTF_8);
    }
}
