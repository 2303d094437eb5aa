package io.adjourn.gateway.http;

import io.adjourn.gateway.intake.ClientAddress;
import io.adjourn.gateway.sources.GatewaySettings;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address a request comes from: of the connection, or where there are proxies in front, what the outermost of those
 * we trust wrote down in {@code X-Forwarded-For}. What stands further left in there anybody could have written.
 */
@Singleton
final class ClientAddresses {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final int trustedHops;

    ClientAddresses(GatewaySettings settings) {
        this.trustedHops = settings.trustedHops();
    }

    ClientAddress of(HttpRequest<?> request) {
        InetAddress connected = address(request.getRemoteAddress());
        InetAddress forwarded = trustedHops == 0
                ? null
                : forwarded(String.join(",", request.getHeaders().getAll(FORWARDED_FOR)), trustedHops);
        return ClientAddress.of(forwarded == null ? connected : forwarded);
    }

    /** The address that the given number of hops wrote down last, null where they did not. */
    static @Nullable InetAddress forwarded(String list, int hops) {
        List<String> entries = List.of(list.split(",", -1));
        return entries.size() < hops
                ? null
                : literal(entries.get(entries.size() - hops).strip());
    }

    /** The address, without the port some proxies write behind it; null where it is none. Asks no name server. */
    private static @Nullable InetAddress literal(String text) {
        boolean bracketed = text.startsWith("[") && text.contains("]");
        boolean hasPort = !bracketed && text.indexOf(':') == text.lastIndexOf(':') && text.contains(":");
        String address = bracketed
                ? text.substring(1, text.indexOf(']'))
                : hasPort ? text.substring(0, text.indexOf(':')) : text;
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A connection that is gone already has none: any will do. */
    private static InetAddress address(InetSocketAddress connected) {
        InetAddress address = connected.getAddress();
        return address == null ? InetAddress.getLoopbackAddress() : address;
    }
}
