package io.adjourn.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.ByteSize;
import io.adjourn.gateway.intake.InFlight.Ending;
import io.adjourn.gateway.intake.InFlight.Share;
import io.adjourn.gateway.sources.GatewaySettings;
import io.adjourn.testing.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With 64 MiB: 32 unverified, of which 24 by large bodies, and 17 by one address; 16 requests, of which 4 by one address. */
@Timeout(60)
class InFlightTest {
    private static final int MIB = 1024 * 1024;
    private static final ClientAddress HONEST = new ClientAddress(1);

    private final AtomicLong nanoTime = new AtomicLong();
    private final InFlight inFlight = new InFlight(
            new GatewaySettings.InFlight(new ByteSize(64L * MIB), 16),
            new GatewaySettings.Body(Duration.ofSeconds(60), new ByteSize(1024), Duration.ofSeconds(5)),
            Duration.ofMillis(200),
            nanoTime::get,
            new SimpleMeterRegistry());

    private final List<Held> strangers = new ArrayList<>();

    @AfterEach
    void shouldHoldNothingWhenAllAreGone() throws Exception {
        for (Held stranger : strangers) {
            stranger.leave();
        }
        assertThat(inFlight.bytes()).isZero();
        assertThat(inFlight.requests()).isZero();
    }

    @Test
    void shouldRefuseTheNewOneWhenAllOthersMakeProgress() throws Exception {
        hold(new ClientAddress(100), 16 * MIB, 16 * MIB);
        hold(new ClientAddress(101), 8 * MIB, 8 * MIB);

        try (Share mine = enter(HONEST)) {
            assertThat(mine.grow(8 * MIB)).isFalse();
            assertThat(mine.complete()).as("it is refused, not dropped").isNull();
        }
    }

    @Test
    void shouldFindRoomForASmallBodyWhenLargeOnesTakeAllTheyMay() throws Exception {
        hold(new ClientAddress(100), 16 * MIB, 16 * MIB);
        hold(new ClientAddress(101), 8 * MIB, 8 * MIB);

        try (Share mine = inFlight.enter(HONEST, false, OptionalLong.of(InFlight.SMALL_BODY))
                .orElseThrow()) {
            assertThat(mine.grow(InFlight.SMALL_BODY)).isTrue();
        }
    }

    @Test
    void shouldKeepOneAddressToItsShare() throws Exception {
        Held slow = hold(new ClientAddress(100), 16 * MIB, 16 * MIB);
        try (Share more = enter(new ClientAddress(100));
                Share others = enter(HONEST)) {
            assertThat(more.grow(2 * MIB)).as("its share is used up").isFalse();
            assertThat(others.grow(2 * MIB)).as("another address").isTrue();

            passTime(Duration.ofSeconds(2));
            assertThat(more.grow(2 * MIB)).as("in the place of its own").isTrue();
            assertThat(slow.ending()).isEqualTo(Ending.NO_ROOM);
        }
    }

    @Test
    void shouldDropTheOneThatHasGoneLongestWithoutProgress() throws Exception {
        Held first = hold(new ClientAddress(100), 16 * MIB, 16 * MIB);
        Held second = hold(new ClientAddress(101), 8 * MIB, 8 * MIB);
        passTime(Duration.ofSeconds(2));
        first.receive(InFlight.STEP);

        try (Share mine = enter(HONEST)) {
            assertThat(mine.grow(MIB)).isTrue();
        }
        assertThat(second.ending()).isEqualTo(Ending.NO_ROOM);
        first.leave();
        assertThat(first.ending()).isNull();
    }

    @Test
    void shouldFindRoomForAKnownSenderWhenStrangersTakeAllTheyMay() throws Exception {
        hold(new ClientAddress(100), 16 * MIB, 16 * MIB);
        hold(new ClientAddress(101), 8 * MIB, 8 * MIB);
        passTime(Duration.ofSeconds(2));

        try (Share mine = inFlight.enter(HONEST, true, OptionalLong.empty()).orElseThrow()) {
            assertThat(mine.grow(16 * MIB)).isTrue();
        }
        assertThat(strangers).noneMatch(Held::isEnded);
    }

