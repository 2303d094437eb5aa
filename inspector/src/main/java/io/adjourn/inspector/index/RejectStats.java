package io.adjourn.inspector.index;

import java.util.ArrayDeque;
import java.util.Deque;

/** The rejects of one reason, source and vendor, counted; and where the latest stand. Times in milliseconds. */
final class RejectStats {
    private static final int LATEST = 10;

    long count;
    long firstAt = Long.MAX_VALUE;
    long lastAt;
    final Deque<Where> latest = new ArrayDeque<>();

    /** Which. */
    record Group(String reason, String source, String vendor) {
        String row() {
            return reason + "\0" + source + "\0" + vendor;
        }

        static Group of(String row) {
            String[] parts = row.split("\0", 3);
            return new Group(parts[0], parts[1], parts[2]);
        }
    }

    /** One of them. */
    record Where(String key, RecordPosition place) {}

    void saw(String key, RecordPosition place, long at) {
        count++;
        firstAt = Math.min(firstAt, at);
        lastAt = Math.max(lastAt, at);
        latest.addFirst(new Where(key, place));
        if (latest.size() > LATEST) {
            latest.removeLast();
        }
    }

    byte[] pack() {
        var packer = new Packer().number(count).whole(firstAt).whole(lastAt).number(latest.size());
        latest.forEach(one -> packer.text(one.key())
                .number(one.place().partition())
                .number(one.place().offset()));
        return packer.bytes();
    }

    static RejectStats unpack(byte[] row) {
        var in = new Unpacker(row);
        var read = new RejectStats();
        read.count = in.number();
        read.firstAt = in.whole();
        read.lastAt = in.whole();
        for (int left = in.small(); left > 0; left--) {
            read.latest.addLast(new Where(in.text(), new RecordPosition(in.small(), in.number())));
        }
        return read;
    }
}
