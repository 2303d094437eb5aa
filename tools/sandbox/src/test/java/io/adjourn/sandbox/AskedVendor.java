package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Attendee's read API as far as the reconciler needs it: it knows every bot, has an empty list, and remembers when it was asked. */
final class AskedVendor implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, List<Instant>> asked = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final String key;

    private AskedVendor(HttpServer server, String key) {
        this.server = server;
        this.key = key;
    }

    /** Begins to answer those who have that key. */
    static AskedVendor start(String key) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var vendor = new AskedVendor(server, key);
            server.setExecutor(vendor.threads);
            server.createContext("/api/v1/bots", vendor::answer);
            server.start();
            return vendor;
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** When each bot was asked about. */
    Map<String, List<Instant>> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String bot = path.substring(path.lastIndexOf('/') + 1);
            boolean isKnown =
                    ("Token " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            String body = "{\"next\": null, \"results\": []}";
            if (isKnown && !bot.equals("bots")) {
                asked.computeIfAbsent(bot, _ -> new CopyOnWriteArrayList<>()).add(Instant.now());
                body = "{\"id\": \"" + bot + "\", \"state\": \"joined_recording\", \"events\": []}";
            }
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(isKnown ? 200 : 401, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
