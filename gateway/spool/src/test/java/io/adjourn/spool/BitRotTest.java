package io.adjourn.spool;

import static io.adjourn.spool.Records.append;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.spool.Piece.Damaged;
import io.adjourn.spool.Piece.Torn;
import io.adjourn.spool.Piece.Whole;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk gives back other bytes than were written. */
@Timeout(120)
class BitRotTest {
    private static final long MIB = 1024 * 1024;
    private static final int RECORDS = 1000;
    private static final long STAMP = 4711;
    private static final String SEGMENT = "00000000000000000000.log";

    @TempDir
    private Path temporary;

    private final ConcurrentLinkedQueue<SpoolEvent> events = new ConcurrentLinkedQueue<>();

    /** In memory, reader alone: each position near the one hit is read, for what is before and behind is the same every time. */
    @Test
    void shouldLoseAtMostTheRecordThatWasHitAndCountItWhicheverByteIs() {
        byte[] whole = segment(RECORDS);
        int each = whole.length / RECORDS;

        IntStream.range(0, whole.length).parallel().forEach(hit -> {
            int first = Math.max(0, hit / each - 1);
            int last = Math.min(RECORDS, hit / each + 3);
            byte[] bytes = Arrays.copyOfRange(whole, first * each, last * each);
            bytes[hit - first * each] ^= (byte) (1 << hit % 8);
            // Where more follows, the damage is not at the end, and here as little.
            List<Piece> pieces = read(bytes, first);

            var offsets = new ArrayList<Long>();
            long lost = 0;
            for (Piece piece : pieces) {
                switch (piece) {
                    case Whole(Entry entry, Position _) -> {
                        offsets.add(entry.offset());
                        assertThat(Records.value(entry)).isEqualTo(value(entry.offset()));
                    }
                    case Damaged damaged -> lost += damaged.records();
                    case Torn _ -> throw new AssertionError("taken for torn: byte " + hit);
                }
            }
            assertThat(offsets.size() + lost).as("byte %d", hit).isEqualTo(last - first);
            assertThat(lost).as("byte %d", hit).isLessThanOrEqualTo(1);
            if (lost == 1) {
                assertThat(offsets).as("byte %d", hit).doesNotContain((long) hit / each);
            }
        });
    }

    @Test
    void shouldBelieveTwoOfThreeRecordsBehindDamage() {
        int each = segment(RECORDS).length / RECORDS;
        for (int wrong = 3; wrong <= 5; wrong++) {
            byte[] bytes = Arrays.copyOf(segment(RECORDS), 8 * each);
            bytes[each + 70] ^= 1;
            bytes[2 * each + 70] ^= 1;
            bytes[wrong * each + Long.BYTES - 1] ^= 7;

            assertThat(read(bytes, 0).stream()
                            .filter(Whole.class::isInstance)
                            .map(piece -> ((Whole) piece).entry())
                            .map(entry -> entry.offset() + " " + Records.value(entry)))
                    .as("record %d says another offset", wrong)
                    .containsExactlyElementsOf(Stream.of(0, 3, 4, 5, 6, 7)
                            .map(offset -> offset + " " + value(offset))
                            .toList());
        }
    }

    /** Of which nobody knows the number: it could pass for one that is delivered, or for another segment's. */
    @Test
    void shouldDeliverWhatStandsAloneBehindDamageWhateverItsNumberSays() throws Exception {
        Path directory = spoolOf(20);
        try (Spool spool = Records.open(directory, MIB, events::add)) {
            Records.deliver(spool, 17);
        }
        Path segment = directory.resolve(SEGMENT);
        int each = (int) Files.size(segment) / 20;
        flip(segment, 17 * each + 70);
        flip(segment, 18 * each + 70);
        for (int says : List.of(0, 10, 16, 17, 18, 19, 20, 100)) {
            Path fresh = copyOf(directory, "says-" + says);
            renumber(fresh.resolve(SEGMENT), 19L * each, says);
            try (Spool spool = Records.open(fresh, MIB, events::add)) {
                append(spool, "new");

                assertThat(Records.drain(spool)).as("says %d", says).containsExactly(value(19), "new");
                assertThat(spool.depth().records()).isZero();
            }
        }
    }

