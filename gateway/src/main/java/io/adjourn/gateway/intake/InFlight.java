package io.adjourn.gateway.intake;

import io.adjourn.gateway.sources.GatewaySettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the requests that are worked on take together: how many they are, and how many bytes their bodies hold. Both bounds hold at
 * every moment, and strangers can never take all of either:
 *
 * <ul>
 *   <li>Bodies that are not verified yet hold at most half of {@code gateway.in-flight.max-bytes}; the rest is for deliveries that
 *       are being stored.
 *   <li>Of that half, bodies of more than {@value #SMALL_BODY} bytes hold at most three quarters: a small delivery, as most are,
 *       finds room when large ones do not.
 *   <li>One client's address holds at most a quarter of that half, or one of the largest bodies, and a quarter of
 *       {@code gateway.in-flight.max-requests}.
 * </ul>
 *
 * <p>Under pressure the request goes that is cheapest to lose: the one still being received that has gone longest without
 * {@value #STEP} more bytes, once that is more than a second. Where there is none, the new one is refused, so that those that make progress
 * are finished. Bytes count as they arrive: announcing a long body takes nothing from anybody.
 *
 * <p>A body must also keep up {@code gateway.body.min-rate} and be complete within {@code gateway.body.timeout}. Every choice
 * is made in constant time; only that check, twice a second, looks at all bodies being received. Thread-safe.
 */
@Singleton
final class InFlight {
    static final int SMALL_BODY = 64 * 1024;
    static final int STEP = 256 * 1024;

    private static final int UNVERIFIED = 2;
    private static final int ONE_ADDRESS = 4;
    /** How long a body may go without a step before others may take its place. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** For those that make room to be gone: they only have to wake up. */
    private static final Duration UNTIL_GONE = Duration.ofSeconds(2);

    private final GatewaySettings.Body body;
    private final LongSupplier nanoTime;
    private final long maxBytes;
    private final long maxUnverified;
    private final long maxLarge;
    private final long maxOfOneAddress;
    private final int maxRequests;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Map<ClientAddress, Address> addresses = new HashMap<>();
    private final SequencedSet<Share> small = new LinkedHashSet<>();
    private final SequencedSet<Share> large = new LinkedHashSet<>();
    private int requests;
    private long bytes;
    private long unverified;
    private long unverifiedLarge;
    /** Requests that were ended and still hold what they had. */
    private int leaving;

    @Inject
    InFlight(GatewaySettings.InFlight inFlight, GatewaySettings.Body body, MeterRegistry meters) {
        this(inFlight, body, System::nanoTime, meters);
    }

    InFlight(
            GatewaySettings.InFlight inFlight, GatewaySettings.Body body, LongSupplier nanoTime, MeterRegistry meters) {
        this.body = body;
        this.nanoTime = nanoTime;
        this.maxBytes = inFlight.maxBytes().bytes();
        this.maxRequests = inFlight.maxRequests();
        this.maxUnverified = maxBytes / UNVERIFIED;
        long largest = GatewaySettings.InFlight.LARGEST_BODY;
        this.maxLarge = Math.max(maxUnverified / 4 * 3, largest);
        this.maxOfOneAddress = Math.max(maxUnverified / ONE_ADDRESS, largest);
        Gauge.builder("adjourn.gateway.in.flight.bytes", this, InFlight::bytes)
                .description("What the bodies being worked on take in memory")
                .register(meters);
        Gauge.builder("adjourn.gateway.in.flight.requests", this, InFlight::requests)
                .description("Requests being worked on: verified, or on their way to it")
                .register(meters);
    }

    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    int requests() {
        lock.lock();
        try {
            return requests;
        } finally {
            lock.unlock();
        }
    }

    /** How many addresses are remembered. */
    int addresses() {
        lock.lock();
        try {
            return addresses.size();
        } finally {
            lock.unlock();
        }
    }

    /** Why a request was ended before its body was complete. */
    enum Ending {
        /** Others needed its place. */
        NO_ROOM,
        /** It fell below {@code gateway.body.min-rate}. */
        TOO_SLOW,
        /** It was not complete within {@code gateway.body.timeout}. */
        TIMED_OUT
    }

    /** What one address holds of what is unverified. */
    private static final class Address {
        private final SequencedSet<Share> receiving = new LinkedHashSet<>();
        private int requests;
        private long bytes;
    }

    /** A place for one request of the client, to be closed at its end by the same thread; empty where there is none. */
    Optional<Share> enter(ClientAddress client) throws InterruptedException {
        lock.lock();
        try {
            Address address = addresses.computeIfAbsent(client, _ -> new Address());
            // Counted from here on, so that the address is not forgotten while this waits.
            address.requests++;
            if (!awaitRoom(() -> tooManyRequests(address))) {
                leave(client, address);
                return Optional.empty();
            }
            requests++;
            var share = new Share(client, address);
            small.addLast(share);
            address.receiving.addLast(share);
            return Optional.of(share);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable SequencedSet<Share> tooManyRequests(Address address) {
        if (address.requests > Math.max(maxRequests / ONE_ADDRESS, 1)) {
            return address.receiving;
        }
        return requests >= maxRequests ? small.isEmpty() ? large : small : null;
    }

    private void leave(ClientAddress client, Address address) {
        address.requests--;
        if (address.requests == 0) {
            addresses.remove(client);
        }
    }

    /** Where a bound would be broken, those that take what it bounds; null where none would. */
    private interface Bound {
        @Nullable
        SequencedSet<Share> brokenBy();
    }

    /** Waits, with the lock, until there is room; false if nobody can be asked to leave, or does not in time. */
    private boolean awaitRoom(Bound bound) throws InterruptedException {
        long left = UNTIL_GONE.toNanos();
        SequencedSet<Share> holders = bound.brokenBy();
        while (holders != null) {
            if (left <= 0 || (leaving == 0 && !dropSlowest(holders))) {
                return false;
            }
            left = freed.awaitNanos(left);
            holders = bound.brokenBy();
        }
        return true;
    }

    /** Ends the one that has gone longest without a step. */
    private boolean dropSlowest(SequencedSet<Share> holders) {
        if (holders.isEmpty()) {
            return false;
        }
        Share slowest = holders.getFirst();
        if (nanoTime.getAsLong() - slowest.lastStep < PATIENCE.toNanos()) {
            return false;
        }
        slowest.end(Ending.NO_ROOM);
        return true;
    }

    /** Ends what has fallen below the minimum rate, or takes too long altogether. */
    @Scheduled(fixedDelay = "500ms", initialDelay = "500ms")
    void endTooSlow() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            List<Share> receiving = new ArrayList<>(small);
            receiving.addAll(large);
            for (Share share : receiving) {
                share.endIfTooSlow(now);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What one request holds. Made and used by the thread that reads its body. */
    final class Share implements AutoCloseable {
        private final Thread reader = Thread.currentThread();
        private final ClientAddress client;
        private final Address address;
        private final long start = nanoTime.getAsLong();
        private long lastStep = start;
        private long nextStep = STEP;
        private long mine;
        private long received;
        private boolean isVerified;
        private @Nullable Ending ending;

        private Share(ClientAddress client, Address address) {
            this.client = client;
            this.address = address;
        }

        /**
         * Takes room for so many more bytes. May wait until others have made room. False if there is none, or this request was ended.
         */
        boolean grow(int more) throws InterruptedException {
            lock.lock();
            try {
                return ending == null && awaitRoom(() -> tooManyBytes(more)) && ending == null && take(more);
            } finally {
                lock.unlock();
            }
        }

        /** So many bytes of the body have arrived. */
        void received(int count) {
            lock.lock();
            try {
                received += count;
                if (received >= nextStep) {
                    makeStep();
                }
            } finally {
                lock.unlock();
            }
        }

        /** Nothing more of the body is read: from here on nobody ends it. Returns why it was ended before, else null. */
        @Nullable
        Ending complete() {
            lock.lock();
            try {
                stopReceiving();
                if (ending != null) {
                    var _ = Thread.interrupted(); // what woke up the reader has no meaning for what it does next
                }
                return ending;
            } finally {
                lock.unlock();
            }
        }

        /** It is genuine: what it holds counts among the deliveries that are being stored. */
        void verified() {
            lock.lock();
            try {
                if (!isVerified) {
                    isVerified = true;
                    giveBackUnverified();
                    freed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                stopReceiving();
                if (!isVerified) {
                    giveBackUnverified();
                }
                bytes -= mine;
                mine = 0;
                requests--;
                leaving -= ending == null ? 0 : 1;
                freed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private @Nullable SequencedSet<Share> tooManyBytes(int more) {
            if (address.bytes + more > maxOfOneAddress) {
                return address.receiving;
            }
            if (isLarge(mine + more) && unverifiedLarge + more + (isLarge(mine) ? 0 : mine) > maxLarge) {
                return large;
            }
            if (unverified + more > maxUnverified || bytes + more > maxBytes) {
                return large.isEmpty() ? small : large;
            }
            return null;
        }

        private boolean take(int more) {
            boolean was = isLarge(mine);
            mine += more;
            if (isLarge(mine)) {
                unverifiedLarge += was ? more : mine;
                if (!was && small.remove(this)) {
                    large.addLast(this);
                }
            }
            unverified += more;
            address.bytes += more;
            bytes += more;
            return true;
        }

        private void makeStep() {
            nextStep = received + STEP;
            lastStep = nanoTime.getAsLong();
            for (SequencedSet<Share> order : List.of(small, large, address.receiving)) {
                if (order.remove(this)) {
                    order.addLast(this);
                }
            }
        }

        private void endIfTooSlow(long now) {
            long age = now - start;
            if (age > body.timeout().toNanos()) {
                end(Ending.TIMED_OUT);
            } else if (age > body.grace().toNanos()
                    && received < body.minRate().bytes() * TimeUnit.NANOSECONDS.toMillis(age) / 1_000) {
                end(Ending.TOO_SLOW);
            }
        }

        private void end(Ending why) {
            ending = why;
            leaving++;
            stopReceiving();
            reader.interrupt();
        }

        private void stopReceiving() {
            var _ = small.remove(this) || large.remove(this);
            address.receiving.remove(this);
        }

        private void giveBackUnverified() {
            unverified -= mine;
            unverifiedLarge -= isLarge(mine) ? mine : 0;
            address.bytes -= mine;
            leave(client, address);
        }

        private static boolean isLarge(long size) {
            return size > SMALL_BODY;
        }
    }
}
