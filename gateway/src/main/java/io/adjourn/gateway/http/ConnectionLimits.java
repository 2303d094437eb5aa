package io.adjourn.gateway.http;

import io.adjourn.gateway.sources.GatewaySettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds how many connections there are: at the limit the one that has waited longest for a request makes room for a new one,
 * so that idle strangers keep nobody out. Each gets a {@link ConnectionGuard}. The management port's are counted apart.
 */
@Singleton
final class ConnectionLimits implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private final GatewaySettings settings;
    private final Counter refused;
    private final Set<ConnectionGuard> all = ConcurrentHashMap.newKeySet();

    ConnectionLimits(GatewaySettings settings, MeterRegistry meters) {
        this.settings = settings;
        Gauge.builder("adjourn.gateway.connections", all, Set::size)
                .description("Open connections, those to the management port included")
                .register(meters);
        this.refused = Counter.builder("adjourn.gateway.connections.refused")
                .description("Connections closed at once, because there were too many and none of them idle")
                .register(meters);
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new NettyServerCustomizer() {
            @Override
            public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
                return role == ChannelRole.LISTENER ? new Listener() : this;
            }
        });
        return event.getBean();
    }

    /** One port. */
    private final class Listener implements NettyServerCustomizer {
        private final Set<ConnectionGuard> open = ConcurrentHashMap.newKeySet();

        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            if (role != ChannelRole.CONNECTION) {
                return this;
            }
            if (open.size() >= settings.connections().max() && !makeRoom()) {
                refused.increment();
                var _ = channel.close();
            }
            var guard = new ConnectionGuard(channel, settings);
            open.add(guard);
            all.add(guard);
            channel.closeFuture().addListener(_ -> {
                open.remove(guard);
                all.remove(guard);
            });
            return guard;
        }

        private boolean makeRoom() {
            Optional<ConnectionGuard> longest = open.stream()
                    .filter(ConnectionGuard::isWaiting)
                    .min(Comparator.comparingLong(ConnectionGuard::waitingSince));
            longest.ifPresent(ConnectionGuard::end);
            return longest.isPresent();
        }
    }
}
