package io.adjourn.spool;

import io.adjourn.fuzzing.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Any bytes as a segment: the pieces that are read are all of it, without a gap, and whatever is whole in it is among them, in
 * order and as it was written.
 */
public final class SegmentFuzz {
    private SegmentFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        values(input, 0);
        Written written = Written.by(input);
        for (var segment : written.segments().entrySet()) {
            List<String> whole = written.whole().stream()
                    .filter(record -> record.segment() == segment.getKey())
                    .map(Written.Whole::value)
                    .toList();
            Promise.holds(
                    isWithin(values(segment.getValue(), segment.getKey()), whole),
                    "every whole record is read, in order");
        }
    }

    /** The values of the records in the segment. */
    private static List<String> values(byte[] segment, long first) throws IOException {
        var reader = new SegmentReader(
                new BytesChannel(segment), first, new Position(first, 0), segment.length, Written.STAMP, false, false);
        var values = new ArrayList<String>();
        long end = 0;
        long offset = first;
        for (Optional<Piece> next = reader.next(); next.isPresent(); next = reader.next()) {
            Piece piece = next.get();
            Promise.same(from(piece).bytes(), end, "a piece begins where the last one ended");
            Promise.same(from(piece).offset(), offset, "offsets have no gap");
            end = reader.position().bytes();
            offset = reader.position().offset();
            Promise.holds(end > from(piece).bytes(), "no piece is empty");
            if (piece instanceof Piece.Whole(Entry entry, Position _)) {
                Promise.same(entry.offset(), from(piece).offset(), "a record has the offset of its place");
                values.add(Records.value(entry));
            }
        }
        Promise.same(end, (long) segment.length, "the pieces are all of the segment");
        return values;
    }

    private static Position from(Piece piece) {
        return switch (piece) {
            case Piece.Whole whole -> whole.at();
            case Piece.Damaged damaged -> damaged.from();
            case Piece.Torn torn -> torn.from();
        };
    }

    /** Whether all that is wanted is there in that order, with others in between. */
    static boolean isWithin(List<String> values, List<String> wanted) {
        int found = 0;
        for (String value : values) {
            found += found < wanted.size() && value.equals(wanted.get(found)) ? 1 : 0;
        }
        return found == wanted.size();
    }
}
