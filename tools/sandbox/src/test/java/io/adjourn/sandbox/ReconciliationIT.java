package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.Logs;
import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.SourcesFile;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalAdjourn;
import io.adjourn.localstack.LocalReconciler;
import io.adjourn.localstack.Ports;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.simulator.ApiFault;
import io.adjourn.simulator.Damaged;
import io.adjourn.simulator.DemoSources;
import io.adjourn.simulator.FaultInjection;
import io.adjourn.simulator.Pace;
import io.adjourn.simulator.RepairVerdict;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.ScenarioRunner;
import io.adjourn.simulator.SimulatedApis;
import io.adjourn.simulator.SimulatedMeeting.Act;
import io.adjourn.simulator.Tally;
import io.adjourn.simulator.Target;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Meetings of all vendors of which deliveries are lost, on the whole of Adjourn, with the reconciler asking the vendors' simulated APIs.
 * All shares are played at once, each to all sources; beside them, sources whose API does not tell the truth.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@InFullBuild
class ReconciliationIT {
    private static final boolean LONG = Boolean.getBoolean("adjourn.faults.long");
    private static final long SEED = Long.getLong("damaged.seed", 25);
    private static final List<Double> SHARES = List.of(0.0, 0.1, 0.5, 1.0);
    private static final int MEETINGS = LONG ? 10_000 : 40 * SHARES.size();
    private static final int LYING_MEETINGS = 8;
    private static final int PER_SECOND = LONG ? 400 : 150;
    private static final Duration PATIENCE = LONG ? Duration.ofMinutes(15) : Duration.ofSeconds(150);

    /** Long enough to play all that is not late, and for the reconciler to start. */
    private static final Duration SETTLE = Duration.ofSeconds(22);

    private static final Duration SILENCE = Duration.ofSeconds(26);

    /** A revision after the first is held back for 5 s: when nothing has come for longer, nothing will. */
    private static final Duration QUIET = Duration.ofSeconds(7);

    private static final int PER_MINUTE = LONG ? 900 : 60;
    /** How many requests of one source may be under way at once: these may arrive in the next minute of the clock. */
    private static final int UNDER_WAY = 4;

    private static final String TOKEN = "a-test-token-for-fresh-links";

    /** What is wrong with the answers of which source. */
    private static final Map<String, ApiFault> LIES = Map.of(
            "refusing", ApiFault.UNAUTHORIZED,
            "babbling", ApiFault.HTML,
            "confusing", ApiFault.ANOTHER_BOT,
            "flooding", ApiFault.HUGE,
            "mute", ApiFault.NOTHING);

    private final SimulatedApis apis = new SimulatedApis(SEED);
    private final ExecutorService background = Executors.newSingleThreadExecutor();

    /** By the share of deliveries that are lost. */
    private final Map<Double, List<Damaged>> meetings = new HashMap<>();

    private final List<Damaged> ofLiars = new ArrayList<>();

    /** That any record closed by an answer took to land. */
    private Duration slowest = Duration.ZERO;

    @SuppressWarnings("NullAway.Init") // set before all
    private RepairVerdict verdict;

    @SuppressWarnings("NullAway.Init") // set before all
    private List<Target> targets;

    @SuppressWarnings("NullAway.Init") // set before all
    private DataDirectory data;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalAdjourn adjourn;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalReconciler reconciler;

    @SuppressWarnings("NullAway.Init") // set before all
    private CompletionsTopic completions;

    @SuppressWarnings("NullAway.Init") // set before all
    private Path tokens;

    @BeforeAll
    void playAndRepair(@TempDir Path directory) throws Exception {
        tokens = Files.writeString(directory.resolve("tokens"), TOKEN + "\n");
        data = DataDirectory.temporary();
        Logs.to(data.log("kafka"));
        Ports ports = Ports.free();
        Path sources = sources(ports.gateway().url());
        adjourn = LocalAdjourn.start(ports, data, sources, _ -> {});
        completions = CompletionsTopic.of(adjourn.bootstrapServers(), adjourn.registryClient());
        damage();

        var tally = new Tally();
        Future<?> playing = background.submit(() -> {
            play(tally);
            return tally;
        });
        // What a vendor lists as delivered has been delivered by then, or never will be.
        long onTime = onTime();
        Await.until("what is on time is sent", PATIENCE, () -> LONG ? playing.isDone() : tally.genuine() >= onTime);
        reconciler = adjourn.startReconciler(settings());
        awaitSettled(playing);
        playing.get();
        assertThat(tally.surprises()).isEmpty();
    }

