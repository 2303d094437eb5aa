package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.Logs;
import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.config.SourcesFile;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalAdjourn;
import io.adjourn.localstack.Ports;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.simulator.DemoSources;
import io.adjourn.simulator.FaultInjection;
import io.adjourn.simulator.Pace;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.ScenarioRunner;
import io.adjourn.simulator.ScenarioVerdict;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.simulator.Tally;
import io.adjourn.simulator.Target;
import io.adjourn.testing.Await;
import io.adjourn.vendors.Vendors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The raw topic of a whole stack, read once more by another: the same records and the same events. */
@EnabledIfSystemProperty(named = "adjourn.faults.long", matches = "true")
class AuditIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** A revision after the first is held back for 5 s. */
    private static final Duration QUIET = Duration.ofSeconds(7);

    /** How long before it came to the raw topic the gateway had received what it spooled. */
    private static final Duration SPOOLED_FOR = Duration.ofHours(3);

    private static final long SEED = 20260227;

    @Test
    void shouldFindEveryLastRevisionAndEventTheSame() throws Exception {
        DataDirectory directory = DataDirectory.temporary();
        Logs.to(directory.log("kafka"));
        Path sources = DemoSources.write(directory.path(), Duration.ofSeconds(6), Duration.ofSeconds(10));
        try (var adjourn = LocalAdjourn.start(Ports.free(), directory, sources, _ -> {});
                var completions = CompletionsTopic.of(adjourn.bootstrapServers(), adjourn.registryClient())) {
            List<Target> targets = Target.of(SourcesFile.read(sources, Vendors.KNOWN, Map.of()), adjourn.gatewayUrl());
            var programme = new Scenario(SEED, Instant.now()).everything(targets, 1);
            ScenarioRun late = new Scenario(SEED + 1, Instant.now())
                    .meetings(targets, 1, one -> one.script().name().equals("normal"))
                    .getFirst();

            publishWithItsBeginningLate(late, adjourn, completions);
            try (var player = new ScenarioRunner(new FaultInjection(2, true, 0, 0), Pace.of(300), new Tally())) {
                player.play(programme);
            }
            var verdict = new ScenarioVerdict(programme, completions::revisions);
            Await.until("what was meant", PATIENCE, () -> {
                completions.poll();
                return verdict.complaints(List.of()).isEmpty();
            });
            TimeUnit.NANOSECONDS.sleep(QUIET.toNanos());
            completions.poll();
            assertThat(completions.meetings()).contains(late.key());

            CommandLineRun same = replay(adjourn, "--sources", sources.toString());
            assertThat(same.exit()).as(same.out() + same.err()).isZero();
            assertThat(same.out())
                    .contains("The published records match the raw topic.")
                    .containsPattern("the same +" + completions.meetings().size() + "\n")
                    .containsPattern("not compared +[0-9]+\n");

            // Other expectations make other records of the same deliveries.
            String source = late.target().source().name();
            Path others = Files.writeString(
                    directory.path().resolve("others.yaml"),
                    Files.readString(sources).replace(source + ":\n", source + ":\n    expects: [SUMMARY]\n"));
            CommandLineRun different =
                    replay(adjourn, "--sources", others.toString(), "--source", source, "--show", "100");
            assertThat(different.exit()).as(different.out() + different.err()).isEqualTo(1);
            assertThat(different.out())
                    .contains(late.key() + " is different", "  missing as published: []", "SUMMARY")
                    .contains("The published records do not match the raw topic.")
                    .containsPattern("  different +[1-9][0-9]*\n");
        }
    }

    /** As from the spool of a replica that was cut off: received first, on the raw topic when the meeting has its record. */
    private static void publishWithItsBeginningLate(
            ScenarioRun performance, LocalAdjourn adjourn, CompletionsTopic completions) throws Exception {
        List<Message> messages = performance.meeting().acts().stream()
                .flatMap(act -> act.messages().stream())
                .toList();
        Instant received = Instant.now().minus(SPOOLED_FOR);
        try (var raw = RawRecords.to(adjourn.cluster())) {
            for (Message message : messages.subList(1, messages.size())) {
                raw.put(performance, message, Instant.now());
            }
            Await.until("its record", PATIENCE, () -> {
                completions.poll();
                return completions.last(performance.key()).isPresent();
            });
            raw.put(performance, messages.getFirst(), received);
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

    private static CommandLineRun replay(LocalAdjourn adjourn, String... options) {
        return CommandLineRun.of(Stream.concat(
                        Stream.of(
                                "audit",
                                "--bootstrap-servers",
                                adjourn.bootstrapServers(),
                                "--registry",
                                adjourn.registryUrl()),
                        Stream.of(options))
                .toArray(String[]::new));
    }
}
