package io.adjourn.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.streams.completion.Meeting;
import io.adjourn.streams.metrics.Gauges;
import io.adjourn.streams.store.MeetingStore;
import io.adjourn.streams.store.MeetingsByTime;
import io.adjourn.streams.store.StatesInMemory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task finds on a disk that was away for longer than the changelogs remember deletions. */
class OpenMeetingsTest {
    private static final byte[] VENDOR = "meetstream".getBytes(UTF_8);
    private static final String KEY = TopologyFixture.SOURCE + "/" + Bodies.BOT;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Gauges gauges = new Gauges(meters);
    private final KeyValueStore<Bytes, byte[]> entries = org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(
                    Stores.OPEN)
            .get();
    private final KeyValueStore<String, byte[]> states = StatesInMemory.open();

    @AfterEach
    void close() {
        states.close();
    }

    @Test
    void shouldNotCountWhatHasItsRecordOrIsForgotten(@TempDir Path stateDir) {
        Meeting closed = meeting(stateDir, Bodies.denied("00"));
        states(closed);
        entry(closed.firstSeen(), KEY);
        for (int i = 0; i < 2 * OpenMeetings.CHECKED_AT_ONCE; i++) {
            entry(i, "acme/forgotten-" + i);
        }

        OpenMeetings open = begun();
        for (int i = 0; i < 3; i++) {
            open.check((_, _) -> {});
        }

        assertThat(counted()).isZero();
        assertThat(open.oldest()).isNull();
        assertThat(entries.all().hasNext()).isFalse();
    }

    @Test
    void shouldCountWhatIsOpenAndOnceOnly(@TempDir Path stateDir) {
        Meeting meeting = meeting(stateDir, Bodies.joining("00"));
        states(meeting);
        entry(meeting.firstSeen() - 1, KEY);
        entry(meeting.firstSeen(), KEY);

        OpenMeetings open = begun();
        open.check((_, _) -> {});

        assertThat(counted()).isEqualTo(1);
        assertThat(open.oldest()).isEqualTo(meeting.firstSeen());
    }

    /** Waits that were changed hold for what is open. */
    @Test
    void shouldHandOutWhatIsOpenAndNothingElse(@TempDir Path stateDir) {
        Meeting meeting = meeting(stateDir, Bodies.joining("00"));
        states(meeting);
        entry(meeting.firstSeen(), KEY);
        entry(0, "acme/forgotten");
        var handedOut = new HashMap<String, Meeting>();

        begun().check(handedOut::put);

        assertThat(handedOut).containsExactly(Map.entry(KEY, meeting));
    }

    @Test
    void shouldTakeOutOfTheCountWhatItPutIn(@TempDir Path stateDir) {
        Meeting meeting = meeting(stateDir, Bodies.joining("00"));
        states(meeting);
        entry(meeting.firstSeen(), KEY);
        entry(0, "acme/forgotten");

        begun().leave();
        assertThat(counted()).isZero();

        OpenMeetings open = begun();
        open.check((_, _) -> {});
        open.leave();
        assertThat(counted()).isZero();
    }

    private static Meeting meeting(Path stateDir, String body) {
        try (var stream = new TopologyFixture(stateDir)) {
            stream.deliver(body);
            return stream.meeting(KEY).orElseThrow();
        }
    }

    private void states(Meeting meeting) {
        new MeetingStore(states).put(KEY, meeting);
    }

    private void entry(long time, String meeting) {
        new MeetingsByTime(entries).put(time, meeting, VENDOR);
    }

    private OpenMeetings begun() {
        return new OpenMeetings(new MeetingsByTime(entries), new MeetingStore(states), gauges);
    }

    private double counted() {
        return meters.find("adjourn.streams.open.meetings").gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }
}
