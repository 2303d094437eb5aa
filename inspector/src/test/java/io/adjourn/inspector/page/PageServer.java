package io.adjourn.inspector.page;

import io.adjourn.inspector.access.Role;
import io.adjourn.inspector.view.Meetings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The inspector on a free port, with {@link ToldMeetings} instead of an index; a proxy says who looks. */
final class PageServer implements AutoCloseable {
    private static final String SECRET = "test-secret-of-the-proxy-0123456789";
    private static final String LEADS = "support-leads";

    private final Path secret;
    private final ApplicationContext context;
    private final EmbeddedServer server;

    PageServer() {
        try {
            secret = Files.createTempFile("adjourn-proxy-", ".secret");
            Files.writeString(secret, SECRET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context = ApplicationContext.builder()
                .properties(Map.of(
                        "test.meetings", "told",
                        "adjourn.inspector-index", "false",
                        "inspector.access.mode", "proxy",
                        "inspector.access.proxy.secret-file", secret.toString(),
                        "inspector.access.proxy.privileged-groups", LEADS,
                        "micronaut.server.port", "-1",
                        "micronaut.server.host", "127.0.0.1",
                        "endpoints.all.port", freePort()))
                .start();
        server = context.getBean(EmbeddedServer.class).start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getPort() + path;
    }

    ToldMeetings meetings() {
        return (ToldMeetings) context.getBean(Meetings.class);
    }

    /** What the proxy adds to the requests of somebody in that role. */
    static Map<String, String> headers(Role role) {
        return role == Role.VIEWER
                ? Map.of("X-Adjourn-Proxy", SECRET, "X-Forwarded-User", "grace", "X-Forwarded-Groups", "support")
                : Map.of(
                        "X-Adjourn-Proxy",
                        SECRET,
                        "X-Forwarded-User",
                        "ada",
                        "X-Forwarded-Groups",
                        "support, " + LEADS);
    }

    @Override
    public void close() {
        context.close();
        try {
            Files.delete(secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Factory
    @Requires(property = "test.meetings", value = "told")
    static final class Stubs {

        @Singleton
        Meetings meetings() {
            return new ToldMeetings();
        }
    }
}
