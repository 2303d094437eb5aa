package io.adjourn.reconciler;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.KafkaAdmin;
import io.adjourn.config.KafkaFailure;
import io.adjourn.contracts.Installation;
import io.adjourn.contracts.OwnersTopic;
import io.adjourn.contracts.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be there before anybody is asked: the topics that are read and written, and they are ours. */
final class Prerequisites {
    private static final Logger LOG = LoggerFactory.getLogger(Prerequisites.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Prerequisites() {}

    /**
     * Looks once.
     *
     * @param settings of a client that asks Kafka
     * @throws IOException if Kafka cannot be reached: look again
     * @throws BadConfigurationException if a topic is missing, or another installation's
     */
    static void check(Map<String, Object> settings, Installation installation)
            throws IOException, InterruptedException {
        try (Admin kafka = KafkaAdmin.of(settings)) {
            switch (new OwnersTopic(settings, installation, PATIENCE).ofEverything()) {
                case OwnersTopic.Foreign(String line) -> throw new BadConfigurationException(line);
                case OwnersTopic.NotAllowed(String line) -> LOG.warn("Not checked: {}", line);
                case OwnersTopic.Free() -> {}
            }
            checkTopics(kafka, installation);
        } catch (KafkaException e) {
            throw KafkaFailure.awayUnlessRefused(e);
        } catch (ExecutionException e) {
            throw KafkaFailure.awayUnlessRefused(e.getCause() == null ? e : e.getCause());
        }
    }

    private static void checkTopics(Admin kafka, Installation installation)
            throws ExecutionException, InterruptedException {
        var topics = installation.topics();
        var missing = new TreeSet<String>();
        for (Topic topic : List.of(topics.raw(), topics.open(), topics.completions(), topics.reconciler())) {
            int partitions = partitions(kafka, topic.name());
            if (partitions == 0) {
                missing.add(topic.name());
            } else if (topic.equals(topics.reconciler()) && partitions != 1) {
                throw new BadConfigurationException("topic " + topic.name() + " has " + partitions
                        + " partitions and must have one: delete it, and run `./adjourn contracts apply`; what was asked"
                        + " lately may then be asked again");
            }
        }
        if (!missing.isEmpty()) {
            throw new BadConfigurationException(
                    "Kafka is missing " + String.join(", ", missing) + ": run `./adjourn contracts apply` first");
        }
    }

    /** How many partitions the topic has; none where there is no such topic. */
    private static int partitions(Admin kafka, String topic) throws ExecutionException, InterruptedException {
        try {
            Map<String, TopicDescription> found =
                    kafka.describeTopics(List.of(topic)).allTopicNames().get();
            return found.values().iterator().next().partitions().size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw e;
        }
    }
}
