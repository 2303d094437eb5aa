package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.Sources;
import io.adjourn.contracts.Erasure;
import io.adjourn.contracts.ErasureSecrets;
import io.adjourn.contracts.InstalledTopics;
import io.adjourn.contracts.Pulled;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.SchemaRegistry;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topic.Avro;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.Watermark;
import io.adjourn.contracts.WireFormat;
import io.adjourn.meetings.v1.MeetingActivity;
import io.adjourn.meetings.v1.MeetingArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.meetings.v1.RejectedDelivery;
import io.adjourn.streams.clock.IntakeClock;
import io.adjourn.streams.completion.KeptAttributes;
import io.adjourn.streams.completion.Meeting;
import io.adjourn.streams.completion.MeetingBytes;
import io.adjourn.streams.completion.Retention;
import io.adjourn.streams.completion.StateSchemas;
import io.adjourn.streams.completion.UnreadableStateException;
import io.adjourn.streams.encode.Messages;
import io.adjourn.streams.metrics.Counters;
import io.adjourn.streams.normalize.Normalizer;
import io.adjourn.streams.plan.Planner;
import io.adjourn.streams.plan.Rules;
import io.adjourn.streams.store.SeenEvents;
import io.adjourn.tracing.Tracing;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology without a broker: deliveries in, records out, both clocks in hand. */
final class TopologyFixture implements AutoCloseable {
    static final String SOURCE = "acme";
    static final Duration GATEWAY_SILENCE = Duration.ofMinutes(10);
    static final ErasureSecrets ERASURE_SECRETS = new ErasureSecrets(List.of("a-secret-that-signs-erasures"));
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Rules KNOWN = new Rules(Vendors.KNOWN, Sources.NONE);

    static final Instant START = Instant.parse("2026-02-27T10:00:00Z");

    private final Vendors vendors;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, List<TestRecord<byte[], byte[]>>> read = new HashMap<>();
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> raw;
    private final Deserializer<Object> reader;
    private Instant logTime = START;
    private boolean backlogIsRead = true;

    TopologyFixture(Path stateDir) {
        this(stateDir, topic -> true);
    }

    TopologyFixture(Path stateDir, Retention retention) {
        this(stateDir, retention, KeptAttributes.ALL);
    }

    TopologyFixture(Path stateDir, Retention retention, KeptAttributes keptAttributes) {
        this(stateDir, topic -> true, KNOWN, retention, keptAttributes);
    }

    /** @param registered which topics' schemas the registry has */
    TopologyFixture(Path stateDir, Predicate<Topic> registered) {
        this(stateDir, registered, KNOWN, Retention.DEFAULT, KeptAttributes.ALL);
    }

    /** @param rules say which vendors there are */
    TopologyFixture(Path stateDir, Rules rules) {
        this(stateDir, topic -> true, rules, Retention.DEFAULT, KeptAttributes.ALL);
    }

    private TopologyFixture(
            Path stateDir,
            Predicate<Topic> registered,
            Rules rules,
            Retention retention,
            KeptAttributes keptAttributes) {
        this.vendors = rules.vendors();
        SchemaRegistryClient registry = registry(registered);
        var planner = new Planner(messages(registry), rules, retention, keptAttributes);
        var settings = new Properties();
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        driver = new TopologyTestDriver(
                MeetingTopology.build(
                        InstalledTopics.DEFAULT,
                        new Normalizer(vendors, ERASURE_SECRETS),
                        planner,
                        new Counters(meters),
                        _ -> backlogIsRead,
                        retention,
                        GATEWAY_SILENCE,
                        new Spans(Tracing.OFF, "test")),
                settings,
                START);
        raw = driver.createInputTopic(Topics.RAW.name(), new StringSerializer(), new ByteArraySerializer());
        reader = WireFormat.reader(registry);
    }

    static Messages messages(SchemaRegistryClient registry) {
        return new Messages(
                new WireFormat(registry, InstalledTopics.DEFAULT),
                SchemaRegistry.at("http://registry:8081/apis/ccompat/v7").schemas(),
                "test");
    }

    private static SchemaRegistryClient registry(Predicate<Topic> registered) {
        var registry = new MockSchemaRegistryClient();
        try {
            for (Topic topic : Topics.ALL) {
                if (topic.value() instanceof Avro(var schema) && registered.test(topic)) {
                    registry.register(topic.subject(), new AvroSchema(schema));
                }
            }
        } catch (IOException | RestClientException e) {
            throw new IllegalStateException(e);
        }
        return registry;
    }

    /** MeetStream's delivery of that body, with the key it belongs to. */
    void deliver(String body) {
        deliver("meetstream", body);
    }

    /** A vendor's delivery of that body, with the key it belongs to. */
    void deliver(String vendorId, String body) {
        deliver(vendorId, body, logTime);
    }

