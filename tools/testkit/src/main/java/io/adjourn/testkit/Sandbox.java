package io.adjourn.testkit;

import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.SourcesFile;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalAdjourn;
import io.adjourn.localstack.Ports;
import io.adjourn.simulator.DemoSources;
import io.adjourn.simulator.FaultInjection;
import io.adjourn.simulator.Pace;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.ScenarioRunner;
import io.adjourn.simulator.Tally;
import io.adjourn.simulator.Target;
import io.adjourn.vendors.Vendors;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * All of Adjourn on this machine, on free ports, for as long as a test class runs: a Kafka broker in this process, registry, gateway and
 * streams beside it. A static field with {@code @RegisterExtension}.
 *
 * <p>It runs what a checkout of Adjourn has built: the system property {@code adjourn.home} says where that is. Meetings wait
 * seconds here, not hours, for what is late.
 */
public final class Sandbox implements BeforeAllCallback, AfterAllCallback {
    private static final double REQUESTS_PER_SECOND = 100;

    private final Duration settle;
    private final Duration silence;
    private @Nullable LocalAdjourn adjourn;
    private List<Target> targets = List.of();

    /** With waits that are short and still bear a busy machine. */
    public Sandbox() {
        this(Duration.ofSeconds(6), Duration.ofSeconds(10));
    }

    /**
     * With waits of your own.
     *
     * @param settle how long meetings wait for what is expected after their end
     * @param silence how long they wait for news before that
     */
    public Sandbox(Duration settle, Duration silence) {
        this.settle = settle;
        this.silence = silence;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws InvalidSourcesException {
        DataDirectory data = DataDirectory.temporary();
        Path sources = DemoSources.write(data.path(), settle, silence);
        LocalAdjourn started = LocalAdjourn.start(Ports.free(), data, sources, progress -> {});
        adjourn = started;
        targets = Target.of(SourcesFile.read(sources, Vendors.KNOWN, Map.of()), started.gatewayUrl());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (adjourn != null) {
            adjourn.close();
        }
    }

    /** Where its Kafka is. */
    public String bootstrapServers() {
        return running().bootstrapServers();
    }

    /** The base URL of its registry's Confluent API. */
    public String registryUrl() {
        return running().registryUrl();
    }

    /**
     * Plays a meeting, and returns when all is sent; its record comes when it is due. Each request is sent twice, as vendors do that get no
     * answer in time.
     *
     * @param vendor such as {@code meetstream}
     * @param script such as {@code late-transcript} or {@code deletion}
     * @return what was played: its key, and what its last record must say
     * @throws IllegalArgumentException if that vendor has no such script; the message names those it has
     */
    public ScenarioRun play(String vendor, String script) throws InterruptedException {
        Target target = targets.stream()
                .filter(candidate -> candidate.source().name().equals("demo-" + vendor))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nobody simulates the vendor " + vendor));
        List<ScenarioRun> runs = new Scenario(Instant.now().toEpochMilli(), Instant.now())
                .meetings(List.of(target), 1, run -> run.script().name().equals(script));
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("the vendor " + vendor + " has no script " + script + ", but "
                    + target.simulator().scripts().stream()
                            .map(one -> one.name())
                            .toList());
        }
        try (var player =
                new ScenarioRunner(new FaultInjection(1, false, 0, 0), Pace.of(REQUESTS_PER_SECOND), new Tally())) {
            player.play(runs);
        }
        return runs.getFirst();
    }

    private LocalAdjourn running() {
        if (adjourn == null) {
            throw new IllegalStateException("it is not started: make it a static field with @RegisterExtension");
        }
        adjourn.mustBeAlive();
        return adjourn;
    }
}
