package io.adjourn.gateway.http;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Connections that share a limit, by their standing, and in each standing by when they came into it. All it does takes constant
 * time. For one thread at a time, but for what is said of requests.
 */
final class Crowd {
    private static final int CLOSING_SHARE = 8;

    private final int max;
    private final Map<EvictionRank, LinkedHashSet<Connection>> members = new EnumMap<>(EvictionRank.class);
    private final AtomicInteger streams = new AtomicInteger();
    private int size;
    private int open;

    /** @param max how many there may be */
    Crowd(int max) {
        this.max = max;
    }

    /** How many there may be. */
    int max() {
        return max;
    }

    /** How many are open, those that were made to leave and are not closed yet included. */
    int open() {
        return open;
    }

    void opened() {
        open++;
    }

    void closed() {
        open--;
    }

    /** Whether there may be no more. */
    boolean isFull() {
        return open >= max;
    }

    /** Whether there is room for but a few more: more are being closed than are gone yet. */
    boolean isNearlyFull() {
        return open >= max - max / CLOSING_SHARE / 2;
    }

    /** Whether a new one is to take another one's place: the last eighth is for those that are being closed. */
    boolean isCrowded() {
        return size >= Math.max(1, max - Math.max(1, max / CLOSING_SHARE));
    }

    /** Their requests at this moment, of those that come in streams beside each other. */
    AtomicInteger streams() {
        return streams;
    }

    int count(EvictionRank standing) {
        LinkedHashSet<Connection> peers = members.get(standing);
        return peers == null ? 0 : peers.size();
    }

    /** Adds a connection, as the latest of its standing. */
    void add(Connection connection) {
        members.computeIfAbsent(connection.standing(), _ -> new LinkedHashSet<>())
                .add(connection);
        size++;
    }

    /** Removes a connection, whose standing must be what it was when it was added; false where it was not there. */
    boolean remove(Connection connection) {
        LinkedHashSet<Connection> peers = members.get(connection.standing());
        boolean removed = peers != null && peers.remove(connection);
        if (removed) {
            size--;
        }
        return removed;
    }

    /** The connection that has had that standing for longest, null where none has. */
    @Nullable
    Connection first(EvictionRank standing) {
        LinkedHashSet<Connection> peers = members.get(standing);
        return peers == null || peers.isEmpty() ? null : peers.getFirst();
    }
}
