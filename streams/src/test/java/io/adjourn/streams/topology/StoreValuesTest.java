package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.streams.clock.IntakeClock;
import io.adjourn.streams.clock.IntakeState;
import io.adjourn.streams.completion.Meeting;
import io.adjourn.streams.completion.Waiting;
import io.adjourn.streams.metrics.Gauges;
import io.adjourn.streams.store.MeetingStore;
import io.adjourn.streams.store.MeetingsByTime;
import io.adjourn.streams.store.SeenEvents;
import io.adjourn.streams.topology.Deadlines.Due;
import io.adjourn.vendors.Vendors;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The bytes of the stores beside the meetings' states, of every version that a release wrote: they are in changelogs, so these here
 * never change. A new version is added beside them.
 */
class StoreValuesTest {
    private static final String MEETING = "acme/b-1";

    /** 1,772,206,902,608 ms, then "acme/b-1". */
    private static final Bytes ENTRY = bytes("0000019c9fc34d5061636d652f622d31");

    private static final long TIME = 1_772_206_902_608L;

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("index").get();

    @Nested
    class DeadlinesStore {
        private static final String VERSION_1 = "";
        private static final String VERSION_2 = "020000019c9fc34d50";

        private final Deadlines deadlines = new Deadlines(new MeetingsByTime(store));

        @Test
        void shouldReadAndWriteVersion1() {
            deadlines.move(MEETING, null, TIME);
            assertThat(HexFormat.of().formatHex(store.get(ENTRY))).isEqualTo(VERSION_1);

            assertThat(deadlines.poll(TIME)).hasValue(new Due(MEETING, TIME));
            assertThat(store.get(ENTRY)).isNull();
        }

        @Test
        void shouldReadAndWriteVersion2() {
            deadlines.putOff(new Due(MEETING, TIME), TIME + 1);
            Bytes later = bytes("0000019c9fc34d5161636d652f622d31");
            assertThat(HexFormat.of().formatHex(store.get(later))).isEqualTo(VERSION_2);

            assertThat(deadlines.poll(TIME + 1)).hasValue(new Due(MEETING, TIME));
        }

        @Test
        void shouldReadANewerVersionAsTheFirst() {
            store.put(ENTRY, HexFormat.of().parseHex("03ffff"));

            assertThat(deadlines.poll(TIME)).hasValue(new Due(MEETING, TIME));
        }
    }

    @Nested
    class IntakeClockState {
        /** Passed {@link #TIME}, 10 s active, last looked at a second later; gateway "a" on "h" up to {@link #TIME}, which spoke at 9 s. */
        private static final String VERSION_1 = "01" + "0000019c9fc34d50" + "0000000000002710" + "0000019c9fc35138"
                + "00000001" + "000161" + "000168" + "0000019c9fc34d50" + "0000000000002328";

        private final IntakeState state = new IntakeState(
                TIME,
                10_000,
                TIME + 1_000,
                new LinkedHashMap<>(Map.of("a", new IntakeState.Gateway("h", TIME, 9_000))));

        @Test
        void shouldReadAndWriteVersion1() {
            assertThat(HexFormat.of().formatHex(state.bytes())).isEqualTo(VERSION_1);
            assertThat(IntakeState.of(state.bytes())).isEqualTo(state);
        }

        @Test
        void shouldKnowNothingOfWhatItCannotRead() {
            for (String other : new String[] {"", "01", "02ffff", VERSION_1.substring(0, 40)}) {
                assertThat(IntakeState.of(HexFormat.of().parseHex(other))).isEqualTo(IntakeState.NOTHING);
            }
            assertThat(IntakeState.of(null)).isEqualTo(IntakeState.NOTHING);
        }

        @Test
        void shouldBeSkippedByWhoLooksForDeadlines() {
            store.put(IntakeClock.KEY, state.bytes());
            var deadlines = new Deadlines(new MeetingsByTime(store));
            assertThat(deadlines.poll(Long.MAX_VALUE - 1)).isEmpty();
            deadlines.move(MEETING, null, TIME);
            assertThat(deadlines.poll(TIME)).hasValue(new Due(MEETING, TIME));
            assertThat(store.get(IntakeClock.KEY)).isEqualTo(state.bytes());
        }
    }

    /** What a process that ended has not said of open meetings. */
    @Nested
    class DeferredMark {
        private final Waiting waiting = Waiting.of(
                Meeting.opened("vexa").withActivity(TIME),
                Vendors.KNOWN.byId("vexa").orElseThrow().completionRules());

