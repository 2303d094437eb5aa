package io.adjourn.sandbox.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.sandbox.Await;
import io.adjourn.sandbox.Completions;
import io.adjourn.sandbox.DataDirectory;
import io.adjourn.sandbox.DemoSources;
import io.adjourn.sandbox.LocalAdjourn;
import io.adjourn.sandbox.Logs;
import io.adjourn.sandbox.Ports;
import io.adjourn.sandbox.simulator.Meeting.Message;
import io.adjourn.sandbox.simulator.Mischief;
import io.adjourn.sandbox.simulator.Pace;
import io.adjourn.sandbox.simulator.Performance;
import io.adjourn.sandbox.simulator.Player;
import io.adjourn.sandbox.simulator.Programme;
import io.adjourn.sandbox.simulator.Tally;
import io.adjourn.sandbox.simulator.Target;
import io.adjourn.sandbox.simulator.Verdict;
import io.adjourn.sources.SourcesFile;
import io.adjourn.vendors.Vendors;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The raw topic of a whole stack, read once more by another: the same records and the same events. */
class ReplayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** A revision after the first is held back for 5 s. */
    private static final Duration QUIET = Duration.ofSeconds(7);

    private static final long SEED = 20260227;

    @Test
    void shouldFindEveryLastRevisionAndEventTheSame() throws Exception {
        DataDirectory directory = DataDirectory.temporary();
        Logs.to(directory.log("kafka"));
        Path sources = DemoSources.write(directory.path(), Duration.ofSeconds(6), Duration.ofSeconds(10));
        try (var adjourn = LocalAdjourn.start(Ports.free(), directory, sources, _ -> {});
                var completions = Completions.of(adjourn)) {
            List<Target> targets = Target.of(SourcesFile.read(sources, Vendors.KNOWN, Map.of()), adjourn.gatewayUrl());
            var programme = new Programme(SEED, Instant.now()).everything(targets, 1);
            Performance late = new Programme(SEED + 1, Instant.now())
                    .meetings(targets, 1, one -> one.script().name().equals("normal"))
                    .getFirst();

            publishWithItsBeginningLate(late, adjourn, completions);
            try (var player = new Player(new Mischief(2, true, 0, 0), Pace.of(300), new Tally())) {
                player.play(programme);
            }
            var verdict = new Verdict(programme, completions::revisions);
            Await.until("what was meant", PATIENCE, () -> {
                completions.poll();
                return verdict.complaints(List.of()).isEmpty();
            });
            TimeUnit.NANOSECONDS.sleep(QUIET.toNanos());
            completions.poll();
            assertThat(completions.meetings()).contains(late.key());

            String report = audit(adjourn, sources);
            assertThat(report)
                    .contains("What is published is what the raw topic says.")
                    .containsPattern("the same +" + completions.meetings().size() + "\n")
                    .containsPattern("not compared +[0-9]+\n");
        }
    }

    /** As from the spool of a replica that was cut off: received first, on the raw topic when the meeting has its record. */
    private static void publishWithItsBeginningLate(
            Performance performance, LocalAdjourn adjourn, Completions completions) throws Exception {
        List<Message> messages = performance.meeting().acts().stream()
                .flatMap(act -> act.messages().stream())
                .toList();
        Instant received = Instant.now();
        var settings = Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, adjourn.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (Message message : messages.subList(1, messages.size())) {
                producer.send(raw(performance, message, Instant.now())).get();
            }
            Await.until("its record", PATIENCE, () -> {
                completions.poll();
                return completions.last(performance.key()).isPresent();
            });
            producer.send(raw(performance, messages.getFirst(), received)).get();
        }
        Await.until("its next revision", PATIENCE, () -> {
            completions.poll();
            return completions
                    .last(performance.key())
                    .filter(last -> last.getClosedBy() == ClosedBy.LATE_EVENT)
                    .map(MeetingCompletion::getRevision)
                    .isPresent();
        });
    }

    private static ProducerRecord<String, byte[]> raw(Performance performance, Message message, Instant received) {
        var source = performance.target().source();
        var record = new ProducerRecord<>(
                Topics.RAW.name(), performance.key(), message.body(0).bytes());
        Map.of(
                        RawHeaders.SOURCE, source.name(),
                        RawHeaders.VENDOR, source.vendor().id(),
                        RawHeaders.DELIVERY_ID, UUID.randomUUID().toString(),
                        RawHeaders.RECEIVED_AT, received.toString())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    private static String audit(LocalAdjourn adjourn, Path sources) {
        var out = new StringWriter();
        int exit = Adjourn.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(
                        "audit",
                        "--bootstrap-servers",
                        adjourn.bootstrapServers(),
                        "--registry",
                        adjourn.registryUrl(),
                        "--sources",
                        sources.toString());
        assertThat(exit).as(out.toString()).isZero();
        return out.toString();
    }
}
