package io.adjourn.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Reads a file in large pieces. What was given out stays valid. */
final class Window {
    private static final int PIECE = 1024 * 1024;
    /** What a disk reads or fails to read at once. */
    private static final int BLOCK = 4096;

    private final SeekableByteChannel file;
    private final boolean tolerant;
    private ByteBuffer piece = ByteBuffer.allocate(0);
    private long start;
    private boolean unreadable;

    /**
     * @param tolerant whether blocks that cannot be read are taken for zeros: then what they belong to is damaged, and the rest
     *     can be read
     */
    Window(SeekableByteChannel file, boolean tolerant) {
        this.file = file;
        this.tolerant = tolerant;
    }

    /**
     * Those bytes; fewer where the file ends before.
     *
     * @param end where the file is taken to end
     */
    ByteBuffer bytes(long from, int length, long end) throws IOException {
        int wanted = (int) Math.min(length, Math.max(0, end - from));
        if (from < start || from + wanted > start + piece.limit()) {
            fill(from, (int) Math.max(wanted, Math.min(PIECE, end - from)));
        }
        int at = (int) (from - start);
        return piece.slice(at, Math.min(wanted, piece.limit() - at));
    }

    /** Whether a block could not be read and was taken for zeros. */
    boolean hasUnreadable() {
        return unreadable;
    }

    private void fill(long from, int length) throws IOException {
        ByteBuffer filled = ByteBuffer.allocate(length);
        try {
            read(filled, from);
        } catch (IOException e) {
            if (!tolerant) {
                throw e;
            }
            readByBlocks(filled.clear(), from);
        }
        piece = filled.flip();
        start = from;
    }

    private void readByBlocks(ByteBuffer filled, long from) {
        int end;
        for (int begin = 0; begin < filled.capacity(); begin = end) {
            end = (int) Math.min(filled.capacity(), begin + BLOCK - (from + begin) % BLOCK);
            try {
                read(filled.limit(end).position(begin), from + begin);
            } catch (IOException e) {
                unreadable = true;
                filled.put(begin, new byte[end - begin]);
            }
        }
        filled.limit(filled.capacity()).position(filled.capacity());
    }

    private void read(ByteBuffer into, long from) throws IOException {
        file.position(from);
        int read = 0;
        while (into.hasRemaining() && read >= 0) {
            read = file.read(into);
        }
    }
}
