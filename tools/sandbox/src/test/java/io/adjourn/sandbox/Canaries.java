package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;

/**
 * Words that stand for what is private, each unique, and the search for them: in every byte of every file below a directory, and in
 * what Kafka's segments hold once they are decompressed, by Kafka's own reader.
 */
final class Canaries {
    private static final Pattern CANARY = Pattern.compile("canary[0-9a-z]{4,40}zz");

    private Canaries() {}

    /** A word that is nowhere else. */
    static String of(String meeting, String kind) {
        return "canary" + meeting + kind + Long.toString(System.nanoTime() & 0xFFFFFF, 36) + "zz";
    }

    /** All of them in a text. */
    static Set<String> in(String text) {
        var found = new TreeSet<String>();
        for (Matcher matcher = CANARY.matcher(text); matcher.find(); ) {
            found.add(matcher.group());
        }
        return found;
    }

    /** All of them below the directory, each with the file that has it. */
    static Set<String> below(Path directory) throws IOException {
        var found = new TreeSet<String>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                for (String canary : in(file)) {
                    found.add(canary + " in " + directory.relativize(file));
                }
                return FileVisitResult.CONTINUE;
            }

            // Files come and go: RocksDB and Kafka are at work.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static Set<String> in(Path file) throws IOException {
        try {
            Set<String> found = in(new String(Files.readAllBytes(file), ISO_8859_1));
            if (file.getFileName().toString().contains(".log") && isOfAPartition(file)) {
                found.addAll(inRecords(file));
            }
            return found;
        } catch (NoSuchFileException e) {
            return Set.of();
        }
    }

    private static boolean isOfAPartition(Path file) {
        return file.getFileName().toString().matches("\\d{20}\\.log.*");
    }

    private static Set<String> inRecords(Path segment) throws IOException {
        var found = new TreeSet<String>();
        try (FileRecords records = FileRecords.open(segment.toFile(), false)) {
            for (Record record : records.records()) {
                found.addAll(in(text(record.key())));
                found.addAll(in(text(record.value())));
                for (Header header : record.headers()) {
                    found.addAll(in(new String(header.value() == null ? new byte[0] : header.value(), ISO_8859_1)));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found;
    }

    private static String text(ByteBuffer bytes) {
        return bytes == null ? "" : ISO_8859_1.decode(bytes.duplicate()).toString();
    }
}
