package io.adjourn.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** Told each record. */
    @FunctionalInterface
    public interface Reader {
        void read(Entry entry) throws IOException;
    }

    /** How many bytes the spool's files have. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (long first : directory.segments()) {
            try {
                bytes += Files.size(directory.segment(first));
            } catch (NoSuchFileException e) {
                // It was delivered meanwhile.
            }
        }
        return bytes;
    }

    /**
     * Reads every record that is not delivered, oldest first, and of each segment those before the first that is not whole.
     *
     * @return for each segment that has more than its whole records, where they end
     */
    public List<String> read(Reader reader) throws IOException {
        var notWhole = new ArrayList<String>();
        long delivered = directory.delivered();
        for (long first : directory.segments()) {
            Path path = directory.segment(first);
            try (var segment = SegmentReader.open(path, new Place(first, 0))) {
                Optional<Entry> entry = segment.next();
                while (entry.isPresent()) {
                    if (entry.get().offset() >= delivered) {
                        reader.read(entry.get());
                    }
                    entry = segment.next();
                }
                if (segment.place().position() < Files.size(path)) {
                    notWhole.add(
                            path.getFileName() + " at byte " + segment.place().position());
                }
            } catch (NoSuchFileException e) {
                // It was delivered meanwhile.
            }
        }
        return notWhole;
    }
}
