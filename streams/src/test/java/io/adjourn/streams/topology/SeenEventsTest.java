package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.streams.store.SeenEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenEventsTest {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    private final WindowStore<String, byte[]> store = org.apache.kafka.streams.state.Stores.windowStoreBuilder(
                    org.apache.kafka.streams.state.Stores.inMemoryWindowStore(
                            Stores.SEEN, SeenEvents.RETENTION, SeenEvents.WINDOW, false),
                    Serdes.String(),
                    Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final SeenEvents seen = new SeenEvents(store);

    @BeforeEach
    void open() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldKnowWhatItWasTold() {
        assertThat(seen.has(ID, NOW)).isFalse();

        seen.add(ID, NOW);

        assertThat(seen.has(ID, NOW)).isTrue();
        assertThat(seen.has("f" + ID.substring(1), NOW)).isFalse();
    }

    /** Whenever in a window it came. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void shouldKnowItForAWeekAndNoLonger(int day) {
        long came = NOW + Duration.ofDays(day).toMillis();
        seen.add(ID, came);

        for (int hours = 0; hours <= 7 * 24; hours++) {
            long then = came + Duration.ofHours(hours).toMillis();
            // Others come meanwhile, and let the store forget.
            seen.add("%064d".formatted(hours), then);
            assertThat(seen.has(ID, then)).isTrue();
        }
        assertThat(seen.has(ID, came + SeenEvents.KNOWN_FOR.toMillis() + 1)).isFalse();
    }

    @Test
    void shouldKnowItWhereLogTimeStepsBack() {
        long newWindow = NOW - NOW % SeenEvents.WINDOW.toMillis() + SeenEvents.WINDOW.toMillis();
        seen.add(ID, newWindow);

        assertThat(seen.has(ID, newWindow - 1)).isTrue();
    }

    @Test
    void shouldStillKnowTheWindowBeforeWhereLogTimeStepsBackFromTheNext() {
        long newWindow = NOW - NOW % SeenEvents.WINDOW.toMillis() + SeenEvents.WINDOW.toMillis();
        long weekBefore = newWindow - SeenEvents.KNOWN_FOR.toMillis();
        seen.add(ID, weekBefore - 1);
        seen.add("f" + ID.substring(1), newWindow);

        assertThat(seen.has(ID, newWindow - 1)).isTrue();
    }

    @Test
    void shouldKnowItAnewWhereItComesAgainAfterAWeek() {
        long again = NOW + Duration.ofDays(8).toMillis();
        seen.add(ID, NOW);

        seen.add(ID, again);

        assertThat(seen.has(ID, again + Duration.ofDays(6).toMillis())).isTrue();
    }

    @Test
    void shouldHaveSomethingInItsStoreUntilAnEventComes() {
        seen.neverBeEmpty();
        assertThat(keys()).containsExactly(SeenEvents.PLACEHOLDER);

        seen.add(ID, NOW);

        assertThat(keys()).containsExactly(ID.substring(0, 32));
        new SeenEvents(store).neverBeEmpty();
        assertThat(keys()).containsExactly(ID.substring(0, 32));
    }

    private List<String> keys() {
        var keys = new ArrayList<String>();
        try (var all = store.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key.key()));
        }
        return keys;
    }

    @Test
    void shouldKnowItAtTheBeginningOfAllTime() {
        seen.add(ID, 0);

        assertThat(seen.has(ID, 1)).isTrue();
    }
}
