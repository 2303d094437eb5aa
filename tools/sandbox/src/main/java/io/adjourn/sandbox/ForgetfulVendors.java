package io.adjourn.sandbox;

import io.adjourn.commands.StopWatch;
import io.adjourn.commands.Terminal;
import io.adjourn.commands.Terminal.Colour;
import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.config.CannotStartException;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.SourcesFile;
import io.adjourn.localstack.LocalAdjourn;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.simulator.Damaged;
import io.adjourn.simulator.DemoSources;
import io.adjourn.simulator.FaultInjection;
import io.adjourn.simulator.Pace;
import io.adjourn.simulator.RepairVerdict;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.ScenarioRunner;
import io.adjourn.simulator.SimulatedApis;
import io.adjourn.simulator.Simulator;
import io.adjourn.simulator.Simulators;
import io.adjourn.simulator.Tally;
import io.adjourn.simulator.Target;
import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A source of each vendor most of whose webhooks never come, and the vendor's read API, which knows what they would have said. */
final class ForgetfulVendors implements AutoCloseable {
    private static final String PREFIX = "forgetful-";
    private static final double SHARE_LOST = 0.7;
    private static final int SCRIPTS_TRIED = 60;
    private static final double REQUESTS_PER_SECOND = 150;
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    /** Waits are of seconds here, and the vendors' APIs are on this machine. */
    private static final Map<String, String> RECONCILER = Map.of(
            "RECONCILER_EGRESS_PRIVATE_HOSTS", "127.0.0.1",
            "RECONCILER_BEFORE_DEADLINE", "3s",
            "RECONCILER_FIRST_PAUSE", "10s",
            "RECONCILER_LONGEST_PAUSE", "10s",
            // A vendor of whose meetings nothing is expected tells only if it is asked what there is.
            "RECONCILER_UNCONFIRMED", "true");

    private final SimulatedApis apis;
    private final List<Target> targets;
    private final long seed;

    private ForgetfulVendors(SimulatedApis apis, List<Target> targets, long seed) {
        this.apis = apis;
        this.targets = targets;
        this.seed = seed;
    }

    /**
     * Adds them to a sources file, and opens their APIs.
     *
     * @param gateway where their webhooks go
     */
    static ForgetfulVendors addTo(Path sources, URI gateway, long seed, Duration settle, Duration silence)
            throws InvalidSourcesException {
        var apis = new SimulatedApis(seed);
        var targets = new ArrayList<Target>();
        for (Simulator simulator : Simulators.ALL) {
            if (simulator.readApi().isPresent()) {
                String name = PREFIX + simulator.vendor();
                append(sources, DemoSources.signed(name, simulator, settle, silence));
                Target target = target(sources, name, gateway);
                append(
                        sources,
                        "    api-keys: [\"%s\"]%n    api-base-url: %s%n"
                                .formatted(SimulatedApis.keyOf(name), apis.open(target)));
                targets.add(target);
            }
        }
        return new ForgetfulVendors(apis, targets, seed);
    }

    /** Whether it is one of these. */
    static boolean has(Target target) {
        return target.source().name().startsWith(PREFIX);
    }

    /**
     * Plays a meeting of each, with a reconciler that asks their APIs, shows the records, and tells whether these say what they would say
     * had every webhook come.
     */
    boolean play(LocalAdjourn adjourn, CompletionsTopic completions, Terminal terminal, StopWatch clock)
            throws InterruptedException {
        terminal.line("");
        terminal.line(
                terminal.paint(Colour.STRONG, "Webhooks that never come, and a reconciler that asks the vendors"));
        List<Damaged> meetings = meetings();
        adjourn.startReconciler(RECONCILER);
        var table = new LandingTable(
                terminal, clock, meetings.stream().map(Damaged::arriving).toList());
        table.head();
        try (var player = new ScenarioRunner(FaultInjection.NONE, Pace.of(REQUESTS_PER_SECOND), new Tally())) {
            player.play(meetings.stream().map(Damaged::arriving).toList());
        }
        var verdict = new RepairVerdict(meetings, completions::revisions, apis.requests()::about);
        var waited = new StopWatch();
        while (!verdict.complaints().isEmpty() && waited.time().compareTo(PATIENCE) < 0) {
            adjourn.mustBeAlive();
            completions.poll().forEach(table::row);
        }
        return isGood(meetings, verdict, terminal);
    }

    /** One of each, of which some webhooks come. */
    private List<Damaged> meetings() {
        Instant now = Instant.now();
        var meetings = new ArrayList<Damaged>();
        for (Target target : targets) {
            new Scenario(seed, now)
                    .meetings(List.of(target), SCRIPTS_TRIED, ForgetfulVendors::isPlayedAtOnce).stream()
                            .map(run -> Damaged.of(run, SHARE_LOST))
                            .filter(meeting -> !meeting.isWhole() && !meeting.isSilent() && meeting.isRepairable())
                            .findFirst()
                            .ifPresent(meetings::add);
        }
        meetings.forEach(meeting -> apis.add(meeting.whole(), now));
        return meetings;
    }

    private static boolean isPlayedAtOnce(ScenarioRun run) {
        return run.meeting().length().isZero()
                && run.meeting()
                        .meant()
                        .filter(meant -> meant.outcome() == Outcome.COMPLETE)
                        .isPresent();
    }

    private boolean isGood(List<Damaged> meetings, RepairVerdict verdict, Terminal terminal) {
        List<String> complaints = verdict.complaints();
        complaints.forEach(complaint -> terminal.line(terminal.paint(Colour.BAD, "WRONG  " + complaint)));
        int lost = meetings.stream().mapToInt(Damaged::lost).sum();
        int came = meetings.stream()
                .flatMap(meeting -> meeting.arriving().meeting().acts().stream())
                .mapToInt(act -> act.messages().size())
                .sum();
        long asked = meetings.stream()
                .mapToLong(meeting -> apis.requests().about(meeting.key()))
                .sum();
        boolean good = complaints.isEmpty();
        terminal.line("%d of %d webhooks never came, the vendors were asked %d times, and the records are %s."
                .formatted(
                        lost,
                        lost + came,
                        asked,
                        terminal.paint(
                                good ? Colour.GOOD : Colour.BAD,
                                good ? "as if all had come" : "not as they should be")));
        return good;
    }

    private static Target target(Path sources, String name, URI gateway) throws InvalidSourcesException {
        return Target.of(SourcesFile.read(sources, Vendors.KNOWN, Map.of()), gateway).stream()
                .filter(target -> target.source().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void append(Path sources, String yaml) {
        try {
            Files.writeString(sources, yaml, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new CannotStartException("cannot write " + sources + ": check the disk, and TMPDIR", e);
        }
    }

    @Override
    public void close() {
        apis.close();
    }
}
