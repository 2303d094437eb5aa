package io.adjourn.inspector.ingest;

import io.adjourn.contracts.Causes;
import io.adjourn.contracts.InstalledTopics;
import io.adjourn.contracts.Topic;
import io.adjourn.inspector.InspectorSettings;
import io.adjourn.inspector.index.Change;
import io.adjourn.inspector.index.IndexException;
import io.adjourn.inspector.index.IndexStore;
import io.adjourn.inspector.index.Indexer;
import io.adjourn.inspector.index.Micros;
import io.adjourn.inspector.index.Upkeep;
import io.adjourn.inspector.ingest.ChangeReader.RegistryAwayException;
import io.adjourn.inspector.ingest.ChangeReader.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics and keeps the index up to date with them, in a thread of its own. Where it goes on reading stands in the index, so
 * whatever happens, each record is in the index once. What stops it is told, and tried again; the index can be read meanwhile.
 */
public final class Ingestion implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ingestion.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration KEEP = Duration.ofSeconds(30);
    private static final int UNREADABLE_TOLD = 20;

    private final InspectorSettings settings;
    private final ConsumerSettings kafka;
    private final InstalledTopics topics;
    private final ChangeReader reader;
    private final IndexStore store;
    private final Indexer indexer;
    private final Upkeep upkeep;
    private final IngestProgress progress;
    private final IndexMetrics metrics;
    private final Consumer<Set<String>> changed;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    private long lookedAt;
    private long keptAt;
    private long forgotAt = System.nanoTime();
    private long unreadable;

    Ingestion(
            InspectorSettings settings,
            ConsumerSettings kafka,
            InstalledTopics topics,
            ChangeReader reader,
            IndexStore store,
            Indexer indexer,
            IngestProgress progress,
            IndexMetrics metrics,
            Consumer<Set<String>> changed) {
        this.settings = settings;
        this.kafka = kafka;
        this.topics = topics;
        this.reader = reader;
        this.store = store;
        this.indexer = indexer;
        this.upkeep = new Upkeep(store, indexer);
        this.progress = progress;
        this.metrics = metrics;
        this.changed = changed;
        this.thread = Thread.ofPlatform().name("index").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                readOn();
            } catch (RegistryAwayException e) {
                stopped("the schema registry does not answer: " + Causes.text(e)
                        + ": check ADJOURN_REGISTRY_URL, and that it runs");
            } catch (IndexException e) {
                refused(e);
            } catch (InterruptException | InterruptedException e) {
                return;
            } catch (WakeupException e) {
                // Stopping.
            } catch (KafkaException | ExecutionException e) {
                stopped("Kafka does not answer: " + Causes.text(e) + ": check ADJOURN_KAFKA_BOOTSTRAP_SERVERS, and the"
                        + " right to read the topics");
            } catch (TopicsMissingException e) {
                stopped(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.error("Indexing failed; trying again", e);
                stopped("indexing failed: " + e + "; the log has more");
            }
            pause();
        }
    }

    private void refused(IndexException e) {
        if (e.isDamage()) {
            store.rebuild("it is damaged: " + e.getMessage());
            indexer.load();
        } else {
            stopped("the index cannot be written: " + e.getMessage() + ": make room on the disk of "
                    + settings.indexDir());
        }
    }

    private void stopped(String why) {
        if (!why.equals(progress.problem())) {
            LOG.warn("Indexing stopped; trying again: why={}", why);
        }
        progress.stopped(why);
    }

    private void pause() {
        try {
            var _ = stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** None of the topics is there. */
    private static final class TopicsMissingException extends Exception {
        private static final long serialVersionUID = 1;

        TopicsMissingException(String message) {
            super(message);
        }
    }

    private void readOn()
            throws RegistryAwayException, InterruptedException, ExecutionException, TopicsMissingException {
        mustHaveRoom();
        store.recover();
        indexer.load();
        indexer.finishPurges();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(kafka.consumer());
                var admin = Admin.create(kafka.admin())) {
            lookedAt = 0;
            while (stopping.getCount() > 0) {
                if (isTime(lookedAt, LOOK)) {
                    assign(consumer, admin);
                    lookedAt = System.nanoTime();
                }
                if (isTime(keptAt, KEEP)) {
                    keep();
                    keptAt = System.nanoTime();
                }
                mustHaveRoom();
                index(consumer);
            }
        }
    }

    private static boolean isTime(long last, Duration every) {
        return last == 0 || System.nanoTime() - last > every.toNanos();
    }

    private void mustHaveRoom() throws InterruptedException {
        while (store.usableBytes() < settings.minFree().bytes() && stopping.getCount() > 0) {
            stopped("the disk of " + settings.indexDir() + " has less than "
                    + settings.minFree().bytes()
                    + " bytes left (inspector.min-free): make room; until then nothing new is indexed");
            var _ = stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Old meetings leave, deleted ones leave the files. */
    private void keep() {
        long before = Micros.of(Instant.now().minus(settings.retain()));
        int expired;
        do {
            expired = upkeep.expire(before);
        } while (expired > 0 && stopping.getCount() > 0);
        upkeep.shrink(settings.maxBytes().bytes());
        if (isTime(forgotAt, settings.forgetWithin().dividedBy(2))) {
            upkeep.forget();
            forgotAt = System.nanoTime();
        }
        metrics.bytes(store.bytes());
    }

    /** Takes the partitions there are, each from where the index is. */
    private void assign(KafkaConsumer<byte[], byte[]> consumer, Admin admin)
            throws InterruptedException, ExecutionException, TopicsMissingException {
        Map<String, TopicDescription> existing = describe(admin);
        if (existing.isEmpty()) {
            throw new TopicsMissingException(
                    "Kafka has none of the topics, such as " + topics.raw().name()
                            + ": run `./adjourn contracts apply` first, and allow this user to read them");
        }
        existing.values().forEach(this::mustBeTheSame);
        var partitions = existing.values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toSet());
        if (partitions.equals(consumer.assignment())) {
            return;
        }
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<String, Long> offsets = indexer.offsets();
        var before = Set.copyOf(consumer.assignment());
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            if (!before.contains(partition)) {
                consumer.seek(partition, from(partition, offsets.get(name(partition)), beginnings.get(partition)));
            }
        }
    }

    private long from(TopicPartition partition, @Nullable Long known, @Nullable Long beginning) {
        long first = beginning == null ? 0 : beginning;
        if (known != null && known < first) {
            lost(partition, known, first);
        }
        return known == null ? first : Math.max(known, first);
    }

    private void lost(TopicPartition partition, long from, long to) {
        LOG.warn("Topic has lost what was to be indexed: partition={} from={} to={}", partition, from, to);
        progress.note(
                partition.toString(),
                partition.topic() + ", partition " + partition.partition() + ": records " + from + " to " + (to - 1)
                        + " were deleted from the topic before they were indexed");
    }

    private Map<String, TopicDescription> describe(Admin admin) throws InterruptedException, ExecutionException {
        var found = new HashMap<String, TopicDescription>();
        var asked = admin.describeTopics(topics.all().stream().map(Topic::name).toList())
                .topicNameValues();
        for (var topic : asked.entrySet()) {
            try {
                found.put(topic.getKey(), topic.getValue().get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                progress.note(
                        topic.getKey(), "the topic " + topic.getKey() + " is not there: what it would say is missing");
            }
        }
        return found;
    }

    /** Offsets of a topic say nothing of another one by its name. */
    private void mustBeTheSame(TopicDescription topic) {
        String name = "topic " + topic.name();
        String id = topic.topicId().toString();
        String known = indexer.note(name);
        if (known != null && !known.equals(id)) {
            store.rebuild("the topic " + topic.name() + " was made anew");
            indexer.load();
        }
        if (!id.equals(indexer.note(name))) {
            indexer.note(name, id);
        }
    }

    private void index(KafkaConsumer<byte[], byte[]> consumer) throws RegistryAwayException {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            Map<TopicPartition, Long> beginnings =
                    consumer.beginningOffsets(e.offsetOutOfRangePartitions().keySet());
            e.offsetOutOfRangePartitions().forEach((partition, offset) -> {
                long first = beginnings.getOrDefault(partition, 0L);
                lost(partition, offset, first);
                consumer.seek(partition, first);
            });
            return;
        }
        long began = System.nanoTime();
        if (!records.isEmpty()) {
            List<Change> changes = changes(records);
            var offsets = new HashMap<String, Long>();
            records.partitions().forEach(partition -> offsets.put(name(partition), consumer.position(partition)));
            Set<String> keys = indexer.index(changes, offsets);
            metrics.indexed(changes.size(), Duration.ofNanos(System.nanoTime() - began));
            changed.accept(keys);
        }
        progress.at(behind(consumer), latest(records));
    }

    private static @Nullable Instant latest(ConsumerRecords<byte[], byte[]> records) {
        Instant latest = null;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            latest = Instant.ofEpochMilli(record.timestamp());
        }
        return latest;
    }

    /** What came of a record that was to be read. */
    private sealed interface Taken {
        /** What it changes. */
        record Read(Optional<Change> change) implements Taken {}

        /** It never can be read. */
        record Failed(ConsumerRecord<byte[], byte[]> record, UnreadableRecordException why) implements Taken {}

        /** It is to be read again later. */
        record Postponed(RegistryAwayException why) implements Taken {}
    }

    /** What the records change, in their order. Reading them is a third of all work, and each is read by itself: so by all processors. */
    private List<Change> changes(ConsumerRecords<byte[], byte[]> records) throws RegistryAwayException {
        var all = new ArrayList<ConsumerRecord<byte[], byte[]>>(records.count());
        records.forEach(all::add);
        var changes = new ArrayList<Change>(all.size());
        for (Taken taken : all.parallelStream().map(this::take).toList()) {
            switch (taken) {
                case Taken.Read(var change) -> change.ifPresent(changes::add);
                case Taken.Failed(var record, var why) -> leftOut(record, why);
                case Taken.Postponed(var why) -> throw why;
            }
        }
        return changes;
    }

    private Taken take(ConsumerRecord<byte[], byte[]> record) {
        // What is too old would be taken out again at once.
        if (record.timestamp() < System.currentTimeMillis() - settings.retain().toMillis()) {
            return new Taken.Read(Optional.empty());
        }
        try {
            return new Taken.Read(reader.read(record));
        } catch (UnreadableRecordException e) {
            return new Taken.Failed(record, e);
        } catch (RegistryAwayException e) {
            return new Taken.Postponed(e);
        }
    }

    private void leftOut(ConsumerRecord<byte[], byte[]> record, UnreadableRecordException why) {
        metrics.unreadable(record.topic());
        unreadable++;
        if (unreadable <= UNREADABLE_TOLD) {
            LOG.warn(
                    "Record cannot be read; left out: topic={} partition={} offset={} why={}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    why.getMessage());
        }
        progress.note("unreadable", unreadable + " records of the topics could not be read and are left out");
    }

    private static long behind(KafkaConsumer<byte[], byte[]> consumer) {
        long behind = 0;
        for (TopicPartition partition : consumer.assignment()) {
            behind += consumer.currentLag(partition).orElse(1);
        }
        return behind;
    }

    private static String name(TopicPartition partition) {
        return partition.topic() + "/" + partition.partition();
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            // A batch is written in milliseconds; what waits for Kafka ends after its own patience.
            if (thread.isAlive() && !thread.join(Duration.ofSeconds(20))) {
                LOG.warn("Indexing did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
