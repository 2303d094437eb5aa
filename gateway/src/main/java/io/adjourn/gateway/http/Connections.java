package io.adjourn.gateway.http;

import io.adjourn.gateway.intake.ClientAddress;
import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one port: there are never more than its limit, nor more of one address than its share. When fifteen
 * sixteenths are taken, a new one takes the place of the one whose loss costs least; see {@link Standing}. Among those whose
 * request is on its way it is of the address that has most of them, the one that has made no progress for longest.
 *
 * <p>Closing takes a moment, and a connection counts until it is closed: the last sixteenth is for those that are being closed.
 * Each step takes constant time, whatever the number of connections. Thread-safe.
 */
final class Connections {
    private final Crowd all;
    private final Map<ClientAddress, Crowd> byAddress = new HashMap<>();
    private final Ranking byReceiving = new Ranking();
    private final int maxPerAddress;
    private final Runnable onEviction;

    /**
     * @param max how many there may be
     * @param maxPerAddress how many of them one address may have
     * @param onEviction is run for each that is closed to make room
     */
    Connections(int max, int maxPerAddress, Runnable onEviction) {
        this.all = new Crowd(max);
        this.maxPerAddress = maxPerAddress;
        this.onEviction = onEviction;
    }

    /** How many are open, those that are being closed included. */
    synchronized int open() {
        return all.open();
    }

    /**
     * Admits a new connection, in the place of another one if need be.
     *
     * @return null where there is no room: the channel is to be closed
     */
    synchronized @Nullable Connection admit(Channel channel, ClientAddress address) {
        Crowd neighbours = byAddress.computeIfAbsent(address, _ -> new Crowd(maxPerAddress));
        if (neighbours.isCrowded()) {
            evict(cheapest(neighbours, neighbours));
        } else if (all.isCrowded()) {
            evict(cheapest(all, byReceiving.highest()));
        }
        if (neighbours.isFull() || all.isFull()) {
            forgetIfGone(address, neighbours);
            return null;
        }
        var connection = new Connection(channel, address, neighbours, this);
        all.opened();
        neighbours.opened();
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
        all.closed();
        connection.neighbours().closed();
        forgetIfGone(connection.address(), connection.neighbours());
    }

    private static @Nullable Connection cheapest(Crowd waiting, @Nullable Crowd receiving) {
        Connection cheapest = waiting.first(Standing.STRANGER);
        if (cheapest == null) {
            cheapest = waiting.first(Standing.KNOWN);
        }
        return cheapest == null && receiving != null ? receiving.first(Standing.RECEIVING) : cheapest;
    }

    private void evict(@Nullable Connection connection) {
        if (connection != null) {
            leave(connection);
            connection.end();
            onEviction.run();
        }
    }

    private void enter(Connection connection) {
        Crowd neighbours = connection.neighbours();
        int before = neighbours.count(Standing.RECEIVING);
        all.add(connection);
        neighbours.add(connection);
        rank(neighbours, before);
    }

    /** False where it was made to leave before. */
    private boolean leave(Connection connection) {
        Crowd neighbours = connection.neighbours();
        int before = neighbours.count(Standing.RECEIVING);
        boolean left = all.remove(connection) && neighbours.remove(connection);
        rank(neighbours, before);
        return left;
    }

    private void rank(Crowd neighbours, int before) {
        int now = neighbours.count(Standing.RECEIVING);
        if (now != before) {
            byReceiving.change(neighbours, before, now);
        }
    }

    private void forgetIfGone(ClientAddress address, Crowd neighbours) {
        if (neighbours.open() == 0) {
            byAddress.remove(address);
        }
    }
}
