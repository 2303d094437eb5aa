package io.adjourn.gateway.http;

import io.adjourn.gateway.intake.ClientAddress;
import io.adjourn.gateway.sources.GatewaySettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.micronaut.management.endpoint.EndpointDefaultConfiguration;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many connections there are, as {@link Connections} says, and gives each a {@link ConnectionGuard}. The management
 * port has a bound of its own, so that it can be reached however many there are at the port for webhooks.
 */
@Singleton
final class ConnectionLimits implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    /** Enough for probes and whoever reads metrics. */
    static final int MAX_TO_MANAGEMENT = 64;

    /** New connections of an address: what one costs is a part of the processors' time. */
    static final int NEW_PER_SECOND = 256;

    static final int NEW_AT_ONCE = 1024;
    /** The same with TLS, of which a handshake takes a processor for some milliseconds. */
    static final int NEW_PER_SECOND_WITH_TLS = 128;

    static final int NEW_AT_ONCE_WITH_TLS = 512;
    /** Requests of an address that are refused: beyond so many its connections have to wait between two of them. */
    static final int REFUSED_PER_SECOND = 64;

    static final int REFUSED_AT_ONCE = 256;

    /** What is read from a connection before others have their turn, in bytes. */
    private static final int READ_MAX = 16 * 1024;

    private static final int READ_INITIAL = 2 * 1024;
    private static final int READ_MIN = 512;

    private final GatewaySettings settings;
    private final boolean isTls;
    private final Map<EventLoop, HandshakeTurns> handshakes = new ConcurrentHashMap<>();
    private final HttpDecoderConfig http1;
    private final int http2Streams;
    private final int managementPort;
    private final Connections webhooks;
    private final Connections management;
    private final Allowances newConnections;
    private final Counter refused;

    ConnectionLimits(
            GatewaySettings settings,
            NettyHttpServerConfiguration server,
            EndpointDefaultConfiguration endpoints,
            MeterRegistry meters) {
        this.settings = settings;
        this.isTls = settings.tls().certificate() != null;
        this.http1 = new HttpDecoderConfig()
                .setMaxInitialLineLength(server.getMaxInitialLineLength())
                .setMaxHeaderSize(server.getMaxHeaderSize())
                .setMaxChunkSize(server.getMaxChunkSize())
                .setInitialBufferSize(server.getInitialBufferSize());
        this.http2Streams = Objects.requireNonNullElse(server.getHttp2().getMaxConcurrentStreams(), 100L)
                .intValue();
        this.managementPort = endpoints.getPort().orElse(0);
        int max = Descriptors.limit(settings.connections().max());
        // Behind proxies all clients share the proxies' addresses.
        boolean isDirect = settings.trustedHops() == 0;
        this.newConnections = !isDirect
                ? Allowances.unlimited()
                : isTls
                        ? new Allowances(NEW_PER_SECOND_WITH_TLS, NEW_AT_ONCE_WITH_TLS)
                        : new Allowances(NEW_PER_SECOND, NEW_AT_ONCE);
        // Where there are fewer than was asked for, an address has no more than a quarter of them.
        int share = max < settings.connections().max() ? Math.ceilDiv(max, 4) : max;
        int maxPerAddress = isDirect ? Math.min(settings.connections().maxPerAddress(), share) : max;
        Allowances refusals = isDirect ? new Allowances(REFUSED_PER_SECOND, REFUSED_AT_ONCE) : Allowances.unlimited();
        this.refused = Counter.builder("adjourn.gateway.connections.refused")
                .description("Connections reset at once: too many from one address, or all connections busy")
                .register(meters);
        Counter evicted = Counter.builder("adjourn.gateway.connections.evicted")
                .description("Connections closed to make room for others")
                .register(meters);
        this.webhooks = new Connections(max, maxPerAddress, refusals, evicted::increment);
        this.management =
                new Connections(MAX_TO_MANAGEMENT, MAX_TO_MANAGEMENT, Allowances.unlimited(), evicted::increment);
        Gauge.builder("adjourn.gateway.connections", webhooks, Connections::open)
                .description("Open connections to the webhook port")
                .register(meters);
        Gauge.builder("adjourn.gateway.connections.limit", () -> max)
                .description("Maximum number of connections to the webhook port")
                .register(meters);
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new NettyServerCustomizer() {
            @Override
            public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
                return role == ChannelRole.LISTENER ? listen(channel) : this;
            }
        });
        return event.getBean();
    }

    private NettyServerCustomizer listen(Channel listener) {
        listener.pipeline().addLast("admission", new Admission(this::connectionsOf, this::mayOpen, refused));
        return new NettyServerCustomizer() {
            @Override
            public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
                return role == ChannelRole.CONNECTION ? connect(listener, channel) : this;
            }
        };
    }

    private NettyServerCustomizer connect(Channel listener, Channel channel) {
        // Netty's defaults are 64 KiB, sixteen times: of small frames that keeps everybody else on the event loop
        // waiting for long.
        channel.config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(READ_MIN, READ_INITIAL, READ_MAX).maxMessagesPerRead(1));
        if (isTls && connectionsOf(listener) == webhooks) {
            HandshakeTurns turns = handshakes.computeIfAbsent(channel.eventLoop(), ConnectionLimits::turns);
            channel.pipeline().addFirst("handshake-turn", new HandshakeTurn(turns));
        }
        return new ConnectionGuard(channel, http1, http2Streams, settings);
    }

    /** Scheduled rather than executed: a loop may run many executed tasks in a row before it looks at its connections again. */
    private static HandshakeTurns turns(EventLoop loop) {
        return new HandshakeTurns(task -> {
            var _ = loop.schedule(task, 0, TimeUnit.NANOSECONDS);
        });
    }

    /** Strangers do not get to the management port. */
    private boolean mayOpen(Channel listener, ClientAddress address) {
        return connectionsOf(listener) == management || newConnections.take(address);
    }

    private Connections connectionsOf(Channel listener) {
        return listener.localAddress() instanceof InetSocketAddress local && local.getPort() == managementPort
                ? management
                : webhooks;
    }
}
