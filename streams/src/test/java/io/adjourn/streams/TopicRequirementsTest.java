package io.adjourn.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.streams.TopicRequirements.Actual;
import io.adjourn.streams.completion.Retention;
import io.adjourn.streams.topology.MeetingTopology;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicRequirementsTest {
    private static final Retention RETAIN = Retention.DEFAULT;
    private static final String APPLICATION = "adjourn-streams";
    private static final Changelogs NONE = Changelogs.none(APPLICATION);

    @Test
    void shouldBeContentWithTheCatalogue() {
        assertThat(TopicRequirements.complaints(Topics.RAW, asInTheCatalogue(), NONE, RETAIN, false))
                .isEmpty();
        assertThat(TopicRequirements.complaints(Topics.RAW, asInTheCatalogue(), changelogs(6, 3), RETAIN, false))
                .isEmpty();
        assertThat(TopicRequirements.warnings(asInTheCatalogue(), changelogs(6, 3)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message.timestamp.type | CreateTime | set its message.timestamp.type to LogAppendTime",
                "retention.ms           | 2592000001 | duplicates (streams.retain, PT720H)",
                "retention.ms           | -1         | duplicates (streams.retain, PT720H)",
                "max.message.bytes      | 1048588    | set its max.message.bytes to 17825792",
            })
    void shouldRefuseARawTopicThatCannotKeepThePromise(String key, String value, String complaint) {
        assertThat(TopicRequirements.complaints(Topics.RAW, with(Topics.RAW, Map.of(key, value)), NONE, RETAIN, false))
                .singleElement()
                .asString()
                .startsWith("meetings.raw.v1 ")
                .contains(complaint);
    }

    @Test
    void shouldTakeGivenTimesOnlyInACopyAndOnlyWhereItIsOne() {
        var given = with(Topics.RAW, Map.of("message.timestamp.type", "CreateTime"));
        assertThat(TopicRequirements.complaints(Topics.RAW, given, NONE, RETAIN, true))
                .isEmpty();
        assertThat(TopicRequirements.complaints(Topics.RAW, asInTheCatalogue(), NONE, RETAIN, true))
                .containsExactly("meetings.raw.v1 has the broker's timestamps (LogAppendTime), so it is not a copy"
                        + " of another topic: remove streams.raw-is-copy");
    }

    @Test
    void shouldRefuseAnotherNumberOfRawPartitionsThanTheStateWasMadeWith() {
        assertThat(TopicRequirements.complaints(Topics.RAW, asInTheCatalogue(), changelogs(12, 3), RETAIN, false))
                .singleElement()
                .asString()
                .startsWith("meetings.raw.v1 has 6 partitions, and adjourn-streams-deadlines-changelog has 12, ")
                .endsWith("run `./adjourn reset --application-id adjourn-streams --execute`");
    }

    @Test
    void shouldRefuseATopicThatTakesLessThanIsMadeForIt() {
        var topics = with(Topics.COMPLETIONS, Map.of("max.message.bytes", "1000"));
        assertThat(TopicRequirements.complaints(Topics.RAW, topics, NONE, RETAIN, false))
                .containsExactly("meetings.completions.v1 accepts records of at most 1000 bytes: set its"
                        + " max.message.bytes to 2097152");
    }

    @Test
    void shouldWarnOfWhatTheLossOfABrokerWouldTake() {
        var topics = with(Topics.RAW, Map.of("min.insync.replicas", "1"));
        assertThat(TopicRequirements.warnings(topics, changelogs(6, 1)))
                .satisfiesExactly(
                        warning -> assertThat(warning)
                                .startsWith("meetings.raw.v1 has 3 replicas and min.insync.replicas 1"),
                        warning -> assertThat(warning).startsWith("adjourn-streams-deadlines-changelog has 1 replicas"),
                        warning -> assertThat(warning)
                                .startsWith("adjourn-streams-meeting-state-changelog has 1 replicas"),
                        warning -> assertThat(warning)
                                .startsWith("adjourn-streams-open-meetings-changelog has 1 replicas"),
                        warning ->
                                assertThat(warning).startsWith("adjourn-streams-seen-events-changelog has 1 replicas"));
    }

    @Test
    void shouldRefuseATopicThatWouldNotTakeWhatIsMadeOfAnOldDelivery() {
        var topics = with(Topics.LIFECYCLE, Map.of("message.timestamp.before.max.ms", "86400000"));
        assertThat(TopicRequirements.complaints(Topics.RAW, topics, NONE, RETAIN, false))
                .containsExactly(
                        "meetings.lifecycle.v1 accepts no record older than PT24H, but records read after a long"
                                + " pause are older: remove its message.timestamp.before.max.ms");
        var byBrokersClock = with(
                Topics.LIFECYCLE,
                Map.of("message.timestamp.before.max.ms", "1", "message.timestamp.type", "LogAppendTime"));
        assertThat(TopicRequirements.complaints(Topics.RAW, byBrokersClock, NONE, RETAIN, false))
                .isEmpty();
        Changelogs changelogs = changelogs(6, 3);
        changelogs
                .existing()
                .put(
                        "adjourn-streams-deadlines-changelog",
                        new Actual(6, 3, Map.of("message.timestamp.before.max.ms", "86400000")));
        assertThat(TopicRequirements.complaints(Topics.RAW, asInTheCatalogue(), changelogs, RETAIN, false))
                .singleElement()
                .asString()
                .startsWith("adjourn-streams-deadlines-changelog accepts no record older");
    }

    /** Once the record is gone, a reset would tell what is still in the log, and of the deletion nobody knew any more. */
    @Test
    void shouldRefuseToDeleteRecordsWhileTheirDeliveriesAreKept() {
        var tooSoon = new Retention(Duration.ofDays(30), Duration.ofDays(400), Duration.ofDays(13));
        var inTime = new Retention(Duration.ofDays(30), Duration.ofDays(400), Duration.ofDays(14));

        assertThat(TopicRequirements.complaints(Topics.RAW, asInTheCatalogue(), NONE, tooSoon, false))
                .singleElement()
                .asString()
                .startsWith(
                        "meetings.raw.v1 keeps deliveries for PT336H, longer than"
                                + " streams.deletion-tombstone-after (PT312H), so a reset could bring a deleted meeting back: ");
        assertThat(TopicRequirements.complaints(Topics.RAW, asInTheCatalogue(), NONE, inTime, false))
                .isEmpty();
    }

    private static Map<Topic, Actual> asInTheCatalogue() {
        return with(Topics.RAW, Map.of());
    }

    private static Map<Topic, Actual> with(Topic changed, Map<String, String> changes) {
        var topics = new LinkedHashMap<Topic, Actual>();
        for (Topic topic : Topics.ALL) {
            var configuration = new HashMap<>(topic.configuration());
            configuration.put("min.insync.replicas", "2");
            if (topic.equals(changed)) {
                configuration.putAll(changes);
            }
            topics.put(topic, actual(6, configuration));
        }
        return topics;
    }

    private static Changelogs changelogs(int partitions, int replicas) {
        var existing = new TreeMap<String, Actual>();
        for (String name : MeetingTopology.changelogsOf(APPLICATION)) {
            existing.put(name, new Actual(partitions, replicas, Map.of("min.insync.replicas", "2")));
        }
        return new Changelogs(APPLICATION, existing, Retention.DEFAULT);
    }

    private static Actual actual(int partitions, Map<String, String> configuration) {
        return new Actual(partitions, 3, Map.copyOf(configuration));
    }
}
