package io.adjourn.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.spool.Pass;
import io.adjourn.spool.Spool;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolCommandTest {
    private static final long MIB = 1024 * 1024;

    @TempDir
    private Path temporary;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void fill() throws Exception {
        try (Spool spool = Spool.open(spool(), MIB, _ -> {})) {
            append(spool, "acme", "{\"bot_id\":\"gone\"}");
            append(spool, "acme", "{\"bot_id\":\"b-1\"}");
            append(spool, "other", "not JSON");
            try (Pass pass = spool.pass()) {
                spool.delivered(pass.next(1, 1));
            }
        }
    }

    @Test
    void shouldSayHowMuchIsKeptOfWhom() {
        assertThat(run("status")).isZero();

        assertThat(out.toString().lines())
                .anyMatch("records: 2"::equals)
                .anyMatch(line -> line.startsWith("bytes on the disk: "))
                .anyMatch(line -> line.startsWith("oldest: 20"))
                .anyMatch(line -> line.matches(" +acme +1 records +16 bytes of bodies +oldest .*"))
                .anyMatch(line -> line.matches(" +other +1 records +8 bytes of bodies +oldest .*"));
    }

    @Test
    void shouldPrintAllThereIsOfEach() throws Exception {
        assertThat(run("export")).isZero();

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2);
        var first = new ObjectMapper().readTree(lines.getFirst());
        assertThat(first.get("offset").asLong()).isEqualTo(1);
        assertThat(first.get("key").asText()).isEqualTo("acme/b-1");
        assertThat(first.get("headers").get("adjourn-source").asText()).isEqualTo("acme");
        assertThat(first.get("body").binaryValue()).isEqualTo("{\"bot_id\":\"b-1\"}".getBytes(UTF_8));
        assertThat(first.get("spooled_at").asText()).startsWith("20");
    }

    @Test
    void shouldSayWhatIsDamagedAndSetAsideAndPrintTheRest() throws Exception {
        Path segment = spool().resolve("00000000000000000000.log");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        try (Spool spool = Spool.open(spool(), MIB, _ -> {})) {
            spool.awaitRead();
        }

        assertThat(run("status")).isZero();
        assertThat(out.toString())
                .contains("unreadable: 00000000000000000000.log at byte ")
                .containsPattern("set aside: 00000000000000000000-\\d+\\.bytes, \\d+ bytes");
        assertThat(run("export")).isZero();
        assertThat(out.toString()).contains("\"key\":\"other/b-1\"");
    }

    @Test
    void shouldChangeNothing() throws Exception {
        List<byte[]> before = contents();

        run("status");
        run("export");

        assertThat(contents()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void shouldReadWhileAGatewayWrites() throws Exception {
        try (Spool spool = Spool.open(spool(), MIB, _ -> {})) {
            append(spool, "acme", "{}");

            assertThat(run("status")).isZero();
            assertThat(out.toString()).contains("records: 3");
        }
    }

    @Test
    void shouldSayWhenADirectoryIsNoSpool() {
        int exit = Launcher.commandLine(new Tools())
                .setErr(new PrintWriter(err))
                .execute(
                        "spool",
                        "status",
                        "--directory",
                        temporary.resolve("nowhere").toString());

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("adjourn: spool directory " + temporary.resolve("nowhere") + ": does not exist: specify"
                        + " the directory of a spool, or an empty one for a new spool" + System.lineSeparator());
    }

    private int run(String command) {
        return Launcher.commandLine(new Tools())
                .setOut(new PrintWriter(out))
                .execute("spool", command, "--directory", spool().toString());
    }

    private Path spool() {
        return temporary.resolve("spool");
    }

    private List<byte[]> contents() throws Exception {
        try (var files = Files.list(spool())) {
            var contents = new ArrayList<byte[]>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.add(Files.readAllBytes(file));
            }
            return contents;
        }
    }

    private static void append(Spool spool, String source, String body) throws InterruptedException {
        spool.append(source + "/b-1", body.getBytes(UTF_8), Map.of(RawHeaders.SOURCE, source), Instant.now());
    }
}
