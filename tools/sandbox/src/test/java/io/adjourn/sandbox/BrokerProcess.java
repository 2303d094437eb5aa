package io.adjourn.sandbox;

import io.adjourn.localstack.ChildProcess;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.KafkaProcess;
import io.adjourn.localstack.Port;
import java.io.IOException;

/** A broker as a process of its own, so that it can be frozen. */
final class BrokerProcess implements AutoCloseable {
    private final ChildProcess process;

    private BrokerProcess(ChildProcess process) {
        this.process = process;
    }

    /** Returns once it serves. */
    static BrokerProcess start(Port port, DataDirectory data) {
        ChildProcess process = KafkaProcess.startSmall(port, data);
        KafkaProcess.awaitReady(process, port);
        return new BrokerProcess(process);
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
