package io.adjourn.localstack;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A broker that was killed, and that its controller still counts as alive.
 *
 * <p>If it starts like that, it leads its partitions until its new registration fences it for a moment. Meanwhile its transaction
 * coordinator completes the transactions that were ending at the kill. If it finds no leader in that moment, it assumes that the
 * partitions were deleted, and completes the transactions without their markers (seen with Kafka 4.4.0). From then on no reader of
 * committed records gets beyond them. So the controller starts alone first, and stays until it has fenced the broker.
 */
final class KilledBroker {
    private static final Duration SESSION = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Kafka writes it when it stops cleanly, and deletes it when it starts. */
    private static final String CLEAN = ".kafka_cleanshutdown";

    private KilledBroker() {}

    /** Whether the topics are those of one. */
    static boolean isIn(Path topics) {
        return Files.exists(topics.resolve("__cluster_metadata-0")) && !Files.exists(topics.resolve(CLEAN));
    }

    /**
     * Returns once the controller has fenced it, or has had the time to.
     *
     * @param settings those of the broker, which is also the controller
     */
    static void fence(Map<String, String> settings) {
        var controller = new HashMap<>(settings);
        controller.put("process.roles", "controller");
        controller.computeIfPresent("listeners", (_, listeners) -> controllerOf(listeners));
        controller.remove("advertised.listeners");
        controller.put("broker.session.timeout.ms", Long.toString(SESSION.toMillis()));
        var server = new KafkaRaftServer(KafkaConfig.fromProps(LocalKafka.asProperties(controller)), Time.SYSTEM);
        try {
            server.startup();
            awaitFenced();
        } finally {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    private static String controllerOf(String listeners) {
        return Arrays.stream(listeners.split(","))
                .filter(listener -> listener.startsWith("CONTROLLER:"))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitFenced() {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (fenced() == 0 && System.nanoTime() < giveUp) {
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Also zero while the controller does not know yet. */
    private static int fenced() {
        try {
            return (Integer) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(
                            new ObjectName("kafka.controller:type=KafkaController,name=FencedBrokerCount"), "Value");
        } catch (InstanceNotFoundException e) {
            return 0;
        } catch (JMException e) {
            throw new IllegalStateException("Kafka does not count its fenced brokers", e);
        }
    }
}
