package io.adjourn.simulator;

import io.adjourn.simulator.SimulatedMeeting.Act;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Sends performances to their gateways: meetings side by side, a meeting's requests one after the other. */
public final class ScenarioRunner implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int SIDE_BY_SIDE = 8;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Semaphore stages = new Semaphore(SIDE_BY_SIDE);
    private final FaultInjection mischief;
    private final Pace pace;
    private final Tally tally;

    /**
     * @param mischief what happens on the way
     * @param pace how fast requests follow each other
     * @param tally counts what is sent; may be read while playing
     */
    public ScenarioRunner(FaultInjection mischief, Pace pace, Tally tally) {
        this.mischief = mischief;
        this.pace = pace;
        this.tally = tally;
    }

    /** Plays them all, and returns when all is sent. */
    public void play(List<ScenarioRun> performances) throws InterruptedException {
        List<Callable<ScenarioRun>> plays = performances.stream()
                .<Callable<ScenarioRun>>map(performance -> () -> played(performance))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var play : threads.invokeAll(plays)) {
                play.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a simulation was aborted", e.getCause());
        }
    }

    private ScenarioRun played(ScenarioRun performance) throws InterruptedException {
        var random = new Random(performance.seed());
        for (Act act : performance.meeting().acts()) {
            TimeUnit.NANOSECONDS.sleep(act.pause().toNanos());
            // An act is sent in one go: spread over a slow pace it would overlap its source's deadlines.
            stages.acquire();
            try {
                for (SimulatedRequest request : mischief.upon(act, performance.target(), Instant.now(), random)) {
                    pace.await();
                    send(request);
                }
            } finally {
                stages.release();
            }
        }
        return performance;
    }

    private void send(SimulatedRequest request) throws InterruptedException {
        try {
            tally.answered(
                    request,
                    http.send(request.toHttp(TIMEOUT), BodyHandlers.discarding())
                            .statusCode());
        } catch (IOException e) {
            tally.unanswered(request, e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
