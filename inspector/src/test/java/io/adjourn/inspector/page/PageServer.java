package io.adjourn.inspector.page;

import io.adjourn.inspector.access.Role;
import io.adjourn.inspector.access.Viewer;
import io.adjourn.inspector.view.Meetings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.http.sse.Event;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** The pages on a free port, over {@link ToldMeetings}. */
final class PageServer implements AutoCloseable {
    private final ApplicationContext context;
    private final EmbeddedServer server;

    PageServer() {
        context = ApplicationContext.builder()
                .properties(Map.of(
                        "test.meetings", "told", "micronaut.server.port", "-1", "micronaut.server.host", "127.0.0.1"))
                .start();
        server = context.getBean(EmbeddedServer.class).start();
    }

    int port() {
        return server.getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    ToldMeetings meetings() {
        return (ToldMeetings) context.getBean(Meetings.class);
    }

    /** Who looks from now on. */
    void looksAs(Role role) {
        context.getBean(Someone.class).viewer = new Viewer(role == Role.VIEWER ? "grace" : "ada", role);
    }

    @Override
    public void close() {
        context.close();
    }

    @Factory
    @Requires(property = "test.meetings", value = "told")
    static final class Stubs {

        @Singleton
        Meetings meetings() {
            return new ToldMeetings();
        }
    }

    @Singleton
    @Requires(property = "test.meetings", value = "told")
    static final class Someone implements TypedRequestArgumentBinder<Viewer> {
        private volatile Viewer viewer = new Viewer("grace", Role.VIEWER);

        @Override
        public Argument<Viewer> argumentType() {
            return Argument.of(Viewer.class);
        }

        @Override
        public BindingResult<Viewer> bind(ArgumentConversionContext<Viewer> context, HttpRequest<?> request) {
            return () -> Optional.of(viewer);
        }
    }

    /** News of meetings, where the API has them. */
    @Controller
    @Requires(property = "test.meetings", value = "told")
    static final class News {
        private final Meetings meetings;

        News(Meetings meetings) {
            this.meetings = meetings;
        }

        @Get(uri = "/api/meetings/{source}/{session}/updates", produces = MediaType.TEXT_EVENT_STREAM)
        Publisher<Event<String>> updates(String source, String session) {
            return Flux.<Event<String>>create(sink -> {
                AutoCloseable listening =
                        meetings.listen(key -> sink.next(Event.of(key).name("changed")));
                sink.onDispose(() -> stop(listening));
            });
        }

        private static void stop(AutoCloseable listening) {
            try {
                listening.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
    @Requires(property = "test.meetings", value = "told")
    static final class Policy {

        @ResponseFilter
        void harden(MutableHttpResponse<?> response) {
            response.header(
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
                            + " base-uri 'none'; frame-ancestors 'none'");
            response.header("X-Content-Type-Options", "nosniff");
        }
    }
}
