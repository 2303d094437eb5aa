package io.adjourn.sinks.webhook;

import io.adjourn.sinks.json.PluginVersion;
import io.adjourn.sinks.webhook.SendOutcome.Arrived;
import io.adjourn.sinks.webhook.SendOutcome.Failed;
import io.adjourn.sinks.webhook.SendOutcome.Gone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was read until the endpoint has it, and commits no further than that: after a crash some messages are sent again, under
 * the same id. Connect's thread reads, hands in dead letters and commits; one of our own starts what is due, and takes the answers.
 */
public final class WebhookSinkTask extends SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSinkTask.class);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(5);

    /** How soon Connect comes back to us where there is nothing to read, to read on or hand in dead letters. */
    private static final long COMES_BACK_MILLIS = 200;

    private record GivenUp(WebhookMessage message, String why) {}

    private final Lanes lanes = new Lanes();
    private final Offsets offsets = new Offsets();
    private final List<GivenUp> givenUp = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // started before anything else
    private Endpoint endpoint;

    @SuppressWarnings("NullAway.Init") // started before anything else
    private WebhookConfig config;

    @SuppressWarnings("NullAway.Init") // started before anything else
    private ScheduledExecutorService scheduler;

    private @Nullable Future<?> alarm;
    private boolean paused;
    private boolean gone;

    @Override
    public void start(Map<String, String> settings) {
        config = new WebhookConfig(settings);
        endpoint = new Endpoint(config.url(), config.signature(), config.timeout());
        scheduler = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "webhook-" + settings.get("name"));
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        List<GivenUp> dead;
        synchronized (this) {
            if (gone) {
                throw new ConnectException(
                        "the endpoint answered 410, it wants no more webhooks: delete this connector, or give it"
                                + " another url and restart it. What it did not take is still in the topic");
            }
            for (SinkRecord record : records) {
                add(record);
            }
            dead = List.copyOf(givenUp);
            givenUp.clear();
            pump();
        }
        dead.forEach(this::report);
        readOnOrNot();
    }

    private void add(SinkRecord record) {
        var partition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
        offsets.opened(partition, record.originalKafkaOffset());
        try {
            lanes.add(WebhookPayload.of(record));
        } catch (DataException e) {
            givenUp.add(new GivenUp(new WebhookMessage("", "", new byte[0], record), String.valueOf(e.getMessage())));
        }
    }

    /** To the dead letters, on Connect's own thread: its reporter is for that alone. */
    private void report(GivenUp dead) {
        ErrantRecordReporter reporter = context.errantRecordReporter();
        var why = new ConnectException("not delivered: " + dead.why);
        if (reporter == null) {
            throw why;
        }
        try {
            reporter.report(dead.message.record(), why).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted", e);
        } catch (ExecutionException e) {
            throw new ConnectException("a dead letter cannot be written", e);
        }
        synchronized (this) {
            offsets.done(dead.message.partition(), dead.message.offset());
        }
    }

    private void readOnOrNot() {
        int size;
        synchronized (this) {
            size = lanes.size();
        }
        TopicPartition[] all = context.assignment().toArray(TopicPartition[]::new);
        if (size >= config.pending()) {
            context.pause(all);
            paused = true;
        } else if (paused && size <= config.pending() / 2) {
            context.resume(all);
            paused = false;
        }
        context.timeout(COMES_BACK_MILLIS);
    }

    /** Sends what is due, and comes back when more is. Under the lock. */
    private void pump() {
        Instant now = Instant.now();
        for (WebhookMessage message : lanes.start(now, config.inFlight())) {
            var unused = endpoint.send(message).whenComplete((answer, bug) -> answered(message, answer, bug));
        }
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
        Optional<Instant> next = lanes.next(now);
        if (next.isPresent()) {
            long millis = Math.max(1, Duration.between(now, next.get()).toMillis());
            alarm = scheduler.schedule(this::due, millis, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void due() {
        pump();
    }

    private synchronized void answered(WebhookMessage message, @Nullable SendOutcome answer, @Nullable Throwable bug) {
        if (scheduler.isShutdown()) {
            return;
        }
        if (answer instanceof Arrived) {
            lanes.arrived(message);
            offsets.done(message.partition(), message.offset());
        } else if (answer instanceof Gone) {
            gone = true;
            return;
        } else if (answer instanceof Failed failed) {
            failed(message, failed);
        } else {
            failed(message, new Failed(String.valueOf(bug), Duration.ZERO));
        }
        pump();
    }

    private void failed(WebhookMessage message, Failed failure) {
        int failures = lanes.failures(message) + 1;
        Optional<Duration> pause = config.pauses().after(failures, failure.asked());
        if (pause.isEmpty()) {
            LOG.error("{} is given up after {} attempts: {}", message.lane(), failures, failure.why());
            lanes.givenUp(message);
            givenUp.add(new GivenUp(message, failure.why() + ", after " + failures + " attempts"));
            return;
        }
        LOG.warn(
                "{} did not arrive at attempt {}: {}; again in {}",
                message.lane(),
                failures,
                failure.why(),
                pause.get());
        lanes.failed(message, Instant.now().plus(pause.get()));
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> read) {
        return offsets.committable(read);
    }

    /**
     * Partitions that go to another task: it reads from what was committed, and sends the rest. Connect remembers which are paused, also
     * if they come back to us: the next {@link #put} reads on.
     */
    @Override
    public synchronized void close(Collection<TopicPartition> partitions) {
        lanes.forget(partitions);
        offsets.forget(partitions);
        givenUp.removeIf(dead -> partitions.contains(dead.message.partition()));
    }

    @Override
    public void stop() {
        if (scheduler == null) {
            return;
        }
        scheduler.shutdownNow();
        try {
            var unused = scheduler.awaitTermination(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String version() {
        return PluginVersion.VERSION;
    }
}
