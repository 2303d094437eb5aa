package io.adjourn.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The segment that is written to. It ends with a whole record, or is cut before the next is written. */
final class SegmentWriter implements Closeable {
    private final Path path;
    private final FileChannel file;
    private final @Nullable Object identity;
    private Position end;

    private SegmentWriter(Path path, FileChannel file, long offset) throws IOException {
        this.path = path;
        this.file = file;
        this.identity = identity(path);
        this.end = new Position(offset, 0);
    }

    /** A new one, whose first record has that offset. */
    static SegmentWriter create(SpoolDirectory directory, long offset) throws IOException {
        Path path = directory.segment(offset);
        FileChannel file = FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), SpoolDirectory.OWNER_ONLY_FILE);
        try {
            directory.force();
            return new SegmentWriter(path, file, offset);
        } catch (IOException e) {
            file.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /** Where what is on the disk ends. */
    Position end() {
        return end;
    }

    /**
     * Appends the batches, numbers them, and returns once they are on the disk. After a failure some of them may be in the file,
     * behind {@link #end}: {@link #takeBack} them.
     *
     * @throws NoSuchFileException if somebody has removed the file
     */
    void append(List<ByteBuffer> batches) throws IOException {
        long offset = end.offset();
        long position = end.bytes();
        for (ByteBuffer batch : batches) {
            Batch.number(batch, offset++);
            position = write(batch.duplicate(), position);
        }
        file.force(false);
        if (identity != null && !identity.equals(identity(path))) {
            throw new NoSuchFileException(path.toString());
        }
        end = new Position(offset, position);
    }

    /** Cuts off what a failed append left behind. */
    void takeBack() throws IOException {
        file.truncate(end.bytes());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private long write(ByteBuffer batch, long from) throws IOException {
        long position = from;
        while (batch.hasRemaining()) {
            position += file.write(batch, position);
        }
        return position;
    }
}
