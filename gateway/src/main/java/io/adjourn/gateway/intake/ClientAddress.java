package io.adjourn.gateway.intake;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Where a request comes from, as far as one can tell clients apart: the address, of IPv6 the /64 network, which is the least
 * that one customer is given.
 *
 * @param bits those 64 bits; of an IPv4 address its 32 behind {@code ffff}, which no network's are
 */
public record ClientAddress(long bits) {
    private static final long IPV4 = 0xffffL << 32;

    public static ClientAddress of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return new ClientAddress(
                address instanceof Inet6Address ? bytes.getLong() : IPV4 | Integer.toUnsignedLong(bytes.getInt()));
    }
}
