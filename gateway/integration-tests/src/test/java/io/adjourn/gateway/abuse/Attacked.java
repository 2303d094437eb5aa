package io.adjourn.gateway.abuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.abuse.GatewayProcess;
import io.adjourn.abuse.GatewayProcess.Program;
import io.adjourn.abuse.Siege;
import io.adjourn.abuse.TestCertificate;
import io.adjourn.abuse.Victim;
import io.adjourn.abuse.Victim.Source;
import io.adjourn.abuse.WebhookPost;
import io.adjourn.gateway.GatewayApplication;
import io.adjourn.vendors.meetingbaasv1.MeetingBaasV1;
import io.adjourn.vendors.meetstream.MeetStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The gateway these tests attack: with little memory, without Kafka, with a source whose bodies are small and one whose bodies may be
 * large; and what genuine deliveries to them are.
 */
final class Attacked {
    /** Whether attacks last long, {@code -P faults}. */
    static final boolean LONG = Boolean.getBoolean("adjourn.faults.long");

    static final String SMALL_SECRET = "test-secret-of-acme";
    static final String LARGE_SECRET = "test-secret-of-large";
    static final String SMALL_HEADER = "X-MeetStream-Signature";
    static final String LARGE_HEADER = "x-meetingbaas-signature";
    static final String SOURCES = """
            sources:
              acme: { vendor: meetstream, secrets: [%s] }
              large: { vendor: meetingbaas-v1, secrets: [%s] }
            """.formatted(SMALL_SECRET, LARGE_SECRET);

    static final int MAX_CONNECTIONS = 2_048;
    static final long MAX_IN_FLIGHT = 64 << 20;

    private static final int HONEST_POSTS = 64;
    private static final Map<String, String> LIMITS = Map.of(
            "GATEWAY_CONNECTIONS_MAX",
            Integer.toString(MAX_CONNECTIONS),
            "GATEWAY_IN_FLIGHT_MAX_BYTES",
            "64MiB",
            "GATEWAY_SPOOL_MAX_BYTES",
            "2GiB");

    private Attacked() {}

    /** Starts one over plain HTTP. */
    static GatewayProcess plain(Path directory) throws IOException {
        return start(directory, SOURCES, List.of("-Xmx256m"), Map.of());
    }

    /** Starts one that speaks TLS, and HTTP/2 to those who want it. */
    static GatewayProcess tls(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
        var certificate = TestCertificate.create(directory, "attacked", "EC");
        return start(
                directory,
                SOURCES,
                List.of("-Xmx256m"),
                Map.of(
                        "GATEWAY_TLS_CERTIFICATE",
                        Files.writeString(directory.resolve("tls.crt"), certificate.certificatePem())
                                .toString(),
                        "GATEWAY_TLS_PRIVATE_KEY",
                        Files.writeString(directory.resolve("tls.key"), certificate.keyPem())
                                .toString()));
    }

    /** Starts one with those options of the JVM and settings. */
    static GatewayProcess start(Path directory, String sources, List<String> jvm, Map<String, String> settings)
            throws IOException {
        return start(directory, sources, jvm, settings, 0);
    }

    /** The same, with so many file descriptors at most. */
    static GatewayProcess start(
            Path directory, String sources, List<String> jvm, Map<String, String> settings, int maxDescriptors)
            throws IOException {
        var options = new ArrayList<>(jvm);
        options.add("-XX:TieredStopAtLevel=1");
        var environment = new HashMap<>(LIMITS);
        environment.putAll(settings);
        return GatewayProcess.start(
                new Program(
                        System.getProperty("java.class.path"),
                        GatewayApplication.class.getName(),
                        options,
                        maxDescriptors),
                directory,
                sources,
                environment);
    }

    /** What strangers know of it. */
    static Victim victim(GatewayProcess gateway) {
        return new Victim(
                gateway.port(),
                new Source("/webhooks/acme", SMALL_HEADER, "sha256=" + "0".repeat(64), new MeetStream().maxBodyBytes()),
                new Source("/webhooks/large", LARGE_HEADER, "0".repeat(64), new MeetingBaasV1().maxBodyBytes()),
                MAX_CONNECTIONS,
                MAX_IN_FLIGHT);
    }

    /** Honest clients beside an attack, and how long it lasts. */
    static Siege siege() {
        return new Siege(
                genuine(),
                LONG ? 40 : 20,
                Duration.ofSeconds(LONG ? 15 : 2),
                // A kubelet waits for a second; a build beside others may be late.
                Duration.ofSeconds(LONG ? 1 : 5));
    }

    /** Genuine deliveries: mostly of 600 bytes, some of 30 KiB and a few of 300 KiB. */
    static List<WebhookPost> genuine() {
        return IntStream.range(0, HONEST_POSTS)
                .mapToObj(i -> small(i % 16 == 15 ? 300_000 : i % 4 == 3 ? 30_000 : 600))
                .toList();
    }

    /** A genuine delivery of so many bytes to the source whose bodies are small. */
    static WebhookPost small(int bytes) {
        byte[] body = json(bytes);
        return new WebhookPost("/webhooks/acme", Map.of(SMALL_HEADER, signature(body)), body);
    }

    /** A genuine delivery to the source whose bodies may be large. */
    static WebhookPost large(byte[] body) {
        return new WebhookPost("/webhooks/large", Map.of(LARGE_HEADER, hmac(body, LARGE_SECRET)), body);
    }

    /** What a delivery to the source whose bodies are small is signed with. */
    static String signature(byte[] body) {
        return "sha256=" + hmac(body, SMALL_SECRET);
    }

    private static String hmac(byte[] body, String secret) {
        return HexFormat.of().formatHex(HmacSha256.of(body, secret.getBytes(UTF_8)));
    }

    /** A plain body of that length. */
    static byte[] json(int bytes) {
        String start = "{\"event\":\"bot.joining\",\"bot_id\":\"honest\",\"padding\":\"";
        return (start + "x".repeat(bytes - start.length() - 2) + "\"}").getBytes(UTF_8);
    }
}
