package io.adjourn.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory for files that are written at each run of a fuzz target: in memory where there is such a place. */
final class Scratch {
    private Scratch() {}

    static Path directory() {
        try {
            Path memory = Path.of("/dev/shm");
            Path directory = Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "adjourn-fuzz")
                    : Files.createTempDirectory("adjourn-fuzz");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> empty(directory, true)));
            return directory;
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Deletes all that is in the directory. */
    static void empty(Path directory, boolean itselfToo) {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .filter(file -> itselfToo || !file.equals(directory))
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
