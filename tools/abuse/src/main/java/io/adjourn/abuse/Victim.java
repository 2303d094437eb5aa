package io.adjourn.abuse;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gateway that is attacked, with what a stranger can know of it.
 *
 * @param port where it takes webhooks
 * @param small a source of which the largest body is about 1 MiB
 * @param large the source of which bodies may be largest
 * @param maxConnections how many connections it admits at once
 * @param maxInFlightBytes how many bytes of bodies it holds at once
 */
public record Victim(int port, Source small, Source large, int maxConnections, long maxInFlightBytes) {

    /**
     * A source by its name, and how to claim to be its vendor.
     *
     * @param path its path
     * @param header the header that would hold the proof
     * @param value what could be a proof by its form, but is none
     * @param maxBodyBytes how large a body may be
     */
    public record Source(String path, String header, String value, int maxBodyBytes) {

        /** The start of a request that claims to be genuine; the framing and the empty line are to follow. */
        String head() {
            return "POST " + path + " HTTP/1.1\r\nHost: gateway\r\n" + header + ": " + value + "\r\n";
        }
    }

    /** Whom the gateway is reached at. */
    static final InetAddress GATEWAY = address("127.0.0.1");

    /** The one address of a single stranger. */
    static final List<InetAddress> ONE_STRANGER = List.of(address("127.0.0.2"));

    /** Those of many strangers, so many that each stays far below what one address may have. */
    static final List<InetAddress> MANY_STRANGERS =
            IntStream.range(1, 101).mapToObj(i -> address("127.0.1." + i)).toList();

    /** Those of honest clients. */
    static final List<InetAddress> HONEST = List.of(address("127.0.0.3"), address("127.0.0.4"));

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
