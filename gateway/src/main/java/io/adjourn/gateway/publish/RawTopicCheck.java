package io.adjourn.gateway.publish;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.contracts.BodyLimit;
import io.adjourn.contracts.Causes;
import io.adjourn.contracts.OwnersTopic;
import io.adjourn.contracts.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the gateway may write to its raw topic, before it writes the first record: it is no other installation's, takes
 * records as large as they may be, and is not still being filled by a cut-over.
 */
final class RawTopicCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RawTopicCheck.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private RawTopicCheck() {}

    /**
     * Why it may not write yet, empty where it may.
     *
     * @throws BadConfigurationException if something must be changed first
     * @throws AuthenticationException if Kafka does not let these clients in
     */
    static Optional<String> whyNotYet(Admin admin, KafkaSettings settings) throws InterruptedException {
        try {
            switch (new OwnersTopic(settings.producer(), settings.installation(), PATIENCE).ofRawTopic()) {
                case OwnersTopic.Foreign(String line) -> throw new BadConfigurationException(line);
                case OwnersTopic.NotAllowed(String line) -> LOG.warn("Not checked: {}", line);
                case OwnersTopic.Free() -> {}
            }
            return whyNotYet(configuration(admin, settings.raw()), settings);
        } catch (ExecutionException e) {
            return ofFault(e.getCause() == null ? e : e.getCause(), settings.raw());
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (KafkaException e) {
            return ofFault(e, settings.raw());
        }
    }

    private static Config configuration(Admin admin, Topic raw) throws ExecutionException, InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, raw.name());
        return Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
    }

    private static Optional<String> whyNotYet(Config actual, KafkaSettings settings) {
        Topic raw = settings.raw();
        long takes = number(actual, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        if (takes < raw.maxMessageBytes()) {
            BodyLimit limit = settings.installation().bodyLimit();
            throw new BadConfigurationException("adjourn.body.max-bytes: bodies of " + limit.bytes()
                    + " bytes need raw records of " + raw.maxMessageBytes() + ", but topic " + raw.name()
                    + " takes at most " + takes + ": run `./adjourn contracts apply`, or set ADJOURN_BODY_MAX_BYTES to"
                    + " at most " + BodyLimit.fitting(takes));
        }
        return "LogAppendTime".equals(value(actual, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))
                ? Optional.empty()
                : Optional.of("topic " + raw.name() + " is not open yet: its message.timestamp.type is not"
                        + " LogAppendTime; run `./adjourn cut-over --execute` for a new generation of topics, else"
                        + " `./adjourn contracts apply`");
    }

    private static InterruptedException interrupted(InterruptException e) {
        var stopped = new InterruptedException("told to stop");
        stopped.initCause(e);
        return stopped;
    }

    /** What cannot be asked is no reason not to write, unless nobody answers. */
    private static Optional<String> ofFault(Throwable fault, Topic raw) {
        return switch (fault) {
            case AuthorizationException _ -> {
                LOG.warn(
                        "The size of records that the raw topic takes is not checked: allow DescribeConfigs on it:"
                                + " topic={}",
                        raw.name());
                yield Optional.empty();
            }
            // The files that the clients have their keys from may hold others by now: then new clients help.
            case AuthenticationException e -> throw e;
            case UnknownTopicOrPartitionException _ -> Optional.of("there is no topic " + raw.name());
            case TimeoutException _ -> Optional.of("no broker answers");
            default -> Optional.of(Causes.text(fault));
        };
    }

    private static long number(Config config, String name) {
        String value = value(config, name);
        return value.isEmpty() ? Long.MAX_VALUE : Long.parseLong(value);
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }
}
