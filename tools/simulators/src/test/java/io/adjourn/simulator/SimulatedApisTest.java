package io.adjourn.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Listing;
import io.adjourn.vendors.Listing.Listed;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.ReadApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The read APIs of all vendors, asked as the vendors' adapters ask them. */
class SimulatedApisTest {
    private final Instant now = Instant.now();
    private static final Set<ArtifactKind> MEDIA =
            EnumSet.of(ArtifactKind.AUDIO, ArtifactKind.VIDEO, ArtifactKind.TRANSCRIPT);

    private final SimulatedApis apis = new SimulatedApis(25);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        apis.close();
        http.close();
    }

    static Stream<Target> targets() {
        return TestTargets.all().stream()
                .filter(target -> target.simulator().readApi().isPresent());
    }

    private List<ScenarioRun> meetings(Target target, int number) {
        List<ScenarioRun> runs = new Scenario(7, now)
                .meetings(List.of(target), number, run -> run.meeting().meant().isPresent());
        runs.forEach(run -> apis.add(run, now));
        return runs;
    }

    private HttpResponse<byte[]> ask(Target target, Question question) {
        return ask(target, question, SimulatedApis.keyOf(target.source().name()));
    }

    private HttpResponse<byte[]> ask(Target target, Question question, String key) {
        ReadApi api = apiOf(target);
        HttpRequest request = HttpRequest.newBuilder(URI.create(apis.open(target) + question.path()))
                .header(api.key().name(), api.key().value(key))
                .method(question.method(), BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ReadApi apiOf(Target target) {
        return target.source().vendor().readApi().orElseThrow();
    }

    /** What all answers about a meeting tell, those for artifacts among them. */
    private List<Event> told(ScenarioRun run, Instant at) {
        Target target = run.target();
        String session = run.meeting().session();
        var events = new ArrayList<Event>();
        for (Question question : apiOf(target).about(session, MEDIA)) {
            HttpResponse<byte[]> answer = ask(target, question);
            if (answer.statusCode() == 200) {
                var delivery = new Delivery(new Body(answer.body()), Headers.NONE, at);
                Normalization read = apiOf(target).normalize(question.endpoint(), session, delivery);
                if (read instanceof Events told) {
                    assertThat(told.novelties()).as("%s", run).isEmpty();
                    events.addAll(told.events());
                }
            }
        }
        return events;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldAnswerWhatTheWebhooksTell(Target target) {
        for (ScenarioRun run : meetings(target, 20)) {
            Meant meant = run.meeting().meant().orElseThrow();
            List<Event> told = told(run, now);

            assertThat(told)
                    .as("%s", run)
                    .filteredOn(event -> event instanceof StateChange change && change.terminal())
                    .allSatisfy(end ->
                            assertThat(((StateChange) end).state().name()).isIn("ENDED", "FAILED"));
            assertThat(told)
                    .as("%s", run)
                    .filteredOn(event -> event instanceof Artifact artifact
                            && artifact.status() == ArtifactStatus.READY
                            && !artifact.implied())
                    .allSatisfy(event -> assertThat(meant.artifacts()).containsKey(((Artifact) event).kind()));
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldListEveryBotOnceAWayOrAnother(Target target) {
        List<ScenarioRun> runs = meetings(target, 260);

        List<Listed> listed = sweep(target);

        assertThat(listed.stream().map(Listed::session).collect(Collectors.toSet()))
                .isEqualTo(runs.stream().map(run -> run.meeting().session()).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldListThemAllEvenWhereTheListMoves(Target target) {
        List<ScenarioRun> runs = meetings(target, 260);
        apis.lie(target.source().name(), 1, Set.of(ApiFault.SHIFTING_LIST));

        List<Listed> listed = sweep(target);

        assertThat(listed.stream().map(Listed::session).collect(Collectors.toSet()))
                .hasSize(runs.size());
    }

    private List<Listed> sweep(Target target) {
        ReadApi api = apiOf(target);
        var listed = new ArrayList<Listed>();
        String cursor = null;
        var asked = new HashSet<String>();
        do {
            Question question =
                    api.listing(cursor, now.minus(Duration.ofHours(3)), now).orElseThrow();
            Listing page = api.readListing(cursor, ask(target, question).body()).orElseThrow();
            listed.addAll(page.bots());
            cursor = page.next();
        } while (cursor != null && asked.add(cursor));
        return listed;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldCountWhoIsAskedForWhat(Target target) {
        ScenarioRun run = meetings(target, 1).getFirst();
        Question question =
                apiOf(target).about(run.meeting().session(), Set.of()).getFirst();

        ask(target, question);
        ask(target, question, "another key");

        assertThat(apis.requests().count(asked -> asked.status() == 200)).isEqualTo(1);
        assertThat(apis.requests().count(asked -> asked.status() == 401)).isEqualTo(1);
        assertThat(apis.requests().about(run.key())).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldTellNothingUntrueWhereItLies(Target target) {
        List<ScenarioRun> runs = meetings(target, 20);
        List<Set<String>> truths =
                runs.stream().map(run -> facts(told(run, now))).toList();
        Set<ApiFault> lies = EnumSet.of(
                ApiFault.HTML,
                ApiFault.NOTHING,
                ApiFault.ANOTHER_BOT,
                ApiFault.LYING_STATUS,
                ApiFault.NOT_YET,
                ApiFault.HALF_WRITTEN,
                ApiFault.UNAUTHORIZED,
                ApiFault.TOO_MANY_REQUESTS,
                ApiFault.SERVER_ERROR);
        for (ApiFault lie : lies) {
            apis.lie(target.source().name(), 1, Set.of(lie));
            for (int i = 0; i < runs.size(); i++) {
                Set<String> told = facts(told(runs.get(i), now));
                assertThat(truths.get(i)).as("%s of %s", lie, runs.get(i)).containsAll(told);
            }
        }
    }

    /** Ends and what is there: what a lie must not make up. */
    private static Set<String> facts(List<Event> events) {
        var facts = new HashSet<String>();
        for (Event event : events) {
            if (event instanceof StateChange change && change.terminal()) {
                facts.add(change.state().name());
            } else if (event instanceof Artifact artifact && artifact.status() == ArtifactStatus.READY) {
                facts.add(artifact.kind().name());
            } else if (event instanceof Event.DataDeletion) {
                facts.add("deleted");
            }
        }
        return facts;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldRunAheadOnlyWhereItsClockDoes(Target target) {
        List<ScenarioRun> runs = meetings(target, 20);
        apis.lie(target.source().name(), 1, Set.of(ApiFault.CLOCK_AN_HOUR_OFF));

        for (ScenarioRun run : runs) {
            assertThat(told(run, now))
                    .as("%s", run)
                    .noneMatch(event -> event.said().time().at().isAfter(now.plus(Duration.ofMinutes(5))));
        }
    }

    @Test
    void shouldKnowOfTenThousandMeetingsNoWebhookOfWhichWasSent() {
        List<Target> targets = targets().toList();
        List<ScenarioRun> runs = new Scenario(1, now)
                .meetings(targets, 10_000, run -> run.meeting().meant().isPresent());

        runs.forEach(run -> apis.add(run, now));

        for (ScenarioRun run : runs.subList(9_900, 10_000)) {
            Question question =
                    apiOf(run.target()).about(run.meeting().session(), Set.of()).getFirst();
            assertThat(ask(run.target(), question).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldSendTheLastEventAgainThroughTheFrontDoor() throws Exception {
        var received = new CompletableFuture<String>();
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            try (exchange) {
                received.complete(exchange.getRequestURI().getPath() + " "
                        + exchange.getRequestHeaders().keySet() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                exchange.sendResponseHeaders(202, -1);
            }
        });
        gateway.start();
        URI address = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
        Target target = targets()
                .filter(one -> apiOf(one).resend("b").isPresent())
                .map(one -> new Target(address, one.source(), one.simulator()))
                .findFirst()
                .orElseThrow();
        ScenarioRun run = meetings(target, 1).getFirst();

        HttpResponse<byte[]> answer =
                ask(target, apiOf(target).resend(run.meeting().session()).orElseThrow());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(received.get(20, TimeUnit.SECONDS))
                .startsWith("/webhooks/" + target.source().name() + " ")
                .containsIgnoringCase("svix-signature")
                .contains(run.meeting().session());
        gateway.stop(0);
    }
}
