package io.adjourn.gateway.http;

import static io.adjourn.gateway.TestGateway.OPEN;
import static io.adjourn.gateway.TestGateway.SECRET;
import static io.adjourn.gateway.TestGateway.SIGNED;
import static io.adjourn.gateway.TestGateway.TOKEN;
import static io.adjourn.gateway.TestGateway.WITH_TOKEN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.gateway.TestGateway;
import io.adjourn.gateway.publish.PublishResult;
import io.adjourn.testing.Await;
import io.adjourn.testing.LogRecorder;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no HTTP library would send. After each of these the gateway takes the next delivery as if nothing had been. */
class RawHttpTest {
    private static final int TIMEOUT_MS = 10_000;

    @AutoClose
    private static final TestGateway gateway = TestGateway.inMemory(Map.of("gateway.connections.idle-timeout", "1s"));

    @BeforeEach
    void reset() {
        gateway.reset();
    }

    /** Over a new connection: one that was kept may be closed for idleness just now. */
    @AfterEach
    void shouldServeTheNext() throws IOException {
        try (var socket = connect()) {
            send(socket, "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");

            assertThat(answer(socket)).startsWith("HTTP/1.1 202 ");
        }
    }

    @Test
    void shouldStoreNothingWhenTheSenderLeavesInTheMiddleOfItsBody() throws IOException {
        try (var socket = connect()) {
            send(socket, "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"bot_id\":");
        }

        awaitCount(OPEN + "/incomplete");
        assertThat(gateway.publisher().records()).isEmpty();
    }

    @Test
    void shouldStoreNothingWhenTheSenderFallsSilentInTheMiddleOfItsBody() throws IOException {
        try (var socket = connect()) {
            send(socket, "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"bot_id\":");

            assertThat(socket.getInputStream().read()).as("closed").isEqualTo(-1);
        }

        awaitCount(OPEN + "/incomplete");
        assertThat(gateway.publisher().records()).isEmpty();
    }

    @Test
    void shouldTakeASlowBody() throws IOException {
        try (var socket = connect()) {
            send(socket, "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n");
            send(socket, "1");
            send(socket, "2");
            send(socket, "3");

            assertThat(answer(socket)).startsWith("HTTP/1.1 202 ");
        }
        assertThat(gateway.publisher().onlyRecord().body().bytes()).isEqualTo("123".getBytes(UTF_8));
    }

