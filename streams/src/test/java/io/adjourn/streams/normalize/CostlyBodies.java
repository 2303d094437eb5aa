package io.adjourn.streams.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.vendors.Vendors;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Has two threads read the bodies that take the most memory, as large as any vendor may send, all of them at once. */
final class CostlyBodies {
    private static final int LENGTH = 16 << 20;
    private static final String LONG_TEXT = ",\"" + "x".repeat(10_000) + "\"";
    private static final List<Costly> BODIES = List.of(
            // As many parts as are read, and then what costs little.
            ofBot("{\"\":0", i -> i < 1_900_000 ? ",\"" + Integer.toString(i, 36) + "\":0" : longKey(i), "}"),
            ofBot("[0", _ -> ",{}", "]"),
            ofBot("[0", _ -> ",{\"\":0}", "]"),
            ofBot("[0", i -> i < 990_000 ? ",{\"\":0}" : LONG_TEXT, "]"),
            ofBot("[0", i -> i < 1_300_000 ? ",[0]" : LONG_TEXT, "]"),
            ofBot("[0", i -> i < 3_900_000 ? ",1.5" : LONG_TEXT, "]"),
            ofCalendar("[0", i -> i < 990_000 ? ",{\"\":" + i + "}" : LONG_TEXT, "]"));

    /** A body and its record's key. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Costly(String vendor, String key, byte[] body) {}

    private CostlyBodies() {}

    static void main() throws Exception {
        var normalizer = new Normalizer(Vendors.KNOWN);
        var start = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<String>> readings = IntStream.range(0, 2)
                    .mapToObj(partition -> threads.submit(() -> {
                        start.await();
                        return readAll(normalizer, partition);
                    }))
                    .toList();
            for (Future<String> reading : readings) {
                System.out.println(reading.get());
            }
        }
    }

    /** What they are. The last one is held while the next is read, as streams may hold what it is about to forward. */
    private static String readAll(Normalizer normalizer, int partition) {
        var held = new ArrayDeque<Reading>();
        var words = new StringBuilder();
        for (Costly costly : BODIES) {
            held.add(normalizer.read(raw(costly, partition)));
            if (held.size() > 1) {
                held.remove();
            }
            words.append(
                    switch (held.getLast()) {
                        case Reading.Rejected(var _, var reason, var _) -> reason;
                        case Reading.Facts _ -> "facts";
                        case Reading.Ignored _ -> "ignored";
                    });
            words.append(' ');
        }
        return words.toString().strip();
    }

    private static RawDelivery raw(Costly costly, int partition) {
        var headers = new RecordHeaders()
                .add(RawHeaders.VENDOR, costly.vendor.getBytes(UTF_8))
                .add(RawHeaders.SOURCE, "acme".getBytes(UTF_8));
        return RawDelivery.of(costly.key, costly.body, headers, 0, "raw", partition, 0);
    }

    private static Costly ofBot(String begin, IntFunction<String> middle, String end) {
        String head = "{\"bot_id\":\"b-1\",\"event\":\"complete\",\"data\":{\"extra\":";
        return new Costly("meetingbaas-v1", "acme/b-1", body(head + begin, middle, end + "}}"));
    }

    private static Costly ofCalendar(String begin, IntFunction<String> middle, String end) {
        String head = "{\"event\":\"calendar.events_synced\",\"data\":{\"calendar_id\":\"c-1\",\"events\":";
        return new Costly("meetingbaas-v2", "acme/calendar/c-1", body(head + begin, middle, end + "}}"));
    }

    private static String longKey(int number) {
        return ",\"" + "k".repeat(10_000) + number + "\":0";
    }

    private static byte[] body(String begin, IntFunction<String> middle, String end) {
        var body = new StringBuilder(begin);
        for (int i = 0; body.length() < LENGTH - 2 * LONG_TEXT.length(); i++) {
            body.append(middle.apply(i));
        }
        return body.append(end).toString().getBytes(UTF_8);
    }
}
