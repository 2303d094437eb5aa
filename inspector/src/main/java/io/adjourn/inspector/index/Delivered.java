package io.adjourn.inspector.index;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A delivery, without its body: that is read from Kafka when it is asked for.
 *
 * @param receivedAt in microseconds
 * @param storedAt its log time, in milliseconds
 * @param spooled null where its gateway did not say
 * @param askedAt in microseconds; null where it was not pulled
 * @param reading what this build reads in it
 * @param facts the first eight bytes of the identities of its facts: which of them others told before, these say. Of one that was not
 *     read the first eight bytes of its body's digest, instead of any fact
 */
public record Delivered(
        RecordPosition place,
        String deliveryId,
        String source,
        String vendor,
        long receivedAt,
        long storedAt,
        @Nullable Boolean spooled,
        @Nullable String verifiedBy,
        @Nullable String pulled,
        @Nullable Long askedAt,
        @Nullable String replayOf,
        @Nullable String contentType,
        int bytes,
        @Nullable String vendorType,
        Reading reading,
        List<Long> facts)
        implements IndexEntry {

    /** What this build reads in a delivery. */
    public enum Reading {
        FACTS,
        IGNORED,
        UNREADABLE,
        /** It was not read: it is large. */
        UNREAD
    }

    public Delivered {
        facts = List.copyOf(facts);
    }

    byte[] pack() {
        var packer = new Packer()
                .text(deliveryId)
                .text(source)
                .text(vendor)
                .whole(receivedAt)
                .whole(storedAt)
                .number(spooled == null ? 0 : spooled ? 2 : 1)
                .textOrNull(verifiedBy)
                .textOrNull(pulled)
                .wholeOrNull(askedAt)
                .textOrNull(replayOf)
                .textOrNull(contentType)
                .number(bytes)
                .textOrNull(vendorType)
                .text(reading.name())
                .number(facts.size());
        facts.forEach(packer::whole);
        return packer.bytes();
    }

    static Delivered unpack(RecordPosition place, byte[] row) {
        var in = new Unpacker(row);
        return new Delivered(
                place,
                in.text(),
                in.text(),
                in.text(),
                in.whole(),
                in.whole(),
                switch (in.small()) {
                    case 0 -> null;
                    case 1 -> false;
                    default -> true;
                },
                in.textOrNull(),
                in.textOrNull(),
                in.wholeOrNull(),
                in.textOrNull(),
                in.textOrNull(),
                in.small(),
                in.textOrNull(),
                Reading.valueOf(in.text()),
                longs(in));
    }

    private static List<Long> longs(Unpacker in) {
        long[] all = new long[in.small()];
        IntStream.range(0, all.length).forEach(i -> all[i] = in.whole());
        return Arrays.stream(all).boxed().toList();
    }
}
