package io.adjourn.streams.clock;

import io.adjourn.contracts.Watermark;
import io.adjourn.streams.clock.IntakeState.Gateway;
import io.adjourn.streams.metrics.Counters;
import io.adjourn.streams.normalize.RawDelivery;
import io.adjourn.streams.plan.IntakeTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock that a partition's deadlines fire by: up to which receipt time all that the gateways accepted stands in the log. It is the
 * least that any gateway says which is waited for, and never goes back. Records of the log alone move it, so a replay finds it the same.
 *
 * <p>A gateway is waited for from its first watermark until it says goodbye, or has said nothing for too long. That is measured by the
 * log's own time, and a pause in which nobody wrote anything counts for {@link #LONGEST_GAP} at most: while Kafka is away, nobody can
 * speak. Where no gateway is waited for, the clock is log time, and the wall clock where all is read; so it is where none ever spoke.
 *
 * <p>It is kept beside the deadlines, under a key that is too short for one of theirs, which every build skips. Not thread-safe: one
 * task's.
 */
public final class IntakeClock {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeClock.class);

    public static final Bytes KEY = Bytes.wrap("clock".getBytes(StandardCharsets.US_ASCII));

    /** How much of a pause in the log counts as time in which a gateway could have spoken. */
    public static final Duration LONGEST_GAP = Duration.ofSeconds(10);

    /** By so much the clocks of two machines may differ and count as the same. */
    public static final Duration SAME = Duration.ofSeconds(5);

    /** Far more than anybody runs; beyond, somebody makes names up. */
    public static final int MOST_GATEWAYS = 1_000;

    /** Deliveries alone need not be noted more often than that. */
    private static final Duration NOTED = Duration.ofSeconds(1);

    private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");

    private final KeyValueStore<Bytes, byte[]> store;
    private final Duration silence;
    private final int partition;
    private final Counters counters;
    private IntakeState state;

    /**
     * @param store where the deadlines are
     * @param silence how long a gateway may say nothing before nobody waits for it
     */
    public IntakeClock(KeyValueStore<Bytes, byte[]> store, Duration silence, int partition, Counters counters) {
        this.store = store;
        this.silence = silence;
        this.partition = partition;
        this.counters = counters;
        this.state = IntakeState.of(store.get(KEY));
    }

    /** Whether it stands until a gateway says more. */
    public boolean isHeld() {
        return !state.gateways().isEmpty();
    }

    /** Up to which time all has arrived, in milliseconds. */
    public long passed() {
        return state.passed();
    }

    /** The gateway that it waits for. */
    public Optional<String> heldBy() {
        return state.gateways().entrySet().stream()
                .min(Comparator.comparingLong(gateway -> gateway.getValue().upTo()))
                .map(gateway -> gateway.getKey() + " on " + gateway.getValue().host());
    }

    /** Takes note of a delivery, and says when it counts as received. */
    public IntakeTime takes(RawDelivery raw) {
        long logTime = raw.logTime();
        long receivedAt = millis(raw.receivedAt());
        if (receivedAt - logTime > SAME.toMillis()) {
            counters.clamped("receipt", 1);
        }
        boolean nobodyEverSpoke = state.passed() == Long.MIN_VALUE;
        if (nobodyEverSpoke) {
            return new IntakeTime(logTime, logTime);
        }
        boolean isNoted = logTime - state.lastLogTime() < NOTED.toMillis();
        if (!isNoted || (!isHeld() && logTime > state.passed())) {
            move(logTime, new LinkedHashMap<>(state.gateways()));
        }
        return new IntakeTime(Math.max(state.passed(), Math.min(receivedAt, logTime)), state.passed());
    }

    /** Takes note of what a gateway says in a record of that log time. */
    public void hears(Watermark watermark, long logTime) {
        var gateways = new LinkedHashMap<>(state.gateways());
        // At the end: who spoke longest ago is the first.
        Gateway before = gateways.remove(watermark.gateway());
        if (watermark.upTo() != null) {
            gateways.put(
                    watermark.gateway(),
                    new Gateway(
                            watermark.host(), upTo(watermark.sentAt(), watermark.upTo(), logTime), activeAt(logTime)));
        }
        if (before == null && watermark.upTo() != null) {
            LOG.info(
                    "Waiting for watermarks of a gateway: partition={} gateway={} host={}",
                    partition,
                    watermark.gateway(),
                    watermark.host());
        }
        move(logTime, gateways);
    }

    /** A gateway's clock may be ahead of the log's: then what it says is moved back by as much. */
    private long upTo(Instant sentAt, Instant upTo, long logTime) {
        long ahead = Math.max(0, millis(sentAt) - logTime);
        long said = millis(upTo);
        if (Math.max(ahead, said - logTime) > SAME.toMillis()) {
            counters.clamped("watermark", 1);
        }
        return Math.min(said - ahead, logTime);
    }

    private long activeAt(long logTime) {
        long gap = state.lastLogTime() == Long.MIN_VALUE ? 0 : logTime - state.lastLogTime();
        return state.active() + Math.clamp(gap, 0, LONGEST_GAP.toMillis());
    }

    private void move(long logTime, SequencedMap<String, Gateway> gateways) {
        long active = activeAt(logTime);
        gateways.entrySet().removeIf(gateway -> isGone(gateway, active));
        if (gateways.size() > MOST_GATEWAYS) {
            giveUp(gateways.pollFirstEntry());
        }
        long least = gateways.values().stream().mapToLong(Gateway::upTo).min().orElse(logTime);
        state = new IntakeState(
                Math.max(state.passed(), least), active, Math.max(state.lastLogTime(), logTime), gateways);
        store.put(KEY, state.bytes());
    }

    private boolean isGone(Map.Entry<String, Gateway> gateway, long active) {
        boolean gone = active - gateway.getValue().spokeAt() > silence.toMillis();
        if (gone) {
            giveUp(gateway);
        }
        return gone;
    }

    private void giveUp(Map.Entry<String, Gateway> gateway) {
        LOG.warn(
                "No longer waiting for a silent gateway; if its spool has deliveries, records may be revised once"
                        + " it is back: partition={} gateway={} host={} silence={} completeUpTo={}",
                partition,
                gateway.getKey(),
                gateway.getValue().host(),
                silence,
                Instant.ofEpochMilli(gateway.getValue().upTo()));
        counters.gatewaysGivenUp(1);
    }

    /** Of what is beyond all clocks, something that can be reckoned with. */
    private static long millis(Instant time) {
        if (time.isBefore(Instant.EPOCH)) {
            return 0;
        }
        return time.isAfter(FAR) ? FAR.toEpochMilli() : time.toEpochMilli();
    }
}
