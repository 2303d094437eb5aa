package io.adjourn.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads files that are meant to be small, whatever stands in their place: a pipe would never end, nor a device, and a log fills memory. */
public final class SmallFile {
    private SmallFile() {}

    /** The file is nothing that can be read whole. The message says why and what to do, as the end of a line that names it. */
    public static final class UnusableException extends IOException {
        UnusableException(String message) {
            super(message);
        }
    }

    /**
     * All of the file's bytes.
     *
     * @param maxBytes how many there may be
     * @throws UnusableException if there are more, or if it is no regular file, nor a link to one
     */
    public static byte[] read(Path file, int maxBytes) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new UnusableException("is a directory, a pipe or a device: use a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new UnusableException("is larger than " + maxBytes + " bytes: check that it is the right file");
            }
            return bytes;
        }
    }
}
