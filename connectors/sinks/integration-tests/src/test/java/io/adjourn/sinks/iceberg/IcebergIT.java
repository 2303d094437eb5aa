package io.adjourn.sinks.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.LifecycleKind;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.meetings.v1.TimelineEntry;
import io.adjourn.sinks.Connectors;
import io.adjourn.sinks.Records;
import io.adjourn.sinks.SinkStack;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import io.adjourn.testkit.Completions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The three sinks into a lake on a real worker, with a catalog in a real PostgreSQL. What has landed is read by Iceberg's own reader. The
 * topics are those of all tests of this module: what others have written there has to be there, too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IcebergIT {
    private static final String DEAD_LETTERS = "meetings.iceberg-dead-letters.v1";
    private static final int LOAD = 4_000;
    private static final String POISONED = "test-poisoned-lifecycle";

    @RegisterExtension
    static final SinkStack STACK = SinkStack.SHARED;

    /** The three files, and what goes from where to where. */
    private enum Sink {
        COMPLETIONS("iceberg-completions", Topics.COMPLETIONS.name(), "meeting_completions"),
        LIFECYCLE("iceberg-lifecycle", Topics.LIFECYCLE.name(), "meeting_lifecycle"),
        ARTIFACTS("iceberg-artifacts", Topics.ARTIFACTS.name(), "meeting_artifacts");

        private final String file;
        private final String topic;
        private final String table;

        Sink(String file, String topic, String table) {
            this.file = file;
            this.topic = topic;
            this.table = table;
        }
    }

    @SuppressWarnings("NullAway.Init") // set before all
    private Lake lake;

    @SuppressWarnings("NullAway.Init") // set before all
    private Connectors connectors;

    @SuppressWarnings("NullAway.Init") // set before all
    private Records records;

    @BeforeAll
    void start() {
        lake = Lake.create();
        records = STACK.records();
        // Beside hosts, directories and secrets, only two times differ from the files: the pause between commits and
        // the
        // timeout of one. The first commit times out if its request came before its worker read the control topic.
        connectors = STACK.connectors().with(lake.replaced()).with(Map.of("300000", "1000", "120000", "20000"));
        STACK.secret("iceberg-catalog-password", Lake.PASSWORD);
        STACK.makeTopic(DEAD_LETTERS);
        STACK.makeTopic("meetings.iceberg-control.v1");
        for (Sink sink : Sink.values()) {
            connectors.start(sink.file);
        }
    }

    @AfterAll
    void stop() {
        for (Sink sink : Sink.values()) {
            connectors.remove(sink.file);
        }
        lake.close();
    }

    @Test
    @Order(1)
    void shouldLandEachRecordOnce() {
        for (Sink sink : Sink.values()) {
            Await.until(
                    sink + " has landed its topic",
                    () -> landed(sink).equals(ids(sink.topic)),
                    () -> landed(sink).size() + " rows of " + ids(sink.topic).size() + ": "
                            + connectors.status(sink.file));
            assertThat(landed(sink)).as(sink.file).isNotEmpty();
        }
    }

    @Test
    @Order(2)
    void shouldHaveColumnsThatAnAnalystExpectsAndDaysAsPartitions() throws Exception {
        Table table = lake.table(Sink.COMPLETIONS.table);
        var types = new HashMap<String, String>();
        for (String column : List.of(
                "occurred_at",
                "ended_at",
                "outcome",
                "revision",
                "duration_seconds",
                "raw.offset",
                "missing.element",
                "timeline.element.at",
                "timeline.element.state",
                "artifacts.element.url_expires_at",
                "artifacts.element.size_bytes")) {
            types.put(column, String.valueOf(table.schema().findType(column)));
        }
        assertThat(types)
                .isEqualTo(Map.ofEntries(
                        Map.entry("occurred_at", "timestamptz"),
                        Map.entry("ended_at", "timestamptz"),
                        Map.entry("outcome", "string"),
                        Map.entry("revision", "int"),
                        Map.entry("duration_seconds", "double"),
                        Map.entry("raw.offset", "long"),
                        Map.entry("missing.element", "string"),
                        Map.entry("timeline.element.at", "timestamptz"),
                        Map.entry("timeline.element.state", "string"),
                        Map.entry("artifacts.element.url_expires_at", "timestamptz"),
                        Map.entry("artifacts.element.size_bytes", "long")));
        for (Sink sink : Sink.values()) {
            assertThat(lake.table(sink.table).spec().fields())
                    .singleElement()
                    .satisfies(field -> assertThat(field.name()).isEqualTo("occurred_at_day"))
                    .satisfies(field -> assertThat(field.transform().toString()).isEqualTo("day"));
            assertThat(daysOfFiles(sink.table)).as(sink.file).isEqualTo(daysOfRows(sink.table));
        }
    }

    @Test
    @Order(3)
    void shouldKeepTimesListsAndTextsAsTheyAre() {
        Instant precise = Instant.parse("1969-07-20T20:17:40.123456Z");
        records.write(
                Topics.COMPLETIONS.name(),
                "acme/lake-precise",
                MeetingCompletion.newBuilder(Completions.complete("acme/lake-precise"))
                        .setJoinedAt(precise)
                        .setErrorMessage("a\u0000b \uD83D\uDE80")
                        .setParticipants(List.of("Zoë", ""))
                        .setAttributes("{\"deal\":42}")
                        .setTimeline(List.of(
                                step(BotState.JOINING, precise), step(BotState.ENDED, precise.plusNanos(1_000))))
                        .build());
        Record row = revisions("acme/lake-precise", 1).getFirst();
        assertThat(row.getField("joined_at")).isEqualTo(precise.atOffset(ZoneOffset.UTC));
        assertThat(row.getField("outcome")).isEqualTo("COMPLETE");
        assertThat(row.getField("error_message")).isEqualTo("a\u0000b \uD83D\uDE80");
        assertThat(row.getField("participants")).isEqualTo(List.of("Zoë", ""));
        assertThat(row.getField("attributes")).isEqualTo("{\"deal\":42}");
        assertThat((List<?>) row.getField("timeline"))
                .map(step -> (Record) step)
                .extracting(step -> step.getField("state") + " " + step.getField("at"))
                .containsExactly("JOINING 1969-07-20T20:17:40.123456Z", "ENDED 1969-07-20T20:17:40.123457Z");
    }

    @Test
    @Order(4)
    void shouldKeepAllRevisionsOfWhichTheLastIsTold() {
        List<MeetingCompletion> late = Completions.late("acme/lake-late");
        write(late.getFirst());
        write(late.getLast());
        write(late.getFirst());
        records.writeBytes(Topics.COMPLETIONS.name(), "acme/lake-late", null);
        List<Record> rows = revisions("acme/lake-late", 3);
        Comparator<Record> byRevision = Comparator.<Record>comparingInt(row -> (int) row.getField("epoch"))
                .thenComparingInt(row -> (int) row.getField("revision"));
        assertThat(rows.stream().max(byRevision).orElseThrow().getField("outcome"))
                .isEqualTo("COMPLETE");
        // The one that deletes made no row, and is behind.
        Await.until(
                "it is through",
                () -> records.isThrough(Sink.COMPLETIONS.file, Sink.COMPLETIONS.topic),
                () -> connectors.status(Sink.COMPLETIONS.file));
    }

    @Test
    @Order(5)
    void shouldAddAColumnForAFieldThatIsNewWithoutAnOutage() {
        Schema next = next();
        MeetingCompletion completion = Completions.complete("acme/lake-next");
        records.write(Topics.COMPLETIONS.name(), "acme/lake-next", completion, next, _ -> {});
        records.write(Topics.COMPLETIONS.name(), "acme/lake-next", completion, next, record -> {
            record.put("lake_mood", "cheerful");
            record.put("lake_thanked_at", 1_000_001L);
        });
        write(completion);
        assertThat(revisions("acme/lake-next", 3))
                .extracting(row -> row.getField("lake_mood") + " " + row.getField("lake_thanked_at"))
                .containsExactlyInAnyOrder("cheerful 1970-01-01T00:00:01.000001Z", "null null", "null null");
        assertThat(lake.table(Sink.COMPLETIONS.table).schema().findType("lake_thanked_at"))
                .isEqualTo(Types.TimestampType.withZone());
    }

    /** In a topic of its own: others read what is in those of all tests. */
    @Test
    @Order(6)
    void shouldTakeWhatIsNoRowToTheDeadLettersAndGoOn() {
        STACK.makeTopic(POISONED);
        Map<String, String> config = new HashMap<>(connectors.config(Sink.LIFECYCLE.file));
        config.put("topics", POISONED);
        MeetingLifecycle good = lifecycle("lake-beside-poison");
        records.writeBytes(POISONED, "json", "{}".getBytes(UTF_8));
        records.writeBytes(POISONED, "half", new byte[] {0, 0, 0, 0, 1, 2});
        records.writeBytes(
                POISONED, "kind", records.encoded(Topics.COMPLETIONS.name(), Completions.complete("acme/lake-kind")));
        records.writeBytes(
                POISONED,
                "time",
                records.encoded(
                        POISONED,
                        MeetingLifecycle.newBuilder(good)
                                .setOccurredAt(Instant.parse("-4800-01-01T00:00:00Z"))
                                .build()));
        records.writeBytes(POISONED, "good", records.encoded(POISONED, good));
        connectors.put("iceberg-poisoned", config);
        Await.until(
                "what is good has landed",
                () -> landed(Sink.LIFECYCLE).contains("lake-beside-poison"),
                () -> connectors.status("iceberg-poisoned"));
        Map<String, String> errors = records.in(DEAD_LETTERS).stream()
                .filter(dead -> header(dead, "__connect.errors.topic").equals(POISONED))
                .collect(Collectors.toMap(
                        ConsumerRecord::key,
                        dead -> header(dead, "__connect.errors.stage") + ": "
                                + header(dead, "__connect.errors.exception.message")));
        assertThat(errors).containsOnlyKeys("json", "half", "kind", "time");
        assertThat(errors.get("time")).startsWith("TRANSFORMATION: occurred_at is no time");
        connectors.remove("iceberg-poisoned");
    }

    @InFullBuild
    @Test
    @Order(7)
    void shouldLoseAndDoubleNothingWhileTheCatalogIsAway() {
        lake.takeAway();
        MeetingLifecycle event = lifecycle("lake-while-away");
        records.write(Topics.LIFECYCLE.name(), "acme/lake-while-away", event);
        connectors.awaitFailure(Sink.LIFECYCLE.file);
        lake.bringBack();
        connectors.restart(Sink.LIFECYCLE.file);
        Await.until(
                "it has landed",
                () -> landed(Sink.LIFECYCLE).contains("lake-while-away"),
                () -> connectors.status(Sink.LIFECYCLE.file));
        assertThat(landed(Sink.LIFECYCLE)).filteredOn("lake-while-away"::equals).hasSize(1);
    }

    @InFullBuild
    @Test
    @Order(8)
    void shouldLoseAndDoubleNothingWhenAWorkerIsKilledWhileItLoads() {
        writeLoad(0, LOAD / 2);
        Await.until("some have landed", () -> !loaded().isEmpty(), () -> connectors.status(Sink.LIFECYCLE.file));
        writeLoad(LOAD / 2, LOAD);
        STACK.killWorker();
        int landed = loaded().size();
        STACK.replaceWorker();
        Await.until(
                "all have landed",
                () -> loaded().size() >= LOAD,
                () -> loaded().size() + " of " + LOAD + ": " + connectors.status(Sink.LIFECYCLE.file));
        // What would be written again comes with what is read again, before this.
        records.write(Topics.LIFECYCLE.name(), "acme/lake-after", lifecycle("lake-load-after"));
        Await.until(
                "one more has landed",
                () -> loaded().contains("lake-load-after"),
                () -> connectors.status(Sink.LIFECYCLE.file));
        assertThat(landed).as("landed when it was killed").isLessThan(LOAD);
        assertThat(loaded()).hasSize(LOAD + 1).doesNotHaveDuplicates();
    }

    private void writeLoad(int from, int to) {
        MeetingLifecycle model = lifecycle("lake-load");
        for (int i = from; i < to; i++) {
            records.writeSoon(
                    Topics.LIFECYCLE.name(),
                    "acme/lake-load-" + i,
                    MeetingLifecycle.newBuilder(model)
                            .setEventId("lake-load-" + i)
                            .build());
        }
        records.flush();
    }

    private List<String> loaded() {
        return lake.rows(Sink.LIFECYCLE.table, Expressions.startsWith("event_id", "lake-load-")).stream()
                .map(row -> String.valueOf(row.getField("event_id")))
                .toList();
    }

    @Test
    @Order(9)
    void shouldHaveRowsTwiceAfterAResetOfOffsets() {
        connectors.awaitRunning(Sink.ARTIFACTS.file);
        List<String> twice = new ArrayList<>(landed(Sink.ARTIFACTS));
        twice.addAll(landed(Sink.ARTIFACTS));
        twice.sort(Comparator.naturalOrder());
        connectors.readFromTheBeginning(Sink.ARTIFACTS.file);
        Await.until(
                "all rows are there twice",
                () -> landed(Sink.ARTIFACTS).equals(twice),
                () -> landed(Sink.ARTIFACTS).size() + " of " + twice.size() + ": "
                        + connectors.status(Sink.ARTIFACTS.file));
    }

    private void write(MeetingCompletion completion) {
        records.write(Topics.COMPLETIONS.name(), String.valueOf(completion.getMeetingId()), completion);
    }

    /** The rows of a meeting, once there are so many. */
    private List<Record> revisions(String meeting, int count) {
        var which = Expressions.equal("meeting_id", meeting);
        String table = Sink.COMPLETIONS.table;
        Await.until(
                count + " rows of " + meeting,
                () -> lake.rows(table, which).size() >= count,
                () -> lake.rows(table, which).size() + ", " + connectors.status(Sink.COMPLETIONS.file));
        List<Record> rows = lake.rows(table, which);
        assertThat(rows).hasSize(count);
        return rows;
    }

    /** The event ids in a sink's table, as often as they are there. */
    private List<String> landed(Sink sink) {
        return lake.rows(sink.table, Expressions.alwaysTrue()).stream()
                .map(row -> String.valueOf(row.getField("event_id")))
                .sorted()
                .toList();
    }

    /** The event ids in a topic, but for what another test has poisoned. */
    private List<String> ids(String topic) {
        try (var reader = WireFormat.reader(STACK.cluster().registry().client())) {
            return records.in(topic).stream()
                    .filter(Records::isSound)
                    .map(record -> (SpecificRecordBase) reader.deserialize(topic, record.value()))
                    .map(record -> String.valueOf(record.get("event_id")))
                    .sorted()
                    .toList();
        }
    }

    private Set<Integer> daysOfRows(String table) {
        return lake.rows(table, Expressions.alwaysTrue()).stream()
                .map(row -> (OffsetDateTime) row.getField("occurred_at"))
                .map(time -> (int) time.toLocalDate().toEpochDay())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<Integer> daysOfFiles(String table) throws Exception {
        try (CloseableIterable<FileScanTask> files = lake.table(table).newScan().planFiles()) {
            var days = new TreeSet<Integer>();
            files.forEach(file -> days.add(file.file().partition().get(0, Integer.class)));
            return days;
        }
    }

    private static TimelineEntry step(BotState state, Instant at) {
        return TimelineEntry.newBuilder()
                .setState(state)
                .setAt(at)
                .setInferred(false)
                .build();
    }

    private static MeetingLifecycle lifecycle(String id) {
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        return MeetingLifecycle.newBuilder()
                .setEventId(id)
                .setMeetingId("acme/" + id)
                .setSource("acme")
                .setVendor("meetstream")
                .setDialect("M1")
                .setOccurredAt(now)
                .setOccurredAtInferred(false)
                .setReceivedAt(now)
                .setVendorType("bot.joining")
                .setKind(LifecycleKind.STATE_CHANGE)
                .setState(BotState.JOINING)
                .setTerminal(false)
                .build();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /** Of a version that may come: with two fields that may be null. */
    private static Schema next() {
        String today = MeetingCompletion.getClassSchema().toString();
        return new Schema.Parser().parse(today.substring(0, today.lastIndexOf("]")) + """
                ,{"name":"lake_mood","type":["null","string"],"default":null}
                ,{"name":"lake_thanked_at","type":["null",{"type":"long","logicalType":"timestamp-micros","connect.name":"io.debezium.time.MicroTimestamp"}],"default":null}]}""");
    }
}