    /** All of a spool, on a disk. */
    @Test
    void shouldDeliverAllOthersAndSetTheDamagedOneAside() throws Exception {
        Path directory = spoolOf(RECORDS);
        Path segment = directory.resolve(SEGMENT);
        byte[] whole = Files.readAllBytes(segment);
        for (int hit = 11; hit < whole.length; hit += whole.length / 40) {
            Path fresh = copyOf(directory, "hit-" + hit);
            flip(fresh.resolve(SEGMENT), hit);
            events.clear();
            try (Spool spool = Records.open(fresh, MIB, events::add)) {
                List<String> delivered = Records.drain(spool);
                long lost = lost();

                assertThat(delivered.size() + lost).as("byte %d", hit).isEqualTo(RECORDS);
                assertThat(delivered).hasSizeGreaterThanOrEqualTo(RECORDS - 1);
                assertThat(spool.depth().setAsideBytes() > 0).isEqualTo(lost > 0);
                assertThat(Files.exists(fresh.resolve("damaged"))).isEqualTo(lost > 0);
            }
        }
    }

    @Test
    void shouldKeepTheDamagedBytesAsTheyAre() throws Exception {
        Path directory = spoolOf(20);
        Path segment = directory.resolve(SEGMENT);
        int each = (int) Files.size(segment) / 20;
        flip(segment, 10 * each + 70);
        byte[] damaged = Arrays.copyOfRange(Files.readAllBytes(segment), 10 * each, 11 * each);

        try (Spool spool = Records.open(directory, MIB, events::add)) {
            Path copy = directory.resolve("damaged/00000000000000000000-" + 10 * each + ".bytes");
            assertThat(events).contains(new SpoolEvent.Damaged(segment, 10L * each, each, 1, Optional.of(copy)));
            Records.drain(spool);

            assertThat(segment).doesNotExist();
            assertThat(copy).hasBinaryContent(damaged);
        }
    }

    @Test
    void shouldNoticeABitThatFlipsWhileItRuns() throws Exception {
        Path directory = temporary.resolve("running");
        try (Spool spool = Records.open(directory, MIB, events::add)) {
            IntStream.range(0, 20).forEach(i -> append(spool, value(i)));
            int each = (int) Files.size(directory.resolve(SEGMENT)) / 20;
            flip(directory.resolve(SEGMENT), 70);
            flip(directory.resolve(SEGMENT), 10 * each + 70);

            assertThat(Records.drain(spool)).hasSize(18);
            assertThat(lost()).isEqualTo(2);
            assertThat(spool.depth().records()).isZero();
        }
    }

    @Test
    void shouldGoOnWithoutASegmentThatIsRemovedWhileItRuns() throws Exception {
        Path directory = temporary.resolve("removed");
        try (Spool spool = Records.open(directory, MIB, events::add)) {
            IntStream.range(0, 20).forEach(i -> append(spool, value(i)));
            Files.delete(directory.resolve(SEGMENT));
            append(spool, "next");

            assertThat(Records.drain(spool)).containsExactly("next");
            assertThat(events).contains(new SpoolEvent.Gone(directory.resolve(SEGMENT), 20));
        }
    }

    @Test
    void shouldDeliverAllAgainWhenTheMarkerIsDamagedAtWhicheverByte() throws Exception {
        Path directory = spoolOf(20);
        try (Spool spool = Records.open(directory, MIB, events::add)) {
            Records.deliver(spool, 5);
        }
        int length = (int) Files.size(directory.resolve("delivered"));
        for (int hit = 0; hit < length; hit++) {
            Path fresh = copyOf(directory, "marker-" + hit);
            flip(fresh.resolve("delivered"), hit);
            try (Spool spool = Records.open(fresh, MIB, events::add)) {
                assertThat(Records.drain(spool))
                        .as("byte %d", hit)
                        .endsWith(value(19))
                        .hasSizeBetween(15, 20);
            }
        }
    }

