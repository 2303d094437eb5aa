package io.adjourn.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The files of a spool, all of them their owner's only:
 *
 * <pre>
 * adjourn-spool              says what this directory is, and of which version
 * lock                       held by the process that writes
 * stamp                      the number that every record bears, see {@link Stamp}
 * delivered                  the offset of the first record that is not known to be delivered; may be a little behind
 * 00000000000000000000.log   segments, by the offset of their first record
 * damaged                    a directory of what could not be read, see {@link SetAside}
 * </pre>
 *
 * <p>{@code stamp} and {@code delivered} end with a checksum. Where it is wrong, they count as lost: there is a new stamp, and what
 * may have been delivered is delivered once more.
 */
final class SpoolDirectory {
    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final String MARKER = "adjourn-spool";
    private static final String NOT_YET = ".new";
    private static final String VERSION = "format 1";
    private static final String LOCK = "lock";
    private static final String DELIVERED = "delivered";
    private static final String STAMP = "stamp";
    private static final String DAMAGED = "damaged";
    private static final Pattern SEGMENT = Pattern.compile("(\\d{20})\\.log");
    private static final Pattern ANY_VERSION = Pattern.compile("format \\d+");
    private static final Pattern CHECKED = Pattern.compile("(\\d{20}) ([0-9a-f]{8})\\s*");
    private static final Pattern UNCHECKED = Pattern.compile("(\\d{20})\\s*");
    /** What a file system itself puts into an empty volume. */
    private static final String LOST_AND_FOUND = "lost+found";

    private final Path path;
    private final boolean wasRestored;

    private SpoolDirectory(Path path, boolean wasRestored) {
        this.path = path;
        this.wasRestored = wasRestored;
    }

    /** One to write to, created where there is none. */
    static SpoolDirectory create(Path path) {
        try {
            Path absolute = path.toAbsolutePath();
            boolean isNew = !Files.exists(absolute);
            Files.createDirectories(absolute, OWNER_ONLY_DIRECTORY);
            if (isNew && absolute.getParent() != null) {
                force(absolute.getParent());
            }
            boolean lost = lacksOnlyItsMarker(path);
            if (lost || isEmpty(path)) {
                writeMarker(path);
            }
            return existing(path, lost);
        } catch (FileAlreadyExistsException e) {
            throw new SpoolException(path, "is a file: specify a directory", e);
        } catch (IOException e) {
            throw new SpoolException(
                    path, "cannot be written to (" + e + "): give the gateway's user write permission", e);
        }
    }

    /**
     * One that is there. Segments without a marker are taken for a spool whose marker was lost.
     *
     * @throws SpoolException if it is none, or of a version that is not ours
     */
    static SpoolDirectory existing(Path path) {
        return existing(path, false);
    }

