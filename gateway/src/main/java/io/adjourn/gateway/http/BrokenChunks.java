package io.adjourn.gateway.http;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Makes it an error when a body's chunks cannot be read. Left alone, Micronaut takes such a body for one that ends there: a
 * piece of a delivery would be stored as the whole.
 */
@Singleton
final class BrokenChunks implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

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
                channel.pipeline().addAfter(codec.name(), "broken-chunks", new Check());
            }
        }
    }

    private static final class Check extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
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
    }
}
