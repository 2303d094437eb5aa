package io.adjourn.bench.stack;

import io.adjourn.sandbox.LocalKafka;
import io.adjourn.sandbox.Port;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker as a process of its own, so that it has its own heap and nothing that is measured runs beside it. */
final class Broker {
    private Broker() {}

    /**
     * Runs it until the process is told to stop.
     *
     * @param args its port and the directory of its topics
     */
    public static void main(String[] args) throws InterruptedException {
        LocalKafka kafka = LocalKafka.start(new Port(Integer.parseInt(args[0]), ""), Path.of(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop"));
        new CountDownLatch(1).await();
    }
}
