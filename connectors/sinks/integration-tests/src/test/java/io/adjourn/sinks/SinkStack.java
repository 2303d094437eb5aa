package io.adjourn.sinks;

import io.adjourn.config.InvalidSourcesException;
import io.adjourn.contracts.Cluster;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalConnect;
import io.adjourn.localstack.LocalStack;
import io.adjourn.localstack.Port;
import io.adjourn.testkit.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One sandbox in which vendors have played, and one worker beside it, for all tests of this module: they are started for the first, and
 * stopped after the last.
 */
public final class SinkStack implements BeforeAllCallback, AutoCloseable {
    /** For tests to register. */
    public static final SinkStack SHARED = new SinkStack();

    /** How many meetings have been played. */
    public static final int MEETINGS = 6;

    private static final String GROUP = "connect-test";
    private static final String SECRETS = "secrets";

    private final Sandbox sandbox = new Sandbox(Duration.ofSeconds(3), Duration.ofSeconds(5));
    private final DataDirectory data = DataDirectory.temporary();

    @SuppressWarnings("NullAway.Init") // started before all
    private LocalConnect worker;

    @SuppressWarnings("NullAway.Init") // started before all
    private Connectors connectors;

    @SuppressWarnings("NullAway.Init") // started before all
    private Records records;

    @SuppressWarnings("NullAway.Init") // started before all
    private ExtensionContext context;

    private boolean started;

    private SinkStack() {}

    @Override
    public void beforeAll(ExtensionContext context) throws InvalidSourcesException, InterruptedException {
        if (started) {
            return;
        }
        started = true;
        this.context = context;
        // Closed with all tests, not with this class.
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SinkStack.class))
                .put("stack", this);
        sandbox.beforeAll(context);
        records = new Records(cluster());
        worker = startWorker();
        connectors = new Connectors(
                () -> worker.url(),
                Map.of(
                        "http://registry.example.com:8081", sandbox.registryUrl(),
                        "/etc/adjourn/sinks", data.directory(SECRETS).toString()));
        sandbox.play("meetstream", "late-transcript");
        sandbox.play("meetstream", "denied");
        sandbox.play("attendee", "normal");
        sandbox.play("vexa", "flat");
        sandbox.play("meetingbaas-v2", "deleted");
        sandbox.play("meetingbaas-v2", "normal");
    }

    private LocalConnect startWorker() {
        return LocalConnect.start(Port.free(), sandbox.bootstrapServers(), GROUP, data, Map.of())
                .awaitReady();
    }

    public Cluster cluster() {
        return Cluster.at(sandbox.bootstrapServers(), sandbox.registryUrl());
    }

    public Records records() {
        return records;
    }

    public Connectors connectors() {
        return connectors;
    }

    /** What a secret's file holds, that configurations refer to. */
    public void secret(String file, String secret) {
        try {
            Files.writeString(data.directory(SECRETS).resolve(file), secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A topic with one partition and one replica: in production connectors make it, with three. */
    public void makeTopic(String name) {
        try (var admin = cluster().admin()) {
            LocalStack.await(admin.createTopics(List.of(new NewTopic(name, 1, (short) 1)))
                    .all());
        }
    }

    /** Ends the worker without warning. */
    public void killWorker() {
        worker.kill();
    }

    /** Starts one that goes on where the last one was. */
    public void replaceWorker() {
        worker = startWorker();
    }

    @Override
    public void close() {
        if (records != null) {
            records.close();
        }
        if (worker != null) {
            worker.kill();
        }
        sandbox.afterAll(context);
        data.close();
    }
}
