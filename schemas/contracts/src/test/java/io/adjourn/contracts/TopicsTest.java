package io.adjourn.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private static final int MIB = 1024 * 1024;

    @Test
    void shouldHoldTheseTopicsWithTheseValuesAndSettings() {
        assertThat(Topics.ALL)
                .extracting(
                        Topic::name,
                        TopicsTest::record,
                        topic -> setting(topic, TopicConfig.CLEANUP_POLICY_CONFIG),
                        topic -> days(setting(topic, TopicConfig.RETENTION_MS_CONFIG)),
                        Topic::maxMessageBytes)
                .containsExactly(
                        tuple("meetings.raw.v1", "bytes", "delete", "14 d", 17 * MIB),
                        tuple("meetings.lifecycle.v1", "MeetingLifecycle", "delete", "30 d", 18 * MIB),
                        tuple("meetings.artifacts.v1", "MeetingArtifact", "delete", "30 d", 18 * MIB),
                        tuple("meetings.activity.v1", "MeetingActivity", "delete", "30 d", 18 * MIB),
                        tuple("meetings.calendar.v1", "CalendarChange", "delete", "30 d", 18 * MIB),
                        tuple("meetings.completions.v1", "MeetingCompletion", "compact", "", 2 * MIB),
                        tuple("meetings.open.v1", "OpenMeeting", "compact", "", MIB / 16),
                        tuple("meetings.rejected.v1", "RejectedDelivery", "delete", "14 d", 18 * MIB));
    }

    @Test
    void shouldTakeTheBrokersTimeForRawRecordsOnly() {
        assertThat(Topics.ALL)
                .filteredOn(topic -> topic.configuration().containsKey(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))
                .containsExactly(Topics.RAW);
        assertThat(setting(Topics.RAW, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))
                .isEqualTo("LogAppendTime");
    }

    @Test
    void shouldCompactCompletionsWithinADay() {
        assertThat(Topics.COMPLETIONS.configuration())
                .containsEntry(TopicConfig.SEGMENT_MS_CONFIG, "3600000")
                .containsEntry(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, "43200000");
    }

    /** Kafka deletes a segment once its newest record is old enough: for as long as it was written to, more is kept than said. */
    @Test
    void shouldKeepNothingForMoreThanADayLongerThanItSays() {
        assertThat(Topics.ALL)
                .allSatisfy(topic -> assertThat(
                                Duration.ofMillis(Long.parseLong(setting(topic, TopicConfig.SEGMENT_MS_CONFIG))))
                        .isLessThan(Duration.ofDays(1)));
    }

    /** Completions and open meetings hold no bodies; everything else may hold a whole one. */
    @Test
    void shouldTakeWhateverBecomesOfARawRecordWhenItWasTaken() {
        assertThat(Topics.ALL)
                .filteredOn(topic ->
                        !List.of(Topics.RAW, Topics.COMPLETIONS, Topics.OPEN).contains(topic))
                .allSatisfy(topic ->
                        assertThat(topic.maxMessageBytes()).isGreaterThanOrEqualTo(Topics.RAW.maxMessageBytes() + MIB));
    }

    @Test
    void shouldNameSubjectsAfterTheirTopics() {
        assertThat(Topics.COMPLETIONS.subject()).isEqualTo("meetings.completions.v1-value");
    }

    private static String record(Topic topic) {
        return switch (topic.value()) {
            case Topic.VendorBytes() -> "bytes";
            case Topic.Text() -> "text";
            case Topic.Avro(var schema) -> schema.getName();
        };
    }

    private static String setting(Topic topic, String name) {
        return topic.configuration().getOrDefault(name, "");
    }

    private static String days(String milliseconds) {
        return milliseconds.isEmpty() ? "" : Long.parseLong(milliseconds) / 86_400_000 + " d";
    }
}