    @Test
    void shouldReadNoFurtherThanTheLengthSays() throws IOException {
        try (var socket = connect()) {
            send(socket, "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}and more");

            assertThat(answer(socket)).startsWith("HTTP/1.1 202 ");
        }
        assertThat(gateway.publisher().onlyRecord().body().bytes()).isEqualTo("{}".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+2", "x", "0x2", "1e3", "99999999999999999999"})
    void shouldRefuseALengthThatIsNone(String length) throws IOException {
        try (var socket = connect()) {
            send(socket, "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n{}");

            assertThat(answer(socket)).startsWith("HTTP/1.1 4");
        }
        assertThat(gateway.publisher().records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\nContent-Length: 40",
                "Content-Length: 2\r\nContent-Length: 2",
                "Content-Length: 2, 40",
                "Content-Length: 2\r\n 0",
                "Content-Length : 2",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity, chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding : chunked",
                "Content-Length: 5\r\nTransfer-Encoding:\r\n chunked",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 100",
            })
    void shouldRefuseARequestWhoseEndIsInDoubt(String length) throws IOException {
        try (var socket = connect()) {
            send(socket, withAnotherBehindIt(length));

            assertThat(rest(socket)).startsWith("HTTP/1.1 400 ").doesNotContain("HTTP/1.1 2");
        }
        assertThat(gateway.publisher().records()).isEmpty();
    }

    /** A proxy in front may go by the length: then what follows the chunks is a request that it has never seen. */
    @Test
    void shouldReadNothingBehindARequestThatComesInChunks() throws IOException {
        try (var socket = connect()) {
            send(socket, withAnotherBehindIt("Transfer-Encoding: chunked"));

            assertThat(rest(socket)).startsWith("HTTP/1.1 202 ").containsOnlyOnce("HTTP/1.1 ");
        }
        assertThat(gateway.publisher().onlyRecord().body().bytes()).isEmpty();
    }

    /** RFC 9112, section 9.6. */
    @Test
    void shouldReadNothingBehindARequestThatIsTheLastByItsOwnWords() throws IOException {
        try (var socket = connect()) {
            String start = "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\n";
            send(
                    socket,
                    start + "Connection: close\r\nContent-Length: 2\r\n\r\n{}" + start + "Content-Length: 2\r\n\r\n[]");

            assertThat(rest(socket)).startsWith("HTTP/1.1 202 ").containsOnlyOnce("HTTP/1.1 ");
        }
        assertThat(gateway.publisher().onlyRecord().body().bytes()).isEqualTo("{}".getBytes(UTF_8));
    }

    /** RFC 9112, sections 2.2, 2.3, 3, 3.2, 5, 5.1, 5.2 and 6.1; RFC 9110, section 5.5. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST PATH HTTP/9.9\r\nHost: x\r\n",
                "POST PATH HTTP/1.2\r\nHost: x\r\n",
                "POST PATH HTTP/2.0\r\nHost: x\r\n",
                "POST PATH HTTP/0.9\r\nHost: x\r\n",
                "POST PATH HTTP/1.10\r\nHost: x\r\n",
                "POST PATH http/1.1\r\nHost: x\r\n",
                "POST PATH HTTP/1.1 \r\nHost: x\r\n",
                "POST PATH HTTP/1.1 HTTP/1.1\r\nHost: x\r\n",
                "POST PATH\r\nHost: x\r\n",
                "POST  PATH HTTP/1.1\r\nHost: x\r\n",
                "POST PATH  HTTP/1.1\r\nHost: x\r\n",
                "POST\tPATH HTTP/1.1\r\nHost: x\r\n",
                "POST PATH\rHTTP/1.1\r\nHost: x\r\n",
                " POST PATH HTTP/1.1\r\nHost: x\r\n",
                "\u0000POST PATH HTTP/1.1\r\nHost: x\r\n",
                "post PATH HTTP/1.1\r\nHost: x\r\n",
                "Post PATH HTTP/1.1\r\nHost: x\r\n",
                "P@ST PATH HTTP/1.1\r\nHost: x\r\n",
                "POSTPOSTPOSTPOSTPOSTPOST PATH HTTP/1.1\r\nHost: x\r\n",
                "POST PATH#part HTTP/1.1\r\nHost: x\r\n",
                "POST PATH\u00e9 HTTP/1.1\r\nHost: x\r\n",
                "POST webhooks/lab HTTP/1.1\r\nHost: x\r\n",
                "CONNECT localhost:443 HTTP/1.1\r\nHost: x\r\n",
                "POST PATH HTTP/1.1\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\nHost: x\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\nhost: y\r\n",
                "POST PATH HTTP/1.1\r\nHost: x, y\r\n",
                "POST PATH HTTP/1.1\r\nHost: a/b\r\n",
                "POST PATH HTTP/1.1\r\nHost: me@x\r\n",
                "POST PATH HTTP/1.1\nHost: x\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\nX-Bare: a\rb\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\nX-Null: a\u0000b\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\nX-Control: a\u0001b\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\nX-Space : a\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\n: no name\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\nX(Y): a\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\nno colon\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\nX-Folded: one\r\n two\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\nX-Folded: one\r\n\ttwo\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\nX-Folded: one\r\n Content-Length: 9\r\n",
            })
    void shouldRefuseWhatIsNoRequestAndCloseTheConnection(String head) throws IOException {
        try (var socket = connect()) {
            send(socket, head.replace("PATH", "/webhooks/" + OPEN) + "Content-Length: 2\r\n\r\n{}");

            assertThat(rest(socket))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("connection: close", "the request is malformed: ")
                    .containsOnlyOnce("HTTP/1.1 400")
                    .doesNotContain("HTTP/9.9");
        }
        assertThat(gateway.publisher().records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: x\r\nHost: y\r\n", "Transfer-Encoding: chunked\r\n"})
    void shouldRefuseOfAnOldVersionWhatItDoesNotHave(String headers) throws IOException {
        try (var socket = connect()) {
            send(socket, "POST /webhooks/" + OPEN + " HTTP/1.0\r\n" + headers + "Content-Length: 2\r\n\r\n{}");

            assertThat(rest(socket)).startsWith("HTTP/1.0 400 ");
        }
        assertThat(gateway.publisher().records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST PATH HTTP/1.0\r\n",
                "POST PATH HTTP/1.0\r\nHost: x\r\n",
                "POST PATH HTTP/1.1\r\nHost:\r\n",
                "POST PATH HTTP/1.1\r\nHost: [::1]:8080\r\n",
                "POST PATH HTTP/1.1\r\nhOsT: Example.com:80\r\n",
                "POST http://other.example.comPATH HTTP/1.1\r\nHost: x\r\n",
                "POST HTTPS://other.example.com:8443PATH HTTP/1.1\r\nHost: x\r\n",
                "\r\n\r\nPOST PATH HTTP/1.1\r\nHost: x\r\n",
                "PUT PATH?a=b&c HTTP/1.1\r\nHost: x\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\nX-Tab: a\tb\r\nX-Empty:\r\nX-Latin: \u00e9\r\nX-Spaces:   a  \r\n",
            })
    void shouldTakeWhatIsUnusualAndAllowed(String head) throws IOException {
        try (var socket = connect()) {
            send(socket, head.replace("PATH", "/webhooks/" + OPEN) + "Content-Length: 2\r\n\r\n{}");

            assertThat(answer(socket)).matches("(?s)HTTP/1\\.[01] 202 .*");
        }
        assertThat(gateway.publisher().onlyRecord().body().bytes()).isEqualTo("{}".getBytes(UTF_8));
    }

    /** RFC 9112, section 7.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2\r\n{}\r\n0\r\n\r\n",
                "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
                "00000002\r\n{}\r\n00000000\r\n\r\n",
                "2;a=b\r\n{}\r\n0;last\r\n\r\n",
                "2;a;b=c;d=\"e\"\r\n{}\r\n0\r\n\r\n",
                "2 ; a = \"quoted; \\\" and =\"\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}\r\n0\r\nX-Trailer: ignored\r\nContent-Length: 7\r\n\r\n",
            })
    void shouldReadChunksWithWhateverIsAllowedBesideThem(String chunks) throws IOException {
        try (var socket = connect()) {
            send(
                    socket,
                    "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

            assertThat(rest(socket)).startsWith("HTTP/1.1 202 ");
        }
        assertThat(gateway.publisher().onlyRecord().body().bytes()).isEqualTo("{}".getBytes(UTF_8));
    }

    @Test
    void shouldReadLargeChunksOfWhichEachLetterIsAHexDigit() throws IOException {
        String chunk = "x".repeat(0xabcd);
        try (var socket = connect()) {
            send(
                    socket,
                    "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\nabcd\r\n"
                            + chunk + "\r\nABCD;x\r\n" + chunk + "\r\n0\r\n\r\n");

            assertThat(rest(socket)).startsWith("HTTP/1.1 202 ");
        }
        assertThat(gateway.publisher().onlyRecord().body().bytes()).hasSize(2 * 0xabcd);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100000002\r\n{}\r\n0\r\n\r\n",
                "10000000000000002\r\n{}\r\n0\r\n\r\n",
                "000000002\r\n{}\r\n0\r\n\r\n",
                "ffffffff\r\n{}\r\n0\r\n\r\n",
                "0x2\r\n{}\r\n0\r\n\r\n",
                "+2\r\n{}\r\n0\r\n\r\n",
                " 2\r\n{}\r\n0\r\n\r\n",
                "2 \r\n{}\r\n0\r\n\r\n",
                "\r\n{}\r\n0\r\n\r\n",
                ";a=b\r\n{}\r\n0\r\n\r\n",
                "2;\r\n{}\r\n0\r\n\r\n",
                "2;a=\r\n{}\r\n0\r\n\r\n",
                "2;a=\"open\r\n{}\r\n0\r\n\r\n",
                "2;a\u0000\r\n{}\r\n0\r\n\r\n",
                "2;a\n{}\r\n0\r\n\r\n",
                "2\n{}\n0\n\n",
                "2\r\n{}0\r\n\r\n",
                "2\r\n{}}\r\n0\r\n\r\n",
                "3\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}\r\n0\r\nno colon\r\n\r\n",
            })
    void shouldRefuseChunksThatCannotBeReadForSure(String chunks) throws IOException {
        try (var socket = connect()) {
            send(
                    socket,
                    "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

            assertThat(rest(socket)).startsWith("HTTP/1.1 400 ").containsIgnoringCase("connection: close");
        }
        assertThat(gateway.publisher().records()).isEmpty();
    }

    @Test
    void shouldRefuseEndlessExtensionsAndTrailers() throws IOException {
        for (String chunks : List.of("2;a=" + "b".repeat(2_000), "0\r\n" + "X-Trailer: more\r\n".repeat(1_000))) {
            try (var socket = connect()) {
                send(
                        socket,
                        "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + chunks);

                assertThat(answer(socket)).startsWith("HTTP/1.1 400 ");
            }
        }
        assertThat(gateway.publisher().records()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "headers-too-large, 413, unknown",
        "path-too-long, 413, unknown",
        "malformed, 400, unknown",
        "method-not-allowed, 405, lab",
        "no-such-path, 404, unknown",
        "no-such-path, 404, lab",
    })
    void shouldCountAndLogWhatIsNoDelivery(String reason, String status, String source) throws IOException {
        String path = source.equals("unknown") ? "/elsewhere/hush" : "/webhooks/lab/hush/and/more";
        String request = switch (reason) {
            case "headers-too-large" ->
                "POST " + path + " HTTP/1.1\r\nHost: x\r\nX-Hush: " + "hush".repeat(3_000) + "\r\n\r\n";
            case "path-too-long" -> "POST " + path + "hush".repeat(2_000) + " HTTP/1.1\r\nHost: x\r\n\r\n";
            case "malformed" -> "POST " + path + " HTTP/1.1\r\n\r\n";
            case "method-not-allowed" -> "DELETE /webhooks/lab HTTP/1.1\r\nHost: x\r\n\r\n";
            default -> "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
        };
        double before = refused(reason);
        try (var log = new LogRecorder();
                var socket = connect()) {
            send(socket, request);

            assertThat(answer(socket)).startsWith("HTTP/1.1 " + status + " ");
            assertThat(refused(reason)).isEqualTo(before + 1);
            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("INFO Refused: source=" + source + " reason=" + reason + " "))
                    .noneMatch(line -> line.contains("hush"));
        }
    }

    @Test
    void shouldSayHowLargeHeadersMayBe() throws IOException {
        try (var socket = connect()) {
            send(
                    socket,
                    "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nX-Flood: " + "x".repeat(10_000) + "\r\n\r\n");

            assertThat(answer(socket))
                    .contains("the headers are larger than 8192 bytes: send less, or raise GATEWAY_HEADERS_MAX_BYTES");
        }
    }

    @Test
    void shouldRefuseAFoldedLineBeforeAllHeaders() throws IOException {
        try (var socket = connect()) {
            send(
                    socket,
                    "POST /webhooks/" + OPEN
                            + " HTTP/1.1\r\n Content-Length: 9\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");

            assertThat(rest(socket)).startsWith("HTTP/1.1 400 ");
        }
        assertThat(gateway.publisher().records()).isEmpty();
    }

    /** What comes behind its chunks is no header: a proof there would be one that nobody has looked at before the body. */
    @Test
    void shouldTakeNoProofFromBehindTheBody() throws IOException {
        try (var socket = connect()) {
            send(
                    socket,
                    "POST /webhooks/" + SIGNED
                            + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"
                            + TestGateway.SIGNATURE_HEADER + ": " + TestGateway.sign("{}".getBytes(UTF_8), SECRET)
                            + "\r\n\r\n");

            assertThat(rest(socket)).startsWith("HTTP/1.1 401 ");
        }
        assertThat(gateway.publisher().records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"})
    void shouldRefuseAnotherMethodAndTakeItsBodyForNoRequest(String method) throws IOException {
        String path = " /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\n";
        String smuggled = "POST" + path + "Content-Length: 2\r\n\r\n[]";
        try (var socket = connect()) {
            send(
                    socket,
                    method + path + "X-Secret: hush\r\nContent-Length: " + smuggled.length() + "\r\n\r\n" + smuggled
                            + "POST" + path + "Connection: close\r\nContent-Length: 2\r\n\r\n{}");

            assertThat(rest(socket))
                    .startsWith("HTTP/1.1 405 ")
                    .containsOnlyOnce("HTTP/1.1 202 ")
                    .doesNotContain("hush");
        }
        assertThat(gateway.publisher().onlyRecord().body().bytes()).isEqualTo("{}".getBytes(UTF_8));
    }

    @Test
    void shouldAnswerNothingBelowTheHeadersWhenOnlyTheyAreAskedForAndCloseTheConnection() throws IOException {
        try (var socket = connect()) {
            send(socket, "HEAD /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(rest(socket))
                    .startsWith("HTTP/1.1 405 ")
                    .contains("\r\nconnection: close\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void shouldRefuseAnEndlessBodyBeforeItComes() throws IOException {
        try (var socket = connect()) {
            send(
                    socket,
                    "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000000000000000\r\n\r\n");

            assertThat(answer(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void shouldAskForNoBodyWhenTheSenderWaitsAndIsRefusedAnyway() throws IOException {
        try (var socket = connect()) {
            send(
                    socket,
                    "POST /webhooks/" + WITH_TOKEN
                            + "/wrong HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");

            assertThat(answer(socket)).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void shouldAskForTheBodyWhenTheSenderWaits() throws IOException {
        try (var socket = connect()) {
            send(
                    socket,
                    "POST /webhooks/" + OPEN
                            + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(answer(socket)).startsWith("HTTP/1.1 100 ");

            send(socket, "{}");
            assertThat(answer(socket)).startsWith("HTTP/1.1 202 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "-2\r\n{}\r\n0\r\n\r\n", "ffffffffffffffff\r\n{}\r\n"})
    void shouldStoreNothingWhenTheChunksAreNonsense(String chunks) throws IOException {
        try (var socket = connect()) {
            send(
                    socket,
                    "POST /webhooks/" + SIGNED + " HTTP/1.1\r\nHost: x\r\n" + TestGateway.SIGNATURE_HEADER + ": sha256="
                            + "00".repeat(32) + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

            assertThat(answer(socket)).startsWith("HTTP/1.1 4");
        }
        assertThat(gateway.publisher().records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\nzz\r\n{}\r\n0\r\n\r\n"})
    void shouldStoreNothingOfWhatNeedsNoSignatureWhenItsChunksAreNonsense(String chunks) throws IOException {
        try (var socket = connect()) {
            send(
                    socket,
                    "POST /webhooks/" + WITH_TOKEN + "/" + TOKEN
                            + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

            assertThat(answer(socket)).startsWith("HTTP/1.1 4");
        }
        assertThat(gateway.publisher().records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/webhooks/%zz", "/webhooks/%00", "/webhooks/%c3", "/webhooks/..", "/webhooks/a%2fb", "//", "*"})
    void shouldRefuseAStrangePath(String path) throws IOException {
        try (var socket = connect()) {
            send(socket, "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");

            assertThat(answer(socket)).startsWith("HTTP/1.1 4");
        }
        assertThat(gateway.publisher().records()).isEmpty();
    }

    @Test
    void shouldRefuseAFloodOfHeaders() throws IOException {
        try (var socket = connect()) {
            String flood = "X-Flood: 0123456789012345678901234567890123456789\r\n".repeat(1_000);
            send(socket, "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\n" + flood + "Content-Length: 2\r\n\r\n{}");

            assertThat(answer(socket)).startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void shouldRefuseWhatIsNotHttp() throws IOException {
        try (var socket = connect()) {
            send(socket, "\u0016\u0003\u0001\u0002\u0000\u0001 hello\r\n\r\n");

            assertThat(answer(socket)).matches("(?s)HTTP/1\\.[01] 4.*");
        }
    }

    @Test
    void shouldAnswerEachOfTwoRequestsSentAtOnce() throws IOException {
        try (var socket = connect()) {
            String one = "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
            send(socket, one + one);

            assertThat(answer(socket)).startsWith("HTTP/1.1 202 ");
        }
        awaitCount(OPEN + "/stored", 2);
    }

    @Test
    void shouldBeginARequestOnlyWhenTheOneBeforeIsAnswered() throws IOException {
        var atWork = new AtomicInteger();
        var mostAtWork = new AtomicInteger();
        var goOn = new CountDownLatch(1);
        gateway.publisher().answerWith(() -> {
            mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            awaitUninterruptibly(goOn);
            atWork.decrementAndGet();
            return new PublishResult.Stored();
        });
        String one = "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
        try (var socket = connect()) {
            send(socket, one.repeat(100));
            Await.until("the first is at work", () -> atWork.get() == 1);
            send(socket, one.repeat(100));

            goOn.countDown();
            awaitCount(OPEN + "/stored", 200);
            assertThat(mostAtWork).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldAnswerASenderThatHasEndedItsSideAndThenCloseTheConnection(int requests) throws IOException {
        var atWork = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        gateway.publisher().answerWith(() -> {
            atWork.countDown();
            awaitUninterruptibly(goOn);
            return new PublishResult.Stored();
        });
        String one = "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
        try (var socket = connect()) {
            send(socket, one);
            awaitUninterruptibly(atWork);
            send(socket, one.repeat(requests - 1));
            socket.shutdownOutput();
            goOn.countDown();

            assertThat(rest(socket).split("HTTP/1.1 202 ", -1)).hasSize(requests + 1);
        }
    }

    /** At once, not when it has been idle for long enough. */
    @Test
    void shouldCloseTheConnectionOfASenderThatEndsItsSideAndWaitsForNoAnswer() throws IOException {
        String one = "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
        try (var patient = TestGateway.inMemory(Map.of("gateway.connections.idle-timeout", "1m"))) {
            for (String begun : List.of("", one.substring(0, 20), one.substring(0, one.length() - 1))) {
                try (var socket = connect(patient)) {
                    send(socket, one);
                    assertThat(answer(socket)).startsWith("HTTP/1.1 202 ");
                    send(socket, begun);
                    socket.shutdownOutput();

                    assertThat(rest(socket)).as(begun).doesNotContain("HTTP/1.1 2");
                }
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static double refused(String reason) {
        return gateway.management("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("adjourn_gateway_requests_refused_total{reason=\"" + reason + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void shouldRefuseABodyInVeryManyTinyChunks() throws IOException {
        try (var socket = connect()) {
            send(
                    socket,
                    "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "1\r\nx\r\n".repeat(2_000) + "0\r\n\r\n");

            assertThat(answer(socket)).startsWith("HTTP/1.1 400 ");
        }
        awaitCount(OPEN + "/incomplete");
    }

    private static Socket connect() throws IOException {
        return connect(gateway);
    }

    private static Socket connect(TestGateway gateway) throws IOException {
        var socket = new Socket("localhost", gateway.port());
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** An empty request in chunks, if its headers say so, and a second one. */
    private static String withAnotherBehindIt(String length) {
        String start = "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\n";
        return start + length + "\r\n\r\n0\r\n\r\n" + start + "Content-Length: 2\r\n\r\n[]";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** The next of the answer's bytes, empty when the connection was closed. */
    private static String answer(Socket socket) throws IOException {
        byte[] bytes = new byte[4096];
        int read = socket.getInputStream().read(bytes);
        return read < 0 ? "" : new String(bytes, 0, read, ISO_8859_1);
    }

    /** All that comes until the connection is closed. */
    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    private static void awaitCount(String count) {
        awaitCount(count, 1);
    }

    private static void awaitCount(String count, double wanted) {
        Await.until(
                count,
                Duration.ofMillis(TIMEOUT_MS),
                () -> gateway.counts().getOrDefault(count, 0.0) >= wanted,
                gateway::counts);
    }
}
