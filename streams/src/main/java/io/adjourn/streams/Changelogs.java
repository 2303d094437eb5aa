package io.adjourn.streams;

import io.adjourn.streams.TopicRequirements.Actual;
import io.adjourn.streams.completion.Retention;
import io.adjourn.streams.topology.MeetingTopology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics that an application's stores are restored from, held against what they must be. Pure.
 *
 * @param existing those that are there, by name; none before the first start
 * @param retention how long they may keep what later values took the place of
 */
record Changelogs(String applicationId, SortedMap<String, Actual> existing, Retention retention) {
    /** Of the others more is better. */
    private static final String LESS_IS_BETTER = TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG;

    /** An application's before its first start. */
    static Changelogs none(String applicationId) {
        return new Changelogs(applicationId, new TreeMap<>(), Retention.DEFAULT);
    }

    /** What must be changed before the stream may start, each with what to do. */
    List<String> complaints(String raw, int rawPartitions) {
        var complaints = new ArrayList<String>();
        List<String> missing = MeetingTopology.changelogsOf(applicationId).stream()
                .filter(name -> !existing.containsKey(name))
                .sorted()
                .toList();
        if (!existing.isEmpty() && !missing.isEmpty()) {
            complaints.add("Kafka is missing " + String.join(", ", missing) + ", and has "
                    + String.join(", ", existing.keySet()) + ": part of the state is lost; " + startOver());
        }
        List<String> other = existing.entrySet().stream()
                .filter(changelog -> changelog.getValue().partitions() != rawPartitions)
                .map(changelog ->
                        changelog.getKey() + " has " + changelog.getValue().partitions())
                .toList();
        if (!other.isEmpty()) {
            complaints.add(raw + " has " + rawPartitions + " partitions, and " + String.join(", ", other)
                    + ": a meeting's key must keep its partition; " + startOver());
        }
        return complaints;
    }

    private String startOver() {
        return "stop every streams of this application, delete its state directories and run"
                + " `./adjourn reset --application-id " + applicationId + " --execute`";
    }

    /** Which settings of which changelog are weaker than they must be, and what they are to be. */
    Map<String, Map<String, String>> corrections() {
        var corrections = new TreeMap<String, Map<String, String>>();
        existing.forEach((name, actual) -> {
            var weaker = new TreeMap<>(MeetingTopology.changelogSettings(retention));
            weaker.entrySet()
                    .removeIf(setting -> suffices(
                            setting.getKey(), actual.number(setting.getKey()), Long.parseLong(setting.getValue())));
            if (!weaker.isEmpty()) {
                corrections.put(name, weaker);
            }
        });
        return corrections;
    }

    private static boolean suffices(String key, long actual, long wanted) {
        return key.equals(LESS_IS_BETTER) ? actual <= wanted : actual >= wanted;
    }
}
