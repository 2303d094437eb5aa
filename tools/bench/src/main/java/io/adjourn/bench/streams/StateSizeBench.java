package io.adjourn.bench.streams;

import io.adjourn.bench.stack.Progress;
import io.adjourn.bench.stack.RawTopicFiller;
import io.adjourn.bench.stack.SimulatedDeliveries;
import io.adjourn.bench.stack.Stack;
import io.adjourn.bench.stack.Streams;
import io.adjourn.contracts.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What streams keeps: of a meeting while it is open, once it is closed and as a stub; and over weeks. Log time is given, and
 * lies ahead of the wall clock, so that only deliveries move it.
 */
final class StateSizeBench {
    private static final int PARTITIONS = 2;
    private static final long SEED = 7;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration CLOSED_BY = Duration.ofDays(20);
    private static final Duration STUBS_BY = CLOSED_BY.plus(Duration.ofDays(31));

    /** As a rule: they go by windows of a week, each as a whole, a fortnight and a day after it began or somewhat later. */
    private static final Duration SEEN_FOR = WEEK.multipliedBy(2);

    private static final String MEETINGS = "meeting-state";

    /** Each record lets this many deadlines fire beside its own meeting's, at the least. */
    private static final int FIRED_BY_A_RECORD = 8;

    private final Progress progress;

    StateSizeBench(Progress progress) {
        this.progress = progress;
    }

    /**
     * What is kept of each meeting.
     *
     * @param state bytes of its state, key included, as it is stored
     * @param others bytes of its entries in the other stores
     * @param disk bytes of all stores' files
     * @param written bytes written to changelogs since the last stage, before compression
     * @param records how many records that were
     */
    record Stage(String name, double state, double others, double disk, double written, double records) {}

    /**
     * A week.
     *
     * @param meetings how many are remembered
     * @param megabytes how much that is in all stores
     * @param others how many entries the other stores have
     */
    record Week(int number, long delivered, long meetings, double megabytes, long others) {}

    List<Stage> stages(int meetings) {
        var stages = new ArrayList<Stage>();
        try (var stack = Stack.start(PARTITIONS);
                var admin = stack.admin();
                var sent = new Sent(stack, admin)) {
            stack.keepGivenTimes();
            Instant began = Instant.now();
            var played = new SimulatedDeliveries(stack.sources(), SEED).meetings(meetings, began);
            sent.put(raw -> played.forEach(meeting -> meeting.subList(0, (meeting.size() + 1) / 2)
                    .forEach(delivery -> raw.accept(DeadlineBench.at(began, delivery)))));
            stages.add(sent.stage("open", meetings, began));
            Instant later = began.plus(Duration.ofHours(1));
            sent.put(raw -> {
                played.forEach(meeting -> meeting.subList((meeting.size() + 1) / 2, meeting.size())
                        .forEach(delivery -> raw.accept(DeadlineBench.at(later, delivery))));
                nudges(meetings, began.plus(CLOSED_BY)).forEach(raw);
            });
            stages.add(sent.stage("closed", meetings, began.plus(CLOSED_BY)));
            sent.put(raw -> nudges(meetings, began.plus(STUBS_BY)).forEach(raw));
            stages.add(sent.stage("stub", meetings, began.plus(STUBS_BY)));
        }
        return stages;
    }

    /**
     * Lets weeks pass.
     *
     * @param stubRetain how long a stub is kept: shorter than usual, so that its end is seen, too
     */
    void weeks(int days, int meetingsADay, Duration stubRetain, Consumer<Week> listener) {
        try (var stack = Stack.start(PARTITIONS)) {
            // Before streams starts, which looks whether it may believe the times.
            stack.keepGivenTimes();
            weeks(stack, days, meetingsADay, stubRetain, listener);
        }
    }

    private void weeks(Stack stack, int days, int meetingsADay, Duration stubRetain, Consumer<Week> listener) {
        try (var admin = stack.admin();
                Streams streams = stack.streams(
                        Map.of("STREAMS_RAW_IS_COPY", "true", "STREAMS_STUB_RETAIN", stubRetain.toString()))) {
            Instant start = Instant.now();
            var deliveries = new SimulatedDeliveries(stack.sources(), SEED);
            long total = 0;
            try (var changelogs = new ChangelogSizes(stack.bootstrapServers(), streams.group())) {
                for (int day = 0; day < days; day++) {
                    total += day(stack, deliveries, start.plus(Duration.ofDays(day)), meetingsADay);
                    if ((day + 1) % WEEK.toDays() == 0 || day + 1 == days) {
                        var _ = ConsumptionRate.watch(
                                admin, streams.group(), total, streams.process(), left -> progress.going("day", left));
                        changelogs.readOn();
                        listener.accept(week(day, total, changelogs, start.plus(Duration.ofDays(day + 1))));
                    }
                }
            }
        }
    }

