package io.adjourn.bench.restore;

import io.adjourn.bench.stack.Progress;
import io.adjourn.bench.stack.RawTopicFiller;
import io.adjourn.bench.stack.SimulatedDeliveries;
import io.adjourn.bench.stack.Stack;
import io.adjourn.bench.stack.Streams;
import io.adjourn.config.CannotStartException;
import io.adjourn.localstack.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Kills streams while many meetings are open and deliveries go on, in several ways, and watches how it comes back. */
final class Crashes {
    private static final int PARTITIONS = 2;
    private static final long SEED = 8;
    private static final Duration BEFORE = Duration.ofSeconds(20);
    private static final Duration SETTLED = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int LOOK_MILLIS = 100;

    /** Fewer records than that tell nothing of a rate. */
    private static final int TELLING = 1_000;

    private static final String FIRST = "streams-0";
    private static final String SECOND = "streams-1";
    private static final String RESTORED = "adjourn_streams_restored_total";

    private final int meetings;
    private final int rate;
    private final Progress progress;
    private final AtomicLong put = new AtomicLong();
    private int opened;

    /**
     * Nothing is started yet.
     *
     * @param meetings how many openings of meetings there are before the first crash
     * @param rate deliveries a second, before and after each crash
     */
    Crashes(int meetings, int rate, Progress progress) {
        this.meetings = meetings;
        this.rate = rate;
        this.progress = progress;
    }

    /**
     * What became of one crash, or one start.
     *
     * @param restored how many records of changelogs were read to restore stores
     * @param restoring for how long; empty where there was nothing to see of it
     * @param open meetings that were open when it began
     * @param ready seconds until streams works, and says that it is ready where it was started
     * @param caughtUp seconds until no more deliveries wait than come in a second; infinite where that took too long, no number where
     *     it had not kept up before, and empty where none came
     * @param keptUp whether it had kept up with the deliveries before the kill
     */
    record Measured(
            String what,
            long restored,
            OptionalDouble restoring,
            long open,
            double ready,
            OptionalDouble caughtUp,
            boolean keptUp) {}

    /** Looks at the machine, then measures each way, and tells of it at once. */
    void measure(Consumer<Machine> machine, Consumer<Measured> taker) {
        try (var stack = Stack.start(PARTITIONS);
                var admin = stack.admin()) {
            machine.accept(Machine.look(stack.directory("probe")));
            IntFunction<ProducerRecord<String, byte[]>> openings =
                    new SimulatedDeliveries(stack.sources(), SEED).openings(Instant.now());
            var on = new On(stack, admin, openings);
            on.fill();
            taker.accept(on.killed("killed, back on its own disk", () -> {}));
            taker.accept(on.killed("killed, back on an empty disk", () -> deleteAll(on.first.state())));
            taker.accept(on.joined());
            taker.accept(on.takenOver());
        }
    }

    /** What runs. */
    private final class On {
        private final Stack stack;
        private final Admin admin;
        private final IntFunction<ProducerRecord<String, byte[]>> openings;
        private Streams first;
        private Streams second;

        On(Stack stack, Admin admin, IntFunction<ProducerRecord<String, byte[]>> openings) {
            this.stack = stack;
            this.admin = admin;
            this.openings = openings;
            first = instance(FIRST, 0);
            second = first;
        }

        private Streams instance(String name, int standbys) {
            var settings = new HashMap<>(Map.of(
                    "STREAMS_INSTANCE_ID",
                    name,
                    "STREAMS_THREADS",
                    Integer.toString(PARTITIONS),
                    "STREAMS_STANDBY_REPLICAS",
                    Integer.toString(standbys)));
            settings.put("KAFKA_MAIN_CONSUMER_SESSION_TIMEOUT_MS", Long.toString(RestoreCommand.SESSION.toMillis()));
            return stack.startStreams(name, settings);
        }

        void fill() {
            first.awaitReady();
            try (var raw = new RawTopicFiller(stack.bootstrapServers())) {
                for (int i = 0; i < meetings; i++) {
                    raw.put(openings.apply(i));
                }
            }
            opened = meetings;
            put.set(meetings);
            progress.done(meetings + " openings are in the raw topic");
            mustHaveReadAll();
            progress.done(openMeetings(first) + " meetings are open");
        }

        Measured killed(String what, Runnable meanwhile) {
            mustHaveReadAll();
            try (var traffic = traffic()) {
                boolean keptUp = undisturbed(first);
                long open = openMeetings(first);
                long kill = System.nanoTime();
                first.process().kill();
                meanwhile.run();
                first = instance(FIRST, 0);
                var restore = new Restore(first);
                await("ready", first, () -> {
                    restore.look();
                    return first.isReady();
                });
                double ready = since(kill);
                OptionalDouble caughtUp = caughtUp(kill, first, keptUp);
                opened = traffic.stop();
                return reported(
                        new Measured(what, restore.restored(), restore.seconds(), open, ready, caughtUp, keptUp));
            }
        }

