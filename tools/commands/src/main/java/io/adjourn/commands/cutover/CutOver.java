package io.adjourn.commands.cutover;

import io.adjourn.commands.state.StreamsMemory;
import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.InstalledTopics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Fills a new generation of topics from the one before. The new raw topic stays closed until all is in it, so that gateways spool
 * what comes meanwhile, and streams waits: every delivery of the old generation stands before every one of the new.
 */
public final class CutOver {
    private static final String APPLY = "run `./adjourn contracts apply` with the new generation first";

    private final Admin kafka;
    private final Cluster cluster;
    private final InstalledTopics before;
    private final InstalledTopics after;
    private final Generation generation;
    private final int partitions;

    private CutOver(Admin kafka, Cluster cluster, InstalledTopics before, int partitions) {
        this.kafka = kafka;
        this.cluster = cluster;
        this.before = before;
        this.after = cluster.topics();
        this.generation = new Generation(kafka);
        this.partitions = partitions;
    }

    /**
     * Looks whether there can be one; changes nothing.
     *
     * @throws BadConfigurationException if there cannot
     */
    public static CutOver of(Admin kafka, Cluster cluster) {
        InstalledTopics before = cluster.installation()
                .topicsBefore()
                .orElseThrow(() -> new BadConfigurationException("there is no generation before this one: set"
                        + " ADJOURN_TOPICS_GENERATION to the new generation, 2 for the first cut-over; a raw topic that"
                        + " ADJOURN_TOPICS_NAMES_RAW names has no generations"));
        var generation = new Generation(kafka);
        int from = generation.partitions(
                before.raw(), "there is nothing to cut over from, and the new generation needs no cut-over");
        int partitions = generation.partitions(cluster.topics().raw(), APPLY);
        if (partitions % from != 0) {
            throw new BadConfigurationException(
                    "topic " + cluster.topics().raw().name() + " has " + partitions
                            + " partitions, which is no multiple of the " + from + " of "
                            + before.raw().name()
                            + ": the order of deliveries would be lost; delete the topics of the new generation, and apply"
                            + " contracts with a multiple");
        }
        if (!generation.isClosed(cluster.topics().raw())) {
            throw new BadConfigurationException(
                    "topic " + cluster.topics().raw().name()
                            + " is open, so this generation has been cut over to: nothing is to be done");
        }
        return new CutOver(kafka, cluster, before, partitions);
    }

    /** What it does, one step a line. */
    public List<String> plan() {
        return List.of(
                "copy " + before.raw().name() + " to " + after.raw().name() + " (" + partitions + " partitions)",
                "copy the last record of each meeting from "
                        + before.completions().name() + " to "
                        + after.completions().name(),
                "make the state of " + cluster.installation().applicationId() + " from these records",
                "open " + after.raw().name() + " to gateways and streams");
    }

    /**
     * Does it.
     *
     * @param quiet how long nobody may have written to the old raw topic
     * @param progress called again and again with the number of records copied
     * @param done called with each thing that is done
     */
    public void execute(Duration quiet, LongConsumer progress, Consumer<String> done) {
        generation.empty(after.raw(), partitions);
        try (var raw = new Copy(cluster, before.raw(), after.raw(), partitions)) {
            long copied = raw.copyOn(progress);
            done.accept("copied " + copied + " raw records");
            long more = untilQuiet(raw, quiet, progress, done);
            done.accept("copied " + more + " that came meanwhile; nobody writes to "
                    + before.raw().name() + " any more");
        }
        copyCompletions(progress, done);
        StreamsMemory memory = StreamsMemory.find(kafka, cluster.installation().applicationId());
        long records = memory.replaceByLastRecords(kafka, cluster, progress);
        done.accept("made the state of " + cluster.installation().applicationId() + " from " + records + " records");
        generation.open(after.raw());
        done.accept("opened " + after.raw().name() + ": gateways send what they have spooled, and streams starts");
    }

    /** A gateway that runs says something every few seconds, so silence means that none does. */
    private static long untilQuiet(Copy raw, Duration quiet, LongConsumer progress, Consumer<String> done) {
        long all = 0;
        boolean isAnnounced = false;
        while (true) {
            pause(quiet);
            long more = raw.copyOn(progress);
            all += more;
            if (more == 0) {
                return all;
            }
            if (!isAnnounced) {
                isAnnounced = true;
                done.accept("waiting until no gateway writes to the old generation: restart them all with the new one");
            }
        }
    }

    private void copyCompletions(LongConsumer progress, Consumer<String> done) {
        if (before.completions().name().equals(after.completions().name())) {
            return;
        }
        int of = generation.partitions(after.completions(), APPLY);
        int from = generation.partitions(before.completions(), APPLY);
        if (of % from != 0) {
            throw new BadConfigurationException("topic " + after.completions().name() + " has " + of
                    + " partitions, which is no multiple of the " + from + " of "
                    + before.completions().name());
        }
        try (var completions = new Copy(cluster, before.completions(), after.completions(), of)) {
            done.accept("copied " + completions.copyOn(progress) + " records of meetings");
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }
}
