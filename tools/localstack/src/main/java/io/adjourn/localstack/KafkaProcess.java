package io.adjourn.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A broker as a process of its own, on the class path of this one. */
public final class KafkaProcess {
    private KafkaProcess() {}

    /** Starts one that becomes as fast as in production; clients wait until it serves. */
    public static ChildProcess start(Port port, DataDirectory data) {
        return ChildProcess.fastJava("kafka", arguments("1g", port, data), Map.of(), data.log("kafka"));
    }

    /** Starts one that is small. */
    public static ChildProcess startSmall(Port port, DataDirectory data) {
        return ChildProcess.java("kafka", arguments("512m", port, data), Map.of(), data.log("kafka"));
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
