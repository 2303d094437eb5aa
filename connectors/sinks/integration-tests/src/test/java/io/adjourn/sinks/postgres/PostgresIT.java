package io.adjourn.sinks.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Topics;
import io.adjourn.localstack.LocalPostgres;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.CalendarAction;
import io.adjourn.meetings.v1.CalendarChange;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.MeetingArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.meetings.v1.TimelineEntry;
import io.adjourn.sinks.Connectors;
import io.adjourn.sinks.Records;
import io.adjourn.sinks.SinkStack;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import io.adjourn.testkit.Completions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The four PostgreSQL sinks on a real worker, with a real broker, registry and database. What they are given first is what the sandbox
 * makes of simulated vendors' deliveries; then what streams would write one day, or never.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresIT {
    private static final String COMPLETIONS = "postgres-completions";
    private static final String LIFECYCLE = "postgres-lifecycle";
    private static final String ARTIFACTS = "postgres-artifacts";
    private static final String CALENDAR = "postgres-calendar";
    private static final Map<String, String> TOPICS = Map.of(
            COMPLETIONS, Topics.COMPLETIONS.name(),
            LIFECYCLE, Topics.LIFECYCLE.name(),
            ARTIFACTS, Topics.ARTIFACTS.name(),
            CALENDAR, Topics.CALENDAR.name());
    private static final String DEAD_LETTERS = "meetings.postgres-dead-letters.v1";
    private static final boolean LONG = Boolean.getBoolean("adjourn.faults.long");
    private static final Duration OUTAGE = Duration.ofSeconds(LONG ? 30 : 4);

    @RegisterExtension
    static final SinkStack STACK = SinkStack.SHARED;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalPostgres postgres;

    @SuppressWarnings("NullAway.Init") // set before all
    private Database database;

    @SuppressWarnings("NullAway.Init") // set before all
    private Connectors connectors;

    @SuppressWarnings("NullAway.Init") // set before all
    private Records records;

    @BeforeAll
    void start() {
        postgres = LocalPostgres.start();
        database = Database.create(postgres, "analytics");
        records = STACK.records();
        connectors = STACK.connectors()
                .with(Map.of("jdbc:postgresql://postgres.example.com:5432/analytics", database.url()));
        STACK.secret("postgres-password", Database.PASSWORD);
        STACK.makeTopic(DEAD_LETTERS);
        // No vendor's script has one.
        records.write(Topics.CALENDAR.name(), "acme/calendar/0", calendar("first-calendar"));
        Await.until("a completion of each meeting", () -> last().size() >= SinkStack.MEETINGS, () -> last().keySet());
        TOPICS.keySet().forEach(connectors::start);
    }

    @AfterAll
    void stop() {
        TOPICS.keySet().forEach(connectors::remove);
        postgres.close();
    }

    @Test
    @Order(1)
    void shouldLandWhatTheSandboxSays() {
        TOPICS.forEach(this::awaitThrough);
        assertThat(
                        rows(
                                "select meeting_id, epoch || '.' || revision || ' ' || outcome from adjourn.meeting_completions"))
                .isEqualTo(last().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                one -> one.getValue().getEpoch() + "."
                                        + one.getValue().getRevision() + " "
                                        + one.getValue().getOutcome())));
        for (Map.Entry<String, String> table : Map.of(
                        "meeting_lifecycle", Topics.LIFECYCLE.name(),
                        "meeting_artifacts", Topics.ARTIFACTS.name(),
                        "calendar_changes", Topics.CALENDAR.name())
                .entrySet()) {
            assertThat(database.count("select count(*) from adjourn." + table.getKey()))
                    .as(table.getKey())
                    .isEqualTo(records.in(table.getValue()).size())
                    .isPositive();
        }
        assertThat(database.count(
                        "select count(*) from adjourn.meeting_completions c join adjourn.meeting_lifecycle l using (meeting_id)"
                                + " where l.occurred_at = c.ended_at"))
                .isPositive();
        assertThat(records.in(DEAD_LETTERS)).isEmpty();
    }

    @Test
    @Order(2)
    void shouldHaveColumnsThatAnAnalystExpects() {
        assertThat(rows("""
                        select column_name, udt_name from information_schema.columns
                        where table_schema = 'adjourn' and table_name = 'meeting_completions'
                          and column_name in ('closed_at', 'outcome', 'duration_seconds', 'artifacts', 'missing', 'revision', 'raw_offset')
                        """))
                .isEqualTo(Map.of(
                        "closed_at", "timestamptz",
                        "outcome", "text",
                        "duration_seconds", "numeric",
                        "artifacts", "jsonb",
                        "missing", "_text",
                        "revision", "int4",
                        "raw_offset", "int8"));
        // A view would fail at what it cannot cast.
        for (String view : database.rows("select viewname from pg_views where schemaname = 'adjourn'").stream()
                .map(row -> String.valueOf(row.get("viewname")))
                .toList()) {
            assertThat(database.count("select count(*) from (select * from adjourn." + view + ") as v"))
                    .as(view)
                    .isNotNegative();
        }
    }

    /** Days are the database's, so that it does not matter when the test runs. */
    @Test
    @Order(3)
    void shouldListWhatLackedATranscriptYesterdayAndLinksThatEndSoon() {
        Instant today = database.instant("select date_trunc('day', now())");
        for (int day : new int[] {-2, -1, 0, 1}) {
            Instant closed = today.plus(Duration.ofDays(day)).plus(Duration.ofHours(12));
            String key = "acme/closed-" + closed.toString().substring(0, 10);
            write(MeetingCompletion.newBuilder(Completions.late(key).getFirst())
                    .setClosedAt(closed)
                    .build());
            write(MeetingCompletion.newBuilder(Completions.complete(key + "-with-transcript"))
                    .setClosedAt(closed)
                    .build());
        }
        write(withLinks("acme/links", Duration.ofMinutes(-1), Duration.ofMinutes(40), Duration.ofHours(2)));
        awaitThrough(COMPLETIONS, Topics.COMPLETIONS.name());

        assertThat(rows("""
                        select meeting_id, 'acme/closed-' || (current_date - 1)
                        from adjourn.meetings_without_transcript_yesterday where meeting_id like 'acme/closed-%'
                        """))
                .isNotEmpty()
                .allSatisfy((listed, yesterdays) -> assertThat(listed).isEqualTo(yesterdays));
        assertThat(rows("""
                        select url, case when left_over between interval '30 minutes' and interval '40 minutes' then 'soon' end
                        from adjourn.links_ending_within_the_hour where meeting_id = 'acme/links'
                        """)).isEqualTo(Map.of("https://vendor.example.com/PT40M", "soon"));
    }

    private static MeetingCompletion withLinks(String meeting, Duration... ends) {
        MeetingCompletion complete = Completions.complete(meeting);
        return MeetingCompletion.newBuilder(complete)
                .setArtifacts(Arrays.stream(ends)
                        .map(end -> CompletionArtifact.newBuilder(
                                        complete.getArtifacts().getFirst())
                                .setUrl("https://vendor.example.com/" + end)
                                .setUrlExpiresAt(Instant.now().plus(end))
                                .build())
                        .toList())
                .build();
    }

    @Test
    @Order(3)
    void shouldReplaceARowByAHigherRevisionAndNeverByALowerOne() {
        List<MeetingCompletion> late = Completions.late("acme/late");
        MeetingCompletion rebuilt = Completions.rebuilt("acme/rebuilt").getLast();
        write(late.getFirst());
        awaitThrough(COMPLETIONS, Topics.COMPLETIONS.name());
        assertThat(outcome("acme/late")).isEqualTo("PARTIAL");
        write(late.getLast());
        write(late.getFirst());
        write(rebuilt);
        // A revision of the epoch before, with a higher number.
        write(MeetingCompletion.newBuilder(rebuilt).setEpoch(0).setRevision(9).build());
        awaitThrough(COMPLETIONS, Topics.COMPLETIONS.name());
        assertThat(outcome("acme/late")).isEqualTo("COMPLETE");
        assertThat(
                        rows(
                                "select epoch::text, revision::text from adjourn.meeting_completions where meeting_id = 'acme/rebuilt'"))
                .isEqualTo(Map.of("1", "2"));
    }

    @Test
    @Order(4)
    void shouldDeleteTheRowOfAMeetingThatIsGone() {
        write(Completions.complete("acme/gone"));
        awaitThrough(COMPLETIONS, Topics.COMPLETIONS.name());
        assertThat(outcome("acme/gone")).isEqualTo("COMPLETE");
        records.writeBytes(Topics.COMPLETIONS.name(), "acme/gone", null);
        write(Completions.complete("acme/after"));
        awaitThrough(COMPLETIONS, Topics.COMPLETIONS.name());
        assertThat(outcome("acme/gone")).isNull();
    }

    /** Streams takes the content out of the record alone: what it published of a meeting's events before is in their rows. */
    @Test
    @Order(4)
    void shouldTakeTheContentOfADeletedMeetingOutOfItsEventsWhicheverComesFirst() {
        records.write(Topics.LIFECYCLE.name(), "acme/forgotten", lifecycle("forgotten"));
        records.write(Topics.ARTIFACTS.name(), "acme/forgotten", link("forgotten", "before"));
        records.write(Topics.ARTIFACTS.name(), "acme/kept", link("kept", "kept"));
        awaitThrough(LIFECYCLE, Topics.LIFECYCLE.name());
        awaitThrough(ARTIFACTS, Topics.ARTIFACTS.name());
        String content = """
                select (select count(*) from adjourn.meeting_lifecycle where meeting_id = 'acme/forgotten' and message is not null)
                     + (select count(*) from adjourn.meeting_artifacts where meeting_id = 'acme/forgotten' and coalesce(url, content::text) is not null)
                """;
        assertThat(database.count(content)).isEqualTo(2);

        Completions.deleted("acme/forgotten").forEach(this::write);
        awaitThrough(COMPLETIONS, Topics.COMPLETIONS.name());
        assertThat(outcome("acme/forgotten")).isEqualTo("DELETED");
        assertThat(database.count(content)).isZero();

        records.write(Topics.ARTIFACTS.name(), "acme/forgotten", link("forgotten", "after"));
        awaitThrough(ARTIFACTS, Topics.ARTIFACTS.name());
        assertThat(database.count("select count(*) from adjourn.meeting_artifacts where meeting_id = 'acme/forgotten'"))
                .isEqualTo(2);
        assertThat(database.count(content)).isZero();
        assertThat(database.count(
                        "select count(*) from adjourn.meeting_artifacts where event_id = 'kept' and url is not null"))
                .isEqualTo(1);
    }

    @Test
    @Order(5)
    void shouldTakeWhatIsNoRowToTheDeadLettersAndGoOn() {
        String topic = Topics.COMPLETIONS.name();
        MeetingCompletion complete = Completions.complete("acme/poison");
        records.writeBytes(topic, "acme/poison-json", "{}".getBytes(UTF_8));
        records.writeBytes(topic, "acme/poison-id", new byte[] {0, 127, 127, 127, 127, 2});
        records.writeBytes(topic, "acme/poison-half", new byte[] {0, 0, 0, 0, 1, 2});
        records.writeBytes(topic, "acme/poison-kind", records.encoded(Topics.LIFECYCLE.name(), lifecycle("poison")));
        records.write(
                topic,
                "acme/poison-time",
                MeetingCompletion.newBuilder(complete)
                        .setClosedAt(Instant.parse("-4800-01-01T00:00:00Z"))
                        .build());
        // All partitions have something good at their end.
        IntStream.range(0, 12).forEach(i -> write(Completions.complete("acme/beside-poison-" + i)));
        awaitThrough(COMPLETIONS, topic);
        assertThat(
                        database.count(
                                "select count(*) from adjourn.meeting_completions where meeting_id like 'acme/beside-poison-%'"))
                .isEqualTo(12);
        assertThat(database.count(
                        "select count(*) from adjourn.meeting_completions where meeting_id like 'acme/poison%'"))
                .isZero();
        Map<String, String> errors = new HashMap<>();
        for (ConsumerRecord<String, byte[]> dead : records.in(DEAD_LETTERS)) {
            assertThat(header(dead, "__connect.errors.topic")).isEqualTo(topic);
            assertThat(header(dead, "__connect.errors.connector.name")).isEqualTo(COMPLETIONS);
            errors.put(
                    String.valueOf(dead.key()),
                    header(dead, "__connect.errors.stage") + ": " + header(dead, "__connect.errors.exception.message"));
        }
        assertThat(errors)
                .containsOnlyKeys(
                        "acme/poison-json",
                        "acme/poison-id",
                        "acme/poison-half",
                        "acme/poison-kind",
                        "acme/poison-time");
        assertThat(errors.get("acme/poison-json")).startsWith("VALUE_CONVERTER: ");
        assertThat(errors.get("acme/poison-time")).contains("closed_at is no time");
    }

    @Test
    @Order(6)
    void shouldStoreWhatIsHardToStore() {
        String text = "a\u0000b \uD83D\uDE80 'quoted' \\ ";
        MeetingCompletion hard = MeetingCompletion.newBuilder(Completions.complete("acme/hard"))
                .setErrorMessage(text)
                .setJoinedAt(Instant.parse("1969-07-20T20:17:40.123456Z"))
                .setEndedAt(Instant.parse("9999-12-31T23:59:59.999999Z"))
                .setParticipants(List.of("nobody\u0000", "Zoë, \"the {boss}\"", ""))
                .setAttributes(
                        "{\"nul\":\"\\u0000\",\"half\":\"\\ud83d\",\"deal\":42,\"huge\":1e999999,\"precise\":0.1000000000000000000001}")
                .setTimeline(List.of(TimelineEntry.newBuilder()
                        .setState(BotState.ENDED)
                        .setAt(Instant.parse("1969-12-31T23:59:59.999999Z"))
                        .setInferred(true)
                        .setVendorState("\u0000")
                        .build()))
                .setArtifacts(List.of(CompletionArtifact.newBuilder()
                        .setKind(ArtifactKind.AUDIO)
                        .setStatus(ArtifactStatus.READY)
                        .setUrlExpiresAt(Instant.parse("+12345-01-01T00:00:00Z"))
                        .setSizeBytes(Long.MAX_VALUE)
                        .build()))
                .build();
        write(hard);
        write(MeetingCompletion.newBuilder(hard)
                .setMeetingId("acme/no-json")
                .setAttributes("{not json")
                .build());
        write(MeetingCompletion.newBuilder(Completions.complete("acme/large"))
                .setParticipants(IntStream.range(0, 1000)
                        .mapToObj(i -> i + "x".repeat(2050))
                        .toList())
                .build());
        records.write(Topics.COMPLETIONS.name(), "acme/empty", withoutOptional(Completions.complete("acme/empty")));
        awaitThrough(COMPLETIONS, Topics.COMPLETIONS.name());

        Map<String, @Nullable String> row = database.rows(
                        "select * from adjourn.meeting_completions where meeting_id = 'acme/hard'")
                .getFirst();
        assertThat(row)
                .containsEntry("error_message", text.replace('\u0000', '\uFFFD'))
                .containsEntry("joined_at", "1969-07-20 20:17:40.123456+00")
                .containsEntry("ended_at", "9999-12-31 23:59:59.999999+00")
                .containsEntry("participants", "{nobody\uFFFD,\"Zoë, \\\"the {boss}\\\"\",\"\"}")
                .containsEntry(
                        "attributes",
                        "{\"nul\": \"\uFFFD\", \"deal\": 42, \"half\": \"\uFFFD\", \"huge\": \"1e999999\", \"precise\": 0.1000000000000000000001}");
        assertThat(database.value("select at::text from adjourn.completion_timeline where meeting_id = 'acme/hard'"))
                .isEqualTo("1969-12-31 23:59:59.999999+00");
        assertThat(database.value(
                        "select url_expires_at::text from adjourn.completion_artifacts where meeting_id = 'acme/hard'"))
                .isEqualTo("12345-01-01 00:00:00+00");
        assertThat(
                        database.value(
                                "select attributes #>> '{}' from adjourn.meeting_completions where meeting_id = 'acme/no-json'"))
                .isEqualTo("{not json");
        assertThat(
                        database.count(
                                "select sum(length(p)) from adjourn.meeting_completions, unnest(participants) p where meeting_id = 'acme/large'"))
                .isGreaterThan(2_000_000);
        assertThat(database.value(
                        "select coalesce(platform, attributes::text, joined_at::text, attempts::text, changed::text) from"
                                + " adjourn.meeting_completions where meeting_id = 'acme/empty'"))
                .isNull();
        assertThat(outcome("acme/empty")).isEqualTo("COMPLETE");
    }

    @Test
    @Order(7)
    void shouldAddAColumnForAFieldThatIsNewWithoutAnOutage() {
        Schema next = next();
        records.write(Topics.COMPLETIONS.name(), "acme/next", Completions.complete("acme/next"), next, record -> {
            record.put("mood", "cheerful");
            record.put("thanked_at", 1_000_000L);
        });
        write(Completions.complete("acme/of-today"));
        records.write(
                Topics.COMPLETIONS.name(),
                "acme/next-2",
                Completions.complete("acme/next-2"),
                next,
                record -> record.put("mood", "calm"));
        awaitThrough(COMPLETIONS, Topics.COMPLETIONS.name());
        assertThat(
                        rows(
                                "select meeting_id, mood || ' ' || coalesce(thanked_at::text, '-') from adjourn.meeting_completions where mood is not null"))
                .isEqualTo(Map.of("acme/next", "cheerful 1970-01-01 00:00:01+00", "acme/next-2", "calm -"));
        assertThat(outcome("acme/of-today")).isEqualTo("COMPLETE");
        assertThat(database.value("select data_type from information_schema.columns where column_name = 'thanked_at'"))
                .isEqualTo("timestamp with time zone");
    }

    @Test
    @Order(8)
    void shouldSayWhatIsWrongWithTheDatabaseAndLoseNothing() {
        // A password that is wrong.
        Map<String, String> wrong = new HashMap<>(connectors.config(CALENDAR));
        wrong.put("connection.password", "wrong-test-password");
        connectors.put(CALENDAR, wrong);
        // A right that is missing.
        database.execute("alter table adjourn.meeting_artifacts owner to postgres");
        database.execute("grant select on adjourn.meeting_artifacts to " + Database.SINK);
        // A column that somebody altered.
        database.execute(
                "alter table adjourn.meeting_lifecycle alter column message type varchar(2) using left(message, 2)");

        records.write(Topics.CALENDAR.name(), "acme/calendar/1", calendar("test-calendar"));
        records.write(Topics.ARTIFACTS.name(), "acme/barred", artifact());
        records.write(Topics.LIFECYCLE.name(), "acme/altered", lifecycle("altered"));
        write(Completions.complete("acme/not-held-up"));

        assertThat(connectors.awaitFailure(CALENDAR))
                .contains("password authentication failed for user \"adjourn_sink\"");
        assertThat(connectors.awaitFailure(ARTIFACTS)).contains("permission denied for table meeting_artifacts");
        assertThat(connectors.awaitFailure(LIFECYCLE)).contains("value too long for type character varying(2)");
        awaitThrough(COMPLETIONS, Topics.COMPLETIONS.name());
        assertThat(outcome("acme/not-held-up")).isEqualTo("COMPLETE");

        connectors.put(CALENDAR, connectors.config(CALENDAR));
        database.execute("alter table adjourn.meeting_artifacts owner to " + Database.SINK);
        database.execute("alter table adjourn.meeting_lifecycle alter column message type text");
        connectors.restart(ARTIFACTS);
        connectors.restart(LIFECYCLE);
        for (String name : List.of(CALENDAR, ARTIFACTS, LIFECYCLE)) {
            connectors.awaitRunning(name);
            awaitThrough(name, TOPICS.get(name));
        }
        assertThat(database.count("select count(*) from adjourn.calendar_changes where calendar_id = 'test-calendar'"))
                .isOne();
        assertThat(database.count("select count(*) from adjourn.meeting_artifacts where meeting_id = 'acme/barred'"))
                .isOne();
        assertThat(database.value("select message from adjourn.meeting_lifecycle where meeting_id = 'acme/altered'"))
                .isEqualTo("longer than two");
    }

    @InFullBuild
    @Test
    @Order(9)
    void shouldWaitForADatabaseThatIsAway() {
        Instant back = Instant.now().plus(OUTAGE);
        postgres.stop();
        write(Completions.complete("acme/while-away"));
        Await.until("the outage is over", () -> Instant.now().isAfter(back), () -> "");
        postgres.startAgain();
        awaitThrough(COMPLETIONS, Topics.COMPLETIONS.name());
        assertThat(outcome("acme/while-away")).isEqualTo("COMPLETE");
        connectors.awaitRunning(COMPLETIONS);
    }

    @InFullBuild
    @Test
    @Order(10)
    void shouldLoseAndDoubleNothingWhenAWorkerIsKilledWhileItLoads() {
        int load = LONG ? 20_000 : 5_000;
        MeetingLifecycle model = lifecycle("load");
        for (int i = 0; i < load; i++) {
            records.writeSoon(
                    Topics.LIFECYCLE.name(),
                    "acme/load-" + i,
                    MeetingLifecycle.newBuilder(model).setEventId("load-" + i).build());
        }
        records.flush();
        Await.until("some have landed", () -> loaded() > 0, this::loaded);
        STACK.killWorker();
        int landed = loaded();
        STACK.replaceWorker();
        awaitThrough(LIFECYCLE, Topics.LIFECYCLE.name());
        assertThat(landed).as("landed when it was killed").isLessThan(load);
        assertThat(loaded()).isEqualTo(load);
    }

    private int loaded() {
        return database.count("select count(*) from adjourn.meeting_lifecycle where event_id like 'load-%'");
    }

    @Test
    @Order(11)
    void shouldComeToTheSameWhenItReadsAllAgain() {
        String all = "select md5(string_agg(c::text, '|' order by meeting_id)) from adjourn.meeting_completions c";
        awaitThrough(COMPLETIONS, Topics.COMPLETIONS.name());
        String before = database.value(all);
        int rows = database.count("select count(*) from adjourn.meeting_completions");
        // What nobody wrote again would stay away.
        database.execute("delete from adjourn.meeting_completions where meeting_id = 'acme/rebuilt'");
        connectors.readFromTheBeginning(COMPLETIONS);
        connectors.awaitRunning(COMPLETIONS);
        Await.until(
                "all rows are back",
                () -> before != null && before.equals(database.value(all)),
                () -> rows + " rows before, now " + database.count("select count(*) from adjourn.meeting_completions"));
        awaitThrough(COMPLETIONS, Topics.COMPLETIONS.name());
        assertThat(database.value(all)).isEqualTo(before);
    }

    private void awaitThrough(String connector, @Nullable String topic) {
        Await.until(
                connector + " is through with its topic",
                () -> records.isThrough(connector, String.valueOf(topic)),
                () -> connectors.status(connector));
    }

    private void write(MeetingCompletion completion) {
        records.write(Topics.COMPLETIONS.name(), String.valueOf(completion.getMeetingId()), completion);
    }

    private @Nullable String outcome(String meeting) {
        return database.value("select outcome from adjourn.meeting_completions where meeting_id = '" + meeting + "'");
    }

    /** The rows of a query with two columns. */
    private Map<String, String> rows(String sql) {
        Map<String, String> rows = new HashMap<>();
        for (Map<String, @Nullable String> row : database.rows(sql)) {
            List<@Nullable String> values = new ArrayList<>(row.values());
            rows.put(String.valueOf(values.getFirst()), String.valueOf(values.getLast()));
        }
        return rows;
    }

    /** The last record of each meeting that the sandbox closed. */
    private Map<String, MeetingCompletion> last() {
        return LastCompletions.of(STACK);
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
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
                .setTerminal(false)
                .setMessage("longer than two")
                .build();
    }

    private static MeetingArtifact link(String meeting, String id) {
        return MeetingArtifact.newBuilder(artifact())
                .setEventId(id)
                .setMeetingId("acme/" + meeting)
                .setKind(ArtifactKind.AUDIO)
                .setStatus(ArtifactStatus.READY)
                .setUrl("https://vendor.example.com/audio?signature=" + id)
                .setContent("{\"said\":\"" + id + "\"}")
                .build();
    }

    private static MeetingArtifact artifact() {
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        return MeetingArtifact.newBuilder()
                .setEventId("barred")
                .setMeetingId("acme/barred")
                .setSource("acme")
                .setVendor("meetstream")
                .setDialect("M1")
                .setOccurredAt(now)
                .setOccurredAtInferred(false)
                .setReceivedAt(now)
                .setVendorType("audio.processed")
                .build();
    }

    private static CalendarChange calendar(String id) {
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        return CalendarChange.newBuilder()
                .setEventId(id)
                .setSource("acme")
                .setVendor("meetingbaas-v2")
                .setDialect("V2")
                .setOccurredAt(now)
                .setOccurredAtInferred(false)
                .setReceivedAt(now)
                .setVendorType("calendar.updated")
                .setAction(CalendarAction.UPDATED)
                .setCalendarId(id)
                .setInstances(List.of())
                .build();
    }

    /** With every field null that may be. */
    private static MeetingCompletion withoutOptional(MeetingCompletion completion) {
        MeetingCompletion copy = MeetingCompletion.newBuilder(completion).build();
        for (Schema.Field field : copy.getSchema().getFields()) {
            if (field.schema().isUnion()) {
                copy.put(field.pos(), null);
            }
        }
        return copy;
    }

    /** Of the version after this one: with two fields that may be null. */
    private static Schema next() {
        Schema today = MeetingCompletion.getClassSchema();
        String more = """
                ,{"name":"mood","type":["null","string"],"default":null}
                ,{"name":"thanked_at","type":["null",{"type":"long","logicalType":"timestamp-micros","connect.name":"io.debezium.time.MicroTimestamp"}],"default":null}]}""";
        String json = today.toString();
        return new Schema.Parser().parse(json.substring(0, json.lastIndexOf("]")) + more);
    }
}
