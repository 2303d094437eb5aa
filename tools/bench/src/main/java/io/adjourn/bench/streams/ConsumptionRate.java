package io.adjourn.bench.streams;

import io.adjourn.bench.stack.Stack;
import io.adjourn.config.CannotStartException;
import io.adjourn.localstack.ChildProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * How somebody read records, by how many they were when: a consumer group by what it had committed.
 *
 * @param looks in the order of time
 */
public record ConsumptionRate(List<Look> looks, long total) {
    private static final int LOOK_MILLIS = 200;

    /** By then everything is compiled: of the default number the compiler is busy until a third, and to be felt until half. */
    private static final double STEADY_FROM = 0.6;

    private static final double STEADY_UNTIL = 0.95;

    public ConsumptionRate {
        looks = List.copyOf(looks);
    }

    /**
     * One look.
     *
     * @param nanos by {@link System#nanoTime}
     * @param processorNanos processor time that the process had taken
     * @param read how many records were read and committed
     */
    public record Look(long nanos, long processorNanos, long read) {}

    /**
     * How fast records were read, and at what cost.
     *
     * @param rate records a second
     * @param micros processor time of the process a record, in microseconds
     */
    public record Pace(double rate, double micros) {
        /** The pace between two, each of which counts as much. */
        static Pace mean(Pace one, Pace other) {
            return new Pace((one.rate + other.rate) / 2, (one.micros + other.micros) / 2);
        }
    }

    /**
     * Watches until all is read.
     *
     * @param process the group's only member
     * @param progress called again and again with how many are still to be read
     */
    public static ConsumptionRate watch(
            Admin admin, String group, long total, ChildProcess process, LongConsumer progress) {
        var looks = new ArrayList<Look>();
        long read = 0;
        while (read < total) {
            if (!process.isAlive()) {
                throw process.death();
            }
            pause();
            read = Stack.read(admin, group);
            looks.add(new Look(System.nanoTime(), process.processorTime().toNanos(), read));
            progress.accept(total - read);
        }
        return new ConsumptionRate(looks, total);
    }

    /**
     * The pace once warm, before the end came near.
     *
     * @throws CannotStartException if that was over between two looks
     */
    public Pace steady() {
        Look from = firstAt(STEADY_FROM);
        Look until = firstAt(STEADY_UNTIL);
        if (until.nanos() == from.nanos()) {
            throw new CannotStartException("too few deliveries to measure anything: give more with --deliveries");
        }
        double read = until.read() - from.read();
        return new Pace(
                read * 1e9 / (until.nanos() - from.nanos()),
                (until.processorNanos() - from.processorNanos()) / read / 1e3);
    }

    private Look firstAt(double share) {
        return looks.stream()
                .filter(look -> look.read() >= share * total)
                .findFirst()
                .orElseThrow();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }
}
