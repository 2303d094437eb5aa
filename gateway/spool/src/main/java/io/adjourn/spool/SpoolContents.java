package io.adjourn.spool;

import io.adjourn.spool.Piece.Damaged;
import io.adjourn.spool.Piece.Torn;
import io.adjourn.spool.Piece.Whole;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at a spool and changes nothing, also while a gateway writes to it. */
public final class SpoolContents {
    private final SpoolDirectory directory;

    private SpoolContents(SpoolDirectory directory) {
        this.directory = directory;
    }

    /**
     * Those of a directory.
     *
     * @throws SpoolException if it is no spool's, or one of another version
     */
    public static SpoolContents of(Path path) {
        return new SpoolContents(SpoolDirectory.existing(path));
    }

    /** Receives each record. */
    @FunctionalInterface
    public interface Reader {
        void read(Entry entry) throws IOException;
    }

    /** How many bytes the spool's segments have. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (long first : directory.segments()) {
            bytes += size(directory.segment(first));
        }
        return bytes;
    }

    /** The files in which damaged bytes are set aside. */
    public List<Path> setAside() throws IOException {
        return new SetAside(directory).files();
    }

    /**
     * Reads every record that is not delivered, oldest first, and then what is whole of what was set aside.
     *
     * @return what is not whole in the segments, a line each
     */
    public List<String> read(Reader reader) throws IOException {
        var notWhole = new ArrayList<String>();
        OptionalLong delivered = directory.delivered();
        List<Long> segments = directory.segments();
        for (int i = 0; i < segments.size(); i++) {
            long first = segments.get(i);
            long next = i + 1 < segments.size() ? segments.get(i + 1) : Long.MAX_VALUE;
            long from = delivered.orElse(0) < next ? delivered.orElse(0) : 0;
            read(directory.segment(first), first, entry -> readFrom(from, entry, reader), notWhole);
        }
        for (Path damaged : setAside()) {
            read(damaged, 0, reader, new ArrayList<>());
        }
        return notWhole;
    }

    private static void readFrom(long offset, Entry entry, Reader reader) throws IOException {
        if (entry.offset() >= offset) {
            reader.read(entry);
        }
    }

    private void read(Path path, long first, Reader reader, List<String> notWhole) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            long stamp = directory.stamp().orElse(0);
            var segment = new SegmentReader(file, first, new Position(first, 0), file.size(), stamp, false, true);
            for (Optional<Piece> next = segment.next(); next.isPresent(); next = segment.next()) {
                switch (next.get()) {
                    case Whole(Entry entry, Position _) -> reader.read(entry);
                    case Damaged(Position from, long to, long records) ->
                        notWhole.add("%s at byte %d: %d bytes damaged, %d records"
                                .formatted(path.getFileName(), from.bytes(), to - from.bytes(), records));
                    case Torn(Position from, long to) ->
                        notWhole.add("%s at byte %d: %d bytes of an unfinished write"
                                .formatted(path.getFileName(), from.bytes(), to - from.bytes()));
                }
            }
        } catch (NoSuchFileException e) {
            // It was delivered meanwhile.
        }
    }

    private static long size(Path path) throws IOException {
        try {
            return Files.size(path);
        } catch (NoSuchFileException e) {
            return 0; // It was delivered meanwhile.
        }
    }
}
