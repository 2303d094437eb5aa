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
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @AfterEach
    void shouldServeTheNext() {
        assertThat(gateway.postSigned("{\"bot_id\":\"after\"}".getBytes(UTF_8)).statusCode())
                .isEqualTo(202);
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
            })
    void shouldRefuseARequestWhoseEndIsInDoubt(String length) throws IOException {
        try (var socket = connect()) {
            send(socket, withAnotherBehindIt(length));

            assertThat(rest(socket)).startsWith("HTTP/1.1 400 ").doesNotContain("HTTP/1.1 2");
        }
        assertThat(gateway.publisher().records()).isEmpty();
    }

    /** A proxy in front may go by the length: then what follows the chunks is a request that it has never seen. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 100",
                "Transfer-Encoding: chunked",
            })
    void shouldReadNothingBehindARequestThatComesInChunks(String length) throws IOException {
        try (var socket = connect()) {
            send(socket, withAnotherBehindIt(length));

            assertThat(rest(socket)).startsWith("HTTP/1.1 202 ").containsOnlyOnce("HTTP/1.1 ");
        }
        assertThat(gateway.publisher().onlyRecord().body().bytes()).isEmpty();
    }

    /** RFC 9112, section 5.2, lets a server take a folded line for one; a header in its second half is none. */
    @Test
    void shouldReadAHeaderOverTwoLinesAsOne() throws IOException {
        try (var socket = connect()) {
            send(
                    socket,
                    "POST /webhooks/" + OPEN
                            + " HTTP/1.1\r\nHost: x\r\nX-Folded: one\r\n Content-Length: 9\r\nContent-Length: 2\r\n\r\n{}");

            assertThat(answer(socket)).startsWith("HTTP/1.1 202 ");
        }
        assertThat(gateway.publisher().onlyRecord().body().bytes()).isEqualTo("{}".getBytes(UTF_8));
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

    private static Socket connect() throws IOException {
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
        long deadline = System.nanoTime() + Duration.ofMillis(TIMEOUT_MS).toNanos();
        while (gateway.counts().getOrDefault(count, 0.0) < wanted) {
            assertThat(System.nanoTime())
                    .as("%s in %s", count, gateway.counts())
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