    private static SpoolDirectory existing(Path path, boolean wasRestored) {
        try {
            if (!lacksOnlyItsMarker(path)) {
                checkVersion(
                        path, Files.readString(path.resolve(MARKER), US_ASCII).strip());
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            String what = Files.isDirectory(path) ? "contains something other than a spool" : "does not exist";
            throw new SpoolException(
                    path, what + ": specify the directory of a spool, or an empty one for a new spool", e);
        } catch (IOException e) {
            throw new SpoolException(path, "cannot be read (" + e + ")", e);
        }
        return new SpoolDirectory(path, wasRestored);
    }

    private static void checkVersion(Path path, String version) {
        if (!version.equals(VERSION)) {
            throw new SpoolException(
                    path,
                    "is of version \"" + version + "\" and this is \"" + VERSION
                            + "\": drain it with the version that wrote it");
        }
    }

    private static void writeMarker(Path path) throws IOException {
        Path written = path.resolve(MARKER + NOT_YET);
        Files.deleteIfExists(written);
        Files.createFile(written, OWNER_ONLY_FILE);
        Files.writeString(written, VERSION + "\n", US_ASCII, StandardOpenOption.SYNC);
        Files.move(written, path.resolve(MARKER), StandardCopyOption.REPLACE_EXISTING);
        force(path);
    }

    /** Whether it is a spool whose marker is lost or damaged: everything else in it is a spool's. */
    private static boolean lacksOnlyItsMarker(Path path) throws IOException {
        Path marker = path.resolve(MARKER);
        if (Files.exists(marker)
                && ANY_VERSION
                        .matcher(new String(Files.readAllBytes(marker), ISO_8859_1).strip())
                        .matches()) {
            return false;
        }
        List<String> names = names(path);
        Set<String> known = Set.of(LOCK, DELIVERED, STAMP, DAMAGED, MARKER, MARKER + NOT_YET, LOST_AND_FOUND);
        return names.stream().anyMatch(name -> SEGMENT.matcher(name).matches() || name.equals(DELIVERED))
                && names.stream()
                        .allMatch(name ->
                                known.contains(name) || SEGMENT.matcher(name).matches());
    }

    Path path() {
        return path;
    }

    /** Whether its marker was lost or damaged, and has been written again. */
    boolean wasRestored() {
        return wasRestored;
    }

    /** Takes the directory for this process. */
    Closeable lock() {
        try {
            FileChannel channel = FileChannel.open(
                    path.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY_FILE);
            if (!isLocked(channel)) {
                channel.close();
                throw new SpoolException(
                        path,
                        "is in use by another gateway: stop that gateway, or give each gateway its own directory");
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

    /** Where what could not be read is set aside. */
    Path damaged() {
        return path.resolve(DAMAGED);
    }

    /** The offset of the first record that is not known to be delivered, empty where that is not known. */
    OptionalLong delivered() throws IOException {
        String text = text(DELIVERED);
        // Builds before there were stamps wrote no checksum.
        Matcher unchecked = UNCHECKED.matcher(text);
        return unchecked.matches() && !Files.exists(path.resolve(STAMP))
                ? OptionalLong.of(Long.parseLong(unchecked.group(1)))
                : checked(text);
    }

    /** The stamp, empty where it is not known. */
    OptionalLong stamp() throws IOException {
        return checked(text(STAMP));
    }

    /** A new stamp. On a full disk it is not written down, and lasts for this process only. */
    long newStamp() {
        long stamp = Stamp.fresh();
        Path written = path.resolve(STAMP);
        try {
            Files.deleteIfExists(written);
            Files.createFile(written, OWNER_ONLY_FILE);
            Files.writeString(written, withChecksum(stamp), US_ASCII, StandardOpenOption.SYNC);
            force();
        } catch (IOException e) {
            // What is read in order needs no stamp; behind damage, less is found.
        }
        return stamp;
    }

    /** Opened for {@link #writeDelivered}. */
    FileChannel deliveredFile() throws IOException {
        return FileChannel.open(
                path.resolve(DELIVERED), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY_FILE);
    }

    /** In place and always as long, so that a full disk does not keep it from being written. */
    static void writeDelivered(FileChannel file, long delivered) throws IOException {
        file.write(ByteBuffer.wrap(withChecksum(delivered).getBytes(US_ASCII)), 0);
    }

    /** Makes durable which files there are. */
    void force() throws IOException {
        force(path);
    }

    static void force(Path path) throws IOException {
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private String text(String file) throws IOException {
        try {
            // Whatever its bytes are: damaged ones are no number.
            return new String(Files.readAllBytes(path.resolve(file)), ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static String withChecksum(long number) {
        String digits = "%020d".formatted(number);
        return "%s %08x%n".formatted(digits, checksum(digits));
    }

    private static OptionalLong checked(String text) {
        Matcher matcher = CHECKED.matcher(text);
        return matcher.matches() && matcher.group(2).equals("%08x".formatted(checksum(matcher.group(1))))
                ? OptionalLong.of(Long.parseLong(matcher.group(1)))
                : OptionalLong.empty();
    }

    private static long checksum(String digits) {
        var checksum = new CRC32C();
        checksum.update(digits.getBytes(US_ASCII));
        return checksum.getValue();
    }

    private static boolean isEmpty(Path path) throws IOException {
        return names(path).stream().allMatch(name -> name.equals(LOST_AND_FOUND) || name.equals(MARKER + NOT_YET));
    }

    private static List<String> names(Path path) throws IOException {
        try (var files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
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
