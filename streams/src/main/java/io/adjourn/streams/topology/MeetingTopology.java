package io.adjourn.streams.topology;

import io.adjourn.contracts.InstalledTopics;
import io.adjourn.contracts.Topic;
import io.adjourn.streams.clock.IntakeClock;
import io.adjourn.streams.completion.Retention;
import io.adjourn.streams.metrics.Counters;
import io.adjourn.streams.normalize.Normalizer;
import io.adjourn.streams.plan.Planner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;

/**
 * The topology: raw deliveries in; events, completions and rejects out. One sub-topology and no repartition: the gateway
 * keys a delivery by its meeting, and that key holds all the way.
 *
 * <pre>
 * raw ─▶ normalize-delivery ─▶ fold-meeting ─▶ lifecycle, artifacts, activity, calendar, completions, open, rejected
 *                                   │
 *              meeting-state, seen-events, deadlines, open-meetings
 * </pre>
 *
 * <p>Among the raw records are watermarks, by which the gateways tell how far their deliveries have come: {@link IntakeClock}.
 *
 * <p>{@code fold-meeting} drops duplicates, folds and emits in one step, because a mark and its effect must be one write.
 */
public final class MeetingTopology {
    private static final String SOURCE = "raw";
    private static final String NORMALIZE = "normalize-delivery";
    private static final String FOLD = "fold-meeting";

    private MeetingTopology() {}

    /**
     * Builds it.
     *
     * @param topics what is read and written
     * @param normalizer how raw records are read
     * @param planner what becomes of a reading
     * @param counters what is counted
     * @param backlog what waits to be read
     * @param retention how long is kept what later values took the place of
     * @param gatewaySilence how long a gateway may say nothing before no deadline waits for it
     * @param spans what is traced
     */
    public static Topology build(
            InstalledTopics topics,
            Normalizer normalizer,
            Planner planner,
            Counters counters,
            Backlog backlog,
            Retention retention,
            Duration gatewaySilence,
            Spans spans) {
        // Store and changelog names are for life: a new name is a lost state.
        var settings = new Properties();
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "adjourn");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused");
        var topology = new Topology(new TopologyConfig(new StreamsConfig(settings)));

        topology.addSource(
                SOURCE,
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topics.raw().name());
        topology.addProcessor(NORMALIZE, () -> new NormalizeDelivery(normalizer, spans), SOURCE);
        var drift = new DriftLog();
        topology.addProcessor(
                FOLD, () -> new FoldMeeting(planner, counters, backlog, gatewaySilence, drift, spans), NORMALIZE);
        Stores.all(retention.compactWithin()).forEach(store -> topology.addStateStore(store, FOLD));
        for (Topic topic : outputs(topics)) {
            topology.addSink(topic.name(), topic.name(), new StringSerializer(), new ByteArraySerializer(), FOLD);
        }
        return topology;
    }

    /** The topics that the stores are restored from. */
    public static List<String> changelogsOf(String applicationId) {
        return Stores.NAMES.stream()
                .map(store -> applicationId + "-" + store + "-changelog")
                .toList();
    }

    /** How changelogs are to be set, by Kafka's names. New ones are made so. */
    public static Map<String, String> changelogSettings(Retention retention) {
        return Stores.changelog(retention.compactWithin());
    }

    private static List<Topic> outputs(InstalledTopics topics) {
        return topics.all().stream()
                .filter(topic -> topic.value() instanceof Topic.Avro)
                .toList();
    }
}
