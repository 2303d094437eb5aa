package io.adjourn.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a spool, all of them their owner's only:
 *
 * <pre>
 * adjourn-spool              says what this directory is, and of which version
 * lock                       held by the process that writes
 * delivered                  how many records Kafka has, of all that were ever appended; may be a little behind
 * 00000000000000000000.log   segments, by the offset of their first record
 * </pre>
 */
final class SpoolDirectory {
    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final String MARKER = "adjourn-spool";
    private static final String NOT_YET = ".new";
    private static final String VERSION = "format 1";
    private static final String LOCK = "lock";
    private static final String DELIVERED = "delivered";
    private static final Pattern SEGMENT = Pattern.compile("(\\d{20})\\.log");
    /** What a file system itself puts into an empty volume. */
    private static final String LOST_AND_FOUND = "lost+found";

    private final Path path;

    private SpoolDirectory(Path path) {
        this.path = path;
    }

    /** One to write to, created where there is none. */
    static SpoolDirectory create(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath(), OWNER_ONLY_DIRECTORY);
            Path marker = path.resolve(MARKER);
            if (!Files.exists(marker) && isEmpty(path)) {
                Path written = path.resolve(MARKER + NOT_YET);
                Files.deleteIfExists(written);
                Files.createFile(written, OWNER_ONLY_FILE);
                Files.writeString(written, VERSION + "\n", US_ASCII, StandardOpenOption.SYNC);
                Files.move(written, marker);
            }
        } catch (FileAlreadyExistsException e) {
            throw new SpoolException(path, "is a file: name a directory", e);
        } catch (IOException e) {
            throw new SpoolException(path, "cannot be written to (" + e + "): let the gateway's user write there", e);
        }
        return existing(path);
    }

    /**
     * One that is there.
     *
     * @throws SpoolException if it is none, or of a version that is not ours
     */
    static SpoolDirectory existing(Path path) {
        String version;
        try {
            version = Files.readString(path.resolve(MARKER), US_ASCII).strip();
        } catch (NoSuchFileException e) {
            String what = Files.isDirectory(path) ? "holds something else than a spool" : "does not exist";
            throw new SpoolException(
                    path, what + ": name the directory of a spool, or an empty one for a new spool", e);
        } catch (IOException e) {
            throw new SpoolException(path, "cannot be read (" + e + ")", e);
        }
        if (!version.equals(VERSION)) {
            throw new SpoolException(
                    path,
                    "is of version \"" + version + "\" and this is \"" + VERSION
                            + "\": drain it with the version that wrote it");
        }
        return new SpoolDirectory(path);
    }

    Path path() {
        return path;
    }

    /** Takes the directory for this process. */
    Closeable lock() {
        try {
            FileChannel channel = FileChannel.open(
                    path.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY_FILE);
            if (!isLocked(channel)) {
                channel.close();
                throw new SpoolException(
                        path, "is in use by another gateway: stop that one, or give each its own directory");
            }
            return channel;
        } catch (IOException e) {
            throw new SpoolException(path, "cannot be locked (" + e + ")", e);
        }
    }

    Path segment(long offset) {
        return path.resolve("%020d.log".formatted(offset));
    }

    /** The offsets of the segments' first records, in order. */
    List<Long> segments() throws IOException {
        try (var files = Files.list(path)) {
            return files.map(file -> SEGMENT.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .map(name -> Long.parseLong(name.group(1)))
                    .sorted()
                    .toList();
        }
    }

    /** How many records are known to be delivered; 0 where that is not known. */
    long delivered() throws IOException {
        try {
            return Long.parseLong(
                    Files.readString(path.resolve(DELIVERED), US_ASCII).strip());
        } catch (NoSuchFileException | NumberFormatException e) {
            return 0; // and so they are delivered once more
        }
    }

    /** Opened for {@link #writeDelivered}. */
    FileChannel deliveredFile() throws IOException {
        return FileChannel.open(
                path.resolve(DELIVERED), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY_FILE);
    }

    /** In place and always as long, so that a full disk does not keep it from being written. */
    static void writeDelivered(FileChannel file, long delivered) throws IOException {
        file.write(ByteBuffer.wrap("%020d%n".formatted(delivered).getBytes(US_ASCII)), 0);
    }

    /** Makes durable which files there are. */
    void force() throws IOException {
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (var files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .allMatch(name -> name.equals(LOST_AND_FOUND) || name.equals(MARKER + NOT_YET));
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }
}
