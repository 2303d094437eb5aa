package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;

/** Where a stack keeps its topics, schemas, state and logs. Held by one stack at a time; a temporary one goes with it. */
public final class DataDirectory implements AutoCloseable {
    /** What a fresh stack needs to start: segments and indexes are created at once, and logs are written. */
    private static final long NEEDED_BYTES = 256L * 1024 * 1024;

    private static final long MIB = 1024 * 1024;
    private static final String OTHER_TEMPORARY = "choose another directory with TMPDIR";
    private static final String OTHER_KEPT = "choose another with --data";

    private final Path path;
    private final boolean temporary;
    private final FileChannel lock;

    private DataDirectory(Path path, boolean temporary) throws IOException {
        this.path = path;
        this.temporary = temporary;
        this.lock = lock(path);
        long free = Files.getFileStore(path).getUsableSpace();
        if (free < NEEDED_BYTES) {
            close();
            throw new CannotStartException("there are " + free / MIB + " MiB left at " + path + " and a stack needs "
                    + NEEDED_BYTES / MIB + ": free some space, or " + (temporary ? OTHER_TEMPORARY : OTHER_KEPT));
        }
    }

    /** A fresh directory that {@link #close} deletes. */
    public static DataDirectory temporary() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            return new DataDirectory(Files.createTempDirectory(parent, "adjourn-"), true);
        } catch (IOException e) {
            throw unusable(parent, e, OTHER_TEMPORARY);
        }
    }

    /**
     * The directory, created where it does not exist, and left as it is by {@link #close}.
     *
     * @throws CannotStartException if it cannot be written to, is nearly full, or belongs to a running stack
     */
    public static DataDirectory kept(Path path) {
        try {
            return new DataDirectory(Files.createDirectories(path).toRealPath(), false);
        } catch (IOException e) {
            throw unusable(path, e, OTHER_KEPT);
        }
    }

    public Path path() {
        return path;
    }

    /** The named directory in it, created where it does not exist. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw unusable(path, e, temporary ? OTHER_TEMPORARY : OTHER_KEPT);
        }
    }

    public Path log(String name) {
        return directory("logs").resolve(name + ".log");
    }

    @Override
    public void close() {
        try {
            lock.close();
            if (temporary) {
                deleteAll();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clean up " + path, e);
        }
    }

    private void deleteAll() throws IOException {
        List<Path> deepestFirst;
        try (var files = Files.walk(path)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        var channel = FileChannel.open(path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new CannotStartException(
                    "the data directory " + path + " is in use by a running stack: stop it, or " + OTHER_KEPT);
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }

    private static CannotStartException unusable(Path path, IOException cause, String advice) {
        return new CannotStartException("cannot write to " + path + " (" + cause + "): " + advice, cause);
    }
}
