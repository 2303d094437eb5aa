package io.adjourn.spool;

import static io.adjourn.spool.Records.append;
import static io.adjourn.spool.Records.deliver;
import static io.adjourn.spool.Records.drain;
import static io.adjourn.spool.Records.peek;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.adjourn.spool.Spool.Depth;
import io.adjourn.spool.Spool.Kept;
import io.adjourn.spool.Spool.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SpoolTest {
    private static final long MIB = 1024 * 1024;

    @TempDir
    Path temporary;

    private final Queue<SpoolEvent> events = new ConcurrentLinkedQueue<>();

    @Test
    void shouldKeepTheWholeRecord() throws Exception {
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
        try (Spool spool = open()) {
            assertThat(append(spool, "{}")).isEqualTo(new Kept());

            assertThat(peek(spool, 10, MIB)).singleElement().satisfies(entry -> {
                assertThat(entry.offset()).isZero();
                assertThat(entry.key()).isEqualTo("acme/b-1");
                assertThat(entry.bytes()).isEqualTo("{}".getBytes(UTF_8));
                assertThat(entry.headers()).isEqualTo(Map.of("adjourn-source", "acme", "note", "ü"));
                assertThat(entry.receivedAt()).isBetween(before, Instant.now());
                assertThat(spool.oldest()).contains(entry.receivedAt());
            });
        }
    }

    @Test
    void shouldGiveThemBackInOrderAlsoAfterARestart() throws Exception {
        try (Spool spool = open()) {
            append(spool, "one");
            append(spool, "two");
        }
        try (Spool spool = open()) {
            append(spool, "three");

            assertThat(drain(spool)).containsExactly("one", "two", "three");
            assertThat(spool.depth()).isEqualTo(new Depth(0, 0, 0, MIB));
            assertThat(spool.oldest()).isEmpty();
        }
    }

    @Test
    void shouldRememberWhatWasRemoved() throws Exception {
        try (Spool spool = open()) {
            List.of("one", "two", "three").forEach(value -> append(spool, value));
            deliver(spool, 2);
            assertThat(spool.depth().records()).isEqualTo(1);
        }
        try (Spool spool = open()) {
            assertThat(spool.depth().records()).isEqualTo(1);
            assertThat(drain(spool)).containsExactly("three");
        }
        try (Spool spool = open()) {
            append(spool, "four");
            assertThat(drain(spool)).containsExactly("four");
        }
    }

    @Test
    void shouldKnowBeforeWhichTimeNothingWaitsInWhateverOrderItCame() throws Exception {
        Instant noon = Instant.parse("2026-02-27T12:00:00Z");
        try (Spool spool = open()) {
            assertThat(spool.noneBefore()).isEqualTo(Instant.MAX);
            IntStream.range(0, 600).forEach(i -> append(spool, new byte[1], noon.plusSeconds(i == 300 ? -60 : i)));
            assertThat(spool.noneBefore()).isEqualTo(noon.minusSeconds(60));
        }
        try (Spool spool = open()) {
            assertThat(spool.noneBefore()).as("after a restart").isEqualTo(noon.minusSeconds(60));
            deliver(spool, 300);
            assertThat(spool.noneBefore()).isEqualTo(noon.minusSeconds(60));
            deliver(spool, 240);
            assertThat(spool.noneBefore()).isBetween(noon.plusSeconds(500), noon.plusSeconds(540));
            deliver(spool, 60);
            assertThat(spool.noneBefore()).isEqualTo(Instant.MAX);
        }
    }

    @Test
    void shouldKeepItsName() throws Exception {
        String name;
        try (Spool spool = open()) {
            name = spool.name();
        }
        try (Spool spool = open();
                Spool other = Records.open(temporary.resolve("other"), MIB, events::add)) {
            assertThat(spool.name()).isEqualTo(name).matches("[0-9a-f]{16}");
            assertThat(other.name()).isNotEqualTo(name);
        }
    }

    @Test
    void shouldPeekNoMoreThanIsAskedFor() throws Exception {
        try (Spool spool = open()) {
            IntStream.range(0, 5).forEach(_ -> append(spool, new byte[1000]));

            assertThat(peek(spool, 3, MIB)).hasSize(3);
            assertThat(peek(spool, 5, 1001)).hasSize(2);
            assertThat(peek(spool, 5, 1)).hasSize(1);
        }
    }

    @Test
    void shouldLoseNothingWhenManyAppendAtOnce() throws Exception {
        var writes = new AtomicInteger();
        try (Spool spool = Records.open(
                directory(), 64 * MIB, event -> writes.addAndGet(event instanceof SpoolEvent.Written ? 1 : 0))) {
            try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int sender = 0; sender < 64; sender++) {
                    String name = "sender " + sender;
                    senders.execute(() -> IntStream.range(0, 50).forEach(i -> append(spool, name + ": " + i)));
                }
            }
            assertThat(spool.depth().records()).isEqualTo(64 * 50);
            assertThat(writes.get()).as("one fsync for many").isLessThan(64 * 50 / 2);

            List<String> drained = drain(spool);
            for (int sender = 0; sender < 64; sender++) {
                String name = "sender " + sender + ": ";
                assertThat(drained.stream().filter(value -> value.startsWith(name)))
                        .as("in the order of " + name)
                        .isEqualTo(
                                IntStream.range(0, 50).mapToObj(i -> name + i).toList());
            }
        }
    }

    @Test
    void shouldTakeTheLargest() throws Exception {
        byte[] large = new byte[16 * 1024 * 1024];
        new Random(1).nextBytes(large);
        try (Spool spool = Records.open(directory(), 64 * MIB, _ -> {})) {
            assertThat(append(spool, large)).isEqualTo(new Kept());
            assertThat(append(spool, large)).isEqualTo(new Kept());
        }
        try (Spool spool = Records.open(directory(), 64 * MIB, _ -> {})) {
            assertThat(peek(spool, 10, MIB))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.bytes()).isEqualTo(large));
        }
    }

    @Test
    void shouldRefuseWhatItHasNoRoomForUntilSomeIsDelivered() throws Exception {
        try (Spool spool = open()) {
            int kept = 0;
            while (append(spool, new byte[10_000]) instanceof Kept) {
                kept++;
            }
            assertThat(kept).isBetween(100, 104);
            assertThat(append(spool, new byte[10_000]))
                    .isEqualTo(new Refused("the spool is full: it holds 1048576 bytes at most"));
            assertThat(spool.trouble(Duration.ofSeconds(10)))
                    .contains("the spool is full: it holds 1048576 bytes at most");
            assertThat(spool.depth().bytes()).isLessThanOrEqualTo(MIB);

            deliver(spool, 50);
            assertThat(append(spool, new byte[10_000])).isEqualTo(new Kept());
            assertThat(spool.trouble(Duration.ofSeconds(10))).isEmpty();
        }
    }

    /** One that does not go would keep a whole segment. */
    @Test
    void shouldMakeRoomByMovingTheFewThatAreLeftAlsoWhenItIsFull() throws Exception {
        try (Spool spool = open()) {
            append(spool, "stubborn");
            while (append(spool, new byte[10_000]) instanceof Kept) {
                assertThat(spool.trouble(Duration.ofSeconds(10))).isEmpty();
            }
            long full = spool.depth().bytes();
            spool.delivered(peek(spool, 8, MIB).subList(1, 8));
            assertThat(spool.depth().bytes()).isEqualTo(full);

            spool.compact();

            assertThat(spool.depth().bytes()).isLessThan(full - 60_000);
            assertThat(drain(spool)).hasSizeGreaterThan(90).endsWith("stubborn");
        }
    }

    @Test
    void shouldDeliverInWhateverOrder() throws Exception {
        try (Spool spool = open()) {
            List.of("one", "two", "three").forEach(value -> append(spool, value));

            spool.delivered(peek(spool, 3, MIB).subList(1, 2));

            assertThat(drain(spool)).containsExactly("one", "three");
        }
    }

    @Test
    void shouldDeleteWhatIsDelivered() throws Exception {
        try (Spool spool = open()) {
            IntStream.range(0, 100).forEach(_ -> append(spool, new byte[10_000]));
            assertThat(segments()).hasSizeGreaterThan(5);

            drain(spool);

            assertThat(segments()).isEmpty();
        }
    }

    /** What a power cut may leave: the end of the last segment is missing, from any byte on. */
    @Test
    void shouldKeepAllThatIsWholeWhereverTheFileEnds() throws Exception {
        try (Spool spool = open()) {
            List.of("one", "two", "three").forEach(value -> append(spool, value));
        }
        Path segment = segments().getFirst();
        byte[] whole = Files.readAllBytes(segment);
        int each = (whole.length - "onetwothree".length()) / 3;
        List<Integer> ends = List.of(each + 3, 2 * each + 6, 3 * each + 11);

        for (int length = 0; length <= whole.length; length++) {
            Files.write(segment, Arrays.copyOf(whole, length));
            int cut = length;
            List<String> expected = List.of("one", "two", "three")
                    .subList(0, (int) ends.stream().filter(end -> end <= cut).count());
            try (Spool spool = open()) {
                append(spool, "next");
                List<String> values = drain(spool);
                assertThat(values.subList(0, values.size() - 1))
                        .as("of %d bytes", length)
                        .isEqualTo(expected);
                assertThat(values).endsWith("next");
                assertThat(events).noneMatch(SpoolEvent.Damaged.class::isInstance);
            }
        }
    }

    /** What a power cut may leave as well: the file is as long as it was to be, and its end was never written. */
    @Test
    void shouldKeepAllThatIsWholeWhateverStandsBehindIt() throws Exception {
        var random = new Random(42);
        for (int kind = 0; kind < 20; kind++) {
            byte[] garbage = new byte[random.nextInt(1, 300)];
            if (kind > 0) {
                random.nextBytes(garbage);
            }
            Path fresh = temporary.resolve("spool-" + kind);
            try (Spool spool = Records.open(fresh, MIB, _ -> {})) {
                append(spool, "one");
            }
            Files.write(fresh.resolve("00000000000000000000.log"), garbage, StandardOpenOption.APPEND);

            try (Spool spool = Records.open(fresh, MIB, _ -> {})) {
                append(spool, "two");
                assertThat(drain(spool)).containsExactly("one", "two");
            }
        }
    }

    @Test
    void shouldDeliverOnceMoreWhenItIsNotKnownWhatWasDelivered() throws Exception {
        try (Spool spool = open()) {
            List.of("one", "two").forEach(value -> append(spool, value));
            deliver(spool, 1);
        }
        Files.writeString(directory().resolve("delivered"), "");

        try (Spool spool = open()) {
            assertThat(drain(spool)).containsExactly("one", "two");
        }
    }

    @Test
    void shouldBelongToItsOwnerOnly() throws Exception {
        try (Spool spool = open()) {
            append(spool, "one");
            deliver(spool, 1);
            append(spool, "two");

            try (var files = Files.list(directory())) {
                assertThat(files)
                        .isNotEmpty()
                        .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                                .as(file.toString())
                                .isEqualTo(PosixFilePermissions.fromString("rw-------")));
            }
            assertThat(Files.getPosixFilePermissions(directory()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void shouldRefuseADirectoryThatIsInUse() throws Exception {
        try (Spool _ = open()) {
            assertRefused(
                    directory(),
                    "is in use by another gateway: stop that gateway, or give each gateway its own directory");
        }
        open().close();
    }

    @Test
    void shouldRefuseADirectoryThatHoldsSomethingElse() throws IOException {
        Files.createDirectories(directory());
        Files.writeString(directory().resolve("thesis.doc"), "precious");

        assertRefused(
                directory(),
                "contains something other than a spool: specify the directory of a spool, or an empty one for a new"
                        + " spool");
        assertThat(directory().resolve("thesis.doc")).hasContent("precious");
    }

    @Test
    void shouldTakeAnEmptyVolume() throws IOException {
        Files.createDirectories(directory().resolve("lost+found"));

        open().close();
    }

    @Test
    void shouldRefuseAnotherVersion() throws IOException {
        open().close();
        Files.writeString(directory().resolve("adjourn-spool"), "format 2\n");

        assertRefused(
                directory(),
                "is of version \"format 2\" and this is \"format 1\": drain it with the version that wrote it");
    }

    @Test
    void shouldRefuseAFile() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");

        assertRefused(file, "is a file: specify a directory");
    }

    @Test
    void shouldSayWhenItCannotBeWrittenTo() {
        Path nowhere = Path.of("/proc/adjourn-spool");

        assertThatExceptionOfType(SpoolException.class)
                .isThrownBy(() -> Spool.open(nowhere, MIB, _ -> {}))
                .withMessageStartingWith("spool directory /proc/adjourn-spool: cannot be written to (")
                .withMessageEndingWith("): give the gateway's user write permission");
    }

    @Test
    void shouldRefuseWhenItIsClosed() throws Exception {
        Spool spool = open();
        spool.close();

        assertThat(append(spool, "late")).isEqualTo(new Refused("the spool is closed"));
    }

    @Test
    void shouldBeReadWhileItIsWritten() throws Exception {
        try (Spool spool = open()) {
            List.of("one", "two", "three").forEach(value -> append(spool, value));
            deliver(spool, 1);
            try (var torn = FileChannel.open(segments().getFirst(), StandardOpenOption.APPEND)) {
                torn.write(ByteBuffer.wrap(new byte[] {0, 0, 0}));
            }

            var values = new ArrayList<String>();
            List<String> notWhole = SpoolContents.of(directory()).read(entry -> values.add(Records.value(entry)));

            assertThat(values).containsExactly("two", "three");
            assertThat(notWhole)
                    .singleElement()
                    .asString()
                    .startsWith("00000000000000000000.log at byte ")
                    .endsWith(": 3 bytes of an unfinished write");
            assertThat(drain(spool)).containsExactly("two", "three");
        }
    }

    private void assertRefused(Path directory, String problem) {
        assertThatExceptionOfType(SpoolException.class)
                .isThrownBy(() -> Spool.open(directory, MIB, _ -> {}))
                .withMessage("spool directory " + directory + ": " + problem);
    }

    private Path directory() {
        return temporary.resolve("spool");
    }

    private Spool open() {
        return Records.open(directory(), MIB, events::add);
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(directory())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }
}
