package io.adjourn.inspector.http;

import io.adjourn.inspector.view.Meetings;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.sse.Event;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Tells of changes as they are indexed, as server-sent events. */
@Controller("/api")
@CanRefuse
class UpdatesController {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration TOGETHER = Duration.ofMillis(250);
    private static final int MOST_AT_ONCE = 200;
    private static final int MOST_STREAMS = 500;

    private final Sinks.Many<String> changes = Sinks.many().multicast().directBestEffort();
    private final AtomicInteger streams = new AtomicInteger();
    private final AutoCloseable listening;

    UpdatesController(Meetings meetings) {
        this.listening = meetings.listen(key -> changes.tryEmitNext(key));
    }

    /** The same, of one meeting. */
    @Get(uri = "/meetings/{source}/{session}/updates", produces = MediaType.TEXT_EVENT_STREAM)
    @CanBeUnavailable
    Publisher<Event<String>> updatesOf(@PathVariable String source, @PathVariable String session) {
        return stream(source + "/" + session);
    }

    /**
     * An event named {@code changed} for each meeting of which something new was indexed, with its key as data; several changes within
     * a quarter of a second are one. An event named {@code alive} every quarter of a minute.
     */
    @Get(uri = "/updates", produces = MediaType.TEXT_EVENT_STREAM)
    @CanBeUnavailable
    Publisher<Event<String>> updates() {
        return stream(null);
    }

    private Publisher<Event<String>> stream(@Nullable String key) {
        if (streams.incrementAndGet() > MOST_STREAMS) {
            streams.decrementAndGet();
            throw new NoAnswerException(
                    HttpStatus.SERVICE_UNAVAILABLE, "too many streams of updates are open: look again by hand");
        }
        Flux<Event<String>> changed = changes.asFlux()
                .filter(one -> key == null || key.equals(one))
                // Who reads slowly misses some, and looks at what is there anyway.
                .onBackpressureDrop()
                .bufferTimeout(MOST_AT_ONCE, TOGETHER, true)
                .concatMapIterable(keys -> keys.stream().distinct().toList())
                .map(one -> Event.of(one).name("changed"));
        Flux<Event<String>> alive = Flux.interval(Duration.ZERO, HEARTBEAT)
                .onBackpressureDrop()
                .map(_ -> Event.of("").name("alive"));
        return Flux.merge(changed, alive).doFinally(_ -> streams.decrementAndGet());
    }

    @PreDestroy
    void stop() throws Exception {
        listening.close();
        changes.tryEmitComplete();
    }
}
