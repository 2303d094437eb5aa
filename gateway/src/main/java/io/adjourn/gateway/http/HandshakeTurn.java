package io.adjourn.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/** Holds the first bytes of a connection, which begin its TLS handshake, until {@link HandshakeTurns} lets them pass. */
final class HandshakeTurn extends ChannelInboundHandlerAdapter {
    private final HandshakeTurns turns;
    private final Queue<Object> held = new ArrayDeque<>(1);

    HandshakeTurn(HandshakeTurns turns) {
        this.turns = turns;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (held.isEmpty()) {
            context.channel().config().setAutoRead(false);
            turns.enter(Connection.of(context.channel()).address(), () -> begin(context));
        }
        held.add(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (held.isEmpty()) {
            context.fireChannelReadComplete();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    private boolean begin(ChannelHandlerContext context) {
        if (context.isRemoved() || !context.channel().isActive()) {
            return false;
        }
        while (!held.isEmpty()) {
            context.fireChannelRead(held.remove());
        }
        context.fireChannelReadComplete();
        if (!context.isRemoved()) {
            context.pipeline().remove(this);
            context.channel().config().setAutoRead(true);
        }
        return true;
    }
}