    @Test
    void shouldDropOneWhenAllKeepEachOtherWaiting() throws Exception {
        var client = new AtomicInteger();
        var barrier = new CyclicBarrier(2);
        Callable<@Nullable Ending> grows = () -> {
            try (Share share = enter(new ClientAddress(client.incrementAndGet()))) {
                share.grow(12 * MIB);
                barrier.await();
                try {
                    share.grow(MIB);
                } catch (InterruptedException e) {
                    // Ended.
                }
                return share.complete();
            }
        };
        var endings = new ArrayList<@Nullable Ending>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<@Nullable Ending> end : threads.invokeAll(List.of(grows, grows))) {
                endings.add(end.get());
            }
        }

        assertThat(endings).containsExactlyInAnyOrder(Ending.NO_ROOM, null);
    }

    @Test
    void shouldNotDropABodyThatIsComplete() throws Exception {
        Held first = hold(new ClientAddress(100), 16 * MIB, 16 * MIB);
        Held second = hold(new ClientAddress(101), 8 * MIB, 8 * MIB);
        first.complete();
        second.complete();
        passTime(Duration.ofSeconds(2));

        try (Share mine = enter(HONEST)) {
            assertThat(mine.grow(MIB)).isFalse();
        }
    }

    @Test
    void shouldGiveBackTheRoomOfTheUnverifiedOnceADeliveryIsVerified() throws Exception {
        try (Share first = enter(HONEST);
                Share second = enter(HONEST)) {
            assertThat(first.grow(16 * MIB)).isTrue();
            assertThat(second.grow(16 * MIB)).isFalse();

            first.complete();
            first.verified();

            assertThat(second.grow(16 * MIB)).isTrue();
            assertThat(inFlight.bytes()).isEqualTo(32L * MIB);
        }
    }

    @Test
    void shouldNeverHoldMoreThanAllThereIs() throws Exception {
        List<Share> verified = new ArrayList<>();
        try (Share last = enter(HONEST)) {
            for (int i = 0; i < 4; i++) {
                Share share = enter(HONEST);
                verified.add(share);
                assertThat(share.grow(16 * MIB)).isTrue();
                share.complete();
                share.verified();
            }

            assertThat(last.grow(1)).isFalse();
            assertThat(inFlight.bytes()).isEqualTo(64L * MIB);
        } finally {
            verified.forEach(Share::close);
        }
    }

    @Test
    void shouldKeepOneAddressToAQuarterOfTheRequests() throws Exception {
        for (int i = 0; i < 4; i++) {
            hold(new ClientAddress(100), 1, 1);
        }
        assertThat(inFlight.enter(new ClientAddress(100), false, OptionalLong.of(1)))
                .isEmpty();
        enter(HONEST).close();

        passTime(Duration.ofSeconds(2));
        enter(new ClientAddress(100)).close();
        assertThat(strangers.getFirst().ending()).isEqualTo(Ending.NO_ROOM);
    }

    @Test
    void shouldTakeANewRequestInThePlaceOfOneThatStandsStillWhenThereAreTooMany() throws Exception {
        for (int i = 0; i < 16; i++) {
            hold(new ClientAddress(100 + i), 1, 1);
        }
        assertThat(inFlight.enter(HONEST, false, OptionalLong.of(1))).isEmpty();

        passTime(Duration.ofSeconds(2));
        enter(HONEST).close();
        assertThat(strangers.getFirst().ending()).isEqualTo(Ending.NO_ROOM);
        assertThat(inFlight.requests()).isEqualTo(15);
    }

    @Test
    void shouldEndABodyThatFallsBelowTheMinimumRate() throws Exception {
        Held slow = hold(new ClientAddress(100), MIB, 6 * 1024);
        Held fast = hold(new ClientAddress(101), MIB, 12 * 1024);

        passTime(Duration.ofSeconds(5));
        inFlight.endTooSlow();
        assertThat(slow.isEnded()).as("within the grace").isFalse();

        passTime(Duration.ofSeconds(2));
        inFlight.endTooSlow();
        assertThat(slow.ending()).isEqualTo(Ending.TOO_SLOW);
        assertThat(fast.isEnded()).isFalse();
    }

    @Test
    void shouldEndABodyThatTakesTooLong() throws Exception {
        Held endless = hold(new ClientAddress(100), 16 * MIB, 16 * MIB);

        passTime(Duration.ofSeconds(61));
        inFlight.endTooSlow();

        assertThat(endless.ending()).isEqualTo(Ending.TIMED_OUT);
    }

    /** Many at once, of sizes and fates drawn by chance; each thread has a seed of its own, which a failure names. */
    @Test
    void shouldKeepItsBoundsAndItsBooksWhateverComes() throws Exception {
        List<Future<?>> requests = new ArrayList<>();
        try (var time = Executors.newSingleThreadScheduledExecutor();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // A second takes two milliseconds: who stalls is soon dropped.
            var _ = time.scheduleAtFixedRate(() -> passTime(Duration.ofSeconds(1)), 2, 2, TimeUnit.MILLISECONDS);
            for (int seed = 0; seed < 64; seed++) {
                var random = new Random(seed);
                requests.add(threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        liveThrough(random);
                    }
                    return null;
                }));
            }
            for (int seed = 0; seed < 64; seed++) {
                try {
                    requests.get(seed).get();
                } catch (ExecutionException e) {
                    throw new AssertionError("seed " + seed, e);
                }
            }
        }
        assertThat(inFlight.addresses()).isZero();
    }

    private void liveThrough(Random random) throws InterruptedException {
        Optional<Share> place = inFlight.enter(
                new ClientAddress(random.nextInt(5)),
                random.nextBoolean(),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(1 << random.nextInt(20)));
        if (place.isEmpty()) {
            return;
        }
        try (Share share = place.get()) {
            boolean fits = true;
            for (int i = random.nextInt(20); fits && i > 0; i--) {
                int size = 1 << random.nextInt(22);
                fits = share.grow(size);
                share.received(size);
                assertThat(inFlight.bytes()).isLessThanOrEqualTo(64L * MIB);
                assertThat(inFlight.requests()).isLessThanOrEqualTo(16);
                if (random.nextInt(10) == 0) {
                    inFlight.endTooSlow();
                }
            }
            if (share.complete() == null && random.nextBoolean()) {
                share.verified();
            }
        } catch (InterruptedException e) {
            // Dropped while it waited for room.
        } finally {
            var _ = Thread.interrupted();
        }
    }

    @Test
    void shouldForgetAnAddressThatHoldsNothing() throws Exception {
        for (int i = 0; i < 100; i++) {
            enter(new ClientAddress(i)).close();
        }
        assertThat(inFlight.addresses()).isZero();
    }

    private void passTime(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    private Share enter(ClientAddress client) throws InterruptedException {
        return inFlight.enter(client, false, OptionalLong.empty()).orElseThrow();
    }

    private Held hold(ClientAddress client, int room, int received) throws Exception {
        var held = new Held(client, room, received);
        strangers.add(held);
        held.started.get();
        return held;
    }

    /** A request whose sender is silent once it has sent some bytes. */
    private final class Held {
        private final CompletableFuture<Share> started = new CompletableFuture<>();
        private final CompletableFuture<Optional<Ending>> ended = new CompletableFuture<>();
        private final CountDownLatch silence = new CountDownLatch(1);
        private final Thread thread;

        Held(ClientAddress client, int room, int received) {
            thread = Thread.ofVirtual().start(() -> {
                try (Share share = enter(client)) {
                    assertThat(share.grow(room)).isTrue();
                    share.received(received);
                    started.complete(share);
                    try {
                        silence.await();
                    } catch (InterruptedException e) {
                        // Ended, as a read from its sender would be.
                    }
                    ended.complete(Optional.ofNullable(share.complete()));
                } catch (Throwable e) {
                    started.completeExceptionally(e);
                    ended.completeExceptionally(e);
                }
            });
        }

        void receive(int count) throws Exception {
            started.get().received(count);
        }

        void complete() throws Exception {
            started.get().complete();
        }

        boolean isEnded() {
            return ended.isDone();
        }

        @Nullable
        Ending ending() throws Exception {
            Await.until("it has ended", ended::isDone);
            return ended.get().orElse(null);
        }

        void leave() throws Exception {
            silence.countDown();
            thread.join();
        }
    }
}
