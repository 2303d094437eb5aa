package io.adjourn.contracts;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What becomes of a setting of a topic that is there. Topics are the operator's: what is below what Adjourn needs is raised, and what
 * the operator asks for is set where that keeps more, or longer. What keeps less, or for a shorter time, is set where the operator
 * allows it. Everything else stays, and is only shown. Pure.
 */
final class TopicRules {
    private static final String COMPACT = "compact";
    private static final String DELETE = "delete";

    /** Of these more is more: -1 is without end where Kafka says so. */
    private static final Map<String, Function<String, Long>> ORDERED = Map.ofEntries(
            Map.entry(TopicConfig.RETENTION_MS_CONFIG, TopicRules::orWithoutEnd),
            Map.entry(TopicConfig.RETENTION_BYTES_CONFIG, TopicRules::orWithoutEnd),
            Map.entry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long::valueOf),
            Map.entry(TopicConfig.DELETE_RETENTION_MS_CONFIG, Long::valueOf),
            Map.entry(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long::valueOf),
            Map.entry(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long::valueOf),
            Map.entry(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, Long::valueOf),
            Map.entry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Long::valueOf),
            Map.entry(TopicConfig.SEGMENT_MS_CONFIG, Long::valueOf),
            Map.entry(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, Long::valueOf),
            Map.entry(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long::valueOf));

    /** How soon Kafka does what retention says: the catalogue's may be set where the operator allows it. */
    private static final Set<String> PUNCTUALITY =
            Set.of(TopicConfig.SEGMENT_MS_CONFIG, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG);

    /** How long records are kept: only what the operator asks for, and allows, shortens it. */
    private static final Set<String> RETENTION =
            Set.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.DELETE_RETENTION_MS_CONFIG);

    private TopicRules() {}

    /** What to do about a setting. */
    enum Decision {
        /** It is as wanted. */
        SAME,
        /** It is to be set as wanted. */
        RAISE,
        /** It is the operator's, and stays. */
        KEEP
    }

    /**
     * Decides.
     *
     * @param topic of the catalogue, as installed
     * @param current the value there is; empty where there is none
     * @param wanted the catalogue's, or the operator's
     * @param asked whether the operator asks for it, who may have changed the topic by hand all the same
     * @param shorten whether the operator allows that less is kept, or for a shorter time
     */
    static Decision decide(Topic topic, String setting, String current, String wanted, boolean asked, boolean shorten) {
        if (current.equals(wanted)) {
            return Decision.SAME;
        }
        if (shorten && isShorter(setting, current, wanted, asked)) {
            return Decision.RAISE;
        }
        return switch (setting) {
            case TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> ifMore(setting, current, wanted);
            case TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG ->
                isNeeded(topic, setting, wanted) ? Decision.RAISE : Decision.KEEP;
            case TopicConfig.CLEANUP_POLICY_CONFIG ->
                // Of a topic that is compacted the last revision stays for good; by age it would go.
                policies(wanted).equals(List.of(COMPACT)) && policies(current).equals(List.of(DELETE))
                        ? Decision.RAISE
                        : Decision.KEEP;
            default -> asked ? ifMore(setting, current, wanted) : Decision.KEEP;
        };
    }

    private static boolean isShorter(String setting, String current, String wanted, boolean asked) {
        boolean mayBe = PUNCTUALITY.contains(setting) || (asked && RETENTION.contains(setting));
        Function<String, Long> number = ORDERED.get(setting);
        return mayBe && number != null && !current.isEmpty() && number.apply(wanted) < number.apply(current);
    }

    private static boolean isNeeded(Topic topic, String setting, String wanted) {
        return wanted.equals(topic.configuration().get(setting));
    }

    private static Decision ifMore(String setting, String current, String wanted) {
        Function<String, Long> number = ORDERED.get(setting);
        if (number == null || current.isEmpty()) {
            return Decision.KEEP;
        }
        return Comparator.<Long>naturalOrder().compare(number.apply(wanted), number.apply(current)) > 0
                ? Decision.RAISE
                : Decision.KEEP;
    }

    /**
     * Why a topic cannot have a setting that the operator asks for; empty where it can. In one line.
     *
     * @param topic of the catalogue, as installed
     */
    static Optional<String> complaint(Topic topic, String setting, String asked) {
        String needed = topic.configuration().get(setting);
        if (needed == null) {
            return notANumber(setting, asked);
        }
        return switch (setting) {
            case TopicConfig.MAX_MESSAGE_BYTES_CONFIG ->
                notANumber(setting, asked)
                        .or(() -> Long.parseLong(asked) < topic.maxMessageBytes()
                                ? Optional.of(
                                        setting + " " + asked + " is below the " + needed
                                                + " that bodies of ADJOURN_BODY_MAX_BYTES need: remove it, or lower that setting")
                                : Optional.empty());
            case TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG ->
                asked.equals(needed) ? Optional.empty() : Optional.of(mustBe(setting, needed, asked));
            case TopicConfig.CLEANUP_POLICY_CONFIG ->
                policies(asked).containsAll(policies(needed))
                                && (policies(needed).contains(COMPACT)
                                        || !policies(asked).contains(COMPACT))
                        ? Optional.empty()
                        : Optional.of(mustBe(setting, needed, asked));
            default -> notANumber(setting, asked);
        };
    }

    private static Optional<String> notANumber(String setting, String asked) {
        return ORDERED.containsKey(setting) && !asked.matches("-?\\d{1,18}")
                ? Optional.of(setting + " " + asked + " is not a number: write it in Kafka's unit, such as 1209600000")
                : Optional.empty();
    }

    private static String mustBe(String setting, String needed, String asked) {
        return setting + " must be " + needed + ", not " + asked + ", or records would be lost: remove it";
    }

    private static List<String> policies(String policy) {
        return Arrays.stream(policy.split(",")).map(String::strip).sorted().toList();
    }

    private static long orWithoutEnd(String value) {
        long number = Long.parseLong(value);
        return number < 0 ? Long.MAX_VALUE : number;
    }
}