    /** A vendor's delivery of that body, which was received then and came to the log only now. */
    void deliver(String vendorId, String body, Instant receivedAt) {
        deliver(SOURCE, vendorId, new Body(body.getBytes(StandardCharsets.UTF_8)), receivedAt);
    }

    /** A vendor's delivery to that source, which was received then and came to the log only now. */
    void deliver(String source, String vendorId, Body body, Instant receivedAt) {
        Vendor vendor = vendors.byId(vendorId).orElseThrow();
        deliver(vendor.subjectOf(body).key(source, body), body.bytes(), headers(source, vendorId, receivedAt));
    }

    void deliver(String key, byte[] body, Headers headers) {
        raw.pipeInput(new TestRecord<>(key, body, headers, logTime));
    }

    /** What a vendor's read API answered when it was asked about a meeting. */
    void answer(String vendorId, String key, String endpoint, String body) {
        ProducerRecord<String, byte[]> record = new Pulled(endpoint, logTime)
                .toRecord(
                        Topics.RAW,
                        key,
                        vendorId,
                        "00000000-0000-4000-8000-000000000002",
                        "application/json",
                        body.getBytes(StandardCharsets.UTF_8),
                        logTime);
        deliver(record.key(), record.value(), record.headers());
    }

    /** A gateway whose clock is right says that all that it received before then has arrived; null where it says goodbye. */
    void watermark(String gateway, @Nullable Instant upTo) {
        watermark(new Watermark(gateway, "host-of-" + gateway, logTime, upTo));
    }

