package io.adjourn.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Reads requests and writes answers of HTTP/1.1 and HTTP/1.0, in turn: see {@link RequestDecoder}. While a request is being
 * answered nothing is read from its connection; what the sender goes on sending waits at the sender. So does the next request of a
 * connection that is throttled.
 */
final class Http1Codec extends CombinedChannelDuplexHandler<RequestDecoder, HttpResponseEncoder> {
    /** Between two requests of a connection that is throttled. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Connection connection;
    private boolean readPutOff;
    private boolean interim;
    private boolean closing;

    Http1Codec(HttpDecoderConfig config, Connection connection) {
        super(new RequestDecoder(config), new HttpResponseEncoder());
        this.connection = connection;
    }

    @Override
    public void read(ChannelHandlerContext context) throws Exception {
        if (inboundHandler().waitsForAnswer()) {
            readPutOff = true;
        } else {
            super.read(context);
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
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
    }
}
