package io.adjourn.sinks.webhook;

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
final class Receiver implements AutoCloseable {
    /** One request. */
    record Received(HttpHeaders headers, String body) {
        String id() {
            return headers.firstValue("webhook-id").orElse("");
        }
    }

    /** What is done to a request. */
    interface Behaviour {
        void answer(HttpExchange exchange, int count) throws IOException;
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Behaviour behaviour;

    Receiver(Behaviour first) {
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

    static Receiver answering(int status) {
        return new Receiver(status(status));
    }

    static Behaviour status(int status) {
        return (exchange, count) -> exchange.sendResponseHeaders(status, -1);
    }

    void behave(Behaviour other) {
        behaviour = other;
    }

    List<Received> received() {
        return received;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
