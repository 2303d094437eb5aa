package io.adjourn.gateway.http;

import io.adjourn.gateway.intake.ClientAddress;
import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one port: there are never more than its limit. Where there is no room for a new one, the one whose loss costs
 * least is closed for it; see {@link Standing}. Whoever has as many as one address may have makes room among its own.
 *
 * <p>Closing takes a moment. Therefore room is made when fifteen sixteenths are taken, and a connection counts until it is
 * closed: the last sixteenth is for those that are being closed. Each step takes constant time, whatever the number of
 * connections. Thread-safe.
 */
final class Connections {
    private static final int CLOSING_SHARE = 16;

    private final int max;
    private final int maxPerAddress;
    private final int roomFrom;
    private final Crowd all = new Crowd();
    private final Map<ClientAddress, Crowd> byAddress = new HashMap<>();
    private final Runnable onEviction;
    private int open;

    /**
     * @param max how many there may be
     * @param maxPerAddress how many of them one address may have
     * @param onEviction is run for each that is closed to make room
     */
    Connections(int max, int maxPerAddress, Runnable onEviction) {
        this.max = max;
        this.maxPerAddress = maxPerAddress;
        this.onEviction = onEviction;
        this.roomFrom = max - Math.max(1, max / CLOSING_SHARE);
    }

    /** How many are open, those that are being closed included. */
    synchronized int open() {
        return open;
    }

    /**
     * Admits a new connection, in the place of another one if need be.
     *
     * @return null where there is no room: the channel is to be closed
     */
    synchronized @Nullable Connection admit(Channel channel, ClientAddress address) {
        Crowd neighbours = byAddress.get(address);
        if (neighbours != null && neighbours.size() >= maxPerAddress && !makeRoom(neighbours)) {
            return null;
        }
        if (all.size() >= roomFrom) {
            makeRoom(all);
        }
        if (open >= max) {
            return null;
        }
        var connection = new Connection(channel, address, this);
        open++;
        enter(connection);
        return connection;
    }

    /** Gives a connection that standing, unless it has it already. */
    synchronized void keep(Connection connection, Standing standing) {
        if (connection.standing() != standing) {
            move(connection, standing);
        }
    }

    /** Gives a connection that standing, as the latest that has it. */
    synchronized void move(Connection connection, Standing standing) {
        if (leave(connection)) {
            connection.standing(standing);
            enter(connection);
        }
    }

    /** Forgets a connection that is closed. */
    synchronized void remove(Connection connection) {
        leave(connection);
        open--;
    }

    private boolean makeRoom(Crowd crowd) {
        Connection cheapest = crowd.cheapest();
        if (cheapest == null) {
            return false;
        }
        leave(cheapest);
        cheapest.end();
        onEviction.run();
        return true;
    }

    private void enter(Connection connection) {
        all.add(connection);
        byAddress.computeIfAbsent(connection.address(), _ -> new Crowd()).add(connection);
    }

    /** False where it was made to leave before. */
    private boolean leave(Connection connection) {
        if (!all.remove(connection)) {
            return false;
        }
        byAddress.computeIfPresent(connection.address(), (_, neighbours) -> {
            neighbours.remove(connection);
            return neighbours.size() == 0 ? null : neighbours;
        });
        return true;
    }
}