        /** Warm copies are asked for, which the first has none of. */
        Measured joined() {
            mustHaveReadAll();
            first.close();
            first = instance(FIRST, 1);
            await("ready", first, first::isReady);
            mustHaveReadAll();
            long open = openMeetings(first);
            long start = System.nanoTime();
            second = instance(SECOND, 1);
            await("warm", second, second::isReady);
            double ready = since(start);
            return reported(new Measured(
                    "another starts, and fills its warm copies",
                    0,
                    OptionalDouble.empty(),
                    open,
                    ready,
                    OptionalDouble.empty(),
                    true));
        }

        /** The one that works on everything goes for good. */
        Measured takenOver() {
            try (var traffic = traffic()) {
                boolean keptUp = undisturbed(first);
                long open = openMeetings(first);
                long kill = System.nanoTime();
                first.process().kill();
                long read = Stack.read(admin, second.group());
                var restore = new Restore(second);
                await("taken over", second, () -> {
                    restore.look();
                    return Stack.read(admin, second.group()) > read;
                });
                double ready = since(kill);
                OptionalDouble caughtUp = caughtUp(kill, second, keptUp);
                opened = traffic.stop();
                return reported(new Measured(
                        "killed, the other takes over its warm copies",
                        restore.restored(),
                        restore.seconds(),
                        open,
                        ready,
                        caughtUp,
                        keptUp));
            }
        }

        private Traffic traffic() {
            return new Traffic(stack.bootstrapServers(), openings, opened, rate, put);
        }

        /** Lets it work for a while, and says whether it keeps up, or does after a while more. */
        private boolean undisturbed(Streams streams) {
            isWithin(BEFORE, "undisturbed", streams, () -> false);
            return isWithin(SETTLED, "settling", streams, () -> waiting() <= rate);
        }

        private void mustHaveReadAll() {
            await("read", first, () -> waiting() == 0);
        }

        /** Seconds since the kill; infinite where that takes too long, and no number where it could not catch up before either. */
        private OptionalDouble caughtUp(long kill, Streams streams, boolean keptUp) {
            if (!keptUp) {
                return OptionalDouble.of(Double.NaN);
            }
            boolean caughtUp = isWithin(RestoreCommand.CATCH_UP, "caught up", streams, () -> waiting() <= rate);
            return OptionalDouble.of(caughtUp ? since(kill) : Double.POSITIVE_INFINITY);
        }

        /** Deliveries that are not read yet. */
        private long waiting() {
            long before = put.get();
            return Math.max(0, before - Stack.read(admin, first.group()));
        }

        private void await(String what, Streams streams, BooleanSupplier condition) {
            if (!isWithin(PATIENCE, what, streams, condition)) {
                throw new CannotStartException(
                        "not " + what + " within " + PATIENCE.toMinutes() + " minutes, " + waiting()
                                + " deliveries are still to be read: this machine is too slow for it; try less with --meetings"
                                + " and --rate");
            }
        }

        private boolean isWithin(Duration patience, String what, Streams streams, BooleanSupplier condition) {
            long giveUp = System.nanoTime() + patience.toNanos();
            while (!condition.getAsBoolean()) {
                if (!streams.process().isAlive()) {
                    throw streams.process().death();
                }
                if (System.nanoTime() > giveUp) {
                    return false;
                }
                progress.going(what, waiting());
                pause();
            }
            return true;
        }

        private Measured reported(Measured row) {
            progress.done(row.what());
            return row;
        }
    }

    /** What is seen of a restore, look by look. */
    private static final class Restore {
        private final Streams streams;
        private final double before;
        private double restored;
        private long began;
        private long ended;

        Restore(Streams streams) {
            this.streams = streams;
            this.before = streams.metrics().sum(RESTORED);
            this.restored = before;
        }

        void look() {
            Metrics now = streams.metrics();
            double read = now.sum(RESTORED);
            boolean going = now.sum("adjourn_streams_restore_remaining") > 0;
            if (began == 0 && going) {
                began = System.nanoTime();
            }
            if (going || read > restored) {
                ended = System.nanoTime();
            }
            restored = Math.max(restored, read);
        }

        long restored() {
            look();
            return (long) (restored - before);
        }

        OptionalDouble seconds() {
            return began == 0 || ended == began || restored - before < TELLING
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((ended - began) / 1e9);
        }
    }

    private static long openMeetings(Streams streams) {
        return (long) streams.metrics().sum("adjourn_streams_open_meetings");
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static void deleteAll(Path directory) {
        try (var files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
