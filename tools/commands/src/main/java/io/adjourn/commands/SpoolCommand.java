package io.adjourn.commands;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.spool.Entry;
import io.adjourn.spool.SpoolContents;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "spool",
        header = "Inspect the deliveries that a gateway has spooled for Kafka.",
        description = "Read-only, also while a gateway writes: deliveries that are published or added meanwhile may"
                + " be missing.",
        synopsisSubcommandLabel = "COMMAND")
final class SpoolCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    /** Which spool. */
    static final class Where {
        @Option(
                names = "--directory",
                paramLabel = "DIR",
                defaultValue = "${GATEWAY_SPOOL_DIRECTORY:-/var/tmp/adjourn-spool}",
                description =
                        "The spool's directory, the gateway's GATEWAY_SPOOL_DIRECTORY (default: ${DEFAULT-VALUE}).")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private Path directory;
    }

    /** How much there is of one source. */
    private record Share(long records, long bytes, Instant oldest) {
        static Share of(Entry entry) {
            return new Share(1, entry.value().remaining(), entry.receivedAt());
        }

        Share plus(Share later) {
            return new Share(records + later.records, bytes + later.bytes, oldest);
        }
    }

    @Command(
            header = "Print how many deliveries are spooled, since when, and of which source.",
            description = "Exit code 2 if the directory is not a spool.")
    void status(@Mixin Where where) {
        SpoolContents contents = SpoolContents.of(where.directory);
        Map<String, Share> bySource = new TreeMap<>();
        List<String> notWhole = read(
                contents,
                entry -> bySource.merge(
                        entry.headers().getOrDefault(RawHeaders.SOURCE, "unknown"), Share.of(entry), Share::plus));
        long records = bySource.values().stream().mapToLong(Share::records).sum();
        out().println("records: " + records);
        out().println("bytes on the disk: " + bytes(contents));
        bySource.values().stream()
                .map(Share::oldest)
                .min(Instant::compareTo)
                .ifPresent(oldest -> out().println("oldest: " + oldest));
        Columns.of(rows(bySource)).forEach(line -> out().println("  " + line));
        notWhole.forEach(place -> out().println("unreadable: " + place));
        setAside(contents).forEach(file -> out().println("set aside: " + file));
        out().flush();
    }

    @Command(
            header = "Print the spooled deliveries as JSON lines, oldest first.",
            description = {
                "At the end, the intact deliveries from the files that were set aside because of damage.",
                "Each line has the offset, the time of spooling, the key, the headers, and the body in Base64. The"
                        + " deliveries stay in the spool.",
                "Bodies may contain signed links and any other vendor data. Exit code 2 if the directory is not a"
                        + " spool."
            })
    void export(@Mixin Where where) {
        read(SpoolContents.of(where.directory), entry -> out().println(json(entry)));
        out().flush();
    }

    private static List<String> read(SpoolContents contents, SpoolContents.Reader reader) {
        try {
            return contents.read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> setAside(SpoolContents contents) {
        try {
            var files = new ArrayList<String>();
            for (Path file : contents.setAside()) {
                files.add(file.getFileName() + ", " + Files.size(file) + " bytes");
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long bytes(SpoolContents contents) {
        try {
            return contents.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<String>> rows(Map<String, Share> bySource) {
        var rows = new ArrayList<List<String>>();
        bySource.forEach((source, share) -> rows.add(List.of(
                source, share.records() + " records", share.bytes() + " bytes of bodies", "oldest " + share.oldest())));
        return rows;
    }

    private static String json(Entry entry) throws IOException {
        var line = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberField("offset", entry.offset());
            json.writeStringField("spooled_at", entry.receivedAt().toString());
            json.writeStringField("key", entry.key());
            json.writeObjectFieldStart("headers");
            for (var header : new TreeMap<>(entry.headers()).entrySet()) {
                json.writeStringField(header.getKey(), header.getValue());
            }
            json.writeEndObject();
            json.writeBinaryField("body", entry.bytes());
            json.writeEndObject();
        }
        return line.toString();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
