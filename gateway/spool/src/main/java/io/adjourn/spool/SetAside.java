package io.adjourn.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Copies of what could not be read, named by segment and byte, their owner's only. They are never deleted here, and count against
 * the spool's bound: an operator deletes them after a look.
 */
final class SetAside {
    private final SpoolDirectory directory;

    SetAside(SpoolDirectory directory) {
        this.directory = directory;
    }

    /** Copies bytes of a segment; empty if that is not possible. */
    Optional<Path> copy(Path segment, long from, long to) {
        Path copy = directory.damaged().resolve(name(segment) + "-" + from + ".bytes");
        try {
            makeDirectory();
            try (FileChannel in = FileChannel.open(segment, StandardOpenOption.READ);
                    FileChannel out = FileChannel.open(
                            copy,
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE,
                                    StandardOpenOption.TRUNCATE_EXISTING),
                            SpoolDirectory.OWNER_ONLY_FILE)) {
                long at = from;
                long copied = 1;
                while (at < to && copied > 0) {
                    copied = in.transferTo(at, to - at, out);
                    at += copied;
                }
                out.force(true);
            }
            SpoolDirectory.force(directory.damaged());
            return Optional.of(copy);
        } catch (IOException e) {
            deleteQuietly(copy);
            return Optional.empty();
        }
    }

    /** Moves a whole segment here, which needs no room. */
    void move(Path segment) throws IOException {
        makeDirectory();
        Files.move(segment, directory.damaged().resolve(segment.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        SpoolDirectory.force(directory.damaged());
    }

    /** What there is, by name. */
    List<Path> files() throws IOException {
        try (var files = Files.list(directory.damaged())) {
            return files.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** How many bytes all copies have. */
    long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private void makeDirectory() throws IOException {
        if (!Files.isDirectory(directory.damaged())) {
            Files.createDirectory(directory.damaged(), SpoolDirectory.OWNER_ONLY_DIRECTORY);
            directory.force();
        }
    }

    private static String name(Path segment) {
        String name = String.valueOf(segment.getFileName());
        return name.substring(0, name.indexOf('.'));
    }

    private static void deleteQuietly(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            // It is incomplete, and the whole segment will be set aside.
        }
    }
}
