package io.adjourn.gateway.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.adjourn.gateway.intake.ClientAddress;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one port: there are never more than its limit, nor more of one address than its share. When seven eighths
 * are taken, a new one takes the place of the one whose loss costs least: of strangers that wait, the one that has waited longest; else
 * of the address with most requests on their way, the one that has made no progress for longest, if these are many or it has stalled; else of
 * the senders that are known and wait, the one that has waited longest.
 *
 * <p>Closing takes a moment, and a connection counts until it is closed: the last eighth is for those that are being closed.
 * Each step takes constant time, whatever the number of connections. Thread-safe.
 */
final class Connections {
    /** So many requests on their way are no flood: an address with more loses one before a vendor loses a connection that it keeps. */
    private static final int FEW = 4;

    /** A request that has not moved on for so long is likelier held open than on its way. */
    private static final Duration STALLED = Duration.ofSeconds(1);

    private static final long MOST_SENDERS = 20_000;

    private final Cache<ClientAddress, Boolean> senders = Caffeine.newBuilder()
            .maximumSize(MOST_SENDERS)
            .expireAfterWrite(Duration.ofDays(1))
            .executor(Runnable::run)
            .build();

    private final Crowd all;
    private final Map<ClientAddress, Crowd> byAddress = new HashMap<>();
    private final Ranking byReceiving = new Ranking();
    private final int maxPerAddress;
    private final Runnable onEviction;
    private final LongSupplier nanoTime;
    private final Allowances refusals;

    /**
     * @param max how many there may be
     * @param maxPerAddress how many of them one address may have
     * @param refusals how many requests of an address may be refused without its having to wait
     * @param onEviction is run for each that is closed to make room
     */
    Connections(int max, int maxPerAddress, Allowances refusals, Runnable onEviction) {
        this(max, maxPerAddress, refusals, onEviction, System::nanoTime);
    }

    Connections(int max, int maxPerAddress, Allowances refusals, Runnable onEviction, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.refusals = refusals;
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
        if (neighbours.isFull() || all.isFull() || (all.isNearlyFull() && holdsMuch(neighbours))) {
            forgetIfGone(address, neighbours);
            return null;
        }
        var connection = new Connection(channel, address, neighbours, this);
        all.opened();
        neighbours.opened();
        enter(connection);
        return connection;
    }

    /** Counts one more request of the address that was refused; false if it is one too many. */
    boolean mayBeRefused(ClientAddress address) {
        return refusals.take(address);
    }

    /** A delivery that came from the address was accepted. */
    void delivered(ClientAddress address) {
        senders.put(address, true);
    }

    /** Whether a delivery from the address was accepted within the last day. */
    boolean isSender(ClientAddress address) {
        return senders.getIfPresent(address) != null;
    }

    /** Whether too many requests of the address were refused just now. */
    boolean isSuspect(ClientAddress address) {
        return refusals.isMostlyUsedUp(address);
    }

    /** Gives a connection that standing, unless it has it already. */
    synchronized void keep(Connection connection, EvictionRank standing) {
        if (connection.standing() != standing) {
            move(connection, standing);
        }
    }

    /** Gives a connection that standing, as the latest that has it. */
    synchronized void move(Connection connection, EvictionRank standing) {
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

    /**
     * Whose loss costs least.
     *
     * @param receiving the one of whose requests on their way one is to go
     */
    private @Nullable Connection cheapest(Crowd waiting, @Nullable Crowd receiving) {
        Connection stranger = waiting.first(EvictionRank.STRANGER);
        if (stranger != null) {
            return stranger;
        }
        Connection slowest = receiving == null ? null : receiving.first(EvictionRank.RECEIVING);
        if (slowest != null && (isCrowd(slowest, waiting) || isStalled(slowest))) {
            return slowest;
        }
        Connection known = waiting.first(EvictionRank.KNOWN);
        return known == null ? slowest : known;
    }

    /**
     * Whether an address has more than half of what each would have if all had the same. The last places are for those that have
     * less: many that have more come faster than their connections can be closed.
     */
    private boolean holdsMuch(Crowd neighbours) {
        return neighbours.open() > Math.max(FEW, all.max() / (2 * byAddress.size()));
    }

    /** Whether requests on their way are many: of its address, or among all that share the limit. */
    private static boolean isCrowd(Connection receiving, Crowd all) {
        return receiving.neighbours().count(EvictionRank.RECEIVING) > FEW
                || all.count(EvictionRank.RECEIVING) > all.max() / 4;
    }

    private boolean isStalled(Connection connection) {
        return nanoTime.getAsLong() - connection.since() > STALLED.toNanos();
    }

    private void evict(@Nullable Connection connection) {
        if (connection != null) {
            leave(connection);
            connection.end();
            onEviction.run();
        }
    }

    private void enter(Connection connection) {
        connection.since(nanoTime.getAsLong());
        Crowd neighbours = connection.neighbours();
        int before = neighbours.count(EvictionRank.RECEIVING);
        all.add(connection);
        neighbours.add(connection);
        rank(neighbours, before);
    }

    /** False where it was made to leave before. */
    private boolean leave(Connection connection) {
        Crowd neighbours = connection.neighbours();
        int before = neighbours.count(EvictionRank.RECEIVING);
        boolean left = all.remove(connection) && neighbours.remove(connection);
        rank(neighbours, before);
        return left;
    }

    private void rank(Crowd neighbours, int before) {
        int now = neighbours.count(EvictionRank.RECEIVING);
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
