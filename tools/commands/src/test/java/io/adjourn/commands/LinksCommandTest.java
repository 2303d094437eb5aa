package io.adjourn.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksCommandTest {
    private static final String TOKEN = "a-test-token-of-the-reconciler";
    private static final String NONE = "{\"message\": \"no such link now: the vendor has none\"}";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> links = Map.of(
            "/links/acme/16/RECORDING",
            "{\"url\": \"https://media.example.com/16?sig=a\", \"expires_at\": \"2026-11-30T13:00:00Z\"}",
            "/links/acme/16/VIDEO?artifact_id=4%2F7",
            "{\"url\": \"https://media.example.com/4?sig=b\"}",
            "/links/acme/a%20b%3Fc/AUDIO",
            "{\"url\": \"https://media.example.com/c?sig=c\"}");

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private HttpServer server;

    @SuppressWarnings("NullAway.Init") // set before each
    private Path tokens;

    private int status = 404;
    private String otherwise = NONE;

    @BeforeEach
    void start() throws IOException {
        tokens = Files.writeString(directory.resolve("tokens"), "\n" + TOKEN + "\nanother-test-token-of-it\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            asked.add(exchange.getRequestMethod() + " " + path);
            boolean isKnown =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = links.getOrDefault(path, otherwise).getBytes(UTF_8);
            exchange.sendResponseHeaders(!isKnown ? 401 : links.containsKey(path) ? 200 : status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void shouldPrintALinkToEachArtifactThatIsReady() {
        assertThat(run("acme/16")).isZero();

        assertThat(out.toString().lines())
                .containsExactly("RECORDING https://media.example.com/16?sig=a 2026-11-30T13:00:00Z");
        assertThat(err.toString().lines())
                .containsExactly("adjourn: there is no link to TRANSCRIPT of acme/16 now: the vendor has none, the"
                        + " source has no API key, or its budget is spent");
        assertThat(asked).containsExactly("POST /links/acme/16/RECORDING", "POST /links/acme/16/TRANSCRIPT");
    }

    @Test
    void shouldAskForOneOfSeveral() {
        assertThat(run("acme/16", "--kind", "VIDEO", "--artifact-id", "4/7")).isZero();

        assertThat(out.toString().lines()).containsExactly("VIDEO https://media.example.com/4?sig=b");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldAskForASessionOfAnyCharacters() {
        assertThat(run("acme/a b?c", "--kind", "AUDIO")).isZero();

        assertThat(out.toString().lines()).containsExactly("AUDIO https://media.example.com/c?sig=c");
    }

    @Test
    void shouldFailWhereOneThatWasNamedIsNotThere() {
        assertThat(run("acme/16", "--kind", "RECORDING,VIDEO")).isEqualTo(1);

        assertThat(out.toString()).hasLineCount(1);
        assertThat(err.toString()).hasLineCount(1).contains("VIDEO of acme/16");
    }

    @Test
    void shouldFailWhereThereIsNoLinkAtAll() {
        assertThat(run("acme/17")).isEqualTo(1);

        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 | {\"message\": \"another instance asks\"} | stands by",
                "500 | <html> | answers 500",
                "404 | {\"message\": \"Not Found\"} | there is no API for links",
                "404 | <html> | there is no API for links"
            })
    void shouldSayInOneLineWhyNobodyGivesLinks(int answered, String body, String complaint) {
        status = answered;
        otherwise = body;

        assertThat(run("acme/17")).isEqualTo(1);

        assertThat(err.toString()).hasLineCount(1).startsWith("adjourn: ").contains(complaint);
    }

    @Test
    void shouldSayThatNobodyListens() {
        server.stop(0);

        assertThat(run("acme/16")).isEqualTo(1);

        assertThat(err.toString()).hasLineCount(1).contains("no reconciler answers at", "--reconciler");
    }

    @Test
    void shouldSayThatTheTokenIsNotAcceptedAndNeverWhichItIs() throws IOException {
        Files.writeString(tokens, "a-token-that-nobody-has-here\n");

        assertThat(run("acme/16")).isEqualTo(2);

        assertThat(err.toString())
                .hasLineCount(1)
                .contains("does not accept the token")
                .doesNotContain("a-token-that-nobody");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme                              | is not a meeting's key",
                "acme/16 --kind PICTURE            | PICTURE",
                "acme/16 --kind UNKNOWN            | UNKNOWN",
                "acme/16 --reconciler localhost    | is not a complete URL",
                "acme/16 --token-file /nowhere     | cannot be read",
                "acme/16 --token-file /dev/null    | token"
            })
    void shouldEndWithOneLineWhereTheRequestIsWrong(String line, String complaint) {
        assertThat(run(line.split(" +", -1))).isEqualTo(2);

        assertThat(err.toString()).startsWith("adjourn: ").hasLineCount(1).contains(complaint);
        assertThat(out.toString()).isEmpty();
        assertThat(asked).isEmpty();
    }

    /** With the server and its token, unless others are named. */
    private int run(String... arguments) {
        List<String> given = List.of(arguments);
        Stream<String> reconciler = given.contains("--reconciler")
                ? Stream.of()
                : Stream.of(
                        "--reconciler",
                        "http://127.0.0.1:" + server.getAddress().getPort());
        Stream<String> token =
                given.contains("--token-file") ? Stream.of() : Stream.of("--token-file", tokens.toString());
        String[] all = Stream.of(Stream.of("links"), given.stream(), reconciler, token)
                .flatMap(stream -> stream)
                .toArray(String[]::new);
        return Launcher.commandLine(new Tools())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
