package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.CalendarChange;
import io.adjourn.meetings.v1.LifecycleKind;
import io.adjourn.meetings.v1.MeetingActivity;
import io.adjourn.meetings.v1.MeetingArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.meetings.v1.RejectedDelivery;
import io.adjourn.streams.Samples;
import io.adjourn.streams.completion.Retention;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every record of every topic, read by the SDKs of CloudEvents: what they show is enough to route it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudEventsTest {
    private static final Retention TOMBSTONES =
            new Retention(Duration.ofDays(30), Duration.ofDays(400), Duration.ofDays(1));
    private static final List<Topic> OUTPUTS = Topics.ALL.stream()
            .filter(topic -> topic.value() instanceof Topic.Avro)
            .toList();
    private static final Path SCRIPTS = Path.of("src/test/node");
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private final List<Written> all = new ArrayList<>();

    /** A record as a consumer has it. */
    @SuppressWarnings("ArrayRecordComponent") // As Kafka has it; never compared.
    private record Written(
            Topic topic,
            String key,
            Headers headers,
            byte @Nullable [] bytes,
            @Nullable Object value) {
        boolean isTombstone() {
            return value == null;
        }

        /** The attributes by the Java SDK. */
        CloudEvent event() {
            try (var deserializer = new CloudEventDeserializer()) {
                return deserializer.deserialize(topic.name(), headers, bytes);
            }
        }

        /** The decoded value; a tombstone has none. */
        IndexedRecord decoded() {
            return (IndexedRecord) Objects.requireNonNull(value);
        }

        Object field(String name) {
            IndexedRecord record = decoded();
            return record.get(record.getSchema().getField(name).pos());
        }
    }

    @BeforeAll
    void play(@TempDir Path stateDir) {
        try (var stream = new TopologyFixture(stateDir, TOMBSTONES)) {
            for (Vendor vendor : Vendors.KNOWN.all()) {
                Samples.all(vendor.id())
                        .forEach(body -> stream.deliver(TopologyFixture.SOURCE, vendor.id(), body, stream.now()));
            }
            stream.deliver("", "no name".getBytes(StandardCharsets.UTF_8), foreign());
            for (int day = 0; day < 5; day++) {
                stream.timePasses(Duration.ofDays(1));
            }
            for (Topic topic : OUTPUTS) {
                stream.bytes(topic)
                        .forEach(record -> all.add(new Written(
                                topic,
                                text(record.key()),
                                record.headers(),
                                record.value(),
                                stream.read(topic, record.value()))));
            }
        }
    }

    /** Of somebody else who may write to the raw topic. */
    private static Headers foreign() {
        return new RecordHeaders()
                .add(RawHeaders.SOURCE, "no name".getBytes(StandardCharsets.UTF_8))
                .add(RawHeaders.VENDOR, "\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldBeThereForEachTopicAndForTombstones() {
        assertThat(all.stream().map(Written::topic).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(OUTPUTS);
        assertThat(all).anyMatch(Written::isTombstone);
    }

    @Test
    void shouldBeReadByTheJavaSdkWithEverythingThatRoutes() {
        assertThat(all).filteredOn(written -> !written.isTombstone()).allSatisfy(written -> {
            CloudEvent event = written.event();
            assertThat(event.getType()).isEqualTo(typeOf(written));
            assertThat(event.getDataContentType()).isEqualTo("application/avro");
            assertThat(event.getDataSchema())
                    .hasToString("http://registry:8081/apis/ccompat/v7/schemas/ids/"
                            + idIn(Objects.requireNonNull(written.bytes())));
            assertThat(event.getData().toBytes()).isEqualTo(written.bytes());
            if (!written.topic().equals(Topics.REJECTED)) {
                boolean open = written.topic().equals(Topics.OPEN);
                if (!open) {
                    assertThat(event.getId()).isEqualTo(written.field("event_id"));
                }
                assertThat(event.getSource()).hasToString("/webhooks/acme");
                assertThat(event.getSubject()).isEqualTo(written.key());
                assertThat(event.getTime().toInstant())
                        .isEqualTo((Instant) written.field(open ? "last_news_at" : "occurred_at"));
                assertThat(event.getExtension("vendor")).isEqualTo(written.field("vendor"));
                assertThat(event.getExtension("sourcename")).isEqualTo("acme");
            }
            assertThat(event.getExtensionNames()).allMatch(name -> name.matches("[a-z0-9]{1,20}"));
        });
    }

    /** Without reading a value: a meeting of acme has failed. */
    @Test
    void shouldTellStateOutcomeAndRevisionOnlyWhereTheyAreKnown() {
        assertThat(all)
                .filteredOn(written -> written.value() instanceof MeetingCompletion)
                .allSatisfy(written -> {
                    var completion = (MeetingCompletion) written.decoded();
                    assertThat(written.event().getExtension("outcome"))
                            .isEqualTo(completion.getOutcome().name());
                    assertThat(written.event().getExtension("revision"))
                            .isEqualTo(Integer.toString(completion.getRevision()));
                    assertThat(written.event().getExtension("state")).isEqualTo(known(completion.getState()));
                });
        assertThat(all)
                .filteredOn(written -> written.value() instanceof MeetingLifecycle)
                .allSatisfy(written -> {
                    var lifecycle = (MeetingLifecycle) written.decoded();
                    assertThat(written.event().getExtension("state")).isEqualTo(known(lifecycle.getState()));
                    assertThat(written.event().getExtensionNames()).doesNotContain("outcome", "revision");
                });
        assertThat(all.stream()
                        .filter(written -> !written.isTombstone())
                        .map(written -> written.event().getType()))
                .contains(
                        "io.adjourn.meeting.completion.failed.v1",
                        "io.adjourn.meeting.lifecycle.recording.v1",
                        "io.adjourn.meeting.lifecycle.data_deletion.v1",
                        "io.adjourn.meeting.artifact.transcript.ready.v1",
                        "io.adjourn.meeting.activity.chat_message.v1",
                        "io.adjourn.meeting.calendar.event_created.v1",
                        "io.adjourn.meeting.rejected.unknown_vendor.v1");
    }

    /** Its names are nobody's, and attributes must not be empty. */
    @Test
    void shouldLeaveOutWhatARejectedRecordDoesNotSay() {
        Written foreign = all.stream()
                .filter(written ->
                        written.topic().equals(Topics.REJECTED) && written.key().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(foreign.event().getExtensionNames()).isEmpty();
        assertThat(foreign.event().getSubject()).isNull();
        assertThat(foreign.event().getSource()).hasToString("/webhooks/unknown");
    }

    /** By the binding, no value is an event without data. */
    @Test
    void shouldDescribeATombstoneAsAnEventWithoutData() {
        assertThat(all).filteredOn(Written::isTombstone).isNotEmpty().allSatisfy(written -> {
            CloudEvent event = written.event();
            assertThat(event.getType())
                    .isEqualTo(
                            written.topic().equals(Topics.OPEN)
                                    ? "io.adjourn.meeting.open.closed.v1"
                                    : "io.adjourn.meeting.completion.tombstone.v1");
            assertThat(event.getData()).isNull();
            assertThat(event.getDataContentType()).isNull();
            assertThat(event.getDataSchema()).isNull();
            assertThat(event.getSubject()).isEqualTo(written.key());
            assertThat(event.getExtension("sourcename")).isEqualTo("acme");
            assertThat(event.getExtension("vendor")).isNotNull();
        });
    }

    /** As the Java SDK reads it, but for tombstones, which the JavaScript SDK refuses whatever headers they have. */
    @Test
    void shouldBeReadTheSameByTheJavaScriptSdk(@TempDir Path work) throws Exception {
        List<Map<String, String>> read = readByNode(work);
        assertThat(read).hasSameSizeAs(all);
        for (int i = 0; i < all.size(); i++) {
            Map<String, String> expected =
                    all.get(i).isTombstone() ? Map.of("error", "Value is null or undefined") : attributes(all.get(i));
            assertThat(read.get(i)).isEqualTo(expected);
        }
    }

    private List<Map<String, String>> readByNode(Path work) throws IOException, InterruptedException {
        assumeTrue(onPath("node") && onPath("npm"), "skipped: there is no Node here");
        for (String file : List.of("package.json", "package-lock.json", "read-cloudevents.mjs")) {
            Files.copy(SCRIPTS.resolve(file), work.resolve(file));
        }
        int installed = run(work, Redirect.DISCARD, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
        assumeTrue(installed == 0, "skipped: npm cannot install the SDK here");
        Path records = work.resolve("records");
        Files.write(records, all.stream().map(CloudEventsTest::line).toList());
        Path events = work.resolve("events");
        assertThat(run(work, Redirect.to(events.toFile()), "node", "read-cloudevents.mjs"))
                .isZero();
        return Files.readAllLines(events).stream().map(CloudEventsTest::parsed).toList();
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Its input is the file of records, as far as there is one. */
    private static int run(Path work, Redirect output, String... command) throws IOException, InterruptedException {
        File records = work.resolve("records").toFile();
        return new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectInput(records.exists() ? Redirect.from(records) : Redirect.PIPE)
                .redirectOutput(output)
                .redirectError(Redirect.INHERIT)
                .start()
                .waitFor();
    }

    private static String line(Written written) {
        return Stream.concat(
                        Stream.of(written.bytes() == null ? "null" : base64(written.bytes())),
                        StreamSupport.stream(written.headers().spliterator(), false)
                                .map(header -> header.key() + "=" + base64(header.value())))
                .collect(Collectors.joining("\t"));
    }

    private static Map<String, String> parsed(String line) {
        return Arrays.stream(line.split("\t"))
                .map(attribute -> attribute.split("=", 2))
                .collect(Collectors.toMap(
                        parts -> parts[0], parts -> text(Base64.getDecoder().decode(parts[1]))));
    }

    /** What the Java SDK finds, in the JavaScript SDK's words: it knows times to the millisecond. */
    private static Map<String, String> attributes(Written written) {
        CloudEvent event = written.event();
        return Stream.concat(event.getAttributeNames().stream(), event.getExtensionNames().stream())
                .collect(Collectors.toMap(name -> name, name -> switch (name) {
                    case "time" -> MILLIS.format(event.getTime());
                    case "specversion" -> "1.0";
                    default ->
                        String.valueOf(
                                event.getAttributeNames().contains(name)
                                        ? event.getAttribute(name)
                                        : event.getExtension(name));
                }));
    }

    private static String typeOf(Written written) {
        String detail = switch (written.decoded()) {
            case MeetingCompletion completion -> "completion." + completion.getOutcome();
            case MeetingLifecycle lifecycle
            when lifecycle.getKind() == LifecycleKind.STATE_CHANGE -> "lifecycle." + lifecycle.getState();
            case MeetingLifecycle marker -> "lifecycle." + marker.getKind();
            case MeetingArtifact artifact -> "artifact." + artifact.getKind() + "." + artifact.getStatus();
            case MeetingActivity activity -> "activity." + activity.getKind();
            case CalendarChange change -> "calendar." + change.getAction();
            case OpenMeeting open -> "open." + open.getWaitingFor();
            case RejectedDelivery rejected -> "rejected." + rejected.getReason();
            default -> throw new AssertionError(written);
        };
        return "io.adjourn.meeting." + detail.toLowerCase(Locale.ROOT) + ".v1";
    }

    private static int idIn(byte[] value) {
        return ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
    }

    private static @Nullable String known(BotState state) {
        return state == BotState.UNKNOWN ? null : state.name();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