    @AfterAll
    void stop() {
        background.shutdownNow();
        if (completions != null) {
            completions.close();
        }
        if (adjourn != null) {
            adjourn.close();
        }
        apis.close();
    }

    private Path sources(URI gateway) throws IOException, InvalidSourcesException {
        Path file = DemoSources.write(data.path(), SETTLE, SILENCE);
        var yaml = new StringBuilder(Files.readString(file));
        LIES.keySet().forEach(name -> yaml.append("""
                  %s:
                    vendor: attendee
                    verification: none
                    settle: %s
                    silence: %s
                """.formatted(name, SETTLE, SILENCE)));
        String text = yaml.toString()
                .replace("silence: " + SILENCE, "silence: " + SILENCE + "\n    scheduled-silence: " + SILENCE);
        Files.writeString(file, text);
        targets = Target.of(SourcesFile.read(file, Vendors.KNOWN, Map.of()), gateway);
        for (Target target : targets) {
            String name = target.source().name();
            text = text.replace(
                    "  " + name + ":\n",
                    "  " + name + ":\n    api-keys: [\"" + SimulatedApis.keyOf(name) + "\"]\n    api-base-url: "
                            + apis.open(target) + "\n");
        }
        return Files.writeString(file, text);
    }

    private Map<String, String> settings() {
        var settings = new HashMap<>(Map.of(
                "RECONCILER_EGRESS_PRIVATE_HOSTS", "127.0.0.1",
                "RECONCILER_BEFORE_DEADLINE", "4s",
                "RECONCILER_FIRST_PAUSE", "10s",
                "RECONCILER_LONGEST_PAUSE", "1m",
                // Vexa's sources expect nothing, so a lost recording is missed by nobody else.
                "RECONCILER_UNCONFIRMED", "true",
                "RECONCILER_FAILED", "true",
                "RECONCILER_LISTING_GRACE", "5s",
                "RECONCILER_LISTING_RUNNING_GRACE", "5s",
                "RECONCILER_LINKS_ENABLED", "true",
                "RECONCILER_LINKS_TOKEN_FILE", tokens.toString()));
        settings.put("RECONCILER_BUDGET_PER_MINUTE", Integer.toString(PER_MINUTE));
        settings.put("RECONCILER_BUDGET_VENDOR_PER_MINUTE", Integer.toString(5 * PER_MINUTE));
        // What is spread over weeks elsewhere comes within minutes here.
        settings.put("RECONCILER_BUDGET_PER_DAY", "50000");
        settings.put("RECONCILER_BUDGET_VENDOR_PER_DAY", "200000");
        return settings;
    }

    private void damage() {
        Instant now = Instant.now();
        var scenario = new Scenario(SEED, now);
        List<Target> honest = targets.stream()
                .filter(target -> !LIES.containsKey(target.source().name()))
                .toList();
        List<ScenarioRun> programme = scenario.meetings(honest, MEETINGS, ReconciliationIT::meansARecord);
        for (int i = 0; i < programme.size(); i++) {
            double share = SHARES.get(i % SHARES.size());
            meetings.computeIfAbsent(share, _ -> new ArrayList<>()).add(Damaged.of(programme.get(i), share));
        }
        for (Target target : targets) {
            ApiFault lie = LIES.get(target.source().name());
            if (lie != null) {
                ofLiars.addAll(Damaged.all(
                        scenario.meetings(List.of(target), LYING_MEETINGS, ReconciliationIT::meansARecord), 0.5));
            }
        }
        everything().forEach(meeting -> apis.add(meeting.whole(), now));
        LIES.forEach((source, lie) -> apis.lie(source, 1, Set.of(lie)));
        verdict = new RepairVerdict(
                meetings.values().stream().flatMap(List::stream).toList(),
                completions::revisions,
                apis.requests()::about);
    }

    private static boolean meansARecord(ScenarioRun run) {
        return run.meeting().meant().isPresent();
    }

    private List<Damaged> everything() {
        var all = new ArrayList<>(ofLiars);
        meetings.values().forEach(all::addAll);
        return all;
    }

