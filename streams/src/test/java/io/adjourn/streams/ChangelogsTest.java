package io.adjourn.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.streams.TopicRequirements.Actual;
import io.adjourn.streams.completion.Retention;
import io.adjourn.streams.topology.MeetingTopology;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangelogsTest {
    private static final String APPLICATION = "adjourn-streams";
    private static final String DEADLINES = "adjourn-streams-deadlines-changelog";

    @Test
    void shouldNameThemAsKafkaStreamsDoes() {
        assertThat(MeetingTopology.changelogsOf(APPLICATION))
                .containsExactlyInAnyOrder(
                        "adjourn-streams-meeting-state-changelog",
                        "adjourn-streams-seen-events-changelog",
                        DEADLINES,
                        "adjourn-streams-open-meetings-changelog");
    }

    @Test
    void shouldTakeThatNoneIsThereForTheFirstStart() {
        assertThat(Changelogs.none(APPLICATION).complaints("meetings.raw.v1", 6))
                .isEmpty();
        assertThat(Changelogs.none(APPLICATION).corrections()).isEmpty();
    }

    @Test
    void shouldSayWhatToDoWhereOneIsMissingWhileOthersAreThere() {
        Changelogs changelogs = all();
        changelogs.existing().remove(DEADLINES);

        assertThat(changelogs.complaints("meetings.raw.v1", 6))
                .singleElement()
                .asString()
                .startsWith("Kafka is missing " + DEADLINES + ", and has adjourn-streams-meeting-state-changelog, ")
                .endsWith("stop every streams of this application, delete its state directories and run"
                        + " `./adjourn reset --application-id adjourn-streams --execute`");
    }

    @Test
    void shouldNameTheOneThatHasAnotherNumberOfPartitions() {
        Changelogs changelogs = all();
        changelogs.existing().put(DEADLINES, new Actual(3, 3, Map.of()));

        assertThat(changelogs.complaints("meetings.raw.v1", 6))
                .singleElement()
                .asString()
                .startsWith("meetings.raw.v1 has 6 partitions, and " + DEADLINES + " has 3: ");
    }

    @Test
    void shouldLeaveThemAsTheyAreMadeToday() {
        assertThat(all().corrections()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "delete.retention.ms,   86400000, 2592000000",
        "max.compaction.lag.ms, 9223372036854775807, 43200000",
        "max.message.bytes,     1048588, 2097152"
    })
    void shouldCorrectWhatAnOlderVersionMadeWeaker(String setting, String weaker, String wanted) {
        assertThat(with(setting, weaker).corrections()).isEqualTo(Map.of(DEADLINES, Map.of(setting, wanted)));
    }

    @ParameterizedTest
    @CsvSource({"delete.retention.ms, 9999999999", "max.compaction.lag.ms, 3600000", "max.message.bytes, 9999999"})
    void shouldLeaveWhatAnOperatorMadeStronger(String setting, String stronger) {
        assertThat(with(setting, stronger).corrections()).isEmpty();
    }

    private static Changelogs with(String setting, String value) {
        var settings = new HashMap<>(MeetingTopology.changelogSettings(Retention.DEFAULT));
        settings.put(setting, value);
        Changelogs changelogs = all();
        changelogs.existing().put(DEADLINES, new Actual(6, 3, Map.copyOf(settings)));
        return changelogs;
    }

    private static Changelogs all() {
        var existing = new TreeMap<String, Actual>();
        for (String name : MeetingTopology.changelogsOf(APPLICATION)) {
            existing.put(name, new Actual(6, 3, MeetingTopology.changelogSettings(Retention.DEFAULT)));
        }
        return new Changelogs(APPLICATION, existing, Retention.DEFAULT);
    }
}