    void watermark(Watermark watermark) {
        ProducerRecord<String, byte[]> record = watermark.toRecord(Topics.RAW, 0);
        raw.pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), logTime));
    }

    /** What an operator who has the secret asks for. */
    void erase(Erasure erasure) {
        erase(erasure, ERASURE_SECRETS);
    }

    void erase(Erasure erasure, ErasureSecrets secrets) {
        ProducerRecord<String, byte[]> record = erasure.toRecord(Topics.RAW, secrets);
        deliver(record.key(), record.value(), record.headers());
    }

    Headers headers(String vendor) {
        return headers(SOURCE, vendor, logTime);
    }

    private static Headers headers(String source, String vendor, Instant receivedAt) {
        var headers = new RecordHeaders();
        add(headers, RawHeaders.SOURCE, source);
        add(headers, RawHeaders.VENDOR, vendor);
        add(headers, RawHeaders.DELIVERY_ID, "00000000-0000-4000-8000-000000000001");
        add(headers, RawHeaders.RECEIVED_AT, receivedAt.toString());
        add(headers, RawHeaders.TRACEPARENT, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Lets log time pass: nothing happens until the next delivery. */
    void logTimePasses(Duration time) {
        logTime = logTime.plus(time);
    }

    /** Lets both clocks pass. The driver ticks once however long that is, so the first tick is let pass apart. */
    void timePasses(Duration time) {
        logTime = logTime.plus(time);
        wallClockPasses(time);
    }

    /** Lets the wall clock pass, as where the deliveries of that time wait to be read. */
    void wallClockPasses(Duration time) {
        driver.advanceWallClockTime(TICK);
        driver.advanceWallClockTime(time.minus(TICK));
    }

    /** Ticks once more, as the wall clock does again and again. */
    void tick() {
        driver.advanceWallClockTime(TICK);
    }

    /** Whether what is delivered is taken for all there is; else more waits to be read. */
    void backlogIsRead(boolean read) {
        backlogIsRead = read;
    }

    Instant now() {
        return logTime;
    }

    List<MeetingLifecycle> lifecycle() {
        return values(Topics.LIFECYCLE, MeetingLifecycle.class);
    }

    List<MeetingArtifact> artifacts() {
        return values(Topics.ARTIFACTS, MeetingArtifact.class);
    }

    List<MeetingActivity> activity() {
        return values(Topics.ACTIVITY, MeetingActivity.class);
    }

    List<MeetingCompletion> completions() {
        return values(Topics.COMPLETIONS, MeetingCompletion.class);
    }

    /** What the topic of open meetings holds after its compaction. */
    Map<String, OpenMeeting> open() {
        Map<String, OpenMeeting> open = new HashMap<>();
        for (TestRecord<String, Object> record : records(Topics.OPEN)) {
            if (record.value() == null) {
                open.remove(record.key());
            } else {
                open.put(record.key(), (OpenMeeting) record.value());
            }
        }
        return open;
    }

    List<RejectedDelivery> rejected() {
        return values(Topics.REJECTED, RejectedDelivery.class);
    }

    /** Everything the topic has had so far. */
    List<TestRecord<String, Object>> records(Topic topic) {
        return written(topic.name()).stream()
                .map(record -> new TestRecord<>(
                        text(record.key()), read(topic, record.value()), record.headers(), record.getRecordTime()))
                .toList();
    }

    /** Everything the topic has had so far, as it stands in it. */
    List<TestRecord<byte[], byte[]>> bytes(Topic topic) {
        return written(topic.name());
    }

    /** A value of the topic as its record; null for a tombstone. */
    @Nullable
    Object read(Topic topic, byte @Nullable [] value) {
        return value == null ? null : reader.deserialize(topic.name(), value);
    }

    private List<TestRecord<byte[], byte[]>> written(String topic) {
        var all = read.computeIfAbsent(topic, _ -> new ArrayList<>());
        all.addAll(driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList());
        return all;
    }

    /** The sum of the counter over all tags but that one. */
    double counted(String name, String tag, String value) {
        return meters.find(name).tag(tag, value).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** The gauge, summed over its tags. */
    double gauged(String name) {
        return meters.find(name).gauges().stream().mapToDouble(Gauge::value).sum();
    }

    /** The value of the meter with exactly these tags; 0 where there is none. */
    long measured(String name, String... tags) {
        return (long) meters.find(name).tags(tags).meters().stream()
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
                .mapToDouble(Measurement::getValue)
                .sum();
    }

    /** Of how many revisions it was noted how long they took. */
    long completionsTimed() {
        return meters.find("adjourn.streams.completion.delay").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    /** Each meeting has the one entry that it says it has, and none that waits for anything is without. */
    void assertEveryMeetingHasItsDeadline() {
        List<Bytes> expected = new ArrayList<>();
        meetings().forEach((key, meeting) -> {
            long due =
                    meeting.due(Vendors.KNOWN.byId("meetstream").orElseThrow().completionRules(), Retention.DEFAULT);
            Long armed = meeting.scheduledAt();
            assertThat(armed).as(key).isNotNull().isLessThanOrEqualTo(due);
            byte[] name = key.getBytes(StandardCharsets.UTF_8);
            expected.add(Bytes.wrap(ByteBuffer.allocate(Long.BYTES + name.length)
                    .putLong(armed)
                    .put(name)
                    .array()));
        });
        assertThat(deadlines()).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** The keys of all entries among the deadlines. */
    List<Bytes> deadlines() {
        List<Bytes> entries = new ArrayList<>();
        KeyValueStore<Bytes, byte[]> deadlines = driver.getKeyValueStore(Stores.DEADLINES);
        try (var all = deadlines.all()) {
            all.forEachRemaining(entry -> entries.add(entry.key));
        }
        entries.removeAll(List.of(IntakeClock.KEY, PublishedRules.KEY));
        return entries;
    }

    /** What is kept of each meeting. */
    Map<String, Meeting> meetings() {
        Map<String, Meeting> kept = new HashMap<>();
        try (var all = states().all()) {
            all.forEachRemaining(entry -> {
                if (!StateSchemas.isSchema(entry.key)) {
                    kept.put(entry.key, read(entry.value));
                }
            });
        }
        return kept;
    }

    private Meeting read(byte[] state) {
        try {
            return new MeetingBytes(key -> states().get(key)).read(state);
        } catch (UnreadableStateException e) {
            throw new AssertionError(e);
        }
    }

    /** What the store of the meetings' states holds. */
    KeyValueStore<String, byte[]> states() {
        return driver.getKeyValueStore(Stores.MEETINGS);
    }

    /** The store of that name, by its bytes. */
    KeyValueStore<Bytes, byte[]> bytesOf(String store) {
        return driver.getKeyValueStore(store);
    }

    /** Of how many events it is remembered that they were there, apart from any meeting. */
    int eventsSeen() {
        List<String> ids = new ArrayList<>();
        WindowStore<String, byte[]> seen = driver.getWindowStore(Stores.SEEN);
        try (var all = seen.all()) {
            all.forEachRemaining(event -> ids.add(event.key.key()));
        }
        ids.remove(SeenEvents.PLACEHOLDER);
        return ids.size();
    }

    /** What the topic, be it one of ours or a store's changelog, would hold of meetings after its compaction: keys and values as text. */
    String compacted(String topic) {
        Map<Bytes, byte[]> latest = new HashMap<>();
        written(topic).forEach(record -> latest.put(Bytes.wrap(record.key()), record.value()));
        latest.values().removeIf(value -> value == null);
        latest.keySet().removeIf(key -> StateSchemas.isSchema(text(key.get())) || key.equals(PublishedRules.KEY));
        return latest.entrySet().stream()
                .map(entry -> text(entry.getKey().get()) + " " + text(entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** The changelogs of all stores in which something was ever kept. */
    List<String> changelogs() {
        return driver.producedTopicNames().stream()
                .filter(topic -> topic.endsWith("-changelog"))
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What is kept of the meeting. */
    Optional<Meeting> meeting(String key) {
        return Optional.ofNullable(states().get(key)).map(this::read);
    }

    private <V> List<V> values(Topic topic, Class<V> type) {
        return records(topic).stream().map(record -> type.cast(record.value())).toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
