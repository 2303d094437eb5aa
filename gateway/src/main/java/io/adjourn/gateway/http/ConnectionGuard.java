package io.adjourn.gateway.http;

import io.adjourn.gateway.sources.GatewaySettings;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Watches over one connection, and closes it when it takes too long: to its first request's last header, whatever trickles in;
 * to its next request; or to the rest of a body that has been refused, of which no more than {@link #MOST_DISCARDED} is read.
 * What else a sender may be slow with is the body reader's and the idle timeout's.
 *
 * <p>The rest of a refused body is read at all because a sender that is still sending would not see the answer otherwise.
 */
final class ConnectionGuard implements NettyServerCustomizer {
    /** What a sender could send before it sees the answer: several times what most vendors' bodies may be. */
    static final long MOST_DISCARDED = 4L * 1024 * 1024;

    private static final Duration TICK = Duration.ofMillis(500);

    private final Channel channel;
    private final Duration idleTimeout;
    private final Duration discardTimeout;
    private volatile long waitingSince = System.nanoTime();
    private volatile boolean waiting = true;
    private volatile long deadline;
    private volatile boolean timed = true;

    ConnectionGuard(Channel channel, GatewaySettings settings) {
        this.channel = channel;
        this.idleTimeout = settings.connections().idleTimeout();
        this.discardTimeout = settings.body().timeout();
        this.deadline = waitingSince + settings.headers().timeout().toNanos();
        ScheduledFuture<?> ticking = channel.eventLoop()
                .scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(_ -> ticking.cancel(false));
    }

    /** Whether it has nothing to do. */
    boolean isWaiting() {
        return waiting;
    }

    /** Since when, by {@link System#nanoTime} from any of them on; comparable among connections for 292 years. */
    long waitingSince() {
        return waitingSince;
    }

    /** At once: asked to close, HTTP/2 would first wait for its streams. */
    void end() {
        var outermost = channel.pipeline().firstContext();
        var _ = outermost == null ? channel.close() : outermost.close();
    }

    /** Its pipeline is there: for HTTP/1.1 from the start, for HTTP/2 once TLS has agreed on it. */
    @Override
    public void onInitialPipelineBuilt() {
        var pipeline = channel.pipeline();
        var http1 = pipeline.context(HttpServerCodec.class);
        if (http1 != null) {
            pipeline.addAfter(http1.name(), "connection-guard", new Http1());
        }
        if (pipeline.get(ChannelPipelineCustomizer.HANDLER_HTTP2_CONNECTION) instanceof Http2ConnectionHandler http2) {
            http2.connection().addListener(new Http2(http2));
        }
    }

    private void tick() {
        if (timed && System.nanoTime() - deadline >= 0) {
            end();
        }
    }

    private void waitForRequest() {
        waitingSince = System.nanoTime();
        waiting = true;
        closeAfter(idleTimeout);
    }

    private void work() {
        waiting = false;
        timed = false;
    }

    private void closeAfter(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
        timed = true;
    }

    /** Requests one after the other; a sender may send the next ones before the first is answered. */
    private final class Http1 extends ChannelDuplexHandler {
        private int unanswered;
        private boolean receiving;
        private boolean interim;
        private long discarded;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest) {
                unanswered++;
                receiving = true;
                discarded = 0;
                work();
            }
            if (message instanceof HttpContent content && receiving && unanswered == 0) {
                discarded += content.content().readableBytes();
                if (discarded > MOST_DISCARDED) {
                    content.release();
                    end();
                    return;
                }
            }
            if (message instanceof LastHttpContent) {
                receiving = false;
                rest();
            }
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof HttpResponse response) {
                interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            }
            if (message instanceof LastHttpContent && !interim) {
                unanswered--;
                rest();
            }
            var _ = context.write(message, promise);
        }

        private void rest() {
            if (unanswered > 0) {
                return;
            }
            if (receiving) {
                closeAfter(discardTimeout);
            } else {
                waitForRequest();
            }
        }
    }

    /** Any number of requests at once. On each of them something must begin or end within the idle timeout. */
    private final class Http2 extends Http2ConnectionAdapter {
        private final Http2ConnectionHandler handler;

        Http2(Http2ConnectionHandler handler) {
            this.handler = handler;
        }

        @Override
        public void onStreamActive(Http2Stream stream) {
            waiting = false;
            closeAfter(idleTimeout);
        }

        /** Answered before all of it came: the sender is told to keep the rest, or some would wait for leave to send it. */
        @Override
        public void onStreamHalfClosed(Http2Stream stream) {
            if (stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
                channel.eventLoop().execute(() -> {
                    var context = channel.pipeline().context(handler);
                    if (context != null) {
                        var _ = handler.resetStream(
                                context, stream.id(), Http2Error.NO_ERROR.code(), context.newPromise());
                        context.flush();
                    }
                });
            }
        }

        @Override
        public void onStreamClosed(Http2Stream stream) {
            if (handler.connection().numActiveStreams() == 0) {
                waitForRequest();
            } else {
                closeAfter(idleTimeout);
            }
        }
    }
}
