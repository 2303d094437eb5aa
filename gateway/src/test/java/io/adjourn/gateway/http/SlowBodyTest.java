package io.adjourn.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.gateway.TestGateway;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Senders that take their time, as the server meets them. */
@Timeout(60)
class SlowBodyTest {
    private static final int TIMEOUT_MS = 20_000;

    @AutoClose
    private final ScheduledExecutorService senders = Executors.newSingleThreadScheduledExecutor();

    @Test
    void shouldAnswerASilentSenderWhenTheBodyTakesTooLong() throws Exception {
        try (TestGateway gateway = TestGateway.inMemory(Map.of("gateway.body.timeout", "1s"));
                Socket socket = send(gateway, 100, "{")) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 400 ").contains("the body took too long to arrive");
            assertThat(gateway.counts()).containsExactly(Map.entry("lab/incomplete", 1.0));
        }
    }

    @Test
    void shouldEndABodyThatOnlyTricklesInAndCloseTheConnection() throws Exception {
        try (TestGateway gateway = TestGateway.inMemory(
                        Map.of("gateway.body.grace", "1s", "gateway.body.min-rate", "10KiB"));
                Socket socket = send(gateway, 100_000, "{")) {
            Future<?> trickle = senders.scheduleAtFixedRate(() -> more(socket, " "), 0, 50, TimeUnit.MILLISECONDS);

            assertThat(answer(socket)).startsWith("HTTP/1.1 400 ").contains("the body arrived too slowly");
            assertThat(gateway.counts()).containsExactly(Map.entry("lab/incomplete", 1.0));
            trickle.cancel(true);
        }
    }

    @Test
    void shouldTakeABodyInThePlaceOfOneThatStandsStill() throws Exception {
        try (TestGateway gateway = TestGateway.inMemory(Map.of("gateway.in-flight.max-requests", "16"));
                Socket first = send(gateway, 100, "{");
                Socket second = send(gateway, 100, "{");
                Socket third = send(gateway, 100, "{");
                Socket fourth = send(gateway, 100, "{")) {
            TestGateway.await(
                    "one address has no place left for another",
                    () -> gateway.post("/webhooks/lab", "{}").statusCode() == 202
                            && gateway.counts().getOrDefault("lab/unavailable", 0.0) > 1);

            assertThat(answer(first)).startsWith("HTTP/1.1 503 ").contains("Retry-After");
            assertThat(second.isConnected()).isTrue();
            assertThat(third.isConnected()).isTrue();
            assertThat(fourth.isConnected()).isTrue();
        }
    }

    private static Socket send(TestGateway gateway, int length, String start) throws IOException {
        var socket = new Socket("localhost", gateway.port());
        socket.setSoTimeout(TIMEOUT_MS);
        more(socket, "POST /webhooks/lab HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n" + start);
        return socket;
    }

    private static void more(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        } catch (IOException e) {
            // Closed, as it may be.
        }
    }

    private static String answer(Socket socket) throws IOException {
        byte[] bytes = new byte[4096];
        int read = socket.getInputStream().read(bytes);
        return read < 0 ? "" : new String(bytes, 0, read, ISO_8859_1);
    }
}
