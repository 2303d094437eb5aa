package io.adjourn.bench.restore;

import io.adjourn.bench.stack.RawTopicFiller;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Deliveries that come at a steady rate whatever becomes of streams: every other one opens one more meeting, the others are repeated
 * of meetings that are open, any of them. Closing it stops it.
 */
final class Traffic implements AutoCloseable {
    private static final int TURNS_A_SECOND = 100;
    private static final long SEED = 9;

    private final IntFunction<ProducerRecord<String, byte[]>> deliveries;
    private final int perTurn;
    private final AtomicLong put;
    private final RawTopicFiller raw;
    private final Random random = new Random(SEED);
    private final Thread sender;
    private int meetings;
    private volatile boolean stopped;

    /**
     * Begins.
     *
     * @param deliveries the delivery of that number
     * @param meetings how many of them have been put before
     * @param put counts every delivery that is put
     */
    Traffic(
            String bootstrapServers,
            IntFunction<ProducerRecord<String, byte[]>> deliveries,
            int meetings,
            int perSecond,
            AtomicLong put) {
        this.deliveries = deliveries;
        this.meetings = meetings;
        this.perTurn = Math.max(1, perSecond / TURNS_A_SECOND);
        this.put = put;
        raw = new RawTopicFiller(bootstrapServers);
        sender = Thread.ofPlatform().name("traffic").start(this::send);
    }

    private void send() {
        long turn = System.nanoTime();
        while (!stopped) {
            for (int i = 0; i < perTurn; i++) {
                raw.put(deliveries.apply(i % 2 == 0 ? meetings++ : random.nextInt(meetings)));
                put.incrementAndGet();
            }
            turn += TimeUnit.SECONDS.toNanos(1) / TURNS_A_SECOND;
            try {
                TimeUnit.NANOSECONDS.sleep(turn - System.nanoTime());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** How many meetings have been opened, those before it included. */
    int stop() {
        close();
        return meetings;
    }

    @Override
    public void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        raw.close();
    }
}
