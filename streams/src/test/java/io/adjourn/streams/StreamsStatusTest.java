package io.adjourn.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of states in the documentation, row by row. */
class StreamsStatusTest {
    private static final Path PAGE = Path.of("../docs/operations.md");
    private static final String HEAD = "| streams | alive | ready |";

    private static final Map<String, StreamsStatus> WITHOUT_A_STATE_OF_KAFKAS = Map.of(
            "waiting for Kafka", new StreamsStatus(null, "Kafka cannot be queried", false, false),
            "waiting for the registry", new StreamsStatus(null, "the schema registry cannot be reached", false, false),
            "RUNNING, standby replicas behind", new StreamsStatus(State.RUNNING, "standby replicas", false, false),
            "a thread has failed", new StreamsStatus(State.RUNNING, "", true, true));

    static Stream<Arguments> rows() throws IOException {
        return table().entrySet().stream()
                .map(row -> Arguments.of(
                        row.getKey(), row.getValue().get(0), row.getValue().get(1)));
    }

    @ParameterizedTest(name = "{0}: alive {1}, ready {2}")
    @MethodSource("rows")
    void shouldBeAliveAndReadyAsTheTableSays(String row, String alive, String ready) {
        StreamsStatus standing = standing(row);
        assertThat(standing.isAlive()).isEqualTo(alive.equals("yes"));
        assertThat(standing.isReady()).isEqualTo(ready.equals("yes"));
        assertThat(standing.details()).isNotEmpty();
    }

    @Test
    void shouldSayThatItRunsAndWhatItWaitsForAllTheSame() {
        assertThat(new StreamsStatus(State.RUNNING, "standby replicas", false, false).details())
                .isEqualTo(Map.of("state", "RUNNING", "waitingFor", "standby replicas"));
        assertThat(new StreamsStatus(State.REBALANCING, "standby replicas", true, false).details())
                .isEqualTo(Map.of("state", "REBALANCING"));
    }

    @Test
    void shouldHaveARowForEveryState() throws IOException {
        assertThat(table())
                .containsKeys(Arrays.stream(State.values()).map(State::name).toArray(String[]::new))
                .containsKeys(WITHOUT_A_STATE_OF_KAFKAS.keySet().toArray(String[]::new))
                .hasSize(State.values().length + WITHOUT_A_STATE_OF_KAFKAS.size());
    }

    private static StreamsStatus standing(String row) {
        StreamsStatus known = WITHOUT_A_STATE_OF_KAFKAS.get(row);
        return known == null ? new StreamsStatus(State.valueOf(row), "", true, false) : known;
    }

    /** What streams is, and then the cells after it. */
    private static Map<String, List<String>> table() throws IOException {
        var rows = new LinkedHashMap<String, List<String>>();
        Files.readString(PAGE)
                .lines()
                .dropWhile(line -> !line.startsWith(HEAD))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1))
                .forEach(cells ->
                        rows.put(cells[1].replace("`", "").strip(), List.of(cells[2].strip(), cells[3].strip())));
        return rows;
    }
}
