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
    private static final String BEGIN = "{\"bot_id\":\"b-1\",\"event\":\"complete\",\"data\":{\"extra\":";
    private static final String END = "}}";
    private static final List<byte[]> BODIES = List.of(
            body("{\"a\":0", i -> ",\"" + Integer.toString(i, 36) + "\":0", "}"),
            body("[0", i -> ",{}", "]"),
            body("[0", i -> ",{\"\":0}", "]"),
            body("[0", i -> ",[0]", "]"),
            body("[0", i -> ",1.5", "]"));

    private CostlyBodies() {}

    static void main(String[] args) throws Exception {
        var normalizer = new Normalizer(Vendors.KNOWN);
        var start = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> readings = IntStream.range(0, 2)
                    .mapToObj(partition -> threads.submit(() -> {
                        start.await();
                        return readAll(normalizer, partition);
                    }))
                    .toList();
            for (Future<Integer> reading : readings) {
                System.out.println(reading.get() + " read");
            }
        }
    }

    /** Facts or rejects: the last one is held while the next is read, as streams may hold what it is about to forward. */
    private static int readAll(Normalizer normalizer, int partition) {
        var held = new ArrayDeque<Reading>();
        int read = 0;
        for (byte[] body : BODIES) {
            held.add(normalizer.read(raw(body, partition)));
            read++;
            if (held.size() > 1) {
                held.remove();
            }
        }
        return read;
    }

    private static RawRecord raw(byte[] body, int partition) {
        var headers = new RecordHeaders()
                .add(RawHeaders.VENDOR, "meetingbaas-v1".getBytes(UTF_8))
                .add(RawHeaders.SOURCE, "acme".getBytes(UTF_8));
        return RawRecord.of("acme/b-1", body, headers, 0, "raw", partition, 0);
    }

    /** So many in the middle that the body has that length, or as many parts as are read. */
    private static byte[] body(String begin, IntFunction<String> middle, String end) {
        var body = new StringBuilder(BEGIN).append(begin);
        for (int i = 0; body.length() < LENGTH - 32; i++) {
            body.append(middle.apply(i));
        }
        return body.append(end).append(END).toString().getBytes(UTF_8);
    }
}
