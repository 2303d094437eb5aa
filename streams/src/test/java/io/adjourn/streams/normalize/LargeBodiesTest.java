package io.adjourn.streams.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.adjourn.testing.InFullBuild;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class LargeBodiesTest {
    private static final byte[] LARGE = new byte[LargeBodies.LARGE + 1];
    private static final byte[] SMALL = new byte[LargeBodies.LARGE];

    private final LargeBodies bodies = new LargeBodies();

    @Test
    void shouldReadOneLargeBodyAtATimeAndSmallOnesMeanwhile() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var secondBegun = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(() -> bodies.read(LARGE, () -> {
                begun.countDown();
                return await(end);
            }));
            begun.await();
            Future<?> second = threads.submit(() -> bodies.read(LARGE, () -> {
                secondBegun.countDown();
                return first.state();
            }));

            assertThat(bodies.read(SMALL, () -> "read")).isEqualTo("read");
            assertThat(secondBegun.await(100, TimeUnit.MILLISECONDS)).isFalse();
            end.countDown();

            assertThat(second.get()).isNotNull();
        }
    }

    @Test
    void shouldGoOnAfterAReadingThatFailed() {
        assertThat(catchThrowable(() -> bodies.read(LARGE, () -> {
                    throw new IllegalStateException("of this test");
                })))
                .isInstanceOf(IllegalStateException.class);

        assertThat(bodies.read(LARGE, () -> "read")).isEqualTo("read");
    }

    /** In a process with the heap that the chart gives, 60 percent of 2 GiB, without what one thread's poll may hold of it. */
    @InFullBuild
    @Test
    void shouldLiveOnWhenTwoThreadsGetTheMostCostlyBodiesAtOnce() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx800m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CostlyBodies.class.getName())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said.lines().distinct()).containsExactly("facts NOT_JSON NOT_JSON facts facts facts TOO_LARGE");
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
