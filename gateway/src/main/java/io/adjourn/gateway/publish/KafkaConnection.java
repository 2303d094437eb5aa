package io.adjourn.gateway.publish;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.contracts.Topic;
import io.adjourn.gateway.publish.SendResult.Unavailable;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka clients, made in the background: that fails as long as no broker's name can be resolved, and the gateway starts
 * without Kafka. Nobody gets them before it is known that the raw topic is ours. Once made they reconnect by themselves.
 */
@Singleton
class KafkaConnection {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConnection.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
    private static final Duration TIME_TO_FLUSH = Duration.ofSeconds(1);

    private final KafkaSettings settings;
    private final Ending ending;
    private Thread connecting = new Thread();
    private volatile State state = new BeingMade();
    private boolean isChecked;

    KafkaConnection(KafkaSettings settings, Ending ending) {
        this.settings = settings;
        this.ending = ending;
    }

    /** The topic that deliveries go to. */
    Topic raw() {
        return settings.raw();
    }

    /** Its name. */
    String topic() {
        return settings.raw().name();
    }

    /** Whether there are clients to use; not whether a broker answers them. */
    sealed interface State {}

    /**
     * There are.
     *
     * @param live the one for deliveries whose senders wait
     * @param drain the one for spooled records, which have time
     */
    record Made(Producer<String, byte[]> live, Producer<String, byte[]> drain, Admin admin) implements State {}

    /** There are none yet, or again. */
    record BeingMade() implements State {
        static final Unavailable UNAVAILABLE = new Unavailable("connecting", false);
    }

    /** There are none, for the last attempt failed. */
    record NotMade(String why) implements State {}

    State state() {
        return state;
    }

    @PostConstruct
    void open() {
        connecting = Thread.ofVirtual().name("kafka-connecting").start(this::connect);
    }

    /**
     * Replaces the clients: those there are have failed in a way that they do not recover from. New ones read the files of keys
     * and certificates again.
     */
    void renew() {
        if (state instanceof Made made) {
            LOG.info("Recreating Kafka clients");
            state = new BeingMade();
            try {
                close(made, Duration.ZERO);
            } finally {
                open();
            }
        }
    }

    /** Sends what is still waiting, and waits for that no longer than {@link #TIME_TO_FLUSH}. */
    @PreDestroy
    void close() throws InterruptedException {
        connecting.interrupt();
        connecting.join(TIME_TO_FLUSH);
        if (state instanceof Made made) {
            close(made, TIME_TO_FLUSH);
        }
    }

    private static void close(Made made, Duration patience) {
        made.live().close(patience);
        made.drain().close(Duration.ZERO);
        made.admin().close(Duration.ZERO);
    }

    private void connect() {
        while (!(state instanceof Made) && !Thread.currentThread().isInterrupted()) {
            try {
                offer(make());
            } catch (InterruptException stopped) {
                return;
            } catch (KafkaException | BadConfigurationException e) {
                // Files of keys may be replaced by others just now.
                String what = e instanceof AuthenticationException ? "Kafka authentication failed: " : "";
                notYet(what + KafkaErrorText.of(e));
                LOG.warn("Cannot connect to Kafka; retrying: why={}", KafkaErrorText.of(e));
                if (!isToGoOn()) {
                    return;
                }
            }
        }
    }

    /** Lets others have the clients once the raw topic is known to be ours. */
    private void offer(Made made) {
        boolean isOffered = false;
        try {
            while (!isChecked) {
                Optional<String> whyNotYet = RawTopicCheck.whyNotYet(made.admin(), settings);
                if (whyNotYet.isPresent()) {
                    notYet(whyNotYet.get());
                    Thread.sleep(BETWEEN_ATTEMPTS);
                }
                isChecked = whyNotYet.isEmpty();
            }
            state = made;
            isOffered = true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (BadConfigurationException e) {
            notYet(String.valueOf(e.getMessage()));
            ending.because(e);
            Thread.currentThread().interrupt();
        } finally {
            if (!isOffered) {
                closeUnoffered(made);
            }
        }
    }

    /** Kafka's clients do not close all of theirs on a thread that is interrupted. */
    private static void closeUnoffered(Made made) {
        boolean isInterrupted = Thread.interrupted();
        try {
            close(made, Duration.ZERO);
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void notYet(String why) {
        if (!(state instanceof NotMade(String before) && before.equals(why))) {
            LOG.info("Not writing to Kafka yet: why={}", why);
        }
        state = new NotMade(why);
    }

    private static boolean isToGoOn() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Made make() {
        KafkaSettings now = settings.renewed();
        var clients = new ArrayDeque<AutoCloseable>();
        try {
            Admin admin = Admin.create(now.admin());
            clients.push(() -> admin.close(Duration.ZERO));
            var drain = new KafkaProducer<String, byte[]>(now.drain());
            clients.push(() -> drain.close(Duration.ZERO));
            return new Made(new KafkaProducer<>(now.producer()), drain, admin);
        } catch (KafkaException e) {
            clients.forEach(client -> closeQuietly(client, e));
            throw e;
        }
    }

    private static void closeQuietly(AutoCloseable client, KafkaException failure) {
        try {
            client.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }
}
