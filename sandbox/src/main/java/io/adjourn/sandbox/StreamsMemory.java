package io.adjourn.sandbox;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    /** The stores of streams. Whatever else begins with the application's name may be another application's. */
    static final List<String> STORES = List.of("meeting-state", "seen-events", "deadlines", "open-meetings");

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
                .map(store -> applicationId + "-" + store + "-changelog")
                .filter(topics::contains)
                .collect(Collectors.toSet());
        return new StreamsMemory(applicationId, hasOffsets, changelogs);
    }

    /** Deletes it all. Cut short, it can be run again. */
    public void forget(Admin kafka) {
        if (!changelogs.isEmpty()) {
            await(kafka.deleteTopics(changelogs).all());
        }
        if (hasOffsets) {
            await(kafka.deleteConsumerGroups(List.of(applicationId)).all());
        }
    }

    /** Whether the group is there at all. */
    private static boolean mustBeUnread(Admin kafka, String applicationId) {
        try {
            ConsumerGroupDescription group = Objects.requireNonNull(
                    await(kafka.describeConsumerGroups(List.of(applicationId)).all())
                            .get(applicationId));
            if (!group.members().isEmpty()) {
                throw new CannotStartException(group.members().size() + " still read as " + applicationId
                        + ": stop every streams of that application, and wait until Kafka has missed the last of them");
            }
            return true;
        } catch (CannotStartException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CannotStartException("Kafka refuses: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new CannotStartException(
                    "Kafka did not answer within " + PATIENCE_SECONDS + " s: is it up, and are its addresses right?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }
}
