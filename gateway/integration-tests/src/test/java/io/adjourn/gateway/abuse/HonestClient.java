package io.adjourn.gateway.abuse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.abuse.TestCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/** A vendor that does nothing wrong, sends one delivery at a time, and remembers how long it waited. For one thread. */
final class HonestClient {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final byte[] BODY = "{\"bot_id\":\"honest\"}".getBytes(ISO_8859_1);

    private final TestCertificate certificate;
    private final int port;

    /** For the connection, the TLS handshake and the answer, in nanoseconds. */
    private final List<Long> waits = new ArrayList<>();

    HonestClient(TestCertificate certificate, int port) {
        this.certificate = certificate;
        this.port = port;
    }

    /** Sends a delivery, which has to be accepted; on a connection of its own, for one that waited may be gone. */
    void send() throws IOException, GeneralSecurityException {
        long start = System.nanoTime();
        try (SSLSocket socket = certificate.connect(port, "http/1.1")) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request = "POST /webhooks/acme HTTP/1.1\r\nHost: x\r\n" + Attacked.SMALL_HEADER + ": "
                    + Attacked.signature(BODY) + "\r\nContent-Length: " + BODY.length + "\r\n\r\n";
            socket.getOutputStream().write((request + new String(BODY, ISO_8859_1)).getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            assertThat(new String(socket.getInputStream().readNBytes(13), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 202 ");
        }
        waits.add(System.nanoTime() - start);
    }

    /** How long it waited, for people. */
    String waited() {
        List<Long> sorted = waits.stream().sorted().toList();
        return sorted.isEmpty()
                ? "an honest client was never served"
                : String.format(
                        Locale.ROOT,
                        "an honest client among strangers, connecting again each time: %d served, median %.1f ms, p99 %.1f ms",
                        sorted.size(),
                        sorted.get(sorted.size() / 2) / 1e6,
                        sorted.get(sorted.size() * 99 / 100) / 1e6);
    }
}
