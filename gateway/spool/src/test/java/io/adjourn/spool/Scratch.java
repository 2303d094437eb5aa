package io.adjourn.spool;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Comparator;
import java.util.Set;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;

/** A directory in this process's memory, for files that are written at each run of a fuzz target. */
final class Scratch extends FilterFileSystemProvider {
    private static final Configuration LIKE_LINUX = Configuration.unix().toBuilder()
            .setAttributeViews("basic", "owner", "posix")
            .build();

    private final Path instead;
    private final Path directory;

    private Scratch(FileSystem memory) throws IOException {
        super("scratch", memory);
        instead = wrapPath(memory.getPath("/instead-of-a-directory"));
        Files.createFile(instead);
        directory = Files.createDirectory(wrapPath(memory.getPath("/scratch")));
    }

    static Path directory() {
        try {
            return new Scratch(Jimfs.newFileSystem(LIKE_LINUX)).directory;
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Deletes all that is in the directory. */
    static void empty(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** A directory can be opened to force it, as on Linux. */
    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return Files.isDirectory(path)
                ? super.newFileChannel(instead, Set.of(StandardOpenOption.READ))
                : super.newFileChannel(path, options, attributes);
    }
}
