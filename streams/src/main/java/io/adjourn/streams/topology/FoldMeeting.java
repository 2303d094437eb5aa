package io.adjourn.streams.topology;

import io.adjourn.contracts.MeetingKey;
import io.adjourn.contracts.Watermark;
import io.adjourn.streams.clock.IntakeClock;
import io.adjourn.streams.completion.Meeting;
import io.adjourn.streams.completion.UnreadableStateException;
import io.adjourn.streams.completion.Waiting;
import io.adjourn.streams.encode.Message;
import io.adjourn.streams.metrics.Counters;
import io.adjourn.streams.normalize.Fault;
import io.adjourn.streams.normalize.Reading;
import io.adjourn.streams.plan.IntakeTime;
import io.adjourn.streams.plan.Plan;
import io.adjourn.streams.plan.Planner;
import io.adjourn.streams.store.MeetingStore;
import io.adjourn.streams.store.MeetingsByTime;
import io.adjourn.streams.store.SeenEvents;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each reading to its end: fires what was due before it, decides what becomes of it, and only then stores and sends.
 * At most one read and one write of a meeting's state a delivery. Deadlines fire by the {@link IntakeClock}; where no gateway is waited
 * for, a quiet partition's fire by the wall clock.
 *
 * <p>What is due fires in bounded portions, however much there is: the record's own meeting is always brought up to what the
 * clock has passed before it is folded; of the others a few fire before each record, and more at each tick. A meeting's
 * revisions do not depend on that, because its deadlines fire at their own times and before its next record.
 *
 * <p>A fault of ours costs one delivery, which is rejected with its bytes; a state that cannot be read costs the deliveries of its
 * meeting, until it can; faults of stores and of Kafka go up.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
