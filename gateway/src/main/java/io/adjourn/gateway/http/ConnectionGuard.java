package io.adjourn.gateway.http;

import io.adjourn.gateway.sources.GatewaySettings;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.CleartextHttp2ServerUpgradeHandler;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over one connection: says what its {@link EvictionRank} is, and closes it when it takes too long: to the last header of a
 * request, whatever trickles in; to its next request; or to the rest of a body that has been refused, of which no more than
 * {@link #MOST_DISCARDED} is read. What else a sender may be slow with is the body reader's and the idle timeout's.
 *
 * <p>The rest of a refused body is read at all because a sender that is still sending would not see the answer otherwise.
 */
final class ConnectionGuard implements NettyServerCustomizer {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);

    /** What a sender could send before it sees the answer: several times what most vendors' bodies may be. */
    static final long MOST_DISCARDED = 4L * 1024 * 1024;

    /** Who has sent so much more of a request is to be closed for lack of room after those who have not. */
    static final int PROGRESS = 16 * 1024;

    /** A new connection may be silent for so long, a TLS handshake included, before it counts as one that waits. */
    private static final Duration NEW = Duration.ofSeconds(2);

    private static final Duration DISCARD_TIMEOUT = Duration.ofSeconds(10);
    /** For how long after its last request was complete an HTTP/2 connection counts as one that is being answered. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(10);

    /** Requests at a time of one address over HTTP/2: beyond, a connection of it is closed that has more than a few. */
    private static final int MOST_STREAMS = 256;

    /** So many requests at a time never close an HTTP/2 connection, whatever its address has sent. */
    private static final int FEW_STREAMS = 4;

    /** How many bytes of a stranger's HTTP/2 requests are looked at before it is checked whether the connection still stands. */
    private static final int PIECE = 512;

    private static final Duration TICK = Duration.ofMillis(500);

    private final Channel channel;
    private final Connection connection;
    private final HttpDecoderConfig http1;
    private final int http2Streams;
    private final boolean isDirect;
    private final Duration headersTimeout;
    private final Duration idleTimeout;
    private final Duration longestRequest;

    /** By {@link System#nanoTime}; all of this is the event loop's. */
    private long deadline;

    private boolean timed;
    private final long opened = System.nanoTime();
    /** Whether a request, or a part of one, has arrived. */
    private boolean begun;
    /** Null during the TLS handshake. */
    private @Nullable Requests requests;

    ConnectionGuard(Channel channel, HttpDecoderConfig http1, int http2Streams, GatewaySettings settings) {
        this.channel = channel;
        this.connection = Connection.of(channel);
        this.http1 = http1;
        this.http2Streams = http2Streams;
        this.isDirect = settings.trustedHops() == 0;
        this.headersTimeout = settings.headers().timeout();
        this.idleTimeout = settings.connections().idleTimeout();
        this.longestRequest = settings.body().timeout().plus(idleTimeout);
        closeAfter(headersTimeout);
        ScheduledFuture<?> ticking = channel.eventLoop()
                .scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(_ -> {
            ticking.cancel(false);
            connection.closed();
        });
    }

    /** Its pipeline is there: for HTTP/1.1 from the start, for HTTP/2 once TLS has agreed on it. */
    @Override
    public void onInitialPipelineBuilt() {
        var pipeline = channel.pipeline();
        var codec = pipeline.context(HttpServerCodec.class);
        if (codec != null) {
            var http1Requests = new Http1();
            requests = http1Requests;
            pipeline.addBefore(codec.name(), "received-bytes", new Received(http1Requests));
            pipeline.addAfter(codec.name(), "connection-guard", http1Requests);
            // That of the management port may yet be told to speak HTTP/2 in the clear; strangers do not get there.
            if (pipeline.get(CleartextHttp2ServerUpgradeHandler.class) == null) {
                pipeline.replace(HttpServerCodec.class, codec.name(), new Http1Codec(http1, connection));
            }
        }
        if (pipeline.get(ChannelPipelineCustomizer.HANDLER_HTTP2_CONNECTION) instanceof Http2ConnectionHandler http2) {
            var http2Requests = new Http2(http2);
            requests = http2Requests;
            http2.connection().addListener(http2Requests);
            // The setting alone holds only once the sender acknowledges it.
            http2.connection().remote().maxActiveStreams(http2Streams);
            pipeline.addBefore(
                    ChannelPipelineCustomizer.HANDLER_HTTP2_CONNECTION, "received-bytes", new Received(http2Requests));
            pipeline.addLast("quiet-end", new QuietEnd());
        }
    }

    private void tick() {
        if (!begun && System.nanoTime() - opened >= NEW.toNanos()) {
            begun = true;
            connection.waits();
        }
        if (requests != null) {
            requests.tick();
        }
        if (timed && System.nanoTime() - deadline >= 0) {
            connection.end();
        }
    }

    private void waitForRequest() {
        connection.waits();
        closeAfter(idleTimeout);
    }

    private void closeAfter(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
        timed = true;
    }

    /** The requests of a connection, in one of the two protocols. */
    private interface Requests {

        /** Bytes have arrived, and are about to be looked at. */
        void begin();

        /** Whether there may be many at once. */
        boolean areMany();

        /** Whether some of a request is there. */
        boolean isReceiving();

        /** Whether all of a request is there and its answer is not. */
        boolean isAnswering();

        /** Now and then. */
        void tick();
    }

    /** Sees what arrives, once TLS is taken off. */
    private final class Received extends ChannelInboundHandlerAdapter {
        private final Requests requests;
        private long progress;

        Received(Requests requests) {
            this.requests = requests;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof ByteBuf bytes) {
                begun = true;
                progress += bytes.readableBytes();
                requests.begin();
                if (requests.areMany() && !connection.isOfSender()) {
                    readInPieces(context, bytes);
                    return;
                }
            }
            context.fireChannelRead(message);
        }

        /** A stranger's bytes may hold hundreds of requests, which would all be looked at even though the first ends the connection. */
        private void readInPieces(ChannelHandlerContext context, ByteBuf bytes) {
            try {
                while (bytes.isReadable() && channel.isActive()) {
                    context.fireChannelRead(bytes.readRetainedSlice(Math.min(PIECE, bytes.readableBytes())));
                }
            } finally {
                bytes.release();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (requests.isAnswering()) {
                progress = 0;
                connection.answers();
            } else if (!requests.isReceiving()) {
                progress = 0;
            } else if (progress >= PROGRESS) {
                progress = 0;
                connection.progressed();
            } else {
                connection.receives();
            }
            context.fireChannelReadComplete();
        }
    }

    /** Requests one after the other. */
    private final class Http1 extends ChannelDuplexHandler implements Requests {
        private boolean inHead;
        private boolean inBody;
        private boolean answering;
        private boolean interim;
        private long discarded;

        @Override
        public void begin() {
            if (!inHead && !inBody && !answering) {
                inHead = true;
                closeAfter(headersTimeout);
            }
        }

        @Override
        public boolean areMany() {
            return false;
        }

        @Override
        public boolean isReceiving() {
            return inHead || inBody;
        }

        @Override
        public boolean isAnswering() {
            return answering && !inBody;
        }

        @Override
        public void tick() {
            // The deadlines are all there is.
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest) {
                inHead = false;
                inBody = true;
                answering = true;
                discarded = 0;
                timed = false;
            }
            if (message instanceof HttpContent content && !answering) {
                discarded += content.content().readableBytes();
                if (discarded > MOST_DISCARDED) {
                    content.release();
                    connection.end();
                    return;
                }
            }
            if (message instanceof LastHttpContent) {
                inBody = false;
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
                answering = false;
                rest();
            }
            var _ = context.write(message, promise);
        }

        private void rest() {
            if (answering) {
                return;
            }
            if (inBody) {
                closeAfter(DISCARD_TIMEOUT);
            } else {
                waitForRequest();
            }
        }
    }

    /**
     * Swallows what goes wrong with answers that nobody waits for any longer, on closed connections and reset streams: whoever
     * sends requests could fill the disk with it otherwise.
     */
    private static final class QuietEnd extends ChannelInboundHandlerAdapter {

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("Not answered", cause);
        }
    }

    /**
     * Any number of requests at once. On each of them something must begin or end within the idle timeout, and none may take
     * longer than the longest body and then the idle timeout: a sender could refuse to take the answer.
     */
    private final class Http2 extends Http2ConnectionAdapter implements Requests {
        private final Http2ConnectionHandler handler;
        private final Http2Connection.PropertyKey begun;
        private final Http2Connection.PropertyKey complete;
        private int answering;
        private long lastComplete;

        Http2(Http2ConnectionHandler handler) {
            this.handler = handler;
            this.begun = handler.connection().newKey();
            this.complete = handler.connection().newKey();
        }

        @Override
        public void begin() {
            // Streams say so themselves.
        }

        @Override
        public boolean areMany() {
            return true;
        }

        @Override
        public boolean isReceiving() {
            return handler.connection().numActiveStreams() > 0;
        }

        @Override
        public boolean isAnswering() {
            return answering > 0 && System.nanoTime() - lastComplete < ANSWER_TIME.toNanos();
        }

        @Override
        public void onStreamActive(Http2Stream stream) {
            if (isOneTooMany()) {
                // Requests on their way beside it cannot be made to wait, and to refuse each costs more than a new
                // connection.
                handler.connection().remote().maxActiveStreams(0);
                connection.end();
                return;
            }
            stream.setProperty(begun, System.nanoTime());
            connection.neighbours().streams().incrementAndGet();
            onComplete(stream);
            closeAfter(idleTimeout);
        }

        @Override
        public void onStreamHalfClosed(Http2Stream stream) {
            onComplete(stream);
            if (stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
                channel.eventLoop().execute(() -> keepTheRest(stream));
            }
        }

        @Override
        public void onStreamClosed(Http2Stream stream) {
            if (stream.getProperty(complete) != null) {
                answering--;
            }
            if (stream.getProperty(begun) != null) {
                connection.neighbours().streams().decrementAndGet();
            }
            if (isReceiving()) {
                closeAfter(idleTimeout);
            } else {
                waitForRequest();
            }
        }

        @Override
        public void tick() {
            if (isReceiving() && !isAnswering()) {
                connection.receives();
            }
            if (isReceiving() && System.nanoTime() - oldest() > longestRequest.toNanos()) {
                connection.end();
            }
        }

        private boolean isOneTooMany() {
            if (connection.isOfSender()) {
                return false;
            }
            boolean isCrowding = handler.connection().numActiveStreams() > FEW_STREAMS
                    && (connection.isSuspect()
                            || (isDirect && connection.neighbours().streams().get() > MOST_STREAMS));
            if (isCrowding) {
                connection.refused();
            }
            return isCrowding || connection.isThrottled();
        }

        private void onComplete(Http2Stream stream) {
            if (stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE) {
                stream.setProperty(complete, true);
                answering++;
                lastComplete = System.nanoTime();
            }
        }

        /** Answered before all of it arrived: the stream is reset, because some senders would wait for permission to send the rest. */
        private void keepTheRest(Http2Stream stream) {
            var context = channel.pipeline().context(handler);
            if (context != null) {
                var _ = handler.resetStream(context, stream.id(), Http2Error.NO_ERROR.code(), context.newPromise());
                context.flush();
            }
        }

        /** When the oldest request began that is not over yet. */
        private long oldest() {
            try {
                Http2Stream stream = handler.connection().forEachActiveStream(_ -> false);
                Long since = stream == null ? null : stream.getProperty(begun);
                return since == null ? System.nanoTime() : since;
            } catch (Http2Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
