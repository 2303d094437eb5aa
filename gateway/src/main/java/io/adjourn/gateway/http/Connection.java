package io.adjourn.gateway.http;

import io.adjourn.gateway.intake.ClientAddress;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.Optional;

/** A connection that was admitted. */
final class Connection {
    private static final AttributeKey<Connection> KEY = AttributeKey.valueOf(Connection.class, "admitted");

    private final Channel channel;
    private final ClientAddress address;
    private final Crowd neighbours;
    private final Connections connections;
    private volatile boolean delivered;
    private volatile boolean throttled;

    /** What {@link Connections} knows of it; guarded by that one's lock. */
    private EvictionRank standing = EvictionRank.RECEIVING;

    private long since;

    Connection(Channel channel, ClientAddress address, Crowd neighbours, Connections connections) {
        this.channel = channel;
        this.address = address;
        this.neighbours = neighbours;
        this.connections = connections;
        channel.attr(KEY).set(this);
    }

    /** The connection of that channel, which was admitted. */
    static Connection of(Channel channel) {
        return channel.attr(KEY).get();
    }

    /** The connection that a request came on; none where that is gone, or in tests. */
    static Optional<Connection> of(HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> netty
                ? Optional.ofNullable(
                        netty.getChannelHandlerContext().channel().attr(KEY).get())
                : Optional.empty();
    }

    ClientAddress address() {
        return address;
    }

    /** Those of the same address. */
    Crowd neighbours() {
        return neighbours;
    }

    EvictionRank standing() {
        return standing;
    }

    void standing(EvictionRank next) {
        this.standing = next;
    }

    /** When it came into its standing, or last made progress in it, by {@link System#nanoTime}. */
    long since() {
        return since;
    }

    void since(long nanoTime) {
        this.since = nanoTime;
    }

    /** A delivery that it brought was accepted. */
    void delivered() {
        if (!delivered) {
            connections.delivered(address);
        }
        delivered = true;
        throttled = false;
    }

    /** A request that it brought was refused: if that happens too often to its address, its next request has to wait. */
    void refused() {
        throttled = !connections.mayBeRefused(address);
    }

    /** Whether too many requests of its address were refused just now. */
    boolean isSuspect() {
        return connections.isSuspect(address);
    }

    /** Whether its address has sent what was accepted. */
    boolean isOfSender() {
        return delivered || connections.isSender(address);
    }

    /** Whether its next request has to wait. */
    boolean isThrottled() {
        return throttled;
    }

    /** It has nothing to do until its next request begins. */
    void waits() {
        connections.move(this, delivered ? EvictionRank.KNOWN : EvictionRank.STRANGER);
    }

    /** A part of its request has arrived. */
    void receives() {
        connections.keep(this, EvictionRank.RECEIVING);
    }

    /** It has received so much since the last time that others are to be closed before it. */
    void progressed() {
        connections.move(this, EvictionRank.RECEIVING);
    }

    /** Its request is complete. */
    void answers() {
        connections.keep(this, EvictionRank.ANSWERING);
    }

    /** It is closed. */
    void closed() {
        connections.remove(this);
    }

    /** Closes it at once: asked to close, TLS and HTTP/2 would first talk with the other side. */
    void end() {
        var outermost = channel.pipeline().firstContext();
        var _ = outermost == null ? channel.close() : outermost.close();
    }
}
