package io.adjourn.streams;

import io.adjourn.contracts.WireFormat;
import io.adjourn.contracts.WireFormat.MissingSchemaException;
import io.adjourn.sources.Sources;
import io.adjourn.streams.topology.Counters;
import io.adjourn.streams.topology.MeetingTopology;
import io.adjourn.streams.topology.Planner;
import io.adjourn.streams.topology.Rules;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micronaut.context.env.Environment;
import io.micronaut.core.naming.conventions.StringConvention;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the {@link KafkaStreams} object: waits for the registry, starts, tells its state, ends the process when it dies for
 * good, and stops cleanly.
 */
@Singleton
public class StreamsRuntime {
    /** The stream died of a fault that a new process may survive. */
    static final int DIED = 3;

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRuntime.class);
    private static final int CACHED_SCHEMAS = 100;
    private static final int RETRY_SECONDS = 2;

    private final StreamsSettings settings;
    private final Sources sources;
    private final MeterRegistry registry;
    private final Environment environment;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable KafkaStreams streams;
    private volatile String waitingFor = "not started";

    StreamsRuntime(StreamsSettings settings, Sources sources, MeterRegistry registry, Environment environment) {
        this.settings = settings;
        this.sources = sources;
        this.registry = registry;
        this.environment = environment;
    }

    /** Starts in the background: health tells how far it is. */
    void start() {
        Thread.ofPlatform().name("adjourn-start").start(() -> {
            try {
                run();
            } catch (MissingSchemaException e) {
                System.err.println(e.getMessage());
                System.exit(StreamsApplication.BAD_CONFIGURATION);
            } catch (RuntimeException e) {
                LOG.error("cannot start", e);
                System.exit(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The stream's state; null before there is one. */
    KafkaStreams.@Nullable State state() {
        KafkaStreams running = streams;
        return running == null ? null : running.state();
    }

    /** What it waits for before the stream can start. */
    String waitingFor() {
        return waitingFor;
    }

    private void run() throws InterruptedException {
        var wireFormat = new WireFormat(new CachedSchemaRegistryClient(settings.registryUrl(), CACHED_SCHEMAS));
        if (!resolved(wireFormat)) {
            return;
        }
        var planner = new Planner(wireFormat, settings.version(), new Rules(sources));
        var topology = MeetingTopology.build(planner, new Counters(registry));
        var passedThrough = environment.getProperties("kafka", StringConvention.RAW);
        var created = new KafkaStreams(topology, KafkaSettings.of(settings, passedThrough));
        created.setUncaughtExceptionHandler(this::died);
        created.setStateListener((now, before) -> LOG.info("{} (was {})", now, before));
        new KafkaStreamsMetrics(created).bindTo(registry);
        synchronized (this) {
            if (stopping.getCount() == 0) {
                return;
            }
            streams = created;
        }
        created.start();
    }

    /** Waits for the registry; false where the process is stopping meanwhile. */
    private boolean resolved(WireFormat wireFormat) throws InterruptedException {
        while (true) {
            try {
                wireFormat.resolve();
                return true;
            } catch (IOException e) {
                waitingFor = "schema registry at " + settings.registryUrl() + ": " + e.getMessage();
                LOG.warn("waiting for the {}", waitingFor);
            }
            if (stopping.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
                return false;
            }
        }
    }

    private StreamThreadExceptionResponse died(Throwable fault) {
        LOG.error("the stream died; ending the process, so that it is started anew", fault);
        // Not on the dying thread: the exit waits for the stream to close, and that for its threads.
        Thread.ofPlatform().name("adjourn-exit").start(() -> System.exit(DIED));
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    @PreDestroy
    synchronized void stop() {
        stopping.countDown();
        KafkaStreams running = streams;
        if (running != null && !running.close(settings.shutdownGrace())) {
            LOG.warn("the stream did not stop within {}", settings.shutdownGrace());
        }
    }
}
