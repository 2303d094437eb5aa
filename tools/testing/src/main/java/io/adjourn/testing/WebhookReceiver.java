package io.adjourn.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An endpoint that takes webhooks, or answers as a test sets it up. */
public final class WebhookReceiver implements AutoCloseable {
    /** One request. */
    public record Received(HttpHeaders headers, String body) {
        public String id() {
            return headers.firstValue("webhook-id").orElse("");
        }
    }

    /** What is done to a request. */
    public interface Behaviour {
        void answer(HttpExchange exchange, int count) throws IOException;
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Behaviour behaviour;

    public WebhookReceiver(Behaviour first) {
        behaviour = first;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                received.add(new Received(HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true), body));
                behaviour.answer(exchange, received.size());
            }
        });
        server.start();
    }

    public static WebhookReceiver answering(int status) {
        return new WebhookReceiver(status(status));
    }

    public static Behaviour status(int status) {
        return (exchange, count) -> exchange.sendResponseHeaders(status, -1);
    }

    public void behave(Behaviour other) {
        behaviour = other;
    }

    public List<Received> received() {
        return received;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
