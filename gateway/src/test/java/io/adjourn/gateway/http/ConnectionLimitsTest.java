package io.adjourn.gateway.http;

import static io.adjourn.gateway.TestGateway.OPEN;
import static io.adjourn.gateway.TestGateway.SIGNED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.adjourn.gateway.TestGateway;
import io.adjourn.testing.Await;
import io.adjourn.testing.LogRecorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers on 127.0.0.2, honest clients on 127.0.0.1. */
@Timeout(120)
class ConnectionLimitsTest {
    private static final int MAX = 64;
    private static final int PER_ADDRESS = 16;
    private static final String STRANGER = "127.0.0.2";

    @AutoClose
    private static final TestGateway gateway = TestGateway.inMemory(Map.of(
            "gateway.connections.max",
            MAX,
            "gateway.connections.max-per-address",
            PER_ADDRESS,
            "gateway.headers.timeout",
            "5s",
            "gateway.connections.idle-timeout",
            "60s"));

    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void reset() {
        gateway.reset();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        Await.until("all are closed", () -> gateway.metric("adjourn_gateway_connections") <= 4);
    }

    /** However it holds them: silent, in a head, or in a body. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HTTP/1.1\r\nHo",
                "POST /webhooks/" + SIGNED + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
                "POST /webhooks/nobody HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
            })
    void shouldNotLetOneAddressHaveMoreThanItsShare(String start) throws IOException {
        for (int i = 0; i < 2 * MAX; i++) {
            send(connect(STRANGER), start);
            if (i % 8 == 0) {
                assertThat(genuine()).isEqualTo(202);
            }
        }

        assertThat(gateway.metric("adjourn_gateway_connections")).isLessThanOrEqualTo(PER_ADDRESS + 4);
        assertThat(genuine()).isEqualTo(202);
    }

    @Test
    void shouldNeverHaveMoreThanItsLimitAndServeBesideManyAddresses() throws IOException {
        for (int i = 0; i < 4 * MAX; i++) {
            send(
                    connect("127.0.1." + i % 128),
                    "POST /webhooks/" + SIGNED + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{");
            if (i % 16 == 0) {
                assertThat(gateway.metric("adjourn_gateway_connections")).isLessThanOrEqualTo(MAX);
                assertThat(genuine()).isEqualTo(202);
            }
        }

        assertThat(gateway.metric("adjourn_gateway_connections_evicted_total")).isPositive();
        assertThat(gateway.metric("adjourn_gateway_connections_limit")).isEqualTo(MAX);
    }

    @Test
    void shouldKeepWhoBroughtADeliveryWhenStrangersWait() throws IOException {
        Socket known = connect("127.0.0.3");
        deliver(known);
        for (int i = 0; i < 2 * MAX; i++) {
            Socket stranger = connect("127.0.1." + i % 128);
            send(stranger, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(stranger.getInputStream().read()).isPositive();
        }

        deliver(known);
    }

    @Test
    void shouldCloseAConnectionWhoseNextRequestHasAHeadThatTricklesIn() throws Exception {
        Socket socket = connect(STRANGER);
        deliver(socket);
        long start = System.nanoTime();
        send(socket, "POST /webhooks/lab HTTP/1.1\r\n");

        assertThat(ends(socket)).isTrue();
        assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
    }

    @Test
    void shouldNotMeasureRequestsOnceMoreByPath() throws IOException {
        deliver(connect(STRANGER));

        assertThat(gateway.management("/prometheus").body())
                .contains("adjourn_gateway_deliveries_total")
                .doesNotContain("http_server_requests");
    }

    @Test
    void shouldPrintNothingWhenConnectionsBreak() throws IOException {
        try (var log = new LogRecorder()) {
            for (int i = 0; i < 20; i++) {
                Socket socket = connect(STRANGER);
                send(
                        socket,
                        ("POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}").repeat(10));
                reset(socket);
            }
            assertThat(genuine()).isEqualTo(202);

            // This gateway has no Kafka, and says so once it has found out: that may be now.
            assertThat(log.events())
                    .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                    .noneMatch(event -> !event.getLoggerName().startsWith("io.adjourn.gateway.publish."));
        }
    }

    private int genuine() {
        return gateway.postSigned("{\"bot_id\":\"honest\"}".getBytes(UTF_8)).statusCode();
    }

    private Socket connect(String from) throws IOException {
        var socket = new Socket();
        sockets.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()), 10_000);
            socket.setSoTimeout(40_000);
        } catch (SocketException e) {
            // Refused, as it may be while those before are being closed.
        }
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (SocketException e) {
            // Closed to make room, as it may be.
        }
    }

    private static void deliver(Socket socket) throws IOException {
        send(socket, "POST /webhooks/" + OPEN + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
        byte[] answer = new byte[4096];
        int read = socket.getInputStream().read(answer);
        assertThat(read).as("closed").isPositive();
        assertThat(new String(answer, 0, read, ISO_8859_1)).startsWith("HTTP/1.1 202 ");
    }

    private static void reset(Socket socket) throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private static boolean ends(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }
}
