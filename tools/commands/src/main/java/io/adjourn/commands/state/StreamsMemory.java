package io.adjourn.commands.state;

import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * What a streams application remembers in Kafka: how far its group has read, and the changelogs of its stores. What it published
 * is not among them, nor what it keeps on disk.
 *
 * @param applicationId also the group's name
 * @param hasOffsets whether there is such a group
 * @param changelogs its changelog topics
 */
public record StreamsMemory(String applicationId, boolean hasOffsets, Set<String> changelogs) {
    private static final String MEETINGS = "meeting-state";
    private static final String DEADLINES = "deadlines";

    /** The stores of streams. Whatever else begins with the application's name may be another application's. */
    static final List<String> STORES = List.of(MEETINGS, DEADLINES, "seen-events", "open-meetings");

    private static final int PATIENCE_SECONDS = 30;

    public StreamsMemory {
        changelogs = Set.copyOf(changelogs);
    }

    /**
     * Looks, and changes nothing.
     *
     * @throws CannotStartException if somebody still reads: what is deleted beneath a reader comes back half
     */
    public static StreamsMemory find(Admin kafka, String applicationId) {
        boolean hasOffsets = mustBeUnread(kafka, applicationId);
        Set<String> topics = await(kafka.listTopics().names());
        Set<String> changelogs = STORES.stream()
                .map(store -> changelog(applicationId, store))
                .filter(topics::contains)
                .collect(Collectors.toSet());
        return new StreamsMemory(applicationId, hasOffsets, changelogs);
    }

    /**
     * Deletes it all, and puts in the place of each meeting's state its last record, from which streams goes on counting revisions.
     * What is known of meetings whose record was deleted from its topic stays as it is. Cut short, it is to be run again. Until it is done, some changelogs are there and others are not, and streams does not start.
     *
     * @param progress told again and again how many records are read
     * @return how many records are in the place of states
     */
    public long replaceByLastRecords(Admin kafka, Cluster cluster, LongConsumer progress) {
        ChangelogReset topics = ChangelogReset.asBefore(kafka, cluster.topics().raw(), changelogs);
        String meetings = meetingsChangelog(applicationId);
        TombstonedStates tombstoned = changelogs.contains(meetings)
                ? TombstonedStates.in(cluster, meetings, progress)
                : new TombstonedStates();
        if (hasOffsets) {
            await(kafka.deleteConsumerGroups(List.of(applicationId)).all());
        }
        // Deleted last, so that it stands alone meanwhile.
        String guard = changelog(applicationId, DEADLINES);
        if (!changelogs.contains(guard)) {
            topics.create(guard);
        }
        Set<String> others = STORES.stream()
                .map(store -> changelog(applicationId, store))
                .filter(changelog -> !changelog.equals(guard))
                .collect(Collectors.toSet());
        for (String changelog : others) {
            if (changelogs.contains(changelog)) {
                topics.delete(changelog);
            }
        }
        topics.create(meetings);
        long records = LastRecords.copy(cluster, meetings, tombstoned, progress);
        topics.delete(guard);
        for (String changelog : others) {
            if (!changelog.equals(meetings)) {
                topics.create(changelog);
            }
        }
        topics.create(guard);
        return records;
    }

    /** The changelog of the store that has the meetings' states. */
    static String meetingsChangelog(String applicationId) {
        return changelog(applicationId, MEETINGS);
    }

    private static String changelog(String applicationId, String store) {
        return applicationId + "-" + store + "-changelog";
    }

    /** Whether the group is there at all. */
    private static boolean mustBeUnread(Admin kafka, String applicationId) {
        try {
            ConsumerGroupDescription group = Objects.requireNonNull(
                    await(kafka.describeConsumerGroups(List.of(applicationId)).all())
                            .get(applicationId));
            if (!group.members().isEmpty()) {
                throw new CannotStartException(group.members().size() + " members are still active in"
                        + " group " + applicationId
                        + ": stop every instance of that application, and wait until their session timeouts have"
                        + " expired");
            }
            return true;
        } catch (CannotStartException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CannotStartException("Kafka denies access: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new CannotStartException(
                    "Kafka did not answer within " + PATIENCE_SECONDS + " s: check that it is up and that its"
                            + " addresses are right",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }
}