final class FoldMeeting implements Processor<String, Arrival, String, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(FoldMeeting.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration GAUGING = Duration.ofSeconds(1);

    /** How many deadlines fire before one record, beside its own meeting's: the poll must not wait for a million. */
    static final int BEFORE_A_RECORD = 16;

    /** How many fire at one tick: a fraction of a second's work, far from what a transaction or a poll may take. */
    static final int AT_A_TICK = 1_000;

    /** While the latest record is this close to now, the wall clock and the log's agree. */
    private static final Duration CAUGHT_UP = Duration.ofSeconds(5);

    /** In which a backlog's deliveries to one meeting come to one record of what it waits for. */
    private static final Duration LONGEST_DEFERRAL = Duration.ofSeconds(1);

    /** From here on the log says who holds the clock back, as often as that. */
    private static final Duration LATE = Duration.ofMinutes(5);

    /** When to try a deadline again on which we failed. */
    private static final Duration RETRY_PAUSE = Duration.ofHours(1);

    private final Planner planner;
    private final Counters counters;
    private final Backlog backlog;
    private final Duration gatewaySilence;
    private final DriftLog drift;
    private final Spans spans;

    private ProcessorContext<String, byte[]> context;
    private MeetingStore meetings;
    private SeenEvents seen;
    private Deadlines deadlines;
    private OpenMeetings open;
    private PublishedRules publishedRules;
    private Deferred deferred;
    private IntakeClock clock;
    private long complainedAt;
    private long latestLogTime;
    private boolean quiet;

    FoldMeeting(
            Planner planner, Counters counters, Backlog backlog, Duration gatewaySilence, DriftLog drift, Spans spans) {
        this.planner = planner;
        this.counters = counters;
        this.backlog = backlog;
        this.gatewaySilence = gatewaySilence;
        this.drift = drift;
        this.spans = spans;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.meetings = new MeetingStore(context.getStateStore(Stores.MEETINGS));
        this.seen = new SeenEvents(context.getStateStore(Stores.SEEN));
        this.deadlines = new Deadlines(new MeetingsByTime(context.getStateStore(Stores.DEADLINES)));
        this.open =
                new OpenMeetings(new MeetingsByTime(context.getStateStore(Stores.OPEN)), meetings, counters.gauges());
        this.publishedRules = new PublishedRules(context.getStateStore(Stores.DEADLINES), planner.fingerprintOfRules());
        this.deferred = new Deferred(context.getStateStore(Stores.DEADLINES));
        this.clock = new IntakeClock(
                context.getStateStore(Stores.DEADLINES),
                gatewaySilence,
                context.taskId().partition(),
                counters);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
        context.schedule(GAUGING, PunctuationType.WALL_CLOCK_TIME, this::gauge);
    }

    @Override
    public void process(Record<String, Arrival> record) {
        latestLogTime = record.timestamp();
        quiet = false;
        switch (record.value()) {
            case Arrival.Delivery(Reading reading) -> {
                try (var _ = spans.step("fold")) {
                    process(reading, record.timestamp());
                }
            }
            case Arrival.Mark(Watermark watermark) -> hear(watermark, record.timestamp());
        }
    }

    private void hear(Watermark watermark, long logTime) {
        clock.hears(watermark, logTime);
        fireWhatIsDue(clock.passed(), BEFORE_A_RECORD);
        if (backlog.isRead(context.taskId().partition())) {
            counters.gauges().clocks().saw(logTime, context.currentSystemTimeMs());
        }
    }

    private void process(Reading reading, long now) {
        IntakeTime time = clock.takes(reading.raw());
        fireWhatIsDue(time.passed(), BEFORE_A_RECORD);
        String key = reading.raw().key();
        Meeting meeting = null;
        Plan plan;
        try {
            meeting = Planner.needsMeeting(reading) ? meetingAt(time.passed(), key) : null;
            plan = decide(reading, time, meeting, now);
        } catch (UnreadableStateException e) {
            LOG.error(
                    "State of a meeting cannot be read; delivery rejected: meeting={} delivery={} why={}",
                    key,
                    reading.raw().coordinates(),
                    e.getMessage());
            counters.unreadableState(MeetingKey.sourceOf(key), "delivery");
            plan = planner.unreadable(reading, e);
        }
        carryOut(spans.remembered(plan, reading.raw()), key, meeting, now);
        spans.tell(plan.count());
        ErasureLog.log(reading, plan.count());
        Duplicates.log(reading.raw(), plan.count());
        drift.log(reading.raw(), plan.count(), context.currentSystemTimeMs());
    }

    private Plan decide(Reading reading, IntakeTime time, @Nullable Meeting meeting, long now) {
        try {
            return planner.delivery(reading, time, meeting, id -> seen.has(id, now));
        } catch (RuntimeException e) {
            throwIfNotOurs(e);
            LOG.error(
                    "Internal error while processing a delivery; rejected: delivery={} why={}",
                    reading.raw().coordinates(),
                    Fault.of(e));
            return planner.internalError(reading, e);
        }
    }

    /** Fires by the wall clock only where no gateway is waited for, and the log's would not move: not while a backlog is being read. */
    private void tick(long now) {
        if (open.check(this::holdToTheRules)) {
            publishedRules.note();
            deferred.noneIsLeft();
        }
        Long unsaidSince = deferred.since();
        if (unsaidSince != null && (!isBacklog(now) || now - unsaidSince >= LONGEST_DEFERRAL.toMillis())) {
            sayDeferred();
        }
        if (clock.isHeld()) {
            fireWhatIsDue(clock.passed(), AT_A_TICK);
        } else if (deadlines.mayBeDue(now) && isLogTimeNow(now)) {
            fireWhatIsDue(now, AT_A_TICK);
        }
        seen.neverBeEmpty();
        quiet = true;
    }

    private boolean isLogTimeNow(long now) {
        return now - latestLogTime <= CAUGHT_UP.toMillis()
                || (quiet && backlog.isRead(context.taskId().partition()));
    }

    /**
     * The waiting times may have been shortened since its deadline was set; a lengthened one is seen when it fires. What it waits for is
     * said by the rules that hold.
     */
    private void holdToTheRules(String key, Meeting meeting) {
        Meeting held = heldToTheRules(key, meeting);
        if (!Objects.equals(held.scheduledAt(), meeting.scheduledAt())) {
            deadlines.move(key, meeting.scheduledAt(), held.scheduledAt());
            meetings.put(key, held);
        }
        if (!publishedRules.areCurrent() || deferred.mayBeLeft(meeting.lastNews())) {
            sayAgain(key, meeting);
        }
    }

    private void sayAgain(String key, Meeting meeting) {
        try {
            Message message = planner.open(key, meeting);
            if (message != null) {
                forward(message, context.currentSystemTimeMs());
            }
        } catch (RuntimeException e) {
            throwIfNotOurs(e);
            LOG.warn(
                    "Cannot say what an open meeting waits for; its next event will: meeting={} why={}",
                    key,
                    Fault.of(e));
        }
    }

    private Meeting heldToTheRules(String key, Meeting meeting) {
        try {
            return planner.scheduled(key, meeting);
        } catch (RuntimeException e) {
            throwIfNotOurs(e);
            // Whatever is wrong with it, its deadline says so when it fires.
            return meeting;
        }
    }

    private void gauge(long now) {
        Long oldest = open.oldest();
        counters.gauges().oldest(context.taskId(), oldest == null ? null : now - oldest);
        long behind = now - clock.passed();
        counters.gauges().intake(context.taskId(), clock.isHeld() ? behind : null);
        if (clock.isHeld() && behind > LATE.toMillis() && now - complainedAt > LATE.toMillis()) {
            complainedAt = now;
            LOG.warn(
                    "Deadlines wait for deliveries that have not arrived yet: partition={} behindSeconds={} gateway={}",
                    context.taskId().partition(),
                    Duration.ofMillis(behind).toSeconds(),
                    clock.heldBy().orElse("none"));
        }
    }

    @Override
    public void close() {
        open.leave();
        counters.gauges().oldest(context.taskId(), null);
        counters.gauges().intake(context.taskId(), null);
    }

    /** An entry that its meeting does not know of is a disk's that was away for long, and fires nothing. */
    private void fireWhatIsDue(long now, int atMost) {
        for (int fired = 0; fired < atMost; fired++) {
            Optional<Deadlines.Due> due = deadlines.poll(now);
            if (due.isEmpty()) {
                return;
            }
            fire(due.get(), now);
        }
    }

    private void fire(Deadlines.Due due, long now) {
        String key = due.meeting();
        try {
            Meeting meeting = meetings.get(key);
            if (meeting != null && Long.valueOf(due.armed()).equals(meeting.scheduledAt())) {
                fire(key, meeting.scheduledAt(null), due.armed());
            }
        } catch (UnreadableStateException e) {
            LOG.error(
                    "State of a meeting cannot be read; retrying its deadline later: meeting={} retryIn={} why={}",
                    key,
                    RETRY_PAUSE,
                    e.getMessage());
            counters.unreadableState(MeetingKey.sourceOf(key), "deadline");
            deadlines.putOff(due, now + RETRY_PAUSE.toMillis());
        }
    }

    /** The meeting as it is at that time: whatever of its own was due has fired. */
    private @Nullable Meeting meetingAt(long now, String key) throws UnreadableStateException {
        Meeting meeting = meetings.get(key);
        while (meeting != null && meeting.scheduledAt() != null && meeting.scheduledAt() <= now) {
            long due = meeting.scheduledAt();
            deadlines.move(key, due, null);
            meeting = fire(key, meeting.scheduledAt(null), due);
        }
        return meeting;
    }

    /** Does what is due of a meeting whose entry has been taken out, and returns what is kept of it. */
    private @Nullable Meeting fire(String key, Meeting unarmed, long due) {
        Plan plan = decide(key, unarmed, due);
        try (var _ = spans.deadline(key, unarmed, plan)) {
            carryOut(plan, key, unarmed, due);
        }
        return plan.meeting();
    }

    private Plan decide(String key, Meeting meeting, long now) {
        try {
            return planner.deadline(key, meeting, now);
        } catch (RuntimeException e) {
            throwIfNotOurs(e);
            LOG.error(
                    "Internal error while processing a deadline; retrying later: meeting={} retryIn={} why={}",
                    key,
                    RETRY_PAUSE,
                    Fault.of(e));
            counters.deadlineFault(meeting.vendor());
            return Planner.tryAgain(meeting, now + RETRY_PAUSE.toMillis());
        }
    }

    /** Stores and sends. Whatever fails here is not ours, and the transaction takes all of it back. */
    private void carryOut(Plan plan, String key, @Nullable Meeting before, long now) {
        Meeting after = plan.meeting();
        if (plan.forgotten() || after != null) {
            open.changed(key, before, after);
            if (after == null || !after.isOpen()) {
                deferred.remove(key);
            }
        }
        if (plan.forgotten()) {
            deadlines.move(key, before == null ? null : before.scheduledAt(), null);
            meetings.delete(key);
        }
        if (after != null) {
            deadlines.move(key, before == null ? null : before.scheduledAt(), after.scheduledAt());
            meetings.put(key, after);
        }
        for (String id : plan.marks()) {
            seen.add(id, now);
        }
        for (Message message : plan.messages()) {
            spans.written(message, after);
            forward(message, now);
        }
        if (plan.waiting() != null) {
            sayOrDefer(key, plan.waiting(), now);
        }
        counters.count(plan.count());
        warnOfContradictions(plan.count().completed(), key);
        if (after != null && plan.count().completed() != null) {
            counters.completedAfter(after.vendor(), Duration.ofMillis(context.currentSystemTimeMs() - now));
        }
    }

    /** While a backlog is read, what is said of a meeting is soon said otherwise. */
    private void sayOrDefer(String key, Waiting waiting, long logTime) {
        long now = context.currentSystemTimeMs();
        if (!isBacklog(now)) {
            deferred.remove(key);
            say(key, waiting, logTime);
            return;
        }
        deferred.add(key, waiting, now);
        if (deferred.isFull()) {
            sayDeferred();
        }
    }

    private void sayDeferred() {
        long now = context.currentSystemTimeMs();
        deferred.drain((key, waiting) -> say(key, waiting, now));
    }

    private boolean isBacklog(long now) {
        return !quiet && now - latestLogTime > CAUGHT_UP.toMillis();
    }

    private void say(String key, Waiting waiting, long now) {
        Message message = planner.open(key, waiting);
        spans.written(message, null);
        forward(message, now);
    }

    private void forward(Message message, long now) {
        context.forward(
                new Record<>(message.key(), message.value(), now, message.headers()),
                message.topic().name());
    }

    private static void warnOfContradictions(Plan.@Nullable Completed completed, String key) {
        if (completed != null && !completed.contradictions().isEmpty()) {
            LOG.warn(
                    "Completion record contradicts itself: meeting={} contradictions={}",
                    key,
                    completed.contradictions());
        }
    }

    /** Kafka's own faults are the system's, but for a record that cannot be written: that one is ours. */
    private static void throwIfNotOurs(RuntimeException e) {
        if (e instanceof KafkaException && !(e instanceof SerializationException)) {
            throw e;
        }
    }
}