    private void play(Tally tally) throws InterruptedException {
        try (var player = new ScenarioRunner(FaultInjection.NONE, Pace.of(PER_SECOND), tally)) {
            player.play(everything().stream().map(Damaged::arriving).toList());
        }
    }

    /** How many requests are sent before the first of those that are late. */
    private long onTime() {
        long messages = 0;
        for (Damaged meeting : everything()) {
            Duration at = Duration.ZERO;
            for (Act act : meeting.arriving().meeting().acts()) {
                at = at.plus(act.pause());
                messages += at.compareTo(SETTLE) < 0 ? act.messages().size() : 0;
            }
        }
        return messages;
    }

    /** Returns when all is as it must be and nothing more comes, or when it will not be. */
    private void awaitSettled(Future<?> playing) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        long news = System.nanoTime();
        boolean isSettled = false;
        while (!isSettled && System.nanoTime() < giveUp) {
            adjourn.mustBeAlive();
            List<MeetingCompletion> landed = completions.poll();
            landed.forEach(this::landed);
            news = landed.isEmpty() ? news : System.nanoTime();
            isSettled = playing.isDone()
                    && System.nanoTime() - news > QUIET.toNanos()
                    && verdict.complaints().isEmpty();
        }
    }

    private void landed(MeetingCompletion record) {
        Duration took = Duration.between(record.getRevisedAt(), Instant.now());
        if (record.getClosedBy() == ClosedBy.RECONCILED && took.compareTo(slowest) > 0) {
            slowest = took;
        }
    }

    @Test
    @Order(1)
    void shouldEndInTheRecordsThatAreMeantWhateverIsLostAndAskAboutNoHealthyMeeting() {
        assertThat(verdict.complaints()).as("seed %d%n%s", SEED, wrong()).isEmpty();
    }

    /** What was asked about those meetings whose records are not as they must be, and what these say. */
    private String wrong() {
        return verdict.programme().stream()
                .filter(meeting -> !verdict.complaints(meeting).isEmpty())
                .map(meeting -> meeting + ", asked about " + apis.requests().about(meeting.key()) + " times: "
                        + completions.revisions(meeting.key()).stream()
                                .map(ReconciliationIT::told)
                                .toList())
                .collect(Collectors.joining("\n"));
    }

    private static String told(MeetingCompletion record) {
        return "%s by %s at %s: %s"
                .formatted(
                        record.getOutcome(),
                        record.getClosedBy(),
                        record.getRevisedAt(),
                        record.getTimeline().stream()
                                .map(step -> step.getState() + (step.getPulled() ? " pulled" : ""))
                                .toList());
    }

    @Test
    @Order(2)
    void shouldSayInTheRecordThatItIsReconciled() {
        assertThat(losing(0.5))
                .anySatisfy(meeting -> assertThat(last(meeting).getClosedBy()).isEqualTo(ClosedBy.RECONCILED));
        assertThat(losing(1))
                .anySatisfy(meeting -> assertThat(last(meeting).getClosedBy()).isEqualTo(ClosedBy.RECONCILED));
        assertThat(losing(0))
                .filteredOn(meeting -> apis.requests().about(meeting.key()) == 0)
                .allSatisfy(meeting -> assertThat(last(meeting).getClosedBy()).isNotEqualTo(ClosedBy.RECONCILED));
    }

    @Test
    @Order(3)
    void shouldAskLittle() {
        for (double share : SHARES) {
            List<Damaged> damaged = damaged(share);
            List<Damaged> others = losing(share).stream()
                    .filter(meeting -> !damaged.contains(meeting))
                    .toList();
            System.out.printf(
                    Locale.ROOT,
                    "%3.0f %% lost: %d meetings; %d of them damaged by it alone, %d of these asked about by %d requests, %.2f each; %d"
                            + " requests about those that are late, fail, never end or lack something anyway%n",
                    share * 100,
                    losing(share).size(),
                    damaged.size(),
                    damaged.stream()
                            .filter(meeting -> requests(List.of(meeting)) > 0)
                            .count(),
                    requests(damaged),
                    damaged.isEmpty() ? 0 : (double) requests(damaged) / damaged.size(),
                    requests(others));
        }
        System.out.println(apis.requests().byEndpoint());
        List<Damaged> damaged = damaged(0.1);
        assertThat((double) requests(damaged) / damaged.size())
                .as("requests a damaged meeting where a tenth is lost")
                .isLessThanOrEqualTo(1.2);
    }

    /** Those that would need no request if nothing of them was lost. */
    private List<Damaged> damaged(double share) {
        return losing(share).stream()
                .filter(meeting -> !meeting.isWhole() && RepairVerdict.isSettled(meeting))
                .toList();
    }

    @Test
    @Order(4)
    void shouldKeepItsBudgets() {
        for (Target target : targets) {
            String source = target.source().name();
            assertThat(apis.requests().inBusiestMinute(source)).as(source).isLessThanOrEqualTo(PER_MINUTE + UNDER_WAY);
        }
    }

    @Test
    @Order(5)
    void shouldMarkOnlyTheSourceThatLiesAndBelieveNothingOfIt() {
        assertThat(answered("denied")).containsOnlyKeys("refusing");
        assertThat(answered("unusable")).containsOnlyKeys("babbling", "confusing", "flooding", "mute");
        assertThat(reconciler.metrics().sum("adjourn_reconciler_source_denied")).isEqualTo(1);
        assertThat(reconciler.metrics().sum("adjourn_reconciler_source_denied", "source=\"refusing\""))
                .isEqualTo(1);
        for (Damaged meeting : ofLiars) {
            assertThat(verdict.untrue(meeting)).as("%s", meeting).isEmpty();
            assertThat(completions.revisions(meeting.key()))
                    .as("%s", meeting)
                    .allSatisfy(record -> assertThat(record.getClosedBy()).isNotEqualTo(ClosedBy.RECONCILED));
        }
    }

    /** From the time at which the answer that closed it stands in Kafka. */
    @Test
    @Order(6)
    void shouldHaveTheRecordWithinAMinuteOfTheAnswer() {
        assertThat(slowest).isPositive().isLessThan(Duration.ofMinutes(1));
    }

    private Map<String, Long> answered(String answer) {
        return reconciler.metrics().byTag("adjourn_reconciler_answered", "source", "answer=\"" + answer + "\"");
    }

    @Test
    @Order(7)
    void shouldGiveAFreshLinkToWhoHasAToken() throws IOException {
        String meeting = meetings.values().stream()
                .flatMap(List::stream)
                .filter(one -> one.whole().target().source().vendor().id().equals("attendee"))
                .filter(one -> completions
                        .last(one.key())
                        .filter(ReconciliationIT::hasRecording)
                        .isPresent())
                .map(Damaged::key)
                .findFirst()
                .orElseThrow();

        // One request may fail, such as by a connection that the vendor has closed.
        Await.until(
                "there is a link",
                Duration.ofSeconds(20),
                () -> links(meeting, tokens).exit() == 0);
        assertThat(links(meeting, tokens).out())
                .startsWith("RECORDING https://recordings.example.com/")
                .contains("X-Amz-Expires");
        assertThat(links(meeting, Files.writeString(tokens.resolveSibling("other"), "another-token-of-nobody\n"))
                        .exit())
                .isEqualTo(2);
        assertThat(Files.readString(data.log("reconciler")))
                .contains("Link asked for: source=demo-attendee")
                .doesNotContain("recordings.example.com", TOKEN, SimulatedApis.keyOf(""));
    }

    private CommandLineRun links(String meeting, Path tokenFile) {
        return CommandLineRun.of(
                "links",
                meeting,
                "--kind",
                "RECORDING",
                "--reconciler",
                adjourn.reconcilerUrl().toString(),
                "--token-file",
                tokenFile.toString());
    }

    private static boolean hasRecording(MeetingCompletion record) {
        return record.getArtifacts().stream()
                .anyMatch(artifact ->
                        artifact.getKind() == ArtifactKind.RECORDING && artifact.getStatus() == ArtifactStatus.READY);
    }

    private MeetingCompletion last(Damaged meeting) {
        return completions.last(meeting.key()).orElseThrow(() -> new AssertionError(meeting + " has no record"));
    }

    private List<Damaged> losing(double share) {
        return meetings.getOrDefault(share, List.of());
    }

    private long requests(List<Damaged> some) {
        return some.stream()
                .mapToLong(meeting -> apis.requests().about(meeting.key()))
                .sum();
    }
}
