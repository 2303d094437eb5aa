package io.adjourn.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.streams.store.MeetingsByTime.Entry;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MeetingsByTimeTest {
    private static final byte[] VALUE = {1};

    private record Place(long time, String meeting) {
        static final Comparator<Place> IN_ORDER =
                Comparator.comparingLong(Place::time).thenComparing(Place::meeting);
    }

    private static final int TAKEN_AT_ONCE = 3;

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("meetings").get();
    private final MeetingsByTime meetings = new MeetingsByTime(store, TAKEN_AT_ONCE);

    @Test
    void shouldHaveNoFirstWhereThereIsNone() {
        assertThat(meetings.first()).isEmpty();
        assertThat(meetings.noneBefore()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldFindWhatIsPutBesideWhatWasRemovedAtTheSameTime() {
        meetings.put(7, "b", VALUE);
        assertThat(meetings.first()).map(Entry::meeting).hasValue("b");
        meetings.remove(7, "b");

        meetings.put(7, "a", VALUE);

        assertThat(meetings.noneBefore()).isLessThanOrEqualTo(7);
        assertThat(meetings.first()).map(Entry::meeting).hasValue("a");
    }

    @Test
    void shouldFindAllThatWereThereBefore() {
        for (int i = 0; i < 10; i++) {
            meetings.put(i, "m", VALUE);
        }
        var again = new MeetingsByTime(store, TAKEN_AT_ONCE);

        for (int i = 0; i < 10; i++) {
            assertThat(again.first()).map(Entry::time).hasValue((long) i);
            again.remove(i, "m");
        }
        assertThat(again.first()).isEmpty();
    }

    @RepeatedTest(50)
    void shouldHandOutTheEarliestWhateverIsPutAndRemovedMeanwhile(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var expected = new TreeSet<>(Place.IN_ORDER);
        for (int i = 0; i < 500; i++) {
            var place = new Place(random.nextInt(10), "m" + random.nextInt(10));
            if (random.nextBoolean()) {
                meetings.put(place.time(), place.meeting(), VALUE);
                expected.add(place);
            } else {
                meetings.remove(place.time(), place.meeting());
                expected.remove(place);
            }
            if (random.nextBoolean()) {
                Optional<Entry> first = meetings.first();
                assertThat(first.map(entry -> new Place(entry.time(), entry.meeting())))
                        .isEqualTo(expected.stream().findFirst());
            }
            assertThat(expected)
                    .allSatisfy(each -> assertThat(each.time()).isGreaterThanOrEqualTo(meetings.noneBefore()));
        }
    }
}
