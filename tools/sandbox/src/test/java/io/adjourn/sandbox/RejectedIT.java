package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.Logs;
import io.adjourn.commands.topics.TopicLog;
import io.adjourn.config.SourcesFile;
import io.adjourn.contracts.InstalledTopics;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalAdjourn;
import io.adjourn.localstack.Ports;
import io.adjourn.meetings.v1.RawCoordinates;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.meetings.v1.RejectedDelivery;
import io.adjourn.meetings.v1.RejectedHeader;
import io.adjourn.simulator.DemoSources;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.Target;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import io.adjourn.vendors.Vendors;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Dead letters and their way back, on a whole stack. The rejects are made by hand, as by a version with a fault. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InFullBuild
class RejectedIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalAdjourn adjourn;

    @SuppressWarnings("NullAway.Init") // set before all
    private ScenarioRun meeting;

    @BeforeAll
    void start() throws Exception {
        DataDirectory directory = DataDirectory.temporary();
        Logs.to(directory.log("kafka"));
        Path sources = DemoSources.write(directory.path(), Duration.ofMinutes(5), Duration.ofMinutes(5));
        adjourn = LocalAdjourn.start(Ports.free(), directory, sources, _ -> {});
        Target target = Target.of(SourcesFile.read(sources, Vendors.KNOWN, Map.of()), adjourn.gatewayUrl()).stream()
                .filter(one -> one.source().vendor().id().equals("meetstream"))
                .findFirst()
                .orElseThrow();
        meeting = new Scenario(1, Instant.now()).everything(List.of(target), 1).getFirst();
    }

    @AfterAll
    void stop() {
        adjourn.close();
    }

    @Test
    void shouldCountOnceWhatIsReplayedWhenItsCauseIsGone() throws Exception {
        byte[] body = meeting.meeting()
                .acts()
                .getFirst()
                .messages()
                .getFirst()
                .body(0)
                .bytes();
        String id = rejected(meeting.key(), RejectReason.INTERNAL_ERROR, body);
        String[] ofTheMeeting = {"--meeting", meeting.key()};

        assertThat(run("list", ofTheMeeting))
                .contains(id + "  ", "INTERNAL_ERROR", "1 reject: INTERNAL_ERROR 1")
                .doesNotContain("again");
        assertThat(run("show", id)).contains("fixed since", "adjourn-delivery-id: by-hand", new String(body, UTF_8));

        assertThat(run("replay", ofTheMeeting)).contains("would send " + id, "to send: 1", "Nothing was sent");
        assertThat(keyed(Topics.RAW, meeting.key())).isEmpty();

        assertThat(run("replay", "--meeting", meeting.key(), "--execute"))
                .contains("sent " + id + " (INTERNAL_ERROR) as " + meeting.key(), "sent: 1");
        var raw = keyed(Topics.RAW, meeting.key());
        assertThat(raw).singleElement().satisfies(record -> {
            assertThat(record.value()).isEqualTo(body);
            assertThat(header(record, RawHeaders.DELIVERY_ID)).isEqualTo("by-hand");
            assertThat(header(record, RawHeaders.REPLAY_OF)).isEqualTo("meetings.rejected.v1/" + id.replace('-', '/'));
        });
        Await.until(
                "the event of the replay",
                PATIENCE,
                () -> !keyed(Topics.LIFECYCLE, meeting.key()).isEmpty());

        assertThat(run("replay", "--meeting", meeting.key(), "--execute"))
                .contains("sent: 0", "skipped, replayed before: 1")
                .doesNotContain("(INTERNAL_ERROR)");
        assertThat(keyed(Topics.RAW, meeting.key())).hasSize(1);
        assertThat(keyed(Topics.LIFECYCLE, meeting.key())).hasSize(1);
    }

    @Test
    void shouldLeaveAloneWhatIsRejectedAgainUnlessAskedNotTo() throws Exception {
        String key = "demo-meetstream/delivery/" + "0".repeat(32);
        rejected(key, RejectReason.KEY_MISMATCH, "not JSON".getBytes(UTF_8));
        assertThat(run("replay", "--reason", "key_mismatch", "--execute")).contains(", which was " + key, "sent: 1");
        Await.until("the reject of the replay", PATIENCE, () -> run("list").contains("  again  "));

        assertThat(run("replay", "--reason", "not_json"))
                .contains("to send: 0", "skipped, rejected again after a replay: 1");
        assertThat(run("replay", "--reason", "not_json", "--again", "--limit", "1"))
                .contains("to send: 1")
                .doesNotContain("which was");
    }

    /** Puts a delivery into the rejected topic, and returns the reject's id. */
    private String rejected(String key, RejectReason reason, byte[] body) throws Exception {
        var headers = Stream.of(
                        new String[] {RawHeaders.SOURCE, "demo-meetstream"},
                        new String[] {RawHeaders.VENDOR, "meetstream"},
                        new String[] {RawHeaders.DELIVERY_ID, "by-hand"},
                        new String[] {RawHeaders.RECEIVED_AT, Instant.now().toString()})
                .map(header -> new RejectedHeader(header[0], ByteBuffer.wrap(header[1].getBytes(UTF_8))))
                .toList();
        var delivery = new RejectedDelivery(
                reason,
                "a fault, fixed since",
                "normalize",
                "demo-meetstream",
                "meetstream",
                ByteBuffer.wrap(body),
                headers,
                new RawCoordinates(Topics.RAW.name(), 0, 0L, "by-hand"),
                "0.0.1");
        byte[] value =
                new WireFormat(adjourn.registryClient(), InstalledTopics.DEFAULT).write(Topics.REJECTED, delivery);
        var settings = Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, adjourn.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            var place = producer.send(new ProducerRecord<>(Topics.REJECTED.name(), key, value))
                    .get();
            return place.partition() + "-" + place.offset();
        }
    }

    private List<ConsumerRecord<String, byte[]>> keyed(Topic topic, String key) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var log = TopicLog.open(adjourn.cluster(), topic)) {
            log.read(Instant.EPOCH, record -> {
                if (key.equals(record.key())) {
                    records.add(record);
                }
            });
        }
        return records;
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private String run(String command, String... arguments) {
        var out = new StringWriter();
        var all = Stream.of(
                        Stream.of("rejected", command),
                        Stream.of(arguments),
                        Stream.of(
                                "--bootstrap-servers", adjourn.bootstrapServers(),
                                "--registry", adjourn.registryUrl()))
                .flatMap(part -> part)
                .toArray(String[]::new);
        int exit = Adjourn.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all);
        assertThat(exit).as(out.toString()).isZero();
        return out.toString();
    }
}
