package io.adjourn.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.streams.completion.Meeting;
import io.adjourn.streams.completion.StateSamples;
import io.adjourn.streams.completion.UnreadableStateException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MeetingStoreTest {
    /** The bytes of a meeting of that vendor are about as many as its vendor's name is long. */
    private static final String LONG_NAME = "v".repeat(MeetingStore.CACHED_BYTES / 4);

    private final KeyValueStore<String, byte[]> store = StatesInMemory.open();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldCacheWhatItHeardOfLast() throws UnreadableStateException {
        var meetings = new MeetingStore(store);
        for (String key : new String[] {"a", "b", "c", "d"}) {
            meetings.put(key, Meeting.opened(LONG_NAME + key));
        }
        assertThat(meetings.get("b")).isNotNull();
        meetings.put("e", Meeting.opened(LONG_NAME + "e"));

        for (String key : new String[] {"a", "b", "c", "d", "e"}) {
            store.put(key, null);
        }

        assertThat(meetings.get("a")).isNull();
        assertThat(meetings.get("b")).isNotNull();
        assertThat(meetings.get("c")).isNull();
        assertThat(meetings.get("d")).isNotNull();
        assertThat(meetings.get("e")).isNotNull();
    }

    @Test
    void shouldNotCacheWhatIsLargerThanTheCache() throws UnreadableStateException {
        var meetings = new MeetingStore(store);
        meetings.put("a", Meeting.opened(LONG_NAME.repeat(5)));

        assertThat(meetings.get("a")).isEqualTo(Meeting.opened(LONG_NAME.repeat(5)));
        store.put("a", null);
        assertThat(meetings.get("a")).isNull();
    }

    @RepeatedTest(20)
    void shouldHaveWhatWasPutLastHoweverMuchItWas(RepetitionInfo repetition) throws UnreadableStateException {
        var random = new Random(repetition.getCurrentRepetition());
        var expected = new HashMap<String, Meeting>();
        var meetings = new MeetingStore(store);
        for (int i = 0; i < 200; i++) {
            String key = "m" + random.nextInt(12);
            switch (random.nextInt(4)) {
                case 0 -> {
                    meetings.delete(key);
                    expected.remove(key);
                }
                case 1 -> assertThat(meetings.get(key)).isEqualTo(expected.get(key));
                default -> {
                    Meeting opened = Meeting.opened("v".repeat(random.nextInt(MeetingStore.CACHED_BYTES / 3)));
                    Meeting kept = random.nextInt(8) == 0 ? StateSamples.stub() : opened;
                    Meeting meeting = kept.scheduledAt((long) i);
                    meetings.put(key, meeting);
                    expected.put(key, meeting);
                }
            }
        }
        assertThat(all(meetings)).isEqualTo(expected);
        assertThat(all(new MeetingStore(store))).isEqualTo(expected);
    }

    private static Map<String, Meeting> all(MeetingStore meetings) throws UnreadableStateException {
        var all = new HashMap<String, Meeting>();
        for (int i = 0; i < 12; i++) {
            Meeting meeting = meetings.get("m" + i);
            if (meeting != null) {
                all.put("m" + i, meeting);
            }
        }
        return all;
    }
}
