package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.localstack.LocalGateway;
import io.adjourn.localstack.LocalStack;
import io.adjourn.localstack.LocalStreams;
import io.adjourn.localstack.Port;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What is private leaves every file, after an erasure and after a vendor's deletion, once the stated time has passed. Times are
 * shortened by settings, and nothing is compacted but by Kafka and RocksDB themselves.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@InFullBuild
class ErasureIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration RETENTION = Duration.ofSeconds(40);
    private static final Duration FORGET_WITHIN = Duration.ofSeconds(16);

    /** Topics keep records for the retention, a segment and a check; what is compacted takes no longer. The rest is for a busy machine. */
    private static final Duration STATED = RETENTION.plus(Duration.ofSeconds(40));

    private static final String V1 = "lab-v1";
    private static final String V2 = "lab-v2";
    private static final String ATTENDEE = "lab-attendee";
    private static final String ERASED = V1 + "/bot-1";
    private static final String DELETED = V2 + "/bot-2";
    private static final String TALKED = ATTENDEE + "/bot_3";

    private final OtlpReceiver receiver = OtlpReceiver.start();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Port streamsPort = Port.free();
    private final Set<String> told = new TreeSet<>();
    private String address = "";

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalStack parts;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalGateway gateway;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalStreams streams;

    @BeforeAll
    void start() throws IOException {
        Map<String, String> expires =
                Map.of("retention.ms", millis(RETENTION), "segment.ms", "3000", "file.delete.delay.ms", "1000");
        Map<String, Map<String, String>> configuration = new HashMap<>();
        for (String topic : List.of("raw", "lifecycle", "artifacts", "activity", "calendar", "rejected")) {
            configuration.put(topic, expires);
        }
        configuration.put(
                "completions",
                Map.of("segment.ms", "1000", "max.compaction.lag.ms", "5000", "file.delete.delay.ms", "1000"));
        parts = TestStack.start(
                new Layout(1, 1, configuration, false, false),
                Map.of(
                        "log.retention.check.interval.ms", "1000",
                        "log.initial.task.delay.ms", "1000",
                        "log.cleaner.backoff.ms", "1000",
                        "log.segment.delete.delay.ms", "1000"));
        Files.writeString(sources(), """
                sources:
                  %s: { vendor: meetingbaas-v1, verification: none, settle: PT1S }
                  %s: { vendor: meetingbaas-v2, verification: none, settle: PT1S }
                  %s: { vendor: attendee, verification: none, settle: PT1S }
                """.formatted(V1, V2, ATTENDEE));
        Files.writeString(secret(), "a-secret-that-signs-erasures\n");
        var settings = new HashMap<>(receiver.settings());
        settings.put("GATEWAY_WATERMARK_INTERVAL", "500ms");
        gateway =
                LocalGateway.start(LocalGateway.Place.in(parts.data()), parts.bootstrapServers(), sources(), settings);
        startStreams();
        gateway.awaitReady();
        streams.awaitReady();
    }

    private void startStreams() {
        var settings = new HashMap<>(receiver.settings());
        settings.put("ADJOURN_SOURCES", sources().toString());
        settings.put("ADJOURN_ERASE_SECRETS_FILE", secret().toString());
        settings.put("STREAMS_FORGET_WITHIN", FORGET_WITHIN.toSeconds() + "s");
        settings.put("STREAMS_DELETION_KEEPS_ATTRIBUTES", "crm_id");
        streams = LocalStreams.start(streamsPort, parts.cluster(), parts.data(), settings);
    }

    @AfterAll
    void stop() {
        streams.close();
        gateway.close();
        parts.close();
        receiver.close();
        http.close();
    }

    @Test
    @Order(1)
    void shouldSayInOneLineWhatIsWrongWithARequest() {
        assertThat(erase("--meeting", "lab-v1/unheard-of"))
                .isEqualTo(new Ran(
                        1,
                        "adjourn: nothing is known of lab-v1/unheard-of: check the key, or, if it is yet to come, add"
                                + " --in-advance\n"));
        assertThat(erase("--meeting", "lab-v1").text()).contains("is not a meeting's key: use SOURCE/SESSION");
        assertThat(erase("--source", "lab-v9", "--all").text()).contains("no meeting is known that this means");
        assertThat(erase("--value", " ").code()).isEqualTo(2);
        assertThat(erase("--meeting", "lab-v1/a", "--source", "lab-v1").code()).isEqualTo(2);
        assertThat(run("erase", "--meeting", "lab-v1/a", "--execute", "--by", "me", "--reason", "4711")
                        .text())
                .contains("there is no secret to sign with");
        assertThat(erase("--meeting", "lab-v1/a", "--execute").text()).contains("--execute needs --by and --reason");
        assertThat(runAt("localhost:" + Port.free().number(), "erase", "--meeting", "lab-v1/a"))
                .satisfies(away -> {
                    assertThat(away.code()).isEqualTo(1);
                    assertThat(away.text()).contains("no Kafka broker answers at");
                });
    }

    @Test
    @Order(2)
    void shouldFindWhatIsPrivateBeforeItIsDeleted() throws Exception {
        tellV1(ERASED, "early");
        tellV2("early");
        tellAttendee("early");
        post(V1, "{\"event\": \"complete\", \"data\": {\"bot_id\": 7, \"note\": \"" + canary("rejected") + "\"}}");
        awaitOutcome(ERASED, Outcome.COMPLETE);
        awaitOutcome(DELETED, Outcome.COMPLETE);

        Await.until("all of it to be found", PATIENCE, () -> words(files()).containsAll(told));
        Await.until(
                "some of it in the store",
                PATIENCE,
                () -> files().stream().anyMatch(place -> place.contains("streams-state")));
        assertThat(files()).as("and nothing in logs").noneMatch(place -> place.contains(" in logs/"));
    }

    @Test
    @Order(3)
    void shouldPrintWhatIsMeantAndWhereItIsAndEraseOnlyWhenAsked() {
        Ran dry = erase("--value", address.toUpperCase(Locale.ROOT));
        assertThat(dry.code()).isZero();
        assertThat(dry.text())
                .contains(ERASED + ": meetingbaas-v1, revision ")
                .contains("  meetings.raw.v1: ", "  meetings.artifacts.v1: ", " records, until ")
                .contains("meetings.completions.v1: ", ", but for the record of the deletion")
                .contains("Nothing was erased: 1 meeting would be; add --execute to erase.")
                .doesNotContain(DELETED);
        assertThat(erase("--source", V1).text())
                .contains("this means whole sources, lab-v1 (1 of 1 meeting): add --all if that is meant");
        assertThat(last(ERASED).getOutcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    @Order(4)
    void shouldEraseWhatIsNamedOnceHoweverOftenItIsAsked() throws Exception {
        for (int time = 0; time < 2; time++) {
            Ran ran = erase("--session", "bot-1", "--execute", "--by", "dpo@example.com", "--reason", "request 4711");
            assertThat(ran.text()).contains("asked for: " + ERASED, "asked streams to erase 1 of 1 meeting");
            assertThat(ran.code()).isZero();
        }
        awaitOutcome(ERASED, Outcome.DELETED);
        Ran advance =
                erase("--meeting", V1 + "/yet-to-come", "--in-advance", "--execute", "--by", "me", "--reason", "4712");
        assertThat(advance.text()).contains("asked for: lab-v1/yet-to-come");
        awaitOutcome(V1 + "/yet-to-come", Outcome.DELETED);
        post(V2, """
                {"event": "bot.completed", "extra": null, "data": {"bot_id": "bot-2", "data_deleted": true,
                 "sent_at": "2026-01-15T12:00:00.000Z", "participants": [], "speakers": []}}""");
        post(ATTENDEE, attendee("bot.state_change", "{\"crm_id\": 7}", """
                {"event_type": "data_deleted", "event_sub_type": null, "old_state": "ended",
                 "new_state": "data_deleted", "created_at": "2026-01-16T00:00:00+00:00"}"""));
        awaitOutcome(DELETED, Outcome.DELETED);
        awaitOutcome(TALKED, Outcome.DELETED);
        assertThat(revisions(ERASED)).as("one for each of two requests").hasSizeLessThanOrEqualTo(3);
        assertThat(last(TALKED).getAttributes()).isEqualTo("{\"crm_id\":7}");
    }

    @Test
    @Order(5)
    void shouldReviveNothingByLateEventsNorByAReset() throws Exception {
        tellV1(ERASED, "late");
        tellV1(V1 + "/yet-to-come", "late");
        tellV2("late");
        tellAttendee("late");
        streams.close();
        Ran[] reset = new Ran[1];
        Await.until("the group to be empty", PATIENCE, () -> {
            reset[0] = run("reset", "--execute");
            return reset[0].code() == 0;
        });
        try (var files = Files.walk(parts.data().directory("streams-state"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        startStreams();
        streams.awaitReady();

        for (String meeting : List.of(ERASED, DELETED, TALKED, V1 + "/yet-to-come")) {
            Await.until(meeting + " after the reset", PATIENCE, () -> {
                MeetingCompletion last = last(meeting);
                return last.getOutcome() == Outcome.DELETED && last.getEpoch() > 0;
            });
            assertThat(Canaries.in(last(meeting).toString())).as(meeting).isEmpty();
        }
    }

    @Test
    @Order(6)
    void shouldFindNothingOfItAnywhereOnceTheStatedTimeHasPassed() {
        awaitNothingInFiles();
        assertThat(told).hasSizeGreaterThan(25);
        assertThat(Canaries.in(receiver.spans().toString())).as("spans").isEmpty();
        assertThat(Canaries.in(gateway.metrics().page() + streams.metrics().page()))
                .as("metrics")
                .isEmpty();
        assertThat(last(ERASED).getOutcome()).isEqualTo(Outcome.DELETED);
        assertThat(last(DELETED).getOutcome()).isEqualTo(Outcome.DELETED);
        assertThat(log("streams")).contains("Meeting erased: meeting=" + ERASED, "dpo@example.com: request 4711");
    }

    @Test
    @Order(7)
    void shouldNotAskToEraseWhatStreamsWouldReject() throws Exception {
        streams.close();
        try (var producer = new KafkaProducer<>(
                parts.cluster().clientWith(Map.of()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("adjourn-streams-meeting-state-changelog", ERASED, new byte[] {6, 1, 2}))
                    .get();
        }
        Ran ran = erase("--meeting", ERASED, "--execute", "--by", "me", "--reason", "4713");
        assertThat(ran.text())
                .contains("NOT ERASED: the state of " + ERASED + " cannot be read")
                .contains("asked streams to erase 0 of 0 meetings");
        assertThat(ran.code()).isEqualTo(1);
    }

    private void tellV1(String meeting, String when) throws Exception {
        String bot = meeting.substring(meeting.indexOf('/') + 1);
        if (meeting.equals(ERASED) && when.equals("early")) {
            address = canary("v1address") + "@example.com";
        }
        post(V1, """
                {"event": "complete", "data": {"bot_id": "%s", "event_uuid": "%s-%s",
                 "transcript": [{"speaker": "%s", "offset": 1.5, "words": [{"start": 1.5, "end": 1.9, "word": "%s"}]}],
                 "speakers": ["%s"], "mp4": "https://example.com/%s?token=%s", "extra": {"crm_id": 7, "mail": "%s"}}}""".formatted(
                        bot,
                        bot,
                        when,
                        canary("v1name" + when),
                        canary("v1word" + when),
                        canary("v1speaker" + when),
                        canary("v1path" + when),
                        canary("v1token" + when),
                        when.equals("early") ? address : canary("v1mail" + when)));
        post(V1, """
                {"event": "failed", "data": {"bot_id": "%s", "error": "internal_error", "message": "%s"}}""".formatted(bot, canary("v1message" + when)));
    }

    private void tellV2(String when) throws Exception {
        post(V2, """
                {"event": "bot.chat_message", "data": {"bot_id": "bot-2", "event_id": null, "message_id": "m-%s",
                 "sender_name": "%s", "sender_id": 2, "text": "%s", "sent_at": "2026-01-15T10:32:15Z"},
                 "extra": {"mail": "%s"}}""".formatted(when, canary("v2sender" + when), canary("v2chat" + when), canary("v2mail" + when)));
        post(V2, """
                {"event": "bot.completed", "extra": {"crm_id": 7, "mail": "%s"}, "data": {"bot_id": "bot-2",
                 "data_deleted": false, "duration_seconds": 3611, "exited_at": "2026-01-15T11:30:12.000Z",
                 "joined_at": "2026-01-15T10:30:01.000Z", "sent_at": "2026-01-15T11:34:10.120Z",
                 "participants": ["%s"], "speakers": ["%s"], "audio": null, "diarization": null,
                 "raw_transcription": null, "transcription": "https://example.com/%s.json?X-Amz-Signature=%s",
                 "transcription_ids": ["j-%s"], "transcription_provider": "gladia",
                 "video": "https://example.com/video.mp4?X-Amz-Signature=%s"}}""".formatted(
                        canary("v2extra" + when),
                        canary("v2participant" + when),
                        canary("v2speaker" + when),
                        canary("v2link" + when),
                        canary("v2signature" + when),
                        when,
                        canary("v2video" + when)));
    }

    private void tellAttendee(String when) throws Exception {
        post(
                ATTENDEE,
                attendee("bot.state_change", "{\"crm_id\": 7, \"mail\": \"" + canary("atmail" + when) + "\"}", """
                {"event_type": "joined_meeting", "event_sub_type": null, "old_state": "waiting_room",
                 "new_state": "joined_not_recording", "created_at": "2026-01-15T16:55:03.000003+00:00"}"""));
        post(ATTENDEE, attendee("chat_messages.update", "null", """
                {"id": "msg_%s", "text": "%s", "timestamp_ms": 1750093010000, "timestamp": 1750093010, "to": "everyone",
                 "sender_name": "%s", "sender_uuid": "s", "sender_user_uuid": null, "additional_data": {}}""".formatted(
                        when, canary("atchat" + when), canary("atsender" + when))));
        post(ATTENDEE, attendee("transcript.update", "null", """
                {"speaker_name": "%s", "speaker_uuid": "s", "speaker_user_uuid": null, "speaker_is_host": false,
                 "timestamp_ms": 175009300012%d, "duration_ms": 2100, "transcription": {"transcript": "%s"}}""".formatted(
                        canary("atspeaker" + when), when.length(), canary("attranscript" + when))));
    }

    private static String attendee(String trigger, String metadata, String data) {
        return """
                {"idempotency_key": "%s", "bot_id": "bot_3", "bot_metadata": %s, "trigger": "%s", "data": %s}""".formatted(UUID.randomUUID(), metadata, trigger, data);
    }

    private String canary(String kind) {
        String canary = Canaries.of("", kind);
        told.add(canary);
        return canary;
    }

    private void post(String source, String body) throws Exception {
        var request = HttpRequest.newBuilder(gateway.webhook(source))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }

    /** Every canary in a file of the stack, with the file. */
    private Set<String> files() {
        try {
            return Canaries.below(parts.data().path());
        } catch (IOException e) {
            throw new AssertionError("cannot search", e);
        }
    }

    private void awaitNothingInFiles() {
        try {
            Await.until("nothing to be found", STATED, () -> files().isEmpty());
        } catch (AssertionError e) {
            assertThat(files()).as(e.getMessage()).isEmpty();
        }
    }

    private static Set<String> words(Set<String> places) {
        return Canaries.in(String.join("\n", places));
    }

    private void awaitOutcome(String meeting, Outcome outcome) {
        Await.until(meeting + " to be " + outcome, PATIENCE, () -> {
            List<MeetingCompletion> revisions = revisions(meeting);
            return !revisions.isEmpty() && revisions.getLast().getOutcome() == outcome;
        });
    }

    private MeetingCompletion last(String meeting) {
        return revisions(meeting).getLast();
    }

    private List<MeetingCompletion> revisions(String meeting) {
        try (var completions = CompletionsTopic.of(parts.bootstrapServers(), parts.registryClient())) {
            completions.poll();
            completions.poll();
            return completions.revisions(meeting);
        }
    }

    private String log(String name) {
        try {
            return Files.readString(parts.data().log(name));
        } catch (IOException e) {
            throw new AssertionError("no log", e);
        }
    }

    private record Ran(int code, String text) {}

    private Ran erase(String... arguments) {
        var all = new ArrayList<>(List.of("erase", "--secrets-file", secret().toString()));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private Ran run(String... arguments) {
        return runAt(parts.bootstrapServers(), arguments);
    }

    private Ran runAt(String bootstrapServers, String... arguments) {
        var text = new StringWriter();
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--bootstrap-servers",
                bootstrapServers,
                "--registry",
                parts.cluster().registry().url()));
        int code = Adjourn.commandLine()
                .setOut(new PrintWriter(text, true))
                .setErr(new PrintWriter(text, true))
                .execute(all.toArray(String[]::new));
        return new Ran(code, text.toString());
    }

    private Path sources() {
        return parts.data().path().resolve("sources.yaml");
    }

    private Path secret() {
        return parts.data().path().resolve("erase-secret");
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
