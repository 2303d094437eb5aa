package io.adjourn.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A broker as a process of its own, so that it can be frozen. */
final class BrokerProcess implements AutoCloseable {
    private final ChildProcess process;

    private BrokerProcess(ChildProcess process) {
        this.process = process;
    }

    /** Starts one; who asks it waits until it serves. */
    static BrokerProcess start(Port port, DataDirectory data) {
        return new BrokerProcess(ChildProcess.java(
                "broker",
                List.of(
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        Integer.toString(port.number()),
                        data.directory("kafka").toString()),
                Map.of(),
                data.log("kafka")));
    }

    /** Runs it until the process is told to stop, on the port and with the directory that are its arguments. */
    public static void main(String[] args) throws InterruptedException {
        LocalKafka kafka = LocalKafka.start(new Port(Integer.parseInt(args[0]), ""), Path.of(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop"));
        new CountDownLatch(1).await();
    }

    /** It answers nobody any more, and its connections stay open. */
    void freeze() {
        signal("STOP");
    }

    /** It goes on where it was. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.id()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("kill -" + name + ": " + exit);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        thaw();
        process.close();
    }
}
