package io.adjourn.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.gateway.publish.DurablePublisher;
import io.adjourn.vendors.meetstream.MeetStream;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A running gateway on free ports, with the sources below; what it stores is in memory, unless it is given Kafka settings. */
public final class TestGateway implements AutoCloseable {
    private static final String SOURCES = "src/test/resources/sources.yaml";

    /** A source whose vendor signs. */
    public static final String SIGNED = "acme";

    /** A source with a token in its path. */
    public static final String WITH_TOKEN = "acme-bots";

    /** A source that takes what anyone sends. */
    public static final String OPEN = "lab";

    public static final String SIGNATURE_HEADER = "X-MeetStream-Signature";
    public static final String KEPT_HEADER = "x-meetstream-timestamp";
    public static final int MAX_BODY_BYTES = new MeetStream().maxBodyBytes();
    public static final String SECRET = "test-secret-of-acme";
    public static final String TOKEN = "test-token-of-acme-bots";

    private final ApplicationContext context;
    private final NettyEmbeddedServer server;
    private final int managementPort;
    private final HttpClient client = HttpClient.newHttpClient();
    private Map<String, Double> countsBefore = Map.of();

    private TestGateway(Map<String, Object> properties) {
        managementPort = freePort();
        Map<String, Object> all = new HashMap<>(properties);
        all.putIfAbsent("adjourn.sources", SOURCES);
        all.put("micronaut.server.port", -1);
        all.put("endpoints.all.port", managementPort);
        context = ApplicationContext.builder()
                .properties(all)
                .eagerInitSingletons(true)
                .start();
        server = context.getBean(NettyEmbeddedServer.class).start();
    }

    public static TestGateway inMemory() {
        return inMemory(Map.of());
    }

    public static TestGateway inMemory(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("test.publisher", "memory");
        all.put("gateway.spool.enabled", "false");
        all.put("kafka.bootstrap.servers", "localhost:1");
        return new TestGateway(all);
    }

    public static TestGateway onKafka(Map<String, Object> settings) {
        return new TestGateway(settings);
    }

    /** What replaces Kafka. */
    @Factory
    static final class Replacements {

        @Singleton
        @Replaces(DurablePublisher.class)
        @Requires(property = "test.publisher", value = "memory")
        MemoryPublisher publisher() {
            return new MemoryPublisher();
        }
    }

    public MemoryPublisher publisher() {
        return context.getBean(MemoryPublisher.class);
    }

    public int port() {
        return server.getPort();
    }

    public HttpResponse<String> post(String path, String body) {
        return send(path, request -> request.POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> postSigned(byte[] body) {
        return send("/webhooks/" + SIGNED, request -> signed(request, body).POST(BodyPublishers.ofByteArray(body)));
    }

    public HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> request) {
        return send(port(), path, request);
    }

    /** What it measures, {@code name{tag="value"}} by value, as Prometheus reads it. */
    public double metric(String name) {
        return management("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    public HttpResponse<String> management(String path) {
        return send(managementPort, path, HttpRequest.Builder::GET);
    }

    public static HttpRequest.Builder signed(HttpRequest.Builder request, byte[] body) {
        return request.header(SIGNATURE_HEADER, sign(body, SECRET));
    }

    public static String sign(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A body that does not say how long it is: sent in chunks. */
    public static BodyPublisher chunked(byte[] body) {
        return BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body));
    }

    /** How many deliveries ended as what since the last reset, {@code source/outcome}; what did not occur is left out. */
    public Map<String, Double> counts() {
        Map<String, Double> counts = allCounts();
        countsBefore.forEach((what, count) -> counts.merge(what, -count, Double::sum));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Forgets what was stored and counted. */
    public void reset() {
        publisher().reset();
        countsBefore = allCounts();
    }

    private Map<String, Double> allCounts() {
        return context.getBean(MeterRegistry.class).find("adjourn.gateway.deliveries").counters().stream()
                .collect(Collectors.toMap(
                        counter -> counter.getId().getTag("source") + "/"
                                + counter.getId().getTag("outcome"),
                        Counter::count));
    }

    /** Stops it the way SIGTERM does. */
    @Override
    public void close() {
        context.close();
        client.shutdownNow();
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(int port, String path, UnaryOperator<HttpRequest.Builder> request) {
        try {
            var builder = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .timeout(Duration.ofSeconds(20));
            return client.send(request.apply(builder).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer from " + path, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
