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
import java.util.OptionalLong;
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
 *   <li>Of that half, bodies that say to have more than {@value #SMALL_BODY} bytes, or do not say how many, hold at most three
 *       quarters: a small delivery, as most are, finds room when large ones do not.
 *   <li>One client's address holds at most a quarter of that half, or one of the largest bodies, and a quarter of
 *       {@code gateway.in-flight.max-requests}.
 * </ul>
 *
 * <p>Under pressure the request goes that is cheapest to lose: the one still being received that has gone longest without
 * {@value #STEP} more bytes, once that is more than half a second. Where there is none, the new one waits, for two seconds at most,
 * so that those that make progress are finished. Bytes count as they arrive: announcing a long body takes nothing from anybody.
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
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration WAIT = Duration.ofSeconds(2);
    /** Those that wait look again after so long: to wake all of them whenever room is given back would cost more. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    /** More small ones, or more large ones, do not wait: all together they look some 25,000 times a second at most. */
    private static final int MOST_WAITING = 256;

    private final GatewaySettings.Body body;
    private final long waitNanos;
    private final LongSupplier nanoTime;
    private final long maxBytes;
    private final long maxUnverified;
    private final long maxLarge;
    private final long maxOfOneAddress;
    private final int maxRequests;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition looksAgain = lock.newCondition();
    private final Map<ClientAddress, Address> addresses = new HashMap<>();
    private final SequencedSet<Share> small = new LinkedHashSet<>();
    private final SequencedSet<Share> large = new LinkedHashSet<>();
    private int requests;
    private long bytes;
    private long unverified;
    private long unverifiedLarge;
    /** Requests that were ended and still hold what they had. */
    private int leaving;

    private final Waiting smallWaiting = new Waiting();
    private final Waiting largeWaiting = new Waiting();

    @Inject
    InFlight(GatewaySettings.InFlight inFlight, GatewaySettings.Body body, MeterRegistry meters) {
        this(inFlight, body, WAIT, System::nanoTime, meters);
    }

    /** @param wait how long a request waits for room */
    InFlight(
            GatewaySettings.InFlight inFlight,
            GatewaySettings.Body body,
            Duration wait,
            LongSupplier nanoTime,
            MeterRegistry meters) {
        this.body = body;
        this.waitNanos = wait.toNanos();
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
        private int waiting;
        private long bytes;
    }

    /**
     * A place for one request of the client, to be closed at its end by the same thread; empty where there is none.
     *
     * @param length how long its body is said to be, empty where that is not said
     */
    Optional<Share> enter(ClientAddress client, OptionalLong length) throws InterruptedException {
        boolean isLarge = length.orElse(Long.MAX_VALUE) > SMALL_BODY;
        lock.lock();
        try {
            Address address = addresses.computeIfAbsent(client, _ -> new Address());
            address.waiting++;
            boolean isRoom;
            try {
                isRoom = awaitRoom(isLarge ? largeWaiting : smallWaiting, () -> tooManyRequests(address));
            } finally {
                address.waiting--;
                forgetIfGone(client, address);
            }
            if (!isRoom) {
                return Optional.empty();
            }
            addresses.put(client, address);
            address.requests++;
            requests++;
            var share = new Share(client, address, isLarge);
            share.receive();
            return Optional.of(share);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable SequencedSet<Share> tooManyRequests(Address address) {
        if (address.requests >= Math.max(maxRequests / ONE_ADDRESS, 1)) {
            return address.receiving;
        }
        return requests >= maxRequests ? small.isEmpty() ? large : small : null;
    }

    private void forgetIfGone(ClientAddress client, Address address) {
        if (address.requests + address.waiting == 0) {
            addresses.remove(client);
        }
    }

    /** How many wait for room. */
    private static final class Waiting {
        private int count;
    }

    /** Where a bound would be broken, those that take what it bounds; null where none would. */
    private interface Bound {
        @Nullable
        SequencedSet<Share> brokenBy();
    }

    /** Whether there is room, or comes to be while this waits for those that make it. */
    private boolean awaitRoom(Waiting waiting, Bound bound) throws InterruptedException {
        SequencedSet<Share> holders = bound.brokenBy();
        if (holders == null) {
            return true;
        }
        long start = System.nanoTime();
        while (holders != null) {
            boolean comes = dropSlowest(holders) || waiting.count < MOST_WAITING;
            if (!comes || System.nanoTime() - start >= waitNanos) {
                return false;
            }
            waiting.count++;
            try {
                var _ = looksAgain.awaitNanos(BETWEEN_LOOKS.toNanos());
            } finally {
                waiting.count--;
            }
            holders = bound.brokenBy();
        }
        return true;
    }

    /** Ends the one that has gone longest without a step, if that is long enough. True if somebody is leaving. */
    private boolean dropSlowest(SequencedSet<Share> holders) {
        if (leaving == 0 && !holders.isEmpty()) {
            Share slowest = holders.getFirst();
            if (nanoTime.getAsLong() - slowest.lastStep >= PATIENCE.toNanos()) {
                slowest.end(Ending.NO_ROOM);
            }
        }
        return leaving > 0;
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
        /** By what it says of its length: a large body is large from its first byte on. */
        private final boolean isLarge;

        private final long start = nanoTime.getAsLong();
        private long lastStep = start;
        private long nextStep = STEP;
        private long mine;
        private long received;
        private boolean isVerified;
        private @Nullable Ending ending;

        private Share(ClientAddress client, Address address, boolean isLarge) {
            this.client = client;
            this.address = address;
            this.isLarge = isLarge;
        }

        private SequencedSet<Share> order() {
            return isLarge ? large : small;
        }

        /**
         * Takes room for so many more bytes. May wait until others have made room. False if there is none, or this request was ended.
         */
        boolean grow(int more) throws InterruptedException {
            lock.lock();
            try {
                if (ending != null || (tooManyBytes(more) != null && !awaitRoomFor(more))) {
                    return false;
                }
                take(more);
                return true;
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
            } finally {
                lock.unlock();
            }
        }

        /** Meanwhile it is not its sender that is slow: nobody ends it. */
        private boolean awaitRoomFor(int more) throws InterruptedException {
            stopReceiving();
            boolean isRoom = awaitRoom(isLarge ? largeWaiting : smallWaiting, () -> tooManyBytes(more));
            if (isRoom) {
                lastStep = nanoTime.getAsLong();
                receive();
            }
            return isRoom;
        }

        private @Nullable SequencedSet<Share> tooManyBytes(int more) {
            if (address.bytes + more > maxOfOneAddress) {
                return address.receiving;
            }
            if (isLarge && unverifiedLarge + more > maxLarge) {
                return large;
            }
            if (unverified + more > maxUnverified || bytes + more > maxBytes) {
                return large.isEmpty() ? small : large;
            }
            return null;
        }

        private void take(int more) {
            mine += more;
            unverifiedLarge += isLarge ? more : 0;
            unverified += more;
            address.bytes += more;
            bytes += more;
        }

        private void makeStep() {
            nextStep = received + STEP;
            lastStep = nanoTime.getAsLong();
            for (SequencedSet<Share> receiving : List.of(order(), address.receiving)) {
                if (receiving.remove(this)) {
                    receiving.addLast(this);
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

        private void receive() {
            order().addLast(this);
            address.receiving.addLast(this);
        }

        private void stopReceiving() {
            order().remove(this);
            address.receiving.remove(this);
        }

        private void giveBackUnverified() {
            unverified -= mine;
            unverifiedLarge -= isLarge ? mine : 0;
            address.bytes -= mine;
            address.requests--;
            forgetIfGone(client, address);
        }
    }
}
