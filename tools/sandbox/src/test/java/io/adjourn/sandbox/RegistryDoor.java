package io.adjourn.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.adjourn.localstack.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** An address at which the registry is away until it is opened. */
public final class RegistryDoor implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Port port = Port.free();
    private final URI registry;
    private final HttpServer server;
    private boolean open;

    /** @param registry base URL of its API */
    public RegistryDoor(String registry) throws IOException {
        this.registry = URI.create(registry);
        this.server = HttpServer.create();
    }

    /** What stands for the registry's. */
    public String url() {
        return "http://localhost:" + port.number() + registry.getPath();
    }

    /** From now on it is there, if it was not before. */
    public void open() throws IOException {
        if (open) {
            return;
        }
        open = true;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()), 0);
        server.createContext("/", this::passOn);
        server.start();
    }

    private void passOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer = http.send(
                    HttpRequest.newBuilder(registry.resolve(exchange.getRequestURI()))
                            .build(),
                    BodyHandlers.ofByteArray());
            exchange.getResponseHeaders()
                    .add(
                            "Content-Type",
                            answer.headers().firstValue("Content-Type").orElse("application/json"));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
