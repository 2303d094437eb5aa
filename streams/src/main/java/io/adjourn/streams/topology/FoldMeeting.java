package io.adjourn.streams.topology;

import io.adjourn.streams.completion.Meeting;
import io.adjourn.streams.normalize.Fault;
import io.adjourn.streams.normalize.Reading;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each reading to its end: closes the meetings that were due before it, decides what becomes of it, and only then
 * stores and sends. One read and one write of a meeting's state a delivery. A quiet partition's meetings close by the wall
 * clock.
 *
 * <p>A fault of ours costs one delivery, which is rejected with its bytes; faults of stores and of Kafka go up.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
final class FoldMeeting implements Processor<String, Reading, String, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(FoldMeeting.class);
    private static final byte[] PRESENT = {};
    private static final Duration TICK = Duration.ofMillis(500);

    /** While the latest record is this close to now, the wall clock and the log's agree. */
    private static final Duration CAUGHT_UP = Duration.ofSeconds(5);

    /** When to try again where we stumbled over a deadline. */
    private static final Duration STUMBLED_PAUSE = Duration.ofHours(1);

    private final Planner planner;
    private final Counters counters;

    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, Meeting> meetings;
    private WindowStore<String, byte[]> seen;
    private Deadlines deadlines;
    private OpenMeetings open;
    private long latestLogTime;
    private boolean quiet;

    FoldMeeting(Planner planner, Counters counters) {
        this.planner = planner;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.meetings = context.getStateStore(Stores.MEETINGS);
        this.seen = context.getStateStore(Stores.SEEN);
        KeyValueStore<Bytes, byte[]> due = context.getStateStore(Stores.DEADLINES);
        this.deadlines = new Deadlines(due);
        KeyValueStore<Bytes, byte[]> unclosed = context.getStateStore(Stores.OPEN);
        this.open = new OpenMeetings(unclosed, counters.gauges());
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, Reading> record) {
        long now = record.timestamp();
        latestLogTime = now;
        quiet = false;
        closeWhatWasDue(now);
        Reading reading = record.value();
        String key = reading.raw().key();
        Meeting meeting = Planner.needsMeeting(reading) ? meetings.get(key) : null;
        carryOut(decide(reading, meeting, now), key, meeting, now);
    }

    private Plan decide(Reading reading, @Nullable Meeting meeting, long now) {
        try {
            return planner.delivery(reading, meeting, id -> wasSeen(id, now));
        } catch (RuntimeException e) {
            throwIfNotOurs(e);
            LOG.error("stumbled over {}, rejected: {}", reading.raw().coordinates(), Fault.of(e));
            return planner.stumbled(reading, e);
        }
    }

    /** Closes by the wall clock only where the log's would not move: not while a backlog is being read. */
    private void tick(long now) {
        if (quiet || now - latestLogTime <= CAUGHT_UP.toMillis()) {
            closeWhatWasDue(now);
        }
        quiet = true;
        Long oldest = open.oldest();
        counters.gauges().oldest(context.taskId(), oldest == null ? null : now - oldest);
    }

    @Override
    public void close() {
        open.leave();
        counters.gauges().oldest(context.taskId(), null);
    }

    private void closeWhatWasDue(long now) {
        Optional<Deadlines.Entry> due = deadlines.poll(now);
        while (due.isPresent()) {
            close(due.get());
            due = deadlines.poll(now);
        }
    }

    private void close(Deadlines.Entry entry) {
        String key = entry.meeting();
        Meeting meeting = meetings.get(key);
        if (meeting == null || !Long.valueOf(entry.due()).equals(meeting.armed())) {
            return;
        }
        Meeting unarmed = meeting.armedAt(null);
        carryOut(decide(key, unarmed, entry.due()), key, unarmed, entry.due());
    }

    private Plan decide(String key, Meeting meeting, long now) {
        try {
            return planner.deadline(key, meeting, now);
        } catch (RuntimeException e) {
            throwIfNotOurs(e);
            LOG.error(
                    "stumbled over the deadline of meeting {}, tried again in {}: {}",
                    key,
                    STUMBLED_PAUSE,
                    Fault.of(e));
            counters.deadlineFault(meeting.vendor());
            return Planner.tryAgain(meeting, now + STUMBLED_PAUSE.toMillis());
        }
    }

    /** Stores and sends. Whatever fails here is not ours, and the transaction takes all of it back. */
    private void carryOut(Plan plan, String key, @Nullable Meeting before, long now) {
        Meeting after = plan.meeting();
        if (plan.forgotten() || after != null) {
            open.changed(key, before, after);
        }
        if (plan.forgotten()) {
            deadlines.move(key, before == null ? null : before.armed(), null);
            meetings.delete(key);
        }
        if (after != null) {
            deadlines.move(key, before == null ? null : before.armed(), after.armed());
            meetings.put(key, after);
        }
        for (String id : plan.marks()) {
            seen.put(id, PRESENT, now);
        }
        for (Message message : plan.messages()) {
            context.forward(
                    new Record<>(message.key(), message.value(), now, message.headers()),
                    message.topic().name());
        }
        counters.count(plan.count());
        if (after != null && plan.count().completed() != null) {
            counters.completedAfter(after.vendor(), Duration.ofMillis(context.currentSystemTimeMs() - now));
        }
    }

    private boolean wasSeen(String id, long now) {
        // With no end: log time may step back where another broker takes the lead.
        try (var times = seen.fetch(id, now - Stores.SEEN_RETENTION.toMillis(), Long.MAX_VALUE)) {
            return times.hasNext();
        }
    }

    /** Kafka's own faults are the system's, but for a record that cannot be written: that one is ours. */
    private static void throwIfNotOurs(RuntimeException e) {
        if (e instanceof KafkaException && !(e instanceof SerializationException)) {
            throw e;
        }
    }
}
