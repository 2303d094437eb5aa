package io.adjourn.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.gateway.TestGateway;
import io.adjourn.testing.Await;
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
        try (TestGateway gateway =
                        TestGateway.inMemory(Map.of("gateway.body.grace", "1s", "gateway.body.min-rate", "10KiB"));
                Socket socket = send(gateway, 100_000, "{")) {
            Future<?> trickle = senders.scheduleAtFixedRate(() -> more(socket, " "), 0, 50, TimeUnit.MILLISECONDS);

            assertThat(answer(socket)).startsWith("HTTP/1.1 400 ").contains("the body arrived too slowly");
            assertThat(gateway.counts()).containsExactly(Map.entry("lab/incomplete", 1.0));
            trickle.cancel(true);
        }
    }

    @Test
    void shouldTakeABodyInThePlaceOfTheOneThatHasStoodStillForLongest() throws Exception {
        try (TestGateway gateway = TestGateway.inMemory(Map.of("gateway.in-flight.max-requests", "16"));
                Socket longest = hold(gateway, 1);
                Socket second = hold(gateway, 2);
                Socket third = hold(gateway, 3);
                Socket fourth = hold(gateway, 4)) {
            Await.until(
                    "there is room", () -> gateway.post("/webhooks/lab", "{}").statusCode() == 202);

            assertThat(answer(longest)).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after: ");
            assertThat(inFlight(gateway)).isEqualTo(3);
            for (Socket other : new Socket[] {second, third, fourth}) {
                assertThat(other.isConnected()).isTrue();
            }
        }
    }

    /** One more that sends the beginning of a body and no more. */
    private static Socket hold(TestGateway gateway, int number) throws IOException {
        Socket socket = send(gateway, 100, "{");
        Await.until("request " + number + " is being read", () -> inFlight(gateway) == number);
        return socket;
    }

    private static long inFlight(TestGateway gateway) {
        String series = "adjourn_gateway_in_flight_requests ";
        return gateway.management("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(series.length())))
                .sum();
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