    private static Week week(int day, long delivered, ChangelogSizes changelogs, Instant now) {
        double bytes = 0;
        long others = 0;
        for (var store : changelogs.all().entrySet()) {
            long since = since(store.getKey(), now);
            bytes += store.getValue().bytes(since);
            others += store.getKey().equals(MEETINGS) ? 0 : store.getValue().entries(since);
        }
        int number = (int) Math.ceilDiv(day + 1, WEEK.toDays());
        return new Week(number, delivered, changelogs.store(MEETINGS).entries(0), bytes / 1e6, others);
    }

    /** Only the events apart from meetings leave their store without a word, after their time. */
    private static long since(String store, Instant now) {
        return store.equals("seen-events") ? now.minus(SEEN_FOR).toEpochMilli() : 0;
    }

    /** The day's meetings one after the other, each within an hour. */
    private static long day(Stack stack, SimulatedDeliveries deliveries, Instant day, int meetings) {
        var timed = new ArrayList<ProducerRecord<String, byte[]>>();
        var played = deliveries.meetings(meetings, day);
        for (int i = 0; i < played.size(); i++) {
            Instant began = day.plus(Duration.ofDays(1).multipliedBy(i).dividedBy(played.size()));
            for (int n = 0; n < played.get(i).size(); n++) {
                Instant at = began.plus(Duration.ofHours(1)
                        .multipliedBy(n)
                        .dividedBy(played.get(i).size()));
                timed.add(DeadlineBench.at(at, played.get(i).get(n)));
            }
        }
        timed.sort(Comparator.comparing(ProducerRecord::timestamp));
        try (var raw = new RawTopicFiller(stack.bootstrapServers())) {
            timed.forEach(raw::put);
        }
        return timed.size();
    }

    /** Enough records of that log time for as many deadlines to fire in each partition; of no vendor, so that they are rejected. */
    private static List<ProducerRecord<String, byte[]>> nudges(int deadlines, Instant logTime) {
        var nudges = new ArrayList<ProducerRecord<String, byte[]>>();
        for (int i = 0; i <= deadlines / FIRED_BY_A_RECORD; i++) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                nudges.add(new ProducerRecord<>(
                        Topics.RAW.name(), partition, logTime.toEpochMilli(), "nudge", new byte[0]));
            }
        }
        return nudges;
    }

    /** What has been sent of a stack's deliveries, and written down of it. */
    private final class Sent implements AutoCloseable {
        private final Stack stack;
        private final Admin admin;
        private @Nullable ChangelogSizes changelogs;
        private long total;
        private long bytesBefore;
        private long recordsBefore;

        Sent(Stack stack, Admin admin) {
            this.stack = stack;
            this.admin = admin;
        }

        void put(Consumer<Consumer<ProducerRecord<String, byte[]>>> putting) {
            try (var raw = new RawTopicFiller(stack.bootstrapServers())) {
                putting.accept(delivery -> {
                    raw.put(delivery);
                    total++;
                });
            }
        }

        /** Lets streams read it all and stop, so that all it keeps is on the disk. */
        Stage stage(String name, int meetings, Instant now) {
            Path state;
            try (Streams streams = stack.streams(Map.of("STREAMS_RAW_IS_COPY", "true"))) {
                var _ = ConsumptionRate.watch(
                        admin, streams.group(), total, streams.process(), left -> progress.going(name, left));
                state = streams.state();
                if (changelogs == null) {
                    changelogs = new ChangelogSizes(stack.bootstrapServers(), streams.group());
                }
            }
            // Read stage by stage: what is written over is compacted away.
            changelogs.readOn();
            long stateBytes = changelogs.store(MEETINGS).bytes(0);
            long allBytes = 0;
            long written = 0;
            long records = 0;
            for (var store : changelogs.all().entrySet()) {
                allBytes += store.getValue().bytes(since(store.getKey(), now));
                written += store.getValue().bytesWritten();
                records += store.getValue().written();
            }
            double known = Math.max(changelogs.store(MEETINGS).entries(0), 1);
            var stage = new Stage(
                    name,
                    stateBytes / known,
                    (allBytes - stateBytes) / known,
                    size(state) / known,
                    (double) (written - bytesBefore) / meetings,
                    (double) (records - recordsBefore) / meetings);
            bytesBefore = written;
            recordsBefore = records;
            progress.done((long) known + " meetings are kept: " + name);
            return stage;
        }

        @Override
        public void close() {
            if (changelogs != null) {
                changelogs.close();
            }
        }

        private static long size(Path directory) {
            try (var files = Files.walk(directory)) {
                return files.filter(file -> file.toString().endsWith(".sst"))
                        .mapToLong(file -> file.toFile().length())
                        .sum();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot look into " + directory, e);
            }
        }
    }
}
