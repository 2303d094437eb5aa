package io.adjourn.inspector.index;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What came from a source, counted. Times in microseconds. Changed by the thread that indexes; others read it under its lock. */
final class SourceStats {
    /** A vendor that changes has a few new fields; somebody who plays with us might send any number. */
    private static final int MOST_NOVELTIES = 200;

    String vendor = "";
    long lastHeardAt;
    long deliveries;
    long normalized;
    long rejected;
    long ignored;
    long open;
    final Map<Unknown, Seen> unknown = new TreeMap<>();

    /** Something that the vendor is not known to send. */
    record Unknown(String kind, String where, @Nullable String word) implements Comparable<Unknown> {
        private static final Comparator<Unknown> ORDER = Comparator.comparing(Unknown::where)
                .thenComparing(Unknown::kind)
                .thenComparing(Unknown::word, Comparator.nullsFirst(Comparator.naturalOrder()));

        @Override
        public int compareTo(Unknown other) {
            return ORDER.compare(this, other);
        }
    }

    /** How often, and when last. */
    record Seen(long count, long lastAt) {}

    void saw(Unknown novelty, long at) {
        Seen before = unknown.get(novelty);
        if (before != null || unknown.size() < MOST_NOVELTIES) {
            unknown.put(
                    novelty,
                    before == null ? new Seen(1, at) : new Seen(before.count() + 1, Math.max(before.lastAt(), at)));
        }
    }

    byte[] pack() {
        var packer = new Packer()
                .text(vendor)
                .whole(lastHeardAt)
                .number(deliveries)
                .number(normalized)
                .number(rejected)
                .number(ignored)
                .number(Math.max(0, open))
                .number(unknown.size());
        unknown.forEach((novelty, seen) -> packer.text(novelty.kind())
                .text(novelty.where())
                .textOrNull(novelty.word())
                .number(seen.count())
                .whole(seen.lastAt()));
        return packer.bytes();
    }

    static SourceStats unpack(byte[] row) {
        var in = new Unpacker(row);
        var read = new SourceStats();
        read.vendor = in.text();
        read.lastHeardAt = in.whole();
        read.deliveries = in.number();
        read.normalized = in.number();
        read.rejected = in.number();
        read.ignored = in.number();
        read.open = in.number();
        for (int left = in.small(); left > 0; left--) {
            read.unknown.put(new Unknown(in.text(), in.text(), in.textOrNull()), new Seen(in.number(), in.whole()));
        }
        return read;
    }
}
