package io.adjourn.gateway.http;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connections by their standing, and in each standing by when they came into it. All it does takes constant time. For one thread
 * at a time.
 */
final class Crowd {
    private final Map<Standing, LinkedHashSet<Connection>> members = new EnumMap<>(Standing.class);
    private int size;

    int size() {
        return size;
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

    /** The connection whose loss costs least, null where none may be closed. */
    @Nullable
    Connection cheapest() {
        for (var standing : members.entrySet()) {
            if (standing.getKey() != Standing.ANSWERING && !standing.getValue().isEmpty()) {
                return standing.getValue().getFirst();
            }
        }
        return null;
    }
}
