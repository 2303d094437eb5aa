package io.adjourn.spool;

import static io.adjourn.spool.Records.append;
import static io.adjourn.spool.Records.drain;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.spool.Spool.Appended;
import io.adjourn.spool.Spool.Kept;
import io.adjourn.spool.Spool.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that hangs, is full, or cannot read. */
@Timeout(60)
class DiskFaultsTest {
    private static final long MIB = 1024 * 1024;

    @TempDir
    private Path temporary;

    @SuppressWarnings("NullAway.Init") // set before each
    private FaultyDisk disk;

    private final Queue<SpoolEvent> events = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void stand() {
        disk = new FaultyDisk(temporary);
    }

    @AfterEach
    void work() {
        disk.work();
    }

    @Test
    void shouldRefuseAtOnceWhileTheDiskHangsAndRecoverByItself() throws Exception {
        try (Spool spool = open();
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            append(spool, "before");
            disk.hang();
            CompletableFuture<Appended> inItsHands =
                    CompletableFuture.supplyAsync(() -> append(spool, "hangs"), senders);
            disk.awaitHanging();
            assertThat(append(spool, "waited too long"))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.why()).startsWith("the disk is not responding"));
            long start = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                assertThat(append(spool, new byte[500_000])).isInstanceOf(Refused.class);
                assertThat(spool.depth().records()).isEqualTo(1);
                assertThat(spool.oldest()).isPresent();
            }
            assertThat(System.nanoTime() - start).as("at once").isLessThan(10_000_000_000L);

            disk.work();

            inItsHands.join();
            assertThat(append(spool, "after")).isEqualTo(new Kept());
            assertThat(drain(spool)).startsWith("before").endsWith("after").doesNotContain("waited too long");
        }
    }

    @Test
    void shouldRefuseWhatCannotBeWrittenAndTakeAgainWhatCan() throws Exception {
        try (Spool spool = open()) {
            append(spool, "one");
            disk.failWrites("No space left on device");
            assertThat(append(spool, "lost")).isInstanceOf(Refused.class);
            disk.work();
            disk.failForces("Input/output error");
            assertThat(append(spool, "lost")).isInstanceOf(Refused.class);
            disk.work();
            assertThat(append(spool, "two")).isEqualTo(new Kept());

            assertThat(drain(spool)).containsExactly("one", "two");
        }
        try (Spool spool = open()) {
            assertThat(drain(spool)).isEmpty();
        }
    }

    /** One that Kafka refuses, and no room to put it elsewhere: the others are removed all the same, and once. */
    @Test
    void shouldRememberWhatIsDeliveredWhenTheDiskIsFull() throws Exception {
        try (Spool spool = open()) {
            int kept = fill(spool);
            disk.failWrites("No space left on device");
            try (Pass pass = spool.pass()) {
                List<Entry> entries = pass.next(kept, MIB);
                spool.delivered(entries.subList(1, entries.size()));
                assertThat(entries).hasSize(kept);
            }
            spool.compact();

            assertThat(spool.depth().records()).isEqualTo(1);
            assertThat(drain(spool)).hasSize(1);
            assertThat(spool.depth().bytes()).isZero();
        }
    }

    @Test
    void shouldTryAgainWhatCannotBeReadForAWhile() throws Exception {
        try (Spool spool = open()) {
            IntStream.range(0, 3).forEach(i -> append(spool, "" + i));
            disk.failOpens("Too many open files");
            assertThat(drain(spool)).isEmpty();
            assertThat(append(spool, "3")).isEqualTo(new Kept());
            assertThat(events).anyMatch(SpoolEvent.Unreadable.class::isInstance);
            disk.work();

            assertThat(drainUntilEmpty(spool)).containsExactly("0", "1", "2", "3");
            assertThat(events).noneMatch(SpoolEvent.Damaged.class::isInstance);
        }
    }

    @Test
    void shouldGiveUpOnlyWhatStaysUnreadable() throws Exception {
        try (Spool spool = open()) {
            IntStream.range(0, 30).forEach(i -> append(spool, i + "x".repeat(1000)));
            disk.failReads("Input/output error", 8192, 8193);

            List<String> delivered = drainUntilEmpty(spool);

            long lost = events.stream()
                    .mapToLong(event -> event instanceof SpoolEvent.Damaged damaged ? damaged.records() : 0)
                    .sum();
            assertThat(lost).isBetween(3L, 6L);
            assertThat(delivered).hasSize((int) (30 - lost));
            assertThat(temporary.resolve("spool/damaged/00000000000000000000.log"))
                    .exists();
        }
    }

    @Test
    void shouldDeliverTheOtherSegmentsFirstWhenOneCannotBeReadAtTheStart() throws Exception {
        try (Spool spool = open()) {
            IntStream.range(0, 3).forEach(i -> append(spool, "" + i));
        }
        disk.failReads("Input/output error", 0, 1);
        try (Spool spool = Records.open(disk.root().resolve("spool"), MIB, events::add)) {
            disk.work();
            assertThat(drainUntilEmpty(spool)).containsExactly("0", "1", "2");
        }
    }

    /** Records can be appended and delivered before all is read. */
    @Test
    void shouldTakeRecordsBeforeItIsRead() throws Exception {
        try (Spool spool = open()) {
            append(spool, "one");
        }
        disk.failOpens("Too many open files");
        try (Spool spool = Spool.open(disk.root().resolve("spool"), MIB, events::add)) {
            spool.awaitRead();
            disk.work();
            assertThat(append(spool, "two")).isEqualTo(new Kept());

            assertThat(drainUntilEmpty(spool)).containsExactlyInAnyOrder("one", "two");
        }
    }

    private static int fill(Spool spool) {
        int kept = 0;
        while (append(spool, new byte[10_000]) instanceof Kept) {
            kept++;
        }
        return kept;
    }

    private static List<String> drainUntilEmpty(Spool spool) {
        var values = new ArrayList<String>();
        while (spool.depth().bytes() > spool.depth().setAsideBytes()) {
            values.addAll(drain(spool));
        }
        return values;
    }

    private Spool open() {
        return Records.open(disk.root().resolve("spool"), MIB, events::add);
    }
}
