package io.adjourn.gateway.abuse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.abuse.GatewayProcess;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever is refused can be found: in a count, and in the log. */
@Timeout(120)
class RefusalsIT {
    private static final int PATIENCE_MILLIS = 20_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = Attacked.plain(directory);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            malformed            | 400 | POST /webhooks/acme HTTP/1.1~Host: x~Content-Length: 2~Content-Length: 3~~{}
            malformed            | 400 | POST /webhooks/acme HTTP/1.1~Host: x~Host: y~Content-Length: 2~~{}
            malformed            | 400 | POST /webhooks/acme HTTP/1.1~Content-Length: 2~~{}
            malformed            | 400 | POST /webhooks/acme HTTP/1.1~Host: x~X-A: 1~ folded~Content-Length: 2~~{}
            malformed            | 400 | nonsense~~
            method-not-allowed   | 405 | GET /webhooks/acme HTTP/1.1~Host: x~~
            method-not-allowed   | 405 | DELETE /webhooks/acme HTTP/1.1~Host: x~Content-Length: 0~~
            no-such-path         | 404 | GET / HTTP/1.1~Host: x~~
            no-such-path         | 404 | POST /webhooks/acme/token/more HTTP/1.1~Host: x~Content-Length: 0~~
            headers-too-large    |   4 | POST /webhooks/acme HTTP/1.1~Host: x~X-Large: LARGE~Content-Length: 0~~
            path-too-long        |   4 | POST /webhooks/LARGE HTTP/1.1~Host: x~Content-Length: 0~~
            """)
    void shouldCountAndLogWhatIsRefused(String reason, String status, String request) throws IOException {
        double before = refused(reason);
        int lines = linesOf(reason);

        String answer = send(
                request.replace("~", "\r\n").replace("LARGE", "x".repeat(9_000)).replace("ZEROS", "0".repeat(64)));

        assertThat(answer)
                .as(request.substring(0, Math.min(60, request.length())))
                .startsWith("HTTP/1.1 " + status);
        gateway.await("it is counted as " + reason, () -> refused(reason) > before);
        gateway.await("it is logged as " + reason, () -> linesOf(reason) > lines);
    }

    /** Its head was that of a delivery, so that it counts as one of its source. */
    @Test
    void shouldCountAndLogADeliveryWhoseChunkSizeIsNone() throws IOException {
        double before = incomplete();
        int lines = linesOf("incomplete");

        String answer = send("POST /webhooks/acme HTTP/1.1\r\nHost: x\r\n" + Attacked.SMALL_HEADER + ": sha256="
                + "0".repeat(64) + "\r\nTransfer-Encoding: chunked\r\n\r\n100000002\r\n{}\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400");
        gateway.await("it is counted", () -> incomplete() > before);
        gateway.await("it is logged", () -> linesOf("incomplete") > lines);
    }

    private static double incomplete() {
        return gateway.metric("adjourn_gateway_deliveries_total", "source=\"acme\"", "outcome=\"incomplete\"")
                .orElse(0);
    }

    private static double refused(String reason) {
        return gateway.metric("adjourn_gateway_requests_refused_total", "reason=\"" + reason + "\"")
                .orElse(0);
    }

    private static int linesOf(String reason) {
        return (int) gateway.log().lines().filter(line -> line.contains(reason)).count();
    }

    /** The start of the answer, however the connection ends. */
    private static String send(String request) throws IOException {
        try (var socket = new Socket("localhost", gateway.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
        }
    }
}
