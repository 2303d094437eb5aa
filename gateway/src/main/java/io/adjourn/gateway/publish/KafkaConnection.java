package io.adjourn.gateway.publish;

import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka clients, made in the background: that fails as long as no broker's name can be resolved, and the gateway starts
 * without Kafka. Once made they reconnect by themselves.
 */
@Singleton
@Requires(beans = KafkaPublisher.class)
class KafkaConnection {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConnection.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
    private static final Duration TIME_TO_FLUSH = Duration.ofSeconds(5);

    private final KafkaSettings settings;
    private final Thread connecting =
            Thread.ofVirtual().name("kafka-connecting").unstarted(this::connect);
    private volatile State state = new Away("the first connection is being made");

    KafkaConnection(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Whether there are clients to use; not whether a broker answers them. */
    sealed interface State {}

    /** There are. */
    record Made(Producer<String, byte[]> producer, Admin admin) implements State {}

    /** There are none yet. */
    record Away(String why) implements State {}

    State state() {
        return state;
    }

    @PostConstruct
    void open() {
        connecting.start();
    }

    /** Sends what is still waiting, and waits for that no longer than {@link #TIME_TO_FLUSH}. */
    @PreDestroy
    void close() throws InterruptedException {
        connecting.interrupt();
        connecting.join(TIME_TO_FLUSH);
        if (state instanceof Made(var producer, var admin)) {
            producer.close(TIME_TO_FLUSH);
            admin.close(Duration.ZERO);
        }
    }

    private void connect() {
        while (state instanceof Away) {
            try {
                state = make();
            } catch (KafkaException e) {
                state = new Away(Reason.of(e));
                LOG.atWarn().addKeyValue("why", Reason.of(e)).log("No connection to Kafka, trying on");
                try {
                    Thread.sleep(BETWEEN_ATTEMPTS);
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        }
    }

    private Made make() {
        Admin admin = Admin.create(settings.admin());
        try {
            return new Made(new KafkaProducer<>(settings.producer()), admin);
        } catch (KafkaException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }
}
