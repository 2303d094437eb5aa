package io.adjourn.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Reads a segment record by record, up to the first that is not whole. */
final class SegmentReader implements Closeable {
    private final FileChannel file;
    private final ByteBuffer start = ByteBuffer.allocate(Batch.START);
    private Place place;

    private SegmentReader(FileChannel file, Place place) {
        this.file = file;
        this.place = place;
    }

    /** Reads the file from that place on. */
    static SegmentReader open(Path file, Place place) throws IOException {
        return new SegmentReader(FileChannel.open(file, StandardOpenOption.READ), place);
    }

    /** The place of the next record. */
    Place place() {
        return place;
    }

    /** The next record; empty if there is no further one, or it is not whole, or damaged. */
    Optional<Entry> next() throws IOException {
        Optional<Entry> entry = Optional.empty();
        long end = place.position();
        if (fill(start.clear(), end)) {
            int length = Batch.length(start.flip()).orElse(0);
            end += length;
            if (length > 0 && end <= file.size()) {
                ByteBuffer bytes = ByteBuffer.allocate(length);
                entry = fill(bytes, place.position()) ? Batch.decode(bytes.flip(), place.offset()) : entry;
            }
        }
        if (entry.isPresent()) {
            place = new Place(place.offset() + 1, end);
        }
        return entry;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private boolean fill(ByteBuffer bytes, long from) throws IOException {
        long position = from;
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = file.read(bytes, position);
            position += read;
        }
        return !bytes.hasRemaining();
    }
}
