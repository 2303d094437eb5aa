package io.adjourn.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Reads requests and writes answers of HTTP/1.1 and HTTP/1.0, in turn: see {@link RequestDecoder}. While a request is being
 * answered at most one buffer of what follows is read from its connection; what the sender goes on sending waits at the sender. So
 * does the next request of a connection that is throttled.
 *
 * <p>A sender that has ended its side of the connection still gets its answer.
 */
final class Http1Codec extends CombinedChannelDuplexHandler<RequestDecoder, HttpResponseEncoder> {
    /** Between two requests of a connection that is throttled. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Connection connection;
    private boolean readsAhead;
    private boolean readPutOff;
    private boolean inputEnded;
    private boolean interim;
    private boolean closing;

    Http1Codec(HttpDecoderConfig config, Connection connection) {
        super(new RequestDecoder(config), new HttpResponseEncoder());
        this.connection = connection;
    }

    /** With TLS, nothing is read ahead: the end of what the sender says could keep the answer from being encrypted. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        super.handlerAdded(context);
        readsAhead = context.pipeline().get(SslHandler.class) == null
                && context.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    /** To leave the socket as it is, ready to read, saves two system calls for each request of a sender that waits for the answer. */
    @Override
    public void read(ChannelHandlerContext context) throws Exception {
        boolean mayRead = !inboundHandler().waitsForAnswer()
                || (readsAhead && !inboundHandler().holdsBytes());
        if (mayRead) {
            super.read(context);
        } else {
            readPutOff = true;
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (!inboundHandler().waitsForAnswer()) {
                var _ = context.close();
            }
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            closing = !interim && !HttpUtil.isKeepAlive(response);
        }
        boolean answered = message instanceof LastHttpContent && !interim;
        super.write(context, message, promise);
        if (answered) {
            goOn(context, closing);
        }
    }

    /** Bytes that were received already have their turn after other connections. */
    private void goOn(ChannelHandlerContext context, boolean last) throws Exception {
        if (connection.isThrottled() && !last) {
            var _ = context.executor()
                    .schedule(() -> readWhatIsHeld(context, false), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } else if (inboundHandler().holdsBytes()) {
            context.executor().execute(() -> readWhatIsHeld(context, last));
        } else {
            inboundHandler().answered(last);
            closeAtEnd(context);
            if (readPutOff) {
                readPutOff = false;
                super.read(context);
            }
        }
    }

    private void readWhatIsHeld(ChannelHandlerContext context, boolean last) {
        inboundHandler().answered(last);
        if (context.isRemoved()) {
            return;
        }
        readPutOff = false;
        try {
            channelRead(context, Unpooled.EMPTY_BUFFER);
            channelReadComplete(context);
            closeAtEnd(context);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
    }

    /** Behind the answer, if the sender sends nothing any more and all it has sent is answered. */
    private void closeAtEnd(ChannelHandlerContext context) {
        if (inputEnded && !inboundHandler().waitsForAnswer()) {
            var _ = context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
