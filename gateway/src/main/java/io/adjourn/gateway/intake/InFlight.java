package io.adjourn.gateway.intake;

import io.adjourn.gateway.sources.GatewaySettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the requests that are worked on take together: how many they are, and how many bytes their bodies hold. Both bounds hold at
 * every moment, and strangers can never take all of either:
 *
 * <ul>
 *   <li>Strangers' bodies that are not verified yet hold at most half of {@code gateway.in-flight.max-bytes}; the rest is for
 *       deliveries that are being stored, and for bodies from addresses that have sent genuine deliveries of the same source.
 *   <li>Of that half, bodies that say to have more than {@value #SMALL_BODY} bytes, or do not say how many, hold at most three
 *       quarters: a small delivery, as most are, finds room when large ones do not.
 *   <li>One client's address holds at most a quarter of that half, or one of the largest bodies, and a quarter of
 *       {@code gateway.in-flight.max-requests}.
 * </ul>
 *
 * <p>Under pressure the request goes that is cheapest to lose: the one still being received that has gone longest without
 * {@value #STEP} more bytes, once that is more than half a second. Where there is none, the new one waits, for two seconds at most,
 * so that those that make progress are finished. Where all that hold room wait for more of it, none of them would ever get it: then
 * the one goes that has waited longest. Bytes count as they arrive: announcing a long body takes nothing from anybody.
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
    /** More of a group do not wait: all together they look some 40,000 times a second at most. */
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
    private final Group small = new Group();
    private final Group large = new Group();
    /** From addresses that have sent genuine deliveries of the same source. */
    private final Group known = new Group();

    private int requests;
    private long bytes;
    /** Requests that were ended and still hold what they had. */
    private int leaving;

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
                .description("Memory used by the bodies in flight")
                .register(meters);
        Gauge.builder("adjourn.gateway.in.flight.requests", this, InFlight::requests)
                .description("Requests in flight: verified, or waiting for verification")
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

    /** Requests that share a bound, as long as they are not verified. */
    private static class Group {
        /** By their last step. */
        final SequencedSet<Share> receiving = new LinkedHashSet<>();
        /** Those that hold something and wait for room, by when they began to. */
        final SequencedSet<Share> stuck = new LinkedHashSet<>();
        /** How many are complete. */
        int complete;

        long bytes;
        /** How many wait, also those that hold nothing yet. */
        int waiting;

        boolean isEmpty() {
            return receiving.isEmpty() && stuck.isEmpty();
        }
    }

    /** The requests of one client. */
    private static final class Address extends Group {
        private int requests;
        private int entering;
    }

    /**
     * A place for one request of the client, to be closed at its end; empty where there is none.
     *
     * @param isKnown whether genuine deliveries of the same source have come from there
     * @param length how long its body is said to be, empty where that is not said
     */
    Optional<Share> enter(ClientAddress client, boolean isKnown, OptionalLong length) throws InterruptedException {
        Group group = isKnown ? known : length.orElse(Long.MAX_VALUE) > SMALL_BODY ? large : small;
        lock.lock();
        try {
            Address address = addresses.computeIfAbsent(client, _ -> new Address());
            address.entering++;
            boolean isRoom;
            try {
                isRoom = awaitRoom(group, () -> tooManyRequests(address));
            } finally {
                address.entering--;
                forgetIfGone(client, address);
            }
            if (!isRoom) {
                return Optional.empty();
            }
            addresses.put(client, address);
            address.requests++;
            requests++;
            var share = new Share(client, address, group);
            share.receive();
            return Optional.of(share);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Shortage tooManyRequests(Address address) {
        if (address.requests >= Math.max(maxRequests / ONE_ADDRESS, 1)) {
            return new Shortage(address, false);
        }
        return requests >= maxRequests ? new Shortage(cheapest(small, large, known), false) : null;
    }

    /** The first that somebody can be dropped from. */
    private static Group cheapest(Group... groups) {
        return Arrays.stream(groups)
                .filter(group -> !group.isEmpty())
                .findFirst()
                .orElse(groups[0]);
    }

    private void forgetIfGone(ClientAddress client, Address address) {
        if (address.requests + address.entering == 0) {
            addresses.remove(client);
        }
    }

    /**
     * A bound would be broken.
     *
     * @param of those that take what it bounds, and of which one may be dropped
     * @param isOfUnverified whether nobody else takes it, so that who is verified gives back none
     */
    private record Shortage(Group of, boolean isOfUnverified) {}

    private interface Bound {
        @Nullable
        Shortage shortage();
    }

    /** Whether there is room, or comes to be while this waits for those that make it. */
    private boolean awaitRoom(Group group, Bound bound) throws InterruptedException {
        Shortage shortage = bound.shortage();
        if (shortage == null) {
            return true;
        }
        long start = System.nanoTime();
        while (shortage != null) {
            boolean comes = dropCheapest(shortage) || group.waiting < MOST_WAITING;
            if (!comes || System.nanoTime() - start >= waitNanos) {
                return false;
            }
            group.waiting++;
            try {
                var _ = looksAgain.awaitNanos(BETWEEN_LOOKS.toNanos());
            } finally {
                group.waiting--;
            }
            shortage = bound.shortage();
        }
        return true;
    }

    /**
     * Ends the one that has gone longest without a step, if that is long enough, or one of those that keep each other waiting. True if
     * somebody is leaving.
     */
    private boolean dropCheapest(Shortage shortage) {
        if (leaving > 0) {
            return true;
        }
        Group group = shortage.of();
        if (!group.receiving.isEmpty()) {
            Share slowest = group.receiving.getFirst();
            if (nanoTime.getAsLong() - slowest.lastStep >= PATIENCE.toNanos()) {
                slowest.end(Ending.NO_ROOM);
            }
        } else if (shortage.isOfUnverified() && group.complete == 0 && !group.stuck.isEmpty()) {
            group.stuck.getFirst().end(Ending.NO_ROOM);
        }
        return leaving > 0;
    }

    /** Ends what has fallen below the minimum rate, or takes too long altogether. */
    @Scheduled(fixedDelay = "500ms", initialDelay = "500ms")
    void endTooSlow() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            Stream.of(small, large, known)
                    .flatMap(group -> group.receiving.stream())
                    .toList()
                    .forEach(share -> share.endIfTooSlow(now));
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
        private final Group group;

        private final long start = nanoTime.getAsLong();
        private long lastStep = start;
        private long nextStep = STEP;
        private long mine;
        private long received;
        private boolean isComplete;
        private boolean isVerified;
        private @Nullable Ending ending;

        private Share(ClientAddress client, Address address, Group group) {
            this.client = client;
            this.address = address;
            this.group = group;
        }

        /**
         * Takes room for so many more bytes. May wait until others have made room. False if there is none, or this request was ended.
         *
         * @throws InterruptedException also if this request was ended meanwhile
         */
        boolean grow(int more) throws InterruptedException {
            lock.lock();
            try {
                if (ending != null || (tooManyBytes(more) != null && !awaitRoomFor(more))) {
                    return false;
                }
                mine += more;
                group.bytes += more;
                address.bytes += more;
                bytes += more;
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
                } else if (!isComplete) {
                    isComplete = true;
                    group.complete++;
                    address.complete++;
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
                    leaveGroups();
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
                    leaveGroups();
                }
                bytes -= mine;
                mine = 0;
                requests--;
                leaving -= ending == null ? 0 : 1;
            } finally {
                lock.unlock();
            }
        }

        /** Meanwhile it is not its sender that is slow. */
        private boolean awaitRoomFor(int more) throws InterruptedException {
            stopReceiving();
            group.stuck.addLast(this);
            address.stuck.addLast(this);
            boolean isRoom;
            try {
                isRoom = awaitRoom(group, () -> tooManyBytes(more));
            } finally {
                group.stuck.remove(this);
                address.stuck.remove(this);
            }
            if (!isRoom || ending != null) {
                return false;
            }
            lastStep = nanoTime.getAsLong();
            receive();
            return true;
        }

        private @Nullable Shortage tooManyBytes(int more) {
            if (address.bytes + more > maxOfOneAddress) {
                return new Shortage(address, true);
            }
            if (group.equals(large) && large.bytes + more > maxLarge) {
                return new Shortage(large, true);
            }
            if (!group.equals(known) && small.bytes + large.bytes + more > maxUnverified) {
                return new Shortage(cheapest(large, small), true);
            }
            return bytes + more > maxBytes ? new Shortage(cheapest(large, small, known), false) : null;
        }

        private void makeStep() {
            nextStep = received + STEP;
            lastStep = nanoTime.getAsLong();
            for (Group mine : List.of(group, address)) {
                if (mine.receiving.remove(this)) {
                    mine.receiving.addLast(this);
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
            group.stuck.remove(this);
            address.stuck.remove(this);
            reader.interrupt();
        }

        private void receive() {
            group.receiving.addLast(this);
            address.receiving.addLast(this);
        }

        private void stopReceiving() {
            group.receiving.remove(this);
            address.receiving.remove(this);
        }

        private void leaveGroups() {
            group.bytes -= mine;
            address.bytes -= mine;
            if (isComplete) {
                group.complete--;
                address.complete--;
            }
            address.requests--;
            forgetIfGone(client, address);
        }
    }
}
