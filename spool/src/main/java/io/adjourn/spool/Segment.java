package io.adjourn.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/** The segment that is written to. It ends with a whole record, or is cut before the next is written. */
final class Segment implements Closeable {
    private final FileChannel file;
    private Place durableEnd;
    private boolean torn;

    private Segment(FileChannel file, Place durableEnd) {
        this.file = file;
        this.durableEnd = durableEnd;
    }

    /** A new one, whose first record has that offset. */
    static Segment create(SpoolDirectory directory, long offset) throws IOException {
        Path path = directory.segment(offset);
        FileChannel file = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
                SpoolDirectory.OWNER_ONLY_FILE);
        try {
            directory.force();
            return new Segment(file, new Place(offset, 0));
        } catch (IOException e) {
            file.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** One that is there, cut to its whole records. */
    static Segment reopen(Path path, Place end) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
        file.truncate(end.position());
        file.force(true);
        return new Segment(file, end);
    }

    Place durableEnd() {
        return durableEnd;
    }

    /**
     * Appends the batches, numbers them, and returns once they are on the disk. All or none: after a failure those that were
     * written are taken back.
     */
    void append(List<ByteBuffer> batches) throws IOException {
        takeBack();
        torn = true;
        long offset = durableEnd.offset();
        long position = durableEnd.position();
        try {
            for (ByteBuffer batch : batches) {
                Batch.number(batch, offset++);
                position = write(batch, position);
            }
            file.force(false);
            durableEnd = new Place(offset, position);
            torn = false;
        } catch (IOException e) {
            try {
                takeBack();
            } catch (IOException again) {
                e.addSuppressed(again); // and tried again before the next
            }
            throw e;
        }
    }

    /** Closes it for good, with whole records only. */
    void seal() throws IOException {
        takeBack();
        close();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void takeBack() throws IOException {
        if (torn) {
            file.truncate(durableEnd.position());
            torn = false;
        }
    }

    private long write(ByteBuffer batch, long from) throws IOException {
        long position = from;
        while (batch.hasRemaining()) {
            position += file.write(batch, position);
        }
        return position;
    }
}
