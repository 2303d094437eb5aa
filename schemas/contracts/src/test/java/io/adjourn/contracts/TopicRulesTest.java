package io.adjourn.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.TopicRules.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Never is a setting of a topic that is there lowered, shortened, or changed so that it deletes. */
class TopicRulesTest {
    /** What an operator may have set, beside what the catalogue has. */
    private static final List<String> NUMBERS =
            List.of("-1", "0", "1", "1000", "259200000", "1209600000", "2592000000", "7776000000");

    private static final List<String> POLICIES = List.of("delete", "compact", "compact,delete", "delete,compact");
    private static final List<String> TIMES = List.of("CreateTime", "LogAppendTime");

    /** One setting of one topic, as it is. */
    private record Case(Topic topic, String setting, String current, String wanted, boolean asked) {}

    @Test
    void shouldNeverLowerShortenOrDeleteWhateverIsSetAndWhateverIsWanted() {
        List<Case> cases = cases();
        assertThat(cases).hasSizeGreaterThan(500);
        assertThat(cases)
                .filteredOn(one ->
                        TopicRules.decide(one.topic(), one.setting(), one.current(), one.wanted(), one.asked(), false)
                                == Decision.RAISE)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(keepsAtLeast(one)).as("%s", one).isTrue());
    }

    @Test
    void shouldRaiseWhatIsBelowTheNeedWhateverTheOperatorAskedFor() {
        for (Topic topic : InstalledTopics.DEFAULT.all()) {
            assertThat(decide(topic, "max.message.bytes", "50000", topic.maxMessageBytes() + ""))
                    .isEqualTo(Decision.RAISE);
        }
        assertThat(decide(Topics.RAW, "message.timestamp.type", "CreateTime", "LogAppendTime"))
                .isEqualTo(Decision.RAISE);
        assertThat(decide(Topics.COMPLETIONS, "cleanup.policy", "delete", "compact"))
                .isEqualTo(Decision.RAISE);
    }

    /** What was seen: 90 days became 30, and 3 became 14. */
    @Test
    void shouldLeaveRetentionToTheOperatorUnlessMoreIsAskedFor() {
        assertThat(decide(Topics.LIFECYCLE, "retention.ms", "7776000000", "2592000000"))
                .isEqualTo(Decision.KEEP);
        assertThat(decide(Topics.RAW, "retention.ms", "259200000", "1209600000"))
                .isEqualTo(Decision.KEEP);
        assertThat(asked(Topics.LIFECYCLE, "retention.ms", "2592000000", "7776000000"))
                .isEqualTo(Decision.RAISE);
        assertThat(asked(Topics.LIFECYCLE, "retention.ms", "2592000000", "-1")).isEqualTo(Decision.RAISE);
        assertThat(asked(Topics.LIFECYCLE, "retention.ms", "-1", "7776000000")).isEqualTo(Decision.KEEP);
        assertThat(asked(Topics.LIFECYCLE, "compression.type", "producer", "zstd"))
                .isEqualTo(Decision.KEEP);
    }

    /** Retention may be an agreement: only how punctual Kafka is follows the catalogue by itself. */
    @ParameterizedTest
    @CsvSource({
        "segment.ms, 604800000, 43200000, false, RAISE",
        "max.compaction.lag.ms, 9223372036854775807, 43200000, false, RAISE",
        "retention.ms, 7776000000, 2592000000, false, KEEP",
        "retention.ms, 7776000000, 2592000000, true, RAISE",
        "retention.ms, -1, 2592000000, true, RAISE",
        "max.message.bytes, 20000000, 18874368, true, KEEP",
        "min.insync.replicas, 2, 1, true, KEEP"
    })
    void shouldShortenOnlyWhereItIsAllowed(
            String setting, String current, String wanted, boolean asked, Decision allowed) {
        assertThat(TopicRules.decide(Topics.LIFECYCLE, setting, current, wanted, asked, false))
                .isEqualTo(Decision.KEEP);
        assertThat(TopicRules.decide(Topics.LIFECYCLE, setting, current, wanted, asked, true))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "raw         | cleanup.policy         | compact        | must be delete",
                "raw         | cleanup.policy         | compact,delete | must be delete",
                "raw         | message.timestamp.type | CreateTime     | must be LogAppendTime",
                "raw         | max.message.bytes      | 8388608        | below the 17825792",
                "raw         | retention.ms           | 14d            | is not a number",
                "completions | cleanup.policy         | delete         | must be compact",
            })
    void shouldRefuseToAskForWhatLosesRecords(String topic, String setting, String asked, String complaint) {
        assertThat(TopicRules.complaint(topic(topic), setting, asked))
                .hasValueSatisfying(line -> assertThat(line).contains(complaint));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "raw         | retention.ms      | 259200000",
                "raw         | compression.type  | zstd",
                "completions | cleanup.policy    | compact,delete",
                "lifecycle   | max.message.bytes | 20000000",
                "lifecycle   | retention.ms      | -1",
            })
    void shouldLetTheOperatorAskForAllElse(String topic, String setting, String asked) {
        assertThat(TopicRules.complaint(topic(topic), setting, asked)).isEmpty();
    }

    private static Topic topic(String shortName) {
        return Topics.ALL.stream()
                .filter(topic -> topic.shortName().equals(shortName))
                .findFirst()
                .orElseThrow();
    }

    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (Topic topic : Topics.ALL) {
            topic.configuration().forEach((setting, catalogue) -> {
                List<String> values = switch (setting) {
                    case "cleanup.policy" -> POLICIES;
                    case "message.timestamp.type" -> TIMES;
                    default ->
                        Stream.concat(NUMBERS.stream(), Stream.of(catalogue)).toList();
                };
                for (String current : values) {
                    cases.add(new Case(topic, setting, current, catalogue, false));
                    values.stream()
                            .filter(wanted ->
                                    TopicRules.complaint(topic, setting, wanted).isEmpty())
                            .forEach(wanted -> cases.add(new Case(topic, setting, current, wanted, true)));
                }
            });
        }
        return cases;
    }

    /** By other words than the rules': whether with the wanted value nothing goes that would have stayed. */
    private static boolean keepsAtLeast(Case one) {
        return switch (one.setting()) {
            case "cleanup.policy" -> !one.wanted().contains("delete");
            case "message.timestamp.type" -> one.wanted().equals("LogAppendTime");
            default -> amount(one.setting(), one.wanted()) > amount(one.setting(), one.current());
        };
    }

    private static long amount(String setting, String value) {
        return setting.startsWith("retention.") && value.equals("-1") ? Long.MAX_VALUE : Long.parseLong(value);
    }

    private static Decision decide(Topic topic, String setting, String current, String wanted) {
        return TopicRules.decide(topic, setting, current, wanted, false, false);
    }

    private static Decision asked(Topic topic, String setting, String current, String wanted) {
        return TopicRules.decide(topic, setting, current, wanted, true, false);
    }
}
