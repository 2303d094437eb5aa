package io.adjourn.gateway.abuse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.abuse.GatewayProcess;
import io.adjourn.abuse.GatewayProcess.Program;
import io.adjourn.abuse.GzipBomb;
import io.adjourn.abuse.Http2Frames;
import io.adjourn.abuse.TestCertificate;
import io.adjourn.gateway.GatewayApplication;
import io.adjourn.vendors.meetstream.MeetStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the internet has to offer, against a gateway of its own with little memory, which would end if that were not enough. An
 * honest client beside it is always served.
 */
@Timeout(120)
class AbuseIT {
    private static final int CLOSED_AFTER_SECONDS = 30;
    private static final InetAddress GATEWAY = InetAddress.ofLiteral("127.0.0.1");
    /** The honest client has another one: what one address may take is bounded. */
    private static final InetAddress STRANGERS = InetAddress.ofLiteral("127.0.0.2");
    /** So many that none of them is bounded as one address is. */
    private static final int ADDRESSES_OF_THE_IDLE = 8;

    private static final String HEAD = "POST /webhooks/lab HTTP/1.1\r\nHost: x\r\n";
    private static final String SIGNED_HEAD = "POST /webhooks/acme HTTP/1.1\r\nHost: x\r\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path directory;

    @AutoClose
    private static final ExecutorService strangers = Executors.newVirtualThreadPerTaskExecutor();

    @SuppressWarnings("NullAway.Init")
    private static TestCertificate certificate;

    @SuppressWarnings("NullAway.Init")
    private static GatewayProcess gateway;

    private static int port;

