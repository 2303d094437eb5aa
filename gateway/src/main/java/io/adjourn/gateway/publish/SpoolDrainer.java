package io.adjourn.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.gateway.publish.KafkaConnection.Made;
import io.adjourn.gateway.publish.SendResult.Acknowledged;
import io.adjourn.gateway.publish.SendResult.Busy;
import io.adjourn.gateway.publish.SendResult.Refused;
import io.adjourn.gateway.publish.SendResult.Unavailable;
import io.adjourn.spool.Entry;
import io.adjourn.spool.Pass;
import io.adjourn.spool.Spool;
import io.adjourn.tracing.Tracing;
import io.adjourn.vendors.Body;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves spooled records to Kafka, oldest first, by a producer of its own that has time. Each is removed only once every in-sync
 * replica has it.
 *
 * <p>None holds up others: while one is slow, those of other partitions go on; one that Kafka does not take is tried again later,
 * behind the others. While it is not known whether a partition takes records, one at a time tries it, the smallest of the next few.
 */
@Singleton
@Requires(beans = Spool.class)
final class SpoolDrainer {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolDrainer.class);
    private static final byte[] TRUE = "true".getBytes(UTF_8);
    private static final int RECORDS_AT_ONCE = 500;
    private static final long BYTES_AT_ONCE = 4L * 1024 * 1024;
    private static final int MOST_SENT = 2 * RECORDS_AT_ONCE;
    private static final long MOST_BYTES_SENT = 2 * BYTES_AT_ONCE;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration FOR_ANSWERS = Duration.ofMillis(20);
    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Spool spool;
    private final KafkaConnection connection;
    private final CircuitBreaker breaker;
    private final Counter drained;
    private final Tracing tracing;
    private final Background background = new Background("spool-drainer", this::step);

    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    /** By offset. */
    private final Map<Long, Sent> sent = new HashMap<>();
    /** Those that Kafka did not take, by offset, and when to try each again, by {@link System#nanoTime}. */
    private final Map<Long, Long> later = new HashMap<>();

    private @Nullable Pass pass;
    private boolean nothingSent = true;
    private Duration pause = SHORTEST_PAUSE;
    private long nextPassAt = System.nanoTime();

    SpoolDrainer(
            Spool spool, KafkaConnection connection, CircuitBreaker breaker, MeterRegistry meters, Tracing tracing) {
        this.spool = spool;
        this.connection = connection;
        this.breaker = breaker;
        this.tracing = tracing;
        this.drained = Counter.builder("adjourn.gateway.spool.drained")
                .description("Spooled deliveries that Kafka has acknowledged")
                .register(meters);
    }

    /** A record on its way. */
    private record Sent(Entry entry, int partition, long since) {
        boolean isSlow() {
            return System.nanoTime() - since > SLOW.toNanos();
        }
    }

    /** What one producer says to a record. */
    private record Answer(Sent sent, SendResult result, Producer<String, byte[]> producer) {}

    @PostConstruct
    void start() {
        background.start();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        background.stop();
        endPass();
    }

    boolean isAlive() {
        return background.isAlive();
    }

    private Duration step() throws InterruptedException {
        boolean progress = takeAnswers();
        if (spool.depth().records() == 0 && spool.reading().isEmpty() && sent.isEmpty()) {
            endPass();
            later.clear();
            return BETWEEN_LOOKS;
        }
        if (!(connection.state() instanceof Made(var _, var producer, var _)) || breaker.isOpen()) {
            return BETWEEN_LOOKS;
        }
        // As long as a trial is out for the whole of Kafka, nothing else is read.
        boolean trying = !breaker.isClosed() && !sent.isEmpty();
        boolean more = !trying && hasRoom() && System.nanoTime() - nextPassAt >= 0 && sendNext(producer);
        return progress || more || !sent.isEmpty() ? Duration.ZERO : BETWEEN_LOOKS;
    }

    private boolean hasRoom() {
        return sent.size() < MOST_SENT
                && sent.values().stream().mapToLong(SpoolDrainer::size).sum() < MOST_BYTES_SENT;
    }

    /** Sends what may be sent of the next ones; whether there are further ones. */
    private boolean sendNext(Producer<String, byte[]> producer) throws InterruptedException {
        if (pass == null) {
            pass = spool.pass();
        }
        List<Entry> entries = pass.next(RECORDS_AT_ONCE, BYTES_AT_ONCE);
        if (entries.isEmpty()) {
            endPass();
            spool.compact();
            pauseUnlessSending();
            return false;
        }
        for (Sent one : sendable(entries)) {
            send(one, producer);
            pause = SHORTEST_PAUSE;
            nothingSent = false;
        }
        return true;
    }

    /** What can be sent just now has been: reading all of it again and again would be of no use. */
    private void pauseUnlessSending() {
        if (nothingSent) {
            nextPassAt = System.nanoTime() + pause.toNanos();
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        nothingSent = true;
    }

    private List<Sent> sendable(List<Entry> entries) {
        Set<Integer> taken = new HashSet<>();
        sent.values().stream()
                .filter(one -> one.isSlow() || !breaker.isClosed(one.partition()))
                .forEach(one -> taken.add(one.partition()));
        var sendable = new ArrayList<Sent>();
        var trials = new HashMap<Integer, Sent>();
        for (Entry entry : entries) {
            int partition = breaker.partitionOf(entry.key());
            if (sent.containsKey(entry.offset()) || !isDue(entry) || taken.contains(partition)) {
                continue;
            }
            var one = new Sent(entry, partition, System.nanoTime());
            if (breaker.isClosed(partition)) {
                sendable.add(one);
            } else if (!breaker.isOpen(partition)) {
                trials.merge(partition, one, SpoolDrainer::smaller);
            }
        }
        sendable.addAll(trials.values());
        return sendable;
    }

    private boolean isDue(Entry entry) {
        Long due = later.get(entry.offset());
        return due == null || System.nanoTime() - due >= 0;
    }

    private void send(Sent one, Producer<String, byte[]> producer) {
        Entry entry = one.entry();
        sent.put(entry.offset(), one);
        var rawRecord = new RawRecord(entry.key(), new Body(entry.bytes()), entry.receivedAt(), entry.headers());
        var kafka = KafkaPublisher.toKafka(rawRecord, connection.topic());
        kafka.headers().add(RawHeaders.SPOOLED, TRUE);
        var span = SendSpan.start(tracing, rawRecord, kafka, true);
        try {
            var _ = producer.send(kafka, (place, error) -> {
                span.end(place, error);
                answers.add(new Answer(one, error == null ? new Acknowledged() : SendResult.of(error), producer));
            });
        } catch (RuntimeException e) {
            span.end(null, e);
            answers.add(new Answer(one, SendResult.of(e), producer));
        } catch (Error e) {
            sent.remove(entry.offset()); // No answer will come.
            throw e;
        }
    }

    /** Takes the answers that have come, and waits a little for the first; whether there were any. */
    private boolean takeAnswers() throws InterruptedException {
        var taken = new ArrayList<Answer>();
        if (!sent.isEmpty()) {
            Answer first = answers.poll(FOR_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                taken.add(first);
            }
        }
        answers.drainTo(taken);
        var delivered = new ArrayList<Entry>();
        for (Answer answer : taken) {
            take(answer, delivered);
        }
        if (!delivered.isEmpty()) {
            // In this order: whoever sees the spool empty finds them counted.
            drained.increment(delivered.size());
            spool.delivered(delivered);
        }
        return !taken.isEmpty();
    }

    private void take(Answer answer, List<Entry> delivered) {
        Sent one = answer.sent();
        long offset = one.entry().offset();
        // Also after the clients were replaced each record is answered once: closing them ends what they were sending.
        sent.remove(offset);
        switch (answer.result()) {
            case Acknowledged() -> {
                later.remove(offset);
                delivered.add(one.entry());
                breaker.succeeded(one.partition());
            }
            case Refused(String why) -> {
                postpone(offset);
                LOG.error(
                        "Kafka rejects a spooled delivery; retrying later; check the topic's limits: key={}"
                                + " why={}",
                        one.entry().key(),
                        why);
            }
            case Busy _ -> {}
            case Unavailable why -> {
                postpone(offset);
                if (isInUse(answer.producer())) {
                    breaker.failedToDrain(why);
                }
                LOG.warn(
                        "Kafka did not acknowledge a spooled delivery; retrying later, after other deliveries:"
                                + " key={} bytes={} why={}",
                        one.entry().key(),
                        size(one),
                        why.why());
            }
        }
    }

    /** One that was replaced fails all that it had, which says nothing about its successor. */
    private boolean isInUse(Producer<String, byte[]> producer) {
        return connection.state() instanceof Made(var _, var drain, var _) && drain.equals(producer);
    }

    private void postpone(long offset) {
        later.put(offset, System.nanoTime() + AFTER_FAILURE.toNanos());
    }

    private void endPass() {
        Pass ended = pass;
        pass = null;
        if (ended != null) {
            ended.close();
        }
    }

    private static Sent smaller(Sent one, Sent other) {
        return Comparator.comparingLong(SpoolDrainer::size).compare(one, other) <= 0 ? one : other;
    }

    private static long size(Sent one) {
        return one.entry().value().remaining();
    }
}
