package io.adjourn.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.adjourn.fuzzing.Promise;
import io.adjourn.spool.Written.Whole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes as the files of a spool, the marker among them: it opens or says why not; every whole record that was not delivered
 * comes out, in order and as it was written; and of what is not whole every byte is still on the disk somewhere.
 */
public final class SpoolFuzz {
    private static final Path DIRECTORY = Scratch.directory();
    private static final long MAX_BYTES = 1024 * 1024;

    /** Bytes are looked for in pieces of this length. */
    private static final int PIECE = 8;

    private SpoolFuzz() {}

    /** Records in one and in several segments; damage, cuts, garbage, odd batches and markers. */
    static List<byte[]> seeds() {
        return Stream.of(
                        "\0\3one\0\3two\0\5three",
                        "\0\3one\6\0\0\3two\6\1\3\0\5three\7\1\1",
                        "\0\3one\0\3two\0\5three\3\3\0\24\1",
                        "\0\3one\0\3two\4\1\11",
                        "\0\3one\2\20................",
                        "\0\3one\5\4\0\0\1\2\0\3two",
                        "\0\3one\7\1\377",
                        "\0\3one\7\24000000000000000000990\0\3two",
                        "\2\21\0\0\0\0\0\0\0\0\0\0\0\11\0\0\0\0\2\0\3one")
                .map(steps -> steps.getBytes(ISO_8859_1))
                .toList();
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Written written = Written.by(input);
        write(written);
        try (Spool spool = Records.open(DIRECTORY, MAX_BYTES, _ -> {})) {
            checkNothingIsGone(written);
            List<String> whole = written.whole().stream()
                    .filter(record -> record.offset() >= written.delivered())
                    .map(Whole::value)
                    .toList();
            Promise.holds(
                    SegmentFuzz.isWithin(Records.drain(spool), whole),
                    "every whole record that is not delivered comes out, in order");
        } catch (SpoolException e) {
            Promise.holds(!String.valueOf(e.getMessage()).contains("\n"), "the message is one line");
            checkNothingIsGone(written);
        }
    }

    private static void write(Written written) throws IOException {
        Scratch.empty(DIRECTORY);
        Files.writeString(DIRECTORY.resolve("adjourn-spool"), "format 1\n");
        Files.write(DIRECTORY.resolve("stamp"), Written.withChecksum(Written.STAMP));
        for (var segment : written.segments().entrySet()) {
            Files.write(segment(segment.getKey()), segment.getValue());
        }
        byte[] marker = written.marker();
        if (marker != null) {
            Files.write(DIRECTORY.resolve("delivered"), marker);
        }
    }

    /** Of records that the marker calls delivered the bytes may be gone. */
    private static void checkNothingIsGone(Written written) throws IOException {
        List<String> files = null;
        for (var segment : written.segments().entrySet()) {
            byte[] bytes = segment.getValue();
            if (Arrays.equals(bytes, contentOf(segment(segment.getKey())))) {
                continue;
            }
            files = files == null ? everyFile() : files;
            byte[] wanted = bytes.clone();
            for (Whole record : written.placed()) {
                if (record.segment() == segment.getKey()
                        && record.from() < wanted.length
                        && record.offset() < written.delivered()) {
                    Arrays.fill(wanted, record.from(), Math.min(record.to(), wanted.length), (byte) 0);
                }
            }
            checkIsIn(files, wanted, segment.getKey());
        }
    }

    private static void checkIsIn(List<String> files, byte[] wanted, long segment) {
        int missing = 0;
        for (int from = 0; from + PIECE <= wanted.length; from += PIECE) {
            String piece = latin(Arrays.copyOfRange(wanted, from, from + PIECE));
            boolean blank = piece.chars().allMatch(c -> c == 0);
            missing += blank || files.stream().anyMatch(file -> file.contains(piece)) ? 0 : 1;
        }
        // Where a file was parted, one piece is in neither part.
        int parted = 2 * files.size();
        int notFound = missing;
        Promise.holds(
                missing <= parted && (missing == 0 || files.size() > 1),
                () -> "what is not whole is kept somewhere: of segment " + segment + " " + notFound
                        + " pieces are gone");
    }

    private static List<String> everyFile() throws IOException {
        try (var files = Files.walk(DIRECTORY)) {
            var contents = new ArrayList<String>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = contentOf(file);
                if (content != null) {
                    contents.add(latin(content));
                }
            }
            return contents;
        }
    }

    private static byte @Nullable [] contentOf(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllBytes(file) : null;
    }

    private static Path segment(long offset) {
        return DIRECTORY.resolve("%020d.log".formatted(offset));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