        private final long news = waiting.lastNews();

        @Test
        void shouldStandFromTheFirstThatIsDeferredUntilAllIsSaid() {
            var deferred = new Deferred(store);
            deferred.add(MEETING, waiting, TIME);
            assertThat(HexFormat.of().formatHex(store.get(Deferred.KEY)))
                    .isEqualTo(HexFormat.of().toHexDigits(news));

            deferred.drain((_, _) -> {});
            assertThat(store.get(Deferred.KEY)).isNull();
        }

        @Test
        void shouldHaveAllThatMayBeLeftSaidAgainByTheNextProcess() {
            new Deferred(store).add(MEETING, waiting, TIME);

            var next = new Deferred(store);
            assertThat(next.mayBeLeft(news)).isTrue();
            assertThat(next.mayBeLeft(news - 1)).isFalse();
            next.add("acme/17", waiting, TIME);
            next.drain((_, _) -> {});
            assertThat(store.get(Deferred.KEY)).isNotNull();

            next.noneIsLeft();
            assertThat(store.get(Deferred.KEY)).isNull();
            assertThat(next.mayBeLeft(news)).isFalse();
        }

        @Test
        void shouldBeSkippedByWhoLooksForDeadlines() {
            new Deferred(store).add(MEETING, waiting, TIME);

            assertThat(new Deadlines(new MeetingsByTime(store)).poll(Long.MAX_VALUE - 1))
                    .isEmpty();
        }
    }

    @Nested
    class OpenMeetingsStore {
        /** "vexa". */
        private static final String VERSION_1 = "76657861";

        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        /** Never asked: entries are looked up later. */
        private final KeyValueStore<String, byte[]> states = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("states"), Serdes.String(), Serdes.ByteArray())
                .build();

        @Test
        void shouldReadVersion1() {
            assertThat(countedAs(VERSION_1)).isEqualTo("vexa");
        }

        @Test
        void shouldCountWhatIsOfANewerVersionWithAnUnknownVendor() {
            assertThat(countedAs("02aabb")).isEqualTo("unknown");
            assertThat(countedAs("")).isEqualTo("unknown");
        }

        @Test
        void shouldWriteVersion1() {
            var open = new OpenMeetings(new MeetingsByTime(store), new MeetingStore(states), new Gauges(meters));
            Meeting vexa = Meeting.opened("vexa");

            open.changed(MEETING, null, vexa);

            try (var all = store.all()) {
                assertThat(HexFormat.of().formatHex(all.next().value)).isEqualTo(VERSION_1);
            }
        }

        private String countedAs(String value) {
            meters.clear();
            store.put(ENTRY, HexFormat.of().parseHex(value));
            var open = new OpenMeetings(new MeetingsByTime(store), new MeetingStore(states), new Gauges(meters));
            assertThat(open.oldest()).isEqualTo(TIME);
            return String.valueOf(
                    meters.get("adjourn.streams.open.meetings").gauge().getId().getTag("vendor"));
        }
    }

    @Nested
    class SeenEventsStore {
        private static final String ID = "0123456789abcdef".repeat(4);
        private static final String KEY = "0123456789abcdef".repeat(2);
        private static final String VERSION_1 = "0000019c9fc34d50";
        private static final long WINDOW = TIME - TIME % SeenEvents.WINDOW.toMillis();

        @Test
        void shouldReadAndWriteVersion1AndBelieveNoOther() {
            WindowStore<String, byte[]> windows = Stores.windowStoreBuilder(
                            Stores.inMemoryWindowStore("seen", SeenEvents.RETENTION, SeenEvents.WINDOW, false),
                            Serdes.String(),
                            Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            windows.init(new MockProcessorContext<>().getStateStoreContext(), windows);
            var seen = new SeenEvents(windows);
            windows.put(KEY, HexFormat.of().parseHex(VERSION_1), WINDOW);
            assertThat(seen.has(ID, TIME + 1)).isTrue();

            for (String other : new String[] {"", "00", VERSION_1 + "00"}) {
                windows.put(KEY, HexFormat.of().parseHex(other), WINDOW);
                assertThat(seen.has(ID, TIME + 1)).isFalse();
            }

            seen.add(ID, TIME);
            assertThat(HexFormat.of().formatHex(windows.fetch(KEY, WINDOW))).isEqualTo(VERSION_1);
            windows.close();
        }
    }

    private static Bytes bytes(String hex) {
        return Bytes.wrap(HexFormat.of().parseHex(hex));
    }
}
