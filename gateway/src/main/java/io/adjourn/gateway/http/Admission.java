package io.adjourn.gateway.http;

import io.adjourn.gateway.intake.ClientAddress;
import io.micrometer.core.instrument.Counter;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands at a port, before anything is made for a new connection: one that is not admitted is reset, and costs nothing but that.
 */
final class Admission extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final Function<Channel, Connections> connectionsOf;
    private final BiPredicate<Channel, ClientAddress> mayOpen;
    private final Counter refused;

    /**
     * @param connectionsOf those of the port that the channel listens at
     * @param mayOpen whether an address may open one more at that listener now
     * @param refused counts those that are not admitted
     */
    Admission(
            Function<Channel, Connections> connectionsOf,
            BiPredicate<Channel, ClientAddress> mayOpen,
            Counter refused) {
        this.connectionsOf = connectionsOf;
        this.mayOpen = mayOpen;
        this.refused = refused;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var channel = (Channel) message;
        if (!(channel.remoteAddress() instanceof InetSocketAddress client)) {
            // Gone already.
            reset(channel);
            return;
        }
        var address = ClientAddress.of(client.getAddress());
        Channel listener = context.channel();
        if (!mayOpen.test(listener, address) || connectionsOf.apply(listener).admit(channel, address) == null) {
            refused.increment();
            reset(channel);
        } else {
            context.fireChannelRead(message);
        }
    }

    /** Netty waits for a second before it accepts again, so this is one line a second at most. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.error(
                "Cannot accept connections; retrying in 1 s: port={} why={}",
                context.channel().localAddress(),
                cause.toString());
        context.fireExceptionCaught(cause);
    }

    private static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.unsafe().closeForcibly();
    }
}
