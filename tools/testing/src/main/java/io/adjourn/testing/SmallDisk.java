package io.adjourn.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of its own, in memory, that can be filled up. Only root may make one. */
public final class SmallDisk implements AutoCloseable {
    private final Path directory;
    private final boolean mounted;

    /** @param directory an empty one, which is the disk from then on */
    public SmallDisk(Path directory, int mebibytes) {
        this.directory = directory;
        this.mounted = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString());
    }

    /** Whether it could be made: else the directory is what it was. */
    public boolean isThere() {
        return mounted;
    }

    /**
     * Leaves that much room.
     *
     * @param leave in bytes
     */
    public void fill(long leave) {
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            Files.write(filling(), new byte[Math.toIntExact(free - leave)]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes away what filled it. */
    public void makeRoom() {
        try {
            Files.delete(filling());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filling() {
        return directory.resolve("filling");
    }

    @Override
    public void close() {
        if (mounted && !run("umount", directory.toString())) {
            throw new AssertionError(directory + " cannot be unmounted: something still uses it");
        }
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
