package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** A broker as a process of its own, on the class path of this one. */
public final class KafkaProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private KafkaProcess() {}

    /** Begins to start one that becomes as fast as in production. */
    public static ChildProcess start(Port port, DataDirectory data) {
        return ChildProcess.fastJava("kafka", arguments("1g", port, data), Map.of(), data.log("kafka"));
    }

    /** Begins to start one that is small. */
    public static ChildProcess startSmall(Port port, DataDirectory data) {
        return ChildProcess.java("kafka", arguments("512m", port, data), Map.of(), data.log("kafka"));
    }

    /**
     * Returns once it serves.
     *
     * @throws CannotStartException if it has ended, or does not serve within minutes
     */
    public static void awaitReady(ChildProcess process, Port port) {
        String address = "localhost:" + port.number();
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        try (var admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, address))) {
            while (!answers(admin)) {
                if (!process.isAlive()) {
                    throw process.death();
                }
                if (System.nanoTime() > giveUp) {
                    throw new CannotStartException("the broker does not answer at " + address);
                }
            }
        }
    }

    private static boolean answers(Admin admin) {
        try {
            var _ = admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }

    private static List<String> arguments(String heap, Port port, DataDirectory data) {
        return List.of(
                "-Xms" + heap,
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                KafkaProcess.class.getName(),
                Integer.toString(port.number()),
                data.directory("kafka").toString());
    }

    /**
     * Runs it until the process gets SIGTERM.
     *
     * @param args its port and the directory of its topics
     */
    public static void main(String[] args) throws InterruptedException {
        LocalKafka kafka = LocalKafka.start(new Port(Integer.parseInt(args[0]), ""), Path.of(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop"));
        new CountDownLatch(1).await();
    }
}
