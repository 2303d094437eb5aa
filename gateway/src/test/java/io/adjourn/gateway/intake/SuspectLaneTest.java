package io.adjourn.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.testing.Await;
import io.adjourn.vendors.verify.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SuspectLaneTest {
    private static final int SMALL = 1_000;
    private static final int LARGE = 1_000_000;

    private final SuspectLane lane = new SuspectLane();
    private final List<String> verified = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    @Test
    void shouldLetASmallBodyPassAllLargeOnesButTheOneBeingVerified() throws Exception {
        Thread first = start("first", LARGE);
        Await.until("the first is being verified", () -> verified.contains("first"));
        Thread large = start("large", LARGE);
        awaitWaiting(large);
        Thread small = start("small", SMALL);
        awaitWaiting(small);

        firstMayEnd.countDown();

        for (Thread thread : List.of(first, large, small)) {
            thread.join();
        }
        assertThat(verified).containsExactly("first", "small", "large");
    }

    @Test
    void shouldGiveUpWhenItsTurnDoesNotComeInTime() throws Exception {
        Thread first = start("first", SMALL);
        Await.until("the first is being verified", () -> verified.contains("first"));

        assertThat(lane.verify(SMALL, () -> {
                    throw new AssertionError("two at once");
                }))
                .isEmpty();

        firstMayEnd.countDown();
        first.join();
        assertThat(lane.verify(LARGE, () -> new Verdict.Accepted("test"))).isPresent();
    }

    private Thread start(String name, int size) {
        return Thread.ofPlatform().start(() -> {
            try {
                Optional<Verdict> verdict = lane.verify(size, () -> {
                    verified.add(name);
                    awaitQuietly(firstMayEnd);
                    return new Verdict.Accepted("test");
                });
                assertThat(verdict).isPresent();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void awaitWaiting(Thread thread) {
        Await.until("it waits for its turn", () -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