    @Test
    void shouldNeverBelieveAMarkerBeyondTheEnd() throws Exception {
        Path directory = spoolOf(20);
        for (String marker :
                List.of("%020d%n".formatted(999), "%020d%n".formatted(Long.MAX_VALUE), "%020d%n".formatted(7))) {
            Path fresh = copyOf(directory, "beyond-" + marker.strip());
            Files.writeString(fresh.resolve("delivered"), marker);
            try (Spool spool = Records.open(fresh, MIB, events::add)) {
                assertThat(Records.drain(spool)).as(marker).hasSize(20);
            }
            Path old = copyOf(directory, "old-" + marker.strip());
            Files.writeString(old.resolve("delivered"), marker);
            Files.delete(old.resolve("stamp"));
            try (Spool spool = Records.open(old, MIB, events::add)) {
                assertThat(Records.drain(spool))
                        .as(marker)
                        .hasSize(marker.strip().endsWith("0007") ? 13 : 20);
            }
        }
    }

    /** Such a marker does not make damage harmless either. */
    @Test
    void shouldCountWhatIsDamagedBeforeAMarkerThatIsNotBelieved() throws Exception {
        Path directory = spoolOf(20);
        Files.delete(directory.resolve("stamp"));
        Files.writeString(directory.resolve("delivered"), "%020d%n".formatted(999));
        flip(directory.resolve(SEGMENT), 70);

        try (Spool spool = Records.open(directory, MIB, events::add)) {
            assertThat(Records.drain(spool)).hasSize(19);
            assertThat(lost()).isEqualTo(1);
        }
    }

    @Test
    void shouldDeliverASegmentThatIsPutBackLater() throws Exception {
        Path directory = temporary.resolve("put-back");
        try (Spool spool = Records.open(directory, MIB, events::add)) {
            append(spool, "one");
        }
        Path away = Files.move(directory.resolve(SEGMENT), temporary.resolve("away"));
        try (Spool spool = Records.open(directory, MIB, events::add)) {
            append(spool, "two");
            Records.drain(spool);
        }
        Files.move(away, directory.resolve(SEGMENT));

        try (Spool spool = Records.open(directory, MIB, events::add)) {
            assertThat(Records.drain(spool)).containsExactly("one");
        }
    }

    @Test
    void shouldRecogniseASpoolWhoseMarkerIsLost() throws Exception {
        Path directory = spoolOf(3);
        Files.delete(directory.resolve("adjourn-spool"));

        try (Spool spool = Records.open(directory, MIB, events::add)) {
            assertThat(Records.drain(spool)).hasSize(3);
            assertThat(events).contains(new SpoolEvent.Restored(directory));
        }
        assertThat(directory.resolve("adjourn-spool")).hasContent("format 1\n");
    }

    /** Kafka's classes throw at such lengths. */
    @Test
    void shouldStartWithGarbageOfAnyLengthAtTheEnd() throws Exception {
        Path directory = spoolOf(3);
        for (int length = -70; length < 70; length++) {
            Path fresh = copyOf(directory, "length-" + length);
            ByteBuffer garbage = ByteBuffer.allocate(80);
            new Random(length).nextBytes(garbage.array());
            garbage.putLong(0, 3).putInt(8, length).put(16, (byte) 2);
            Files.write(fresh.resolve(SEGMENT), garbage.array(), StandardOpenOption.APPEND);

            try (Spool spool = Records.open(fresh, MIB, events::add)) {
                assertThat(Records.drain(spool)).hasSize(3);
                assertThat(fresh.resolve("damaged")).isNotEmptyDirectory();
            }
        }
    }

    /** A body is anyone's: what looks like a record in it must not be delivered, wherever the file is damaged or cut. */
    @Test
    void shouldNotTakeForARecordWhatIsWithinABody() throws Exception {
        ByteBuffer forged = Batch.encode("victim/b-1", "forged".getBytes(UTF_8), Map.of(), Instant.now(), -1);
        ByteBuffer body = ByteBuffer.allocate(100 * forged.remaining());
        for (int i = 0; i < 100; i++) {
            Batch.number(forged, i + 1);
            body.put(forged.duplicate());
        }
        Path directory = temporary.resolve("forged");
        try (Spool spool = Records.open(directory, MIB, events::add)) {
            append(spool, body.array());
            append(spool, "behind");
        }
        byte[] whole = Files.readAllBytes(directory.resolve(SEGMENT));
        for (int cut = 1; cut < whole.length; cut += 13) {
            byte[] bytes = Arrays.copyOf(whole, cut);
            assertThat(read(bytes, 0)).as("cut at %d", cut).noneMatch(BitRotTest::isForged);
            bytes = whole.clone();
            bytes[8 + cut % 4] ^= (byte) (1 << cut % 8);
            assertThat(read(bytes, 0)).noneMatch(BitRotTest::isForged);
        }
    }

