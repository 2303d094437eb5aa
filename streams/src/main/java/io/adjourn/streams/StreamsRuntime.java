package io.adjourn.streams;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.Sources;
import io.adjourn.contracts.ErasureSecrets;
import io.adjourn.contracts.Installation;
import io.adjourn.contracts.SchemaRegistry;
import io.adjourn.contracts.WireFormat;
import io.adjourn.streams.encode.Messages;
import io.adjourn.streams.metrics.Counters;
import io.adjourn.streams.normalize.Normalizer;
import io.adjourn.streams.plan.Planner;
import io.adjourn.streams.plan.Rules;
import io.adjourn.streams.topology.MeetingTopology;
import io.adjourn.streams.topology.Spans;
import io.adjourn.tracing.Tracing;
import io.adjourn.vendors.Vendors;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the {@link KafkaStreams} object: waits for what it needs, starts, tells its state, ends the process when it dies for
 * good, and stops cleanly.
 */
@Singleton
public class StreamsRuntime {
    /** The stream died of a fault that a new process may survive. */
    static final int DIED = 3;

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRuntime.class);
    private static final int RETRY_SECONDS = 2;
    private static final int LOOK_MILLIS = 500;

    private final StreamsSettings settings;
    private final KafkaSettings kafka;
    private final Installation installation;
    private final SchemaRegistry schemas;
    private final Sources sources;
    private final ErasureSecrets erasureSecrets;
    private final MeterRegistry registry;
    private final Tracing tracing;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable KafkaStreams streams;
    private volatile String waitingFor = "Kafka and the schema registry";
    private volatile boolean warmedUp;
    private volatile boolean failed;

    StreamsRuntime(
            StreamsSettings settings,
            KafkaSettings kafka,
            Installation installation,
            SchemaRegistry schemas,
            Sources sources,
            ErasureSecrets erasureSecrets,
            MeterRegistry registry,
            Tracing tracing) {
        this.settings = settings;
        this.kafka = kafka;
        this.installation = installation;
        this.schemas = schemas;
        this.sources = sources;
        this.erasureSecrets = erasureSecrets;
        this.registry = registry;
        this.tracing = tracing;
    }

    /** Starts in the background: health tells how far it is. */
    void start() {
        Thread.ofPlatform().name("start").start(() -> {
            try {
                run();
            } catch (RuntimeException | Error e) {
                // An error, too: alive and never ready, nobody would look.
                failed = true;
                StreamsApplication.fail(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** How it is now. */
    StreamsStatus standing() {
        KafkaStreams running = streams;
        return new StreamsStatus(running == null ? null : running.state(), waitingFor, warmedUp, failed);
    }

    /** Whether the process ends because it must, with an exit code of its own. */
    boolean hasFailed() {
        return failed;
    }

    private Map<MetricName, ? extends Metric> metrics() {
        KafkaStreams running = streams;
        return running == null ? Map.of() : running.metrics();
    }

    private void run() throws InterruptedException {
        var wireFormat = new WireFormat(registryClient(), installation.topics());
        if (!isReady(new Prerequisites(kafka.admin(), wireFormat, settings, installation))) {
            return;
        }
        var planner = new Planner(
                new Messages(wireFormat, schemas.schemas(), settings.version()),
                new Rules(Vendors.KNOWN, sources),
                settings.retention(),
                settings.keptAttributes());
        var created = new KafkaStreams(
                MeetingTopology.build(
                        installation.topics(),
                        new Normalizer(Vendors.KNOWN, erasureSecrets),
                        planner,
                        new Counters(registry),
                        new ConsumerLag(installation.topics().raw().name(), this::metrics),
                        settings.retention(),
                        settings.gatewaySilence(),
                        new Spans(tracing, installation.applicationId())),
                kafka.streams());
        created.setUncaughtExceptionHandler(this::died);
        created.setGlobalStateRestoreListener(new RestoreProgress(registry));
        created.setStandbyUpdateListener(new StandbyProgress(registry));
        created.setStateListener((now, before) -> LOG.info("State changed: state={} before={}", now, before));
        new KafkaStreamsMetrics(created).bindTo(registry);
        synchronized (this) {
            if (stopping.getCount() > 0) {
                streams = created;
                created.start();
            }
        }
        warmUp(created);
    }

    /** Returns once it has warmed up, or the process is stopping. It never has to again: it would be taken for broken. */
    private void warmUp(KafkaStreams running) throws InterruptedException {
        if (kafka.standbys() > 0) {
            var warmUp = new WarmUp(settings.standbyWait(), kafka.acceptableLag(), () -> WarmUp.behind(running));
            while (running.state() != KafkaStreams.State.RUNNING || !warmUp.isOver()) {
                waitingFor = warmUp.waitingFor();
                if (stopping.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }
        warmedUp = true;
    }

    private SchemaRegistryClient registryClient() {
        try {
            return schemas.client();
        } catch (IllegalArgumentException e) {
            throw new BadConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Waits for Kafka and the registry; false where the process is stopping meanwhile. */
    private boolean isReady(Prerequisites prerequisites) throws InterruptedException {
        do {
            try {
                prerequisites.check();
                return true;
            } catch (IOException e) {
                waitingFor = String.valueOf(e.getMessage());
                LOG.warn("Waiting: for={}", waitingFor);
            }
        } while (!stopping.await(RETRY_SECONDS, TimeUnit.SECONDS));
        return false;
    }

    private StreamThreadExceptionResponse died(Throwable fault) {
        LOG.error("Streams failed; exiting so that it is restarted", fault);
        failed = true;
        // Not on the dying thread: the exit waits for the stream to close, and that for its threads.
        Thread.ofPlatform().name("exit").start(() -> System.exit(DIED));
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    @PreDestroy
    synchronized void stop() {
        stopping.countDown();
        KafkaStreams running = streams;
        if (running != null && !running.close(closing())) {
            LOG.warn("Streams did not stop in time: limit={}", settings.shutdownGrace());
        }
    }

    private CloseOptions closing() {
        return CloseOptions.timeout(settings.shutdownGrace())
                .withGroupMembershipOperation(
                        kafka.leavesGroup()
                                ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
                                : CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP);
    }
}
