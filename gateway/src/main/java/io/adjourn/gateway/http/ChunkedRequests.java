package io.adjourn.gateway.http;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/**
 * Where a request that comes in chunks ends.
 *
 * <p>A body whose chunks cannot be read is an error. Left alone, Micronaut takes it for one that ends there: a piece of a delivery
 * would be stored as the whole.
 *
 * <p>Such a request is the last of its connection. It may bear a {@code Content-Length} as well, which Netty has taken away when we
 * see it, and a proxy in front may have gone by that: then what follows is a request that the proxy has never seen. RFC 9112,
 * section 6.3, has such connections closed; senders of webhooks hardly ever use chunks. Any other {@code Transfer-Encoding} is
 * refused.
 */
@Singleton
final class ChunkedRequests implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new NettyServerCustomizer() {
            @Override
            public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
                return role == ChannelRole.CONNECTION ? new Customizer(channel) : this;
            }
        });
        return event.getBean();
    }

    /** Puts the check behind the decoder of each connection. */
    private record Customizer(Channel channel) implements NettyServerCustomizer {

        @Override
        public void onStreamPipelineBuilt() {
            var codec = channel.pipeline().context(HttpServerCodec.class);
            // HTTP/2 has no chunks.
            if (codec != null) {
                channel.pipeline().addAfter(codec.name(), "chunked-requests", new Check());
            }
        }
    }

    private static final class Check extends ChannelInboundHandlerAdapter {
        private boolean last;
        private boolean over;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            over |= last && message instanceof HttpRequest;
            if (over) {
                ReferenceCountUtil.release(message);
                return;
            }
            if (message instanceof HttpRequest request
                    && request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
                last = true;
                // As if it had asked for that itself: so it is told, and the connection closed behind the answer.
                HttpUtil.setKeepAlive(request, false);
                if (!isChunkedAlone(request.headers())) {
                    request.setDecoderResult(
                            DecoderResult.failure(new IllegalArgumentException("Transfer-Encoding is not chunked")));
                }
            }
            if (message instanceof HttpContent content
                    && !(message instanceof HttpRequest)
                    && content.decoderResult().isFailure()) {
                content.release();
                // By these words Micronaut knows a sender's fault from one of its own.
                context.fireExceptionCaught(new IOException("connection broken: chunks that cannot be read"));
            } else {
                context.fireChannelRead(message);
            }
        }

        private static boolean isChunkedAlone(HttpHeaders headers) {
            List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
            return encodings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(encodings.getFirst());
        }
    }
}
