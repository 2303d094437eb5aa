package io.adjourn.reconciler.ask;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/**
 * Where requests may go: below a base URL of a configured source, to public addresses only unless the host is named as private. A name is
 * resolved once for a connection, here, and what was checked is what is connected to: who changes the name's address in between gains
 * nothing.
 */
public final class Egress implements Dns {
    private final Set<String> privateHosts;
    private final Dns names;

    /** @param privateHosts hosts, as base URLs name them, whose addresses may be private and that may be spoken to without TLS */
    public Egress(Set<String> privateHosts) {
        this(privateHosts, Dns.SYSTEM);
    }

    Egress(Set<String> privateHosts, Dns names) {
        this.privateHosts = privateHosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.names = names;
    }

    /**
     * The address of a question.
     *
     * @param path below the base, encoded, with its query
     * @throws RefusedAddressException if it would be of another host, or is one that may not be asked
     */
    HttpUrl url(URI base, String path) throws RefusedAddressException {
        HttpUrl root = HttpUrl.parse(base.toString());
        HttpUrl url = path.startsWith("/") ? HttpUrl.parse(base + path) : null;
        if (root == null
                || url == null
                || !url.host().equals(root.host())
                || url.port() != root.port()
                || !url.scheme().equals(root.scheme())) {
            throw new RefusedAddressException("not a path below the source's base URL");
        }
        boolean isNamed = isPrivate(url.host());
        if (!url.isHttps() && !isNamed) {
            throw new RefusedAddressException(base.getHost()
                    + " is to be asked without TLS, and anyone could read the API key: use https in api-base-url, or name"
                    + " the host in RECONCILER_EGRESS_PRIVATE_HOSTS");
        }
        if (isAddress(url.host())) {
            // Of addresses nobody is asked for the name.
            check(url.host(), literal(url.host()));
        }
        return url;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        List<InetAddress> addresses = names.lookup(hostname);
        for (InetAddress address : addresses) {
            check(hostname, address);
        }
        return new ArrayList<>(addresses);
    }

    private void check(String host, InetAddress address) throws RefusedAddressException {
        if (!isPrivate(host) && !isPublic(address)) {
            throw new RefusedAddressException(host + " has an address that is not public: name the host in"
                    + " RECONCILER_EGRESS_PRIVATE_HOSTS if it is yours");
        }
    }

    private boolean isPrivate(String host) {
        return privateHosts.contains(host.toLowerCase(Locale.ROOT));
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static InetAddress literal(String host) throws RefusedAddressException {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            throw new RefusedAddressException(host + " is no address");
        }
    }

    /** Whether anybody on the internet has it, as far as addresses tell. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address v4 -> isPublic(v4.getAddress());
            case Inet6Address v6 -> isPublic6(v6.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic(byte[] v4) {
        int a = v4[0] & 0xff;
        int b = v4[1] & 0xff;
        int c = v4[2] & 0xff;
        boolean isShared = a == 100 && b >= 64 && b < 128;
        boolean isOfProtocols = a == 192 && b == 0 && (c == 0 || c == 2);
        boolean isForTests = (a == 198 && (b == 18 || b == 19))
                || (a == 198 && b == 51 && c == 100)
                || (a == 203 && b == 0 && c == 113);
        return a != 0 && a < 240 && !isShared && !isOfProtocols && !isForTests;
    }

    private static boolean isPublic6(byte[] v6) {
        // 64:ff9b::/96 and 2002::/16 carry an IPv4 address that somebody else unpacks.
        if (v6[0] == 0 && (v6[1] & 0xff) == 0x64 && (v6[2] & 0xff) == 0xff && (v6[3] & 0xff) == 0x9b) {
            return isPublicAsV4(Arrays.copyOfRange(v6, 12, 16));
        }
        if ((v6[0] & 0xff) == 0x20 && v6[1] == 0x02) {
            return isPublicAsV4(Arrays.copyOfRange(v6, 2, 6));
        }
        // 2000::/3 is all there is of the public internet.
        return (v6[0] & 0xe0) == 0x20;
    }

    private static boolean isPublicAsV4(byte[] v4) {
        try {
            return isPublic(InetAddress.getByAddress(v4));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