    @SuppressWarnings("NullAway.Init")
    private static HonestClient honest;

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        certificate = TestCertificate.create(directory, "abused", "EC");
        String sources = """
                sources:
                  acme: { vendor: meetstream, secrets: [test-secret-of-acme] }
                  lab: { vendor: meetstream, verification: none }
                """;
        gateway = GatewayProcess.start(
                new Program(
                        System.getProperty("java.class.path"),
                        GatewayApplication.class.getName(),
                        List.of("-Xmx160m", "-XX:TieredStopAtLevel=1"),
                        0),
                directory,
                sources,
                Map.of(
                        "GATEWAY_IN_FLIGHT_MAX_BYTES",
                        "40MiB",
                        "GATEWAY_HEADERS_TIMEOUT",
                        "10s",
                        "GATEWAY_BODY_TIMEOUT",
                        "5s",
                        "GATEWAY_CONNECTIONS_MAX",
                        "1500",
                        "GATEWAY_CONNECTIONS_IDLE_TIMEOUT",
                        "8s",
                        "GATEWAY_TLS_CERTIFICATE",
                        Files.writeString(directory.resolve("tls.crt"), certificate.certificatePem())
                                .toString(),
                        "GATEWAY_TLS_PRIVATE_KEY",
                        Files.writeString(directory.resolve("tls.key"), certificate.keyPem())
                                .toString()));
        port = gateway.port();
        honest = new HonestClient(certificate, port);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        // A figure for the reports; what is asserted is that it is served at all.
        System.out.println(honest.waited());
    }

    @AfterEach
    void shouldServeAnHonestClientAfterwards() throws Exception {
        honest.send();
        assertThat(gateway.isAlive()).as("it had memory enough").isTrue();
    }

    @Test
    void shouldServeBesideTwoThousandIdleConnectionsAndCloseThem() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 2_000; i++) {
                idle.add(plain(InetAddress.ofLiteral("127.0.1." + (1 + i % ADDRESSES_OF_THE_IDLE))));
                if (i % 200 == 0) {
                    honest.send();
                }
            }
            honest.send();
            for (Socket socket : idle) {
                awaitClosed(socket);
            }
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void shouldCloseConnectionsWhoseHeadersTrickleIn() throws Exception {
        abuse(50, () -> {
            try (SSLSocket socket = certificate.connect(STRANGERS, port, "http/1.1")) {
                trickle(socket, HEAD, "X-Slow: ");
            }
        });
    }

    @Test
    void shouldCloseConnectionsWhoseBodiesTrickleIn() throws Exception {
        abuse(50, () -> {
            try (SSLSocket socket = certificate.connect(STRANGERS, port, "http/1.1")) {
                trickle(socket, HEAD + "Content-Length: 100000\r\n\r\n", "{");
            }
        });
    }

    @Test
    void shouldReadNoEndlessHeaders() throws Exception {
        abuse(20, () -> {
            try (SSLSocket socket = certificate.connect(STRANGERS, port, "http/1.1")) {
                flood(socket, HEAD, "X-Flood: 0123456789012345678901234567890123456789\r\n");
            }
        });
    }

    @Test
    void shouldReadNoEndlessHeaderLine() throws Exception {
        abuse(20, () -> {
            try (SSLSocket socket = certificate.connect(STRANGERS, port, "http/1.1")) {
                flood(socket, HEAD + "X-Flood: ", "0123456789".repeat(100));
            }
        });
    }

    @Test
    void shouldReadNoEndlessBodyOfARefusedRequest() throws Exception {
        abuse(10, () -> {
            try (SSLSocket socket = certificate.connect(STRANGERS, port, "http/1.1")) {
                flood(
                        socket,
                        SIGNED_HEAD + "Transfer-Encoding: chunked\r\n\r\n",
                        "1000\r\n" + "x".repeat(0x1000) + "\r\n");
            }
        });
        abuse(10, () -> {
            try (SSLSocket socket = certificate.connect(STRANGERS, port, "http/1.1")) {
                flood(socket, HEAD + "Content-Length: 9000000000000000000\r\n\r\n", "x".repeat(0x1000));
            }
        });
    }

    /** Each would be more than the memory there is, and is small enough to be sent in time on a busy machine. */
    @Test
    void shouldInflateNothing() throws Exception {
        byte[] bomb = GzipBomb.of(200_000_000);
        assertThat(bomb).hasSizeLessThan(new MeetStream().maxBodyBytes() / 4);
        abuse(10, () -> {
            try (SSLSocket socket = certificate.connect(STRANGERS, port, "http/1.1")) {
                send(socket, HEAD + "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
                socket.getOutputStream().write(bomb);
                socket.getOutputStream().flush();

                assertThat(new String(socket.getInputStream().readNBytes(13), ISO_8859_1))
                        .isEqualTo("HTTP/1.1 202 ");
            }
        });
    }

    @Test
    void shouldNotTakeMoreRequestsThanAnswersAreRead() throws Exception {
        String request = HEAD + "Content-Length: 2\r\n\r\n{}";
        abuse(5, () -> {
            try (SSLSocket socket = certificate.connect(STRANGERS, port, "http/1.1")) {
                OutputStream out = socket.getOutputStream();
                for (int i = 0; i < 2_000; i++) {
                    out.write(request.getBytes(ISO_8859_1));
                }
                out.flush();
            }
        });
    }

    @Test
    void shouldEndAnHttp2ConnectionThatOpensAndResetsStreamsInARow() throws Exception {
        abuse(5, () -> {
            try (SSLSocket socket = certificate.connect(STRANGERS, port, "h2")) {
                var http2 = new Http2Frames(socket);
                awaitRefusal(socket, () -> {
                    int stream = http2.nextStream();
                    http2.frame(Http2Frames.HEADERS, Http2Frames.END_HEADERS, stream, Http2Frames.request());
                    http2.frame(Http2Frames.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
                });
            }
        });
    }

    @Test
    void shouldEndAnHttp2ConnectionWhoseHeadersNeverEnd() throws Exception {
        abuse(5, () -> {
            try (SSLSocket socket = certificate.connect(STRANGERS, port, "h2")) {
                var http2 = new Http2Frames(socket);
                int stream = http2.nextStream();
                http2.frame(Http2Frames.HEADERS, 0, stream, Http2Frames.request());
                byte[] header = {0, 1, 'x', 4, 'm', 'o', 'r', 'e'};
                awaitRefusal(socket, () -> http2.frame(Http2Frames.CONTINUATION, 0, stream, header));
            }
        });
    }

    @Test
    void shouldHoldOnlySoManyStreamsOfAnHttp2Connection() throws Exception {
        abuse(5, () -> {
            try (SSLSocket socket = certificate.connect(STRANGERS, port, "h2")) {
                var http2 = new Http2Frames(socket);
                for (int i = 0; i < 1_000; i++) {
                    http2.frame(
                            Http2Frames.HEADERS, Http2Frames.END_HEADERS, http2.nextStream(), Http2Frames.request());
                }
                awaitClosed(socket);
            }
        });
    }

    @Test
    void shouldEndAnHttp2ConnectionThatFloodsPingsAndSettings() throws Exception {
        abuse(5, () -> {
            try (SSLSocket socket = certificate.connect(STRANGERS, port, "h2")) {
                var http2 = new Http2Frames(socket);
                awaitRefusal(socket, () -> {
                    http2.frame(Http2Frames.SETTINGS, 0, 0, new byte[0]);
                    http2.frame(Http2Frames.PING, 0, 0, new byte[8]);
                });
            }
        });
    }

    /** What a stranger does. */
    private interface Abuse {
        void commit() throws Exception;
    }

    /** Many strangers at once; each comes to an end, and the honest client is served meanwhile. */
    private static void abuse(int number, Abuse abuse) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            running.add(strangers.submit(() -> {
                try {
                    abuse.commit();
                } catch (SocketException | SSLException e) {
                    // Closed in the middle of it, as it may be.
                }
                return null;
            }));
        }
        do {
            honest.send();
        } while (!running.stream().allMatch(Future::isDone));
        for (Future<?> one : running) {
            one.get();
        }
    }

    private static void trickle(Socket socket, String start, String drop) throws Exception {
        send(socket, start);
        awaitRefusal(socket, () -> {
            send(socket, drop);
            Thread.sleep(100);
        });
    }

    private static void flood(Socket socket, String start, String wave) throws Exception {
        send(socket, start);
        awaitRefusal(socket, () -> send(socket, wave));
    }

    /** Goes on until the other side has closed; then writing fails. */
    private static void awaitRefusal(Socket socket, Abuse more) throws Exception {
        var _ = strangers.submit(() -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
        long deadline =
                System.nanoTime() + Duration.ofSeconds(CLOSED_AFTER_SECONDS).toNanos();
        try {
            while (true) {
                assertThat(System.nanoTime()).as("still open").isLessThan(deadline);
                more.commit();
            }
        } catch (IOException e) {
            // Closed, as it should be.
        }
    }

    private static void awaitClosed(Socket socket) throws IOException {
        try {
            socket.setSoTimeout((int) Duration.ofSeconds(CLOSED_AFTER_SECONDS).toMillis());
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketException e) {
            // Closed without a word, maybe while it connected.
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static Socket plain(InetAddress from) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        try {
            socket.connect(new InetSocketAddress(GATEWAY, port), 10_000);
        } catch (SocketException e) {
            // Reset at once: the last places are for those that hold less. The JDK closes the socket then.
        }
        return socket;
    }
}
