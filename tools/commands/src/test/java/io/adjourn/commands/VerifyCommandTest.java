package io.adjourn.commands;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.SourcesFile;
import io.adjourn.simulator.DemoSources;
import io.adjourn.simulator.Hmac;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.simulator.SimulatedRequest;
import io.adjourn.simulator.Target;
import io.adjourn.vendors.Vendors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerifyCommandTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SECRET = "test-secret-of-acme";
    private static final String TOKEN = "test-token-of-acme-bots";
    private static final String BODY =
            "{\"event\": \"bot.joining\", \"bot_id\": \"b-1\", \"message\": \"Caf\u00c3\u00a9\"}";
    private static final String SIGNATURE = signature(SECRET, BODY);
    private static final String SOURCES = """
            sources:
              acme: {vendor: meetstream, secrets: [%s]}
              acme-two: {vendor: meetstream, secrets: [test-secret-of-acme-two]}
              acme-bots: {vendor: meetstream, verification: token, secrets: [%s]}
              acme-vexa: {vendor: vexa, secrets: [test-secret-of-acme-vexa]}
              lab: {vendor: meetstream, verification: none}
            """.formatted(SECRET, TOKEN);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static List<Arguments> accepted() {
        String path = "POST /webhooks/acme HTTP/1.1\n";
        String signed = "X-MeetStream-Signature: " + SIGNATURE + "\n";
        return List.of(
                Arguments.of("without a request line", "acme", signed + "\n" + BODY),
                Arguments.of("with one", "acme", path + "Host: x\n" + signed + "\n" + BODY),
                Arguments.of(
                        "with an address", "acme", "POST https://a.test/webhooks/acme?a=b\n" + signed + "\n" + BODY),
                Arguments.of("with CRLF in the head", "acme", (path + signed + "\n").replace("\n", "\r\n") + BODY),
                Arguments.of(
                        "with white space about values",
                        "acme",
                        "x-meetstream-SIGNATURE:\t " + SIGNATURE + " \n\n" + BODY),
                Arguments.of(
                        "with a second value of a header", "acme", signed + "X-MeetStream-Signature: x\n\n" + BODY),
                Arguments.of(
                        "with any bytes in the body",
                        "acme",
                        "X-MeetStream-Signature: " + signature(SECRET, "\n\r\n\u0000\u00ff\n")
                                + "\n\n\n\r\n\u0000\u00ff\n"),
                Arguments.of("by a token", "acme-bots", "PUT /webhooks/acme-bots/" + TOKEN + " HTTP/1.1\n\n"),
                Arguments.of(
                        "by an escaped token",
                        "acme-bots",
                        "PUT /webhooks/acme-bots/" + TOKEN.replace("-", "%2D") + "\n\n"),
                Arguments.of("by nothing", "lab", "\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void shouldSayThatItIsAccepted(String how, String source, String capture) throws IOException {
        assertThat(verify(source, capture)).as(how).isZero();
        assertThat(out.toString())
                .contains("present, accepted\n", "decides", "the gateway would answer 202: stored\n")
                .doesNotContain("hint");
        assertThatNothingIsBetrayed();
    }

    static List<Arguments> refused() {
        String signed = "X-MeetStream-Signature: " + SIGNATURE + "\n";
        String nothingFound = "hint: no common mistake found";
        return List.of(
                Arguments.of(
                        "no signature or credential",
                        "acme",
                        "Host: x\n\n" + BODY,
                        "signature: not present: expected header x-meetstream-signature",
                        "no scheme decides"),
                Arguments.of(
                        "another secret", "acme", signed(signature("other", BODY)) + BODY, "MISMATCH", nothingFound),
                Arguments.of(
                        "another prefix",
                        "acme",
                        signed(SIGNATURE.replace("sha256=", "sha512=")) + BODY,
                        "MALFORMED",
                        "is not 64 hexadecimal digits, with sha256= before them or without"),
                Arguments.of(
                        "an editor's line end",
                        "acme",
                        signed + "\n" + BODY + "\n",
                        "body is covered by it",
                        "hint: the body would be accepted without the line end at its end"),
                Arguments.of(
                        "another editor's",
                        "acme",
                        signed + "\n" + BODY + "\r\n",
                        "MISMATCH",
                        "hint: the body would be accepted without the line end at its end"),
                Arguments.of(
                        "a lost line end",
                        "acme",
                        signed(signature(SECRET, BODY + "\n")) + BODY,
                        "MISMATCH",
                        "hint: the body would be accepted with a line end (LF) at its end"),
                Arguments.of(
                        "another lost one",
                        "acme",
                        signed(signature(SECRET, BODY + "\r\n")) + BODY,
                        "MISMATCH",
                        "hint: the body would be accepted with a line end (CRLF) at its end"),
                Arguments.of(
                        "a byte order mark",
                        "acme",
                        signed + "\n\u00ef\u00bb\u00bf" + BODY,
                        "MISMATCH",
                        "hint: the body would be accepted without the byte order mark"),
                Arguments.of(
                        "a body made pretty, once Python's",
                        "acme",
                        signed(signature(SECRET, "{\"a\": [1, 2.0], \"b\": \"\\u00e9\"}"))
                                + "{\n \"a\": [1, 2.0],\n \"b\": \"\u00c3\u00a9\"\n}",
                        "MISMATCH",
                        "hint: the body would be accepted written on one line as Python does"),
                Arguments.of(
                        "a body made pretty, once JavaScript's",
                        "acme",
                        signed(signature(SECRET, "{\"a\":[1,\"\u00c3\u00a9\"]}"))
                                + "{\n  \"a\": [1, \"\u00c3\u00a9\"]\n}",
                        "MISMATCH",
                        "hint: the body would be accepted written on one line without spaces"),
                Arguments.of(
                        "a body cut short",
                        "acme",
                        "Content-Length: " + BODY.length() + "\n" + signed + "\n" + BODY.substring(1),
                        "MISMATCH",
                        "hint: header content-length differs from the body's length of " + (BODY.length() - 1)
                                + " bytes"),
                Arguments.of(
                        "a header renamed on the way",
                        "acme",
                        "HTTP_X_MEETSTREAM_SIGNATURE: " + SIGNATURE + "\n\n" + BODY,
                        "not present",
                        "hint: header x-meetstream-signature seems to have arrived as http_x_meetstream_signature;"
                                + " with the right name signature would be accepted"),
                Arguments.of(
                        "a header renamed, and another secret",
                        "acme",
                        "X-Original-MeetStream-Signature: " + signature("other", BODY) + "\n\n" + BODY,
                        "not present",
                        "with the right name signature would be refused, too: MISMATCH"),
                Arguments.of(
                        "a header of another name altogether",
                        "acme",
                        "Host: x\nX-Hub: " + SIGNATURE + "\n\n" + BODY,
                        "not present",
                        "hint: header x-meetstream-signature seems to have arrived as x-hub;"),
                Arguments.of(
                        "another source's secret",
                        "acme-two",
                        signed + "\n" + BODY,
                        "MISMATCH",
                        "hint: the secret is that of source acme:"),
                Arguments.of(
                        "another source's secret, and an editor's line end",
                        "acme-two",
                        signed + "\n" + BODY + "\n",
                        "MISMATCH",
                        "hint: the secret is that of source acme:"),
                Arguments.of(
                        "another vendor's source",
                        "acme-vexa",
                        signed + "\n" + BODY,
                        "no scheme decides: no credentials are present",
                        "hint: the secret is that of source acme:"),
                Arguments.of(
                        "another source's address",
                        "acme-two",
                        "POST /webhooks/acme HTTP/1.1\n" + signed + "\n" + BODY,
                        "MISMATCH",
                        "hint: the path is that of source acme\n"),
                Arguments.of(
                        "no token",
                        "acme-bots",
                        "POST /webhooks/acme-bots HTTP/1.1\n\n",
                        "token: not present: expected a token as the path's last segment",
                        "hint: the path has no token: it would be /webhooks/acme-bots/TOKEN"),
                Arguments.of(
                        "no path",
                        "acme-bots",
                        signed + "\n" + BODY,
                        "token: not present",
                        "hint: the token is in the path: write POST /webhooks/acme-bots/TOKEN before the headers"),
                Arguments.of(
                        "another token",
                        "acme-bots",
                        "POST /webhooks/acme-bots/another-test-token-0 HTTP/1.1\n\n",
                        "token: present, refused: MISMATCH, the token in the path does not match",
                        "the body is not covered by it"),
                Arguments.of(
                        "a path of somewhere else",
                        "acme-bots",
                        "POST /hooks/" + TOKEN + " HTTP/1.1\n\n",
                        "token: not present",
                        "hint: the path is not /webhooks/acme-bots/TOKEN"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void shouldSayWhyItIsRefused(String how, String source, String capture, String why, String hint)
            throws IOException {
        assertThat(verify(source, capture)).as(how).isEqualTo(1);
        assertThat(out.toString()).contains(why, hint, "the gateway would answer 401: not verified\n");
        assertThatNothingIsBetrayed();
    }

    @Test
    void shouldSayThatTheBodyIsTooLarge() throws IOException {
        String large = "x".repeat(1024 * 1024 + 1);
        assertThat(verify("acme", signed(signature(SECRET, large)) + large)).isEqualTo(1);
        assertThat(out.toString()).contains("the gateway would answer 413: larger than the 1048576 bytes");
    }

    @Test
    void shouldWarnOfAnotherPathEvenWhenTheProofHolds() throws IOException {
        assertThat(verify("lab", "POST /webhooks/nobody HTTP/1.1\n\n")).isZero();
        assertThat(out.toString()).contains("hint: the path is not /webhooks/lab\n");
    }

    static List<Arguments> unreadable() {
        return List.of(
                Arguments.of("", "there is no empty line: an empty line must separate the headers from the body"),
                Arguments.of(
                        "Host: x", "there is no empty line: an empty line must separate the headers from the body"),
                Arguments.of(
                        SECRET + "\n\n",
                        "line 1 is not a header: write NAME: VALUE, or METHOD PATH before all headers"),
                Arguments.of(
                        "HTTP/1.1 200 OK\n\n",
                        "line 1 is not a header: write NAME: VALUE, or METHOD PATH before all headers"),
                Arguments.of("Host: x\n" + SECRET + "\n\n", "line 2 is not a header: write NAME: VALUE"),
                Arguments.of("Host: x\nPOST / HTTP/1.1\n\n", "line 2 is not a header: write NAME: VALUE"),
                Arguments.of("POST /" + SECRET + "%x\n\n", "line 1 has no valid path"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void shouldSayInOneLineWhatIsWrongWithTheCapture(String capture, String what) throws IOException {
        assertThat(verify("acme", capture)).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("adjourn: " + directory.resolve("request.http") + ": " + what
                        + "; see ./adjourn verify --help\n");
        assertThatNothingIsBetrayed();
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWithTheOptions() throws IOException {
        String file = sources(SOURCES).toString();
        assertThat(adjourn("verify", "--sources", file, "--source", "acne", "--request", "-"))
                .isEqualTo(2);
        assertThat(adjourn("verify", "--sources", file, "--source", "acme", "--request", "none.http"))
                .isEqualTo(2);
        assertThat(adjourn("verify", "--sources", file, "--source", "acme", "--request", directory.toString()))
                .isEqualTo(2);
        assertThat(adjourn("verify", "--source", "acme", "--request", "-", "--at", "noon"))
                .isEqualTo(2);
        assertThat(adjourn("verify", "--source", "acme", "--request", "-", "--sources", "none.yaml"))
                .isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("adjourn: there is no source acne in " + file
                        + ": there are acme, acme-bots, acme-two, acme-vexa, lab;"
                        + " see ./adjourn verify --help\n"
                        + "adjourn: none.http: file not found; see ./adjourn verify --help\n"
                        + "adjourn: " + directory + " cannot be read: check that it is a file and its permissions;"
                        + " see ./adjourn verify --help\n"
                        + "adjourn: Invalid value for option '--at': use ISO 8601, such as 2026-02-27T07:11:51Z;"
                        + " see ./adjourn verify --help\n"
                        + "adjourn: none.yaml: file not found: create it, or set ADJOURN_SOURCES to yours\n");
    }

    @Test
    void shouldReadStandardInput() throws IOException {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((signed(SIGNATURE) + BODY).getBytes(ISO_8859_1)));
        try {
            assertThat(adjourn(
                            "verify", "--sources", sources(SOURCES).toString(), "--source", "acme", "--request", "-"))
                    .isZero();
        } finally {
            System.setIn(before);
        }
    }

    static List<Target> everySource() throws IOException, InvalidSourcesException {
        Path directory = Files.createTempDirectory("sources");
        Path file = DemoSources.write(directory, Duration.ofSeconds(6), Duration.ofSeconds(10));
        var sources = SourcesFile.read(file, Vendors.KNOWN, Map.of());
        Files.delete(file);
        Files.delete(directory);
        return Target.of(sources, URI.create("http://gateway.test"));
    }

    @ParameterizedTest
    @MethodSource("everySource")
    void shouldJudgeEveryVendorsRequestsAndBetrayNothing(Target target) throws IOException {
        DemoSources.write(directory, Duration.ofSeconds(6), Duration.ofSeconds(10));
        for (Message message : oneForEachWayOfSigning(target)) {
            assertThat(verify(target.genuine(message, 0, NOW), target)).isZero();
            for (var forgery : target.forgeries(message)) {
                assertThat(verify(target.forged(forgery, message, NOW), target)).isEqualTo(1);
            }
        }
    }

    private static Collection<Message> oneForEachWayOfSigning(Target target) {
        return new Scenario(7, NOW)
                .everything(List.of(target), 1).stream()
                        .flatMap(performance -> performance.meeting().acts().stream())
                        .flatMap(act -> act.messages().stream())
                        .collect(Collectors.toMap(
                                message ->
                                        target.genuine(message, 0, NOW).proof().keySet(),
                                message -> message,
                                (one, other) -> one))
                        .values();
    }

    private int verify(SimulatedRequest request, Target target) throws IOException {
        var capture = new StringBuilder(request.method() + " " + request.url() + " HTTP/1.1\n");
        request.proof().forEach((name, value) -> capture.append(name + ": " + value + "\n"));
        String body = new String(request.body().bytes(), ISO_8859_1);
        Path file = Files.writeString(directory.resolve("request.http"), capture + "\n" + body, ISO_8859_1);
        out.getBuffer().setLength(0);
        int answer = adjourn(
                "verify",
                "--sources",
                directory.resolve("sources.yaml").toString(),
                "--source",
                target.source().name(),
                "--request",
                file.toString(),
                "--at",
                NOW.toString());
        var secrets = new ArrayList<>(target.source().secrets().values());
        secrets.addAll(request.proof().values());
        secrets.add(body);
        assertThat(out.toString()).doesNotContain(secrets);
        return answer;
    }

    private int verify(String source, String capture) throws IOException {
        Path file = Files.writeString(directory.resolve("request.http"), capture, ISO_8859_1);
        return adjourn(
                "verify",
                "--sources",
                sources(SOURCES).toString(),
                "--source",
                source,
                "--request",
                file.toString(),
                "--at",
                NOW.toString());
    }

    private void assertThatNothingIsBetrayed() {
        assertThat(out + err.toString()).doesNotContain(SECRET, TOKEN, "bot.joining", "b-1", SIGNATURE.substring(7));
    }

    private Path sources(String yaml) throws IOException {
        return Files.writeString(directory.resolve("sources.yaml"), yaml);
    }

    private int adjourn(String... arguments) {
        return Launcher.commandLine(new Tools())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static String signed(String signature) {
        return "X-MeetStream-Signature: " + signature + "\n\n";
    }

    /** MeetStream's signature of the body, whose characters are bytes. */
    private static String signature(String secret, String body) {
        return "sha256=" + HexFormat.of().formatHex(Hmac.sha256(secret.getBytes(UTF_8), body.getBytes(ISO_8859_1)));
    }
}