    @Test
    void shouldReadWhatAnOlderBuildWrote() throws Exception {
        Path directory = Files.createDirectory(temporary.resolve("old"));
        for (String file : List.of(SEGMENT, "adjourn-spool", "delivered")) {
            Files.copy(Path.of("src/test/resources/format-1").resolve(file), directory.resolve(file));
        }
        try (Spool spool = Records.open(directory, MIB, events::add)) {
            append(spool, "new");
            assertThat(events).contains(new SpoolEvent.AlreadyDelivered(directory.resolve(SEGMENT), 1));
            assertThat(Records.peek(spool, 1, 1)).singleElement().satisfies(entry -> {
                assertThat(entry.key()).isEqualTo("acme/b-1");
                assertThat(entry.headers()).isEqualTo(Map.of("adjourn-source", "acme", "note", "ü"));
            });
            assertThat(Records.drain(spool)).containsExactly("{\"n\":1}", "{\"n\":2}", "new");
        }
    }

    private static boolean isForged(Piece piece) {
        return piece instanceof Whole(Entry entry, Position _) && entry.key().startsWith("victim");
    }

    private long lost() {
        return events.stream()
                .mapToLong(event -> event instanceof SpoolEvent.Damaged damaged ? damaged.records() : 0)
                .sum();
    }

    private static List<Piece> read(byte[] bytes, long first) {
        var pieces = new ArrayList<Piece>();
        try (var channel = new BytesChannel(bytes)) {
            var reader = new SegmentReader(channel, first, new Position(first, 0), bytes.length, STAMP, false, false);
            for (Optional<Piece> next = reader.next(); next.isPresent(); next = reader.next()) {
                pieces.add(next.get());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return pieces;
    }

    private static byte[] segment(int records) {
        var batches = IntStream.range(0, records)
                .mapToObj(i -> {
                    ByteBuffer batch = Batch.encode(
                            "acme/b-1",
                            value(i).getBytes(UTF_8),
                            Map.of("adjourn-source", "acme"),
                            Instant.ofEpochMilli(1_700_000_000_000L + i),
                            STAMP);
                    Batch.number(batch, i);
                    return batch;
                })
                .toList();
        ByteBuffer all = ByteBuffer.allocate(
                batches.stream().mapToInt(ByteBuffer::remaining).sum());
        batches.forEach(all::put);
        return all.array();
    }

    /** All as long. */
    private static String value(long number) {
        return "{\"bot_id\":\"b-1\",\"number\":%05d,\"words\":\"%s\"}".formatted(number, "lorem ipsum ".repeat(5));
    }

    private Path spoolOf(int records) throws IOException {
        Path directory = temporary.resolve("spool-of-" + records);
        Files.createDirectory(directory);
        Files.writeString(directory.resolve("adjourn-spool"), "format 1\n");
        Files.writeString(directory.resolve("stamp"), "%020d %08x%n".formatted(STAMP, crcOf(STAMP)));
        Files.write(directory.resolve(SEGMENT), segment(records));
        return directory;
    }

    private static long crcOf(long number) {
        var crc = new CRC32C();
        crc.update("%020d".formatted(number).getBytes(UTF_8));
        return crc.getValue();
    }

    private Path copyOf(Path directory, String name) throws IOException {
        Path copy = Files.createDirectory(temporary.resolve(name));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    /** The record there says another offset. */
    private static void renumber(Path file, long position, long offset) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(position).write(ByteBuffer.allocate(Long.BYTES).putLong(0, offset));
        }
    }

    private static void flip(Path file, long position) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.position(position).read(one);
            one.put(0, (byte) (one.get(0) ^ (1 << position % 8))).flip();
            channel.position(position).write(one);
        }
    }
}
