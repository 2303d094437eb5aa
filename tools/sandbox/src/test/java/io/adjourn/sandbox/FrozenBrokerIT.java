package io.adjourn.sandbox;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.contracts.Cluster;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Deliveries that were answered 202 lie in the gateway's spool while their meetings' deadlines pass: a real broker that is frozen, a
 * real gateway and real streams. No record may be wrong when it is written, so each meeting gets one revision.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InFullBuild
class FrozenBrokerIT {
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final Duration OUTAGE = SETTLE.multipliedBy(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @SuppressWarnings("NullAway.Init") // set before all
    private FreezableStack stack;

    @SuppressWarnings("NullAway.Init") // set before all
    private CompletionsTopic completions;

    @BeforeAll
    void start() {
        stack = FreezableStack.start(SETTLE, Map.of());
        Cluster cluster = stack.cluster();
        completions = CompletionsTopic.of(
                cluster.bootstrapServers(), cluster.registry().client());
    }

    @AfterAll
    void stop() {
        completions.close();
        stack.close();
        http.close();
    }

    @Test
    void shouldWriteNoWrongRecordWhileKafkaIsFrozenUnderLoad() throws Exception {
        Meeting incomplete = new Meeting("incomplete");
        incomplete.tell(0, 1).join();
        List<Meeting> meetings;
        try (var load = new Load("frozen")) {
            Await.until("some meetings are over", PATIENCE, () -> load.over() > 5);
            stack.broker().freeze();
            awaitPassed(OUTAGE);
            assertThat(stack.gateway().metric("adjourn_gateway_spool_records")).isGreaterThan(50);
            stack.broker().thaw();
            int over = load.over();
            stack.awaitKafkaUp();
            Await.until("some meetings more are over", PATIENCE, () -> load.over() > over + 5);
            meetings = load.end();
        }

        awaitOneCompleteRecordOf(meetings);
        assertThat(completions.revisions(incomplete.key())).singleElement().satisfies(record -> {
            assertThat(record.getOutcome()).isEqualTo(Outcome.PARTIAL);
            assertThat(record.getClosedBy()).isEqualTo(ClosedBy.DEADLINE);
        });
    }

    /** Kafka is back before the gateway is, and nobody but the gateway knows what its spool has. */
    @Test
    void shouldWriteNoWrongRecordWhenAGatewayIsRestartedWithAFullSpool() throws Exception {
        List<Meeting> meetings = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            meetings.add(new Meeting("restarted-" + i));
        }
        meetings.forEach(meeting -> meeting.tell(0).join());
        stack.broker().freeze();
        CompletableFuture.allOf(
                        meetings.stream().map(meeting -> meeting.tell(1, 2)).toArray(CompletableFuture[]::new))
                .join();
        assertThat(stack.gateway().metric("adjourn_gateway_spool_records")).isGreaterThan(meetings.size());
        stack.gateway().kill();
        stack.broker().thaw();
        awaitPassed(OUTAGE);
        completions.poll();
        assertThat(meetings)
                .allSatisfy(meeting ->
                        assertThat(completions.revisions(meeting.key())).isEmpty());

        stack.gateway().restart();

        awaitOneCompleteRecordOf(meetings);
    }

    private void awaitOneCompleteRecordOf(List<Meeting> meetings) {
        Await.until("a record of each of " + meetings.size(), PATIENCE, () -> {
            stack.streams().mustBeAlive();
            completions.poll();
            return completions
                    .meetings()
                    .containsAll(meetings.stream().map(Meeting::key).toList());
        });
        // Whatever else was to come has come: deadlines of later ones fire after it.
        Meeting last = new Meeting("last-of-" + meetings.getFirst().bot);
        last.tell(0, 1).join();
        Await.until("a deadline after that", PATIENCE, () -> {
            completions.poll();
            return !completions.revisions(last.key()).isEmpty();
        });
        for (Meeting meeting : meetings) {
            List<MeetingCompletion> revisions = completions.revisions(meeting.key());
            assertThat(revisions).as(meeting.key()).singleElement().satisfies(record -> {
                assertThat(record.getOutcome()).isEqualTo(Outcome.COMPLETE);
                assertThat(record.getRevision()).isEqualTo(1);
            });
        }
        System.out.printf("%d meetings, each with one record and that one COMPLETE%n", meetings.size());
    }

    private static void awaitPassed(Duration time) {
        long due = System.nanoTime() + time.toNanos();
        Await.until(time + " have passed", PATIENCE, () -> System.nanoTime() - due >= 0);
    }

    /**
     * A bot leaves its meeting, its audio and its transcript are there. Each of them is needed, in whatever order they come: what is
     * spooled comes behind what is not.
     */
    private final class Meeting {
        private static final List<String> BODIES = List.of(
                "{\"bot_id\": \"%s\", \"event\": \"bot.stopped\", \"bot_status\": \"Stopped\"}",
                "{\"bot_id\": \"%s\", \"event\": \"audio.processed\", \"audio_status\": \"Success\"}",
                "{\"bot_id\": \"%s\", \"event\": \"transcription.processed\", \"transcript_status\": \"Success\"}");

        private final String bot;

        Meeting(String bot) {
            this.bot = bot;
        }

        String key() {
            return "lab/" + bot;
        }

        /** Sends these pieces, each once the one before is answered 202. */
        CompletableFuture<Void> tell(int... pieces) {
            CompletableFuture<Void> told = CompletableFuture.completedFuture(null);
            for (int piece : pieces) {
                told = told.thenCompose(_ -> post(piece));
            }
            return told;
        }

        /** Sends all of them, with time between, less than the meeting takes to settle. */
        CompletableFuture<Void> tellInTime() {
            return post(0).thenComposeAsync(_ -> post(1), delayedExecutor(1500, TimeUnit.MILLISECONDS))
                    .thenComposeAsync(_ -> post(2), delayedExecutor(1500, TimeUnit.MILLISECONDS));
        }

        private CompletableFuture<Void> post(int piece) {
            var request = HttpRequest.newBuilder(stack.gateway().webhook(LabGateway.SOURCE))
                    .timeout(PATIENCE)
                    .POST(BodyPublishers.ofString(BODIES.get(piece).formatted(bot)))
                    .build();
            return http.sendAsync(request, BodyHandlers.ofString())
                    .thenAccept(answer -> assertThat(answer.statusCode()).isEqualTo(202));
        }
    }

    /** Meetings that begin all the time. */
    private final class Load implements AutoCloseable {
        private static final int EVERY_MILLIS = 200;

        private final String name;
        private final List<Meeting> meetings = new ArrayList<>();
        private final List<CompletableFuture<Void>> told = new ArrayList<>();
        private final AtomicInteger over = new AtomicInteger();
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

        Load(String name) {
            this.name = name;
            var _ = clock.scheduleAtFixedRate(this::begin, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void begin() {
            var meeting = new Meeting(name + "-" + meetings.size());
            meetings.add(meeting);
            told.add(meeting.tellInTime().whenComplete((_, _) -> over.incrementAndGet()));
        }

        int over() {
            return over.get();
        }

        /** Begins no more, and returns all once they are over. */
        List<Meeting> end() {
            close();
            told.forEach(CompletableFuture::join);
            return meetings;
        }

        @Override
        public void close() {
            clock.close();
        }
    }
}
