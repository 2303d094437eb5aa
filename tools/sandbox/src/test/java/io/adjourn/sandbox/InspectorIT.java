package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.config.SourcesFile;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Topics;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalAdjourn;
import io.adjourn.localstack.LocalInspector;
import io.adjourn.localstack.Port;
import io.adjourn.localstack.Ports;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.simulator.DemoSources;
import io.adjourn.simulator.FaultInjection;
import io.adjourn.simulator.Pace;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.ScenarioRunner;
import io.adjourn.simulator.ScenarioVerdict;
import io.adjourn.simulator.Tally;
import io.adjourn.simulator.Target;
import io.adjourn.testing.Await;
import io.adjourn.testing.Browser;
import io.adjourn.testing.InFullBuild;
import io.adjourn.testing.SmallDisk;
import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What the inspector tells of everything that was played: every script of every vendor, duplicates and disorder included. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InFullBuild
class InspectorIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long ROOM = 16 * 1024 * 1024;
    private static final String TOKEN = "t".repeat(40);
    private static final String PRIVILEGED = "p".repeat(40);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @SuppressWarnings("NullAway.Init") // set before all
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalAdjourn adjourn;

    /** With tokens, beside the stack's own. */
    @SuppressWarnings("NullAway.Init") // set before all
    private LocalInspector guarded;

    @SuppressWarnings("NullAway.Init") // set before all
    private CompletionsTopic completions;

    @SuppressWarnings("NullAway.Init") // set before all
    private List<Target> targets;

    @BeforeAll
    void playEverything(@TempDir Path own) throws Exception {
        directory = own;
        DataDirectory data = DataDirectory.temporary();
        Path sources = DemoSources.write(data.path(), Duration.ofSeconds(6), Duration.ofSeconds(10));
        adjourn = LocalAdjourn.start(Ports.free(), data, sources, _ -> {});
        adjourn.startInspector();
        completions = CompletionsTopic.of(adjourn.bootstrapServers(), adjourn.registryClient());
        targets = Target.of(SourcesFile.read(sources, Vendors.KNOWN, Map.of()), adjourn.gatewayUrl());
        List<ScenarioRun> programme = new Scenario(2026, Instant.now()).everything(targets, 1);
        var verdict = new ScenarioVerdict(programme, completions::revisions);
        play(programme);
        Await.until("all meetings are as they should be", PATIENCE, () -> {
            completions.poll();
            return verdict.complaints(completions.meetings()).isEmpty();
        });
        Path tokens = Files.writeString(
                directory.resolve("tokens"), TOKEN + " script viewer\n" + PRIVILEGED + " ada privileged\n");
        guarded = LocalInspector.start(
                Port.free(),
                Port.free(),
                adjourn.cluster(),
                directory.resolve("index"),
                directory.resolve("inspector.log"),
                Map.of("INSPECTOR_ACCESS_MODE", "tokens", "INSPECTOR_ACCESS_TOKENS_FILE", tokens.toString()));
        guarded.awaitReady();
        Await.until(
                "the inspector has all of it",
                PATIENCE,
                () -> get("/api/standing").path("caughtUp").asBoolean());
    }

    private static void play(List<ScenarioRun> programme) throws InterruptedException {
        try (var player = new ScenarioRunner(new FaultInjection(1, true, 0, 0), Pace.of(150), new Tally())) {
            player.play(programme);
        }
    }

    @AfterAll
    void stop() {
        if (guarded != null) {
            guarded.close();
        }
        if (completions != null) {
            completions.close();
        }
        if (adjourn != null) {
            adjourn.close();
        }
    }

    private HttpResponse<String> ask(URI base, String path, String... headers) {
        try {
            var request = HttpRequest.newBuilder(URI.create(base + path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private JsonNode get(String path) {
        return get(adjourn.inspectorUrl(), path);
    }

    private JsonNode get(URI base, String path) {
        HttpResponse<String> answer = ask(base, path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(path + ": " + answer.body(), e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private List<String> found(String query) {
        var keys = new ArrayList<String>();
        get("/api/meetings?limit=200&" + query)
                .path("meetings")
                .forEach(meeting -> keys.add(meeting.path("key").asText()));
        return keys;
    }

    @Test
    void shouldFindEveryMeetingByEachOfItsWays() {
        for (String key : completions.meetings()) {
            MeetingCompletion record = completions.revisions(key).getLast();
            var ways = new ArrayList<>(List.of(
                    "any=" + encoded(key),
                    "key=" + encoded(key),
                    "session=" + encoded(String.valueOf(record.getSessionId())),
                    "source=" + record.getSource() + "&outcome=" + record.getOutcome(),
                    "vendor=" + record.getVendor() + "&endReason=" + record.getEndReason()));
            if (record.getNativeMeetingId() != null) {
                ways.add("nativeId=" + encoded(record.getNativeMeetingId()));
                ways.add("any=" + encoded(record.getNativeMeetingId()));
            }
            if (record.getMeetingUrl() != null) {
                ways.add("url=" + encoded(record.getMeetingUrl()));
                ways.add("any=" + encoded(record.getMeetingUrl()));
            }
            assertThat(ways).as(key).allSatisfy(way -> assertThat(found(way)).contains(key));
        }
    }

    @Test
    void shouldTellOfEachMeetingWhatItsRecordTells() {
        for (String key : completions.meetings()) {
            MeetingCompletion record = completions.revisions(key).getLast();
            JsonNode meeting = get("/api/meetings/" + key);
            JsonNode summary = meeting.path("summary");
            assertThat(summary.path("outcome").asText())
                    .as(key)
                    .isEqualTo(record.getOutcome().name());
            assertThat(summary.path("revision").asInt()).as(key).isEqualTo(record.getRevision());
            assertThat(summary.path("open").asBoolean()).as(key).isFalse();
            assertThat(meeting.path("revisions").size()).as(key).isEqualTo(record.getRevision());
            assertThat(meeting.path("steps").size())
                    .as(key)
                    .isEqualTo(record.getTimeline().size());
            for (JsonNode delivery : meeting.path("deliveries")) {
                assertThat(delivery.path("result").asText())
                        .as(key + " " + delivery)
                        .isNotEqualTo("PENDING");
                assertThat(delivery.path("verifiedBy").asText())
                        .as(key + " " + delivery)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void shouldAccountForEveryDeliveryOfEverySource() {
        for (JsonNode source : get("/api/sources")) {
            assertThat(source.path("normalized").asLong()
                            + source.path("duplicates").asLong()
                            + source.path("rejected").asLong()
                            + source.path("ignored").asLong())
                    .as(source.toString())
                    .isEqualTo(source.path("deliveries").asLong());
        }
    }

    @Test
    void shouldShowABodyMaskedAndWholeOnlyToWhoMay() throws IOException {
        String key = completions.meetings().getFirst();
        String delivery = get("/api/meetings/" + key)
                .path("deliveries")
                .get(0)
                .path("deliveryId")
                .asText();
        String path = "/api/meetings/" + key + "/deliveries/" + delivery + "/raw";

        assertThat(get(path).path("masked").asBoolean()).isTrue();
        assertThat(ask(adjourn.inspectorUrl(), path + "?unmask=true").statusCode())
                .isEqualTo(403);
        assertThat(ask(guarded.url(), path).statusCode()).isEqualTo(401);
        assertThat(ask(guarded.url(), path + "?unmask=true", "Authorization", "Bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> whole = ask(guarded.url(), path + "?unmask=true", "Authorization", "Bearer " + PRIVILEGED);
        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
        assertThat(json.readTree(whole.body()).path("request").asText()).startsWith("POST /webhooks/");
        assertThat(Files.readString(directory.resolve("inspector.log")))
                .contains("Unmasked: who=ada what=delivery " + delivery + " of " + key);
    }

    @Test
    void shouldAnswerBadInputWithAProblemAndNeverWithAnothersData() {
        assertThat(List.of(
                        "/api/meetings/acme/" + encoded("../../etc/passwd"),
                        "/api/meetings/acme/" + encoded("'\"<script>alert(1)</script>"),
                        "/api/meetings/acme/" + encoded("a\r\nSet-Cookie: x=y"),
                        "/api/meetings/acme/" + "x".repeat(3_000),
                        "/api/meetings/" + encoded("acme/nothing"),
                        "/api/nothing"))
                .allSatisfy(path -> {
                    HttpResponse<String> answer = ask(adjourn.inspectorUrl(), path);
                    assertThat(answer.statusCode()).as(path + answer.body()).isIn(404, 308);
                    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
                });
        assertThat(List.of(
                        "/api/meetings?cursor=nothing",
                        "/api/meetings?outcome=GREAT",
                        "/api/meetings?from=yesterday",
                        "/api/meetings?limit=0",
                        "/api/meetings?limit=many",
                        "/api/meetings?colour=red",
                        "/api/meetings?any=" + "x".repeat(10_000)))
                .allSatisfy(path -> {
                    HttpResponse<String> answer = ask(adjourn.inspectorUrl(), path);
                    assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(400);
                    assertThat(answer.headers().firstValue("Content-Type"))
                            .as(path)
                            .contains("application/problem+json");
                    assertThat(json.readTree(answer.body()).path("detail").asText())
                            .as(path)
                            .isNotEmpty()
                            .doesNotContain("yesterday", "GREAT", "Exception");
                });
        String next = get("/api/meetings?limit=1").path("next").asText();
        HttpResponse<String> other = ask(adjourn.inspectorUrl(), "/api/meetings?limit=1&open=false&cursor=" + next);
        assertThat(other.statusCode()).as(other.body()).isEqualTo(400);
        assertThat(other.body()).contains("another search");
    }

    @Test
    void shouldAnswerAKnownVersionWithoutSendingItAgain() {
        String path = "/api/meetings/" + completions.meetings().getFirst();
        HttpResponse<String> first = ask(adjourn.inspectorUrl(), path);
        String tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(tag).startsWith("W/\"");
        assertThat(ask(adjourn.inspectorUrl(), path, "If-None-Match", tag).statusCode())
                .isEqualTo(304);
    }

    @Test
    void shouldShowEachMeetingOnAPageOfItsOwnAndLeadThereFromTheSearch() {
        for (String key : completions.meetings()) {
            MeetingCompletion record = completions.revisions(key).getLast();
            HttpResponse<String> page = ask(adjourn.inspectorUrl(), "/meetings/" + key, "Accept", "text/html");
            assertThat(page.statusCode()).as(key).isEqualTo(200);
            assertThat(page.body())
                    .as(key)
                    .contains(
                            ">"
                                    + record.getOutcome()
                                            .name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', ' ') + "</span>",
                            "Revision " + record.getRevision(),
                            "id=\"timeline\"",
                            "id=\"artifacts\"",
                            "id=\"deliveries\"",
                            "id=\"revisions\"")
                    .doesNotContain("No delivery of it is in the index", "None: no record of this meeting was made.");
            HttpResponse<String> found = ask(adjourn.inspectorUrl(), "/?q=" + encoded(key), "Accept", "text/html");
            assertThat(found.statusCode()).as(key + ": " + found.body()).isEqualTo(303);
            assertThat(found.headers().firstValue("Location")).as(key).contains("/meetings/" + key);
        }
        assertThat(ask(adjourn.inspectorUrl(), "/rejects", "Accept", "text/html")
                        .body())
                .contains("./adjourn rejected replay");
        assertThat(ask(adjourn.inspectorUrl(), "/sources", "Accept", "text/html")
                        .body())
                .contains("demo-meetstream", "Unknown fields");
    }

    @Test
    void shouldAnswerAtOnceWhoWaitsForAClosedMeeting() {
        String key = completions.meetings().getFirst();

        assertThat(get("/api/meetings/" + key + "/wait?timeout=5")
                        .path("summary")
                        .path("key")
                        .asText())
                .isEqualTo(key);
        assertThat(ask(adjourn.inspectorUrl(), "/api/meetings/acme/nothing/wait?timeout=1")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldForbidWhatThePageDoesNotNeedOnAllAnswers() {
        assertThat(List.of("/api/sources", "/api/nothing", "/")).allSatisfy(path -> {
            var headers = ask(adjourn.inspectorUrl(), path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'");
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
        });
        assertThat(ask(adjourn.inspectorUrl(), "/api/sources", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void shouldBeUpToDateWithTheTopics() {
        JsonNode standing = get("/api/standing");

        assertThat(standing.path("behind").asLong()).isZero();
        assertThat(standing.path("problem").asText("")).isEmpty();
    }

    /** Of whom a record says so, with so many revisions at least. */
    private String meeting(Outcome outcome, int revisions) {
        return completions.meetings().stream()
                .filter(key -> completions.revisions(key).getLast().getOutcome() == outcome
                        && completions.revisions(key).getLast().getRevision() >= revisions)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldBeWalkedThroughInABrowser() {
        assumeTrue(
                Browser.isThere(),
                "there is no Chromium with its driver, or no axe-core: run inspector/browser/install");
        String key = meeting(Outcome.COMPLETE, 2);
        MeetingCompletion record = completions.revisions(key).getLast();
        try (Browser browser = Browser.start()) {
            browser.sends(Map.of("Authorization", "Bearer " + PRIVILEGED));
            browser.open(guarded.url().resolve("/").toString());
            browser.one("#q").sendKeys(String.valueOf(record.getSessionId()), Keys.ENTER);
            browser.waitFor("the meeting", () -> browser.path().equals("/meetings/" + key));

            assertThat(browser.text("#headline"))
                    .containsIgnoringCase(record.getOutcome().name())
                    .contains("Revision " + record.getRevision());
            assertThat(browser.all("#timeline tbody tr"))
                    .hasSizeGreaterThanOrEqualTo(record.getTimeline().size());
            assertThat(browser.one("svg.timeline").isDisplayed()).isTrue();
            assertThat(browser.barriers()).isEmpty();
            browser.screenshot("inspector-meeting");

            browser.all("#deliveries tbody a").getFirst().click();
            browser.waitFor("the delivery", () -> browser.path().contains("/deliveries/"));
            assertThat(browser.all("#curl")).isEmpty();
            browser.one("#body form button").click();
            browser.waitFor(
                    "its body", () -> browser.text("#curl").startsWith("curl -i https://YOUR-GATEWAY/webhooks/"));
            browser.screenshot("inspector-delivery");

            browser.open(guarded.url().resolve("/meetings/" + key).toString());
            browser.one("#revisions form button").click();
            browser.waitFor("both revisions", () -> browser.path().contains("/revisions?before="));
            assertThat(browser.all("#changes tbody tr")).isNotEmpty();

            String deleted = meeting(Outcome.DELETED, 1);
            browser.open(guarded.url().resolve("/meetings/" + deleted).toString());
            assertThat(browser.text("#headline")).contains("deleted");
            assertThat(browser.text("#artifacts")).containsIgnoringCase("deleted");
            assertThat(browser.all("#artifacts a")).isEmpty();
            browser.narrow(true);
            assertThat(browser.run("return document.documentElement.scrollWidth"
                            + " > document.documentElement.clientWidth + 1"))
                    .isEqualTo(false);
            assertThat(browser.barriers()).isEmpty();
            assertThat(browser.complaints())
                    .as("such as what the policy forbade")
                    .isEmpty();
        }
    }

    @Test
    void shouldSayWhatStopsItServeWhatItHasAndGoOn() throws Exception {
        Path index = Files.createDirectory(directory.resolve("small"));
        Path log = directory.resolve("stopped.log");
        try (var disk = new SmallDisk(index, 128);
                var door = new RegistryDoor(adjourn.registryUrl())) {
            Cluster cluster = Cluster.at(adjourn.bootstrapServers(), door.url());
            try (LocalInspector inspector = startStoppable(cluster, index, log)) {
                awaitProblem(inspector, "the schema registry does not answer");
                door.open();
                inspector.awaitReady();
                assertThat(problem(inspector)).isEmpty();
                if (disk.isThere()) {
                    disk.fill(ROOM / 2);
                    awaitProblem(inspector, "less than " + ROOM + " bytes left (inspector.min-free): make room");
                    String known = completions.meetings().getFirst();
                    assertThat(get(inspector.url(), "/api/meetings/" + known)
                                    .path("summary")
                                    .path("key")
                                    .asText())
                            .isEqualTo(known);
                    disk.makeRoom();
                    Await.until("it goes on", PATIENCE, () -> problem(inspector).isEmpty());
                }
            }
            loseWhatIsNew();
            try (LocalInspector inspector = startStoppable(cluster, index, log)) {
                inspector.awaitReady();
                assertThat(get(inspector.url(), "/api/standing").path("notes").toString())
                        .contains("were deleted from the topic before they were indexed");
                assertThat(Files.readString(log))
                        .contains(
                                "Indexing stopped; trying again: why=the schema registry does not answer",
                                "Topic has lost what was to be indexed: partition=meetings.lifecycle.v1-");
                assertThat(get(inspector.url(), "/api/sources").size())
                        .isEqualTo(get("/api/sources").size());
            }
        }
    }

    @Test
    void shouldSayThatADiskIsFullServeWhatItHasAndMissNothingOnceThereIsRoom() throws Exception {
        Path index = Files.createDirectory(directory.resolve("full"));
        Path log = directory.resolve("full.log");
        Port management = Port.free();
        // So small that RocksDB cannot lay room by for its log: what the disk has not, it refuses.
        try (var disk = new SmallDisk(index, 24)) {
            assumeTrue(disk.isThere(), "skipped: mounting a small tmpfs is not permitted here");
            try (LocalInspector inspector = startStoppable(management, adjourn.cluster(), index, log, 0)) {
                inspector.awaitReady();
                JsonNode known = get(inspector.url(), "/api/meetings?limit=200");
                double records =
                        get(inspector.url(), "/api/standing").path("events").asDouble();
                disk.fill(0);
                Instant full = Instant.now();
                play(new Scenario(2028, full).everything(targets, 1).subList(0, 12));

                String why = "the index cannot be written: ";
                awaitProblem(inspector, why);
                assertThat(problem(inspector))
                        .contains("No space left on device", ": make room on the disk of " + index);
                assertThat(get(management.url(), "/health/readiness")
                                .findPath("problem")
                                .asText())
                        .startsWith(why);
                assertThat(get(management.url(), "/health/liveness")
                                .path("status")
                                .asText())
                        .isEqualTo("UP");
                assertThat(Files.readString(log)).contains("Indexing stopped; trying again: why=" + why);
                // All the while it tries to go on, every two seconds.
                Await.until("the other inspector has all of it", PATIENCE, () -> {
                    for (JsonNode meeting : known.path("meetings")) {
                        String key = meeting.path("key").asText();
                        assertThat(get(inspector.url(), "/api/meetings/" + key).path("summary"))
                                .isEqualTo(meeting);
                        assertThat(ask(inspector.url(), "/meetings/" + key, "Accept", "text/html")
                                        .statusCode())
                                .isEqualTo(200);
                    }
                    return get("/api/standing").path("behind").asLong(1) == 0
                            && keysSince(adjourn.inspectorUrl(), full).size() >= 10;
                });
                assertThat(keysSince(inspector.url(), full)).hasSizeLessThan(10);

                disk.makeRoom();

                Await.until(
                        "it has all of it, too",
                        PATIENCE,
                        () -> problem(inspector).isEmpty()
                                && keysSince(adjourn.inspectorUrl(), full).stream()
                                        .allMatch(key -> hasAsMuch(inspector, key)));
                assertThat(get(inspector.url(), "/api/standing").path("events").asDouble())
                        .isGreaterThan(records);
                assertThat(inspector.metrics().plain("adjourn_inspector_rebuilds"))
                        .isZero();
            }
        }
    }

    /** Of meetings that were first heard of then, or later. */
    private List<String> keysSince(URI base, Instant then) {
        return get(base, "/api/meetings?limit=200&from=" + then)
                .path("meetings")
                .findValuesAsText("key");
    }

    /** Whether it has of a meeting all that the other one has. */
    private boolean hasAsMuch(LocalInspector inspector, String key) {
        JsonNode there = get("/api/meetings/" + key);
        HttpResponse<String> here = ask(inspector.url(), "/api/meetings/" + key);
        if (here.statusCode() != 200) {
            return false;
        }
        try {
            var tree = json.readTree(here.body());
            // Not everything: the version counts the changes of an index, and differs.
            return Stream.of("deliveries", "revisions", "steps", "rejects")
                            .allMatch(part ->
                                    tree.path(part).size() == there.path(part).size())
                    && Stream.of("open", "outcome", "revision", "deliveries", "rejects")
                            .allMatch(fact -> tree.path("summary")
                                    .path(fact)
                                    .equals(there.path("summary").path(fact)));
        } catch (IOException e) {
            throw new AssertionError(here.body(), e);
        }
    }

    private static LocalInspector startStoppable(Cluster cluster, Path index, Path log) {
        return startStoppable(Port.free(), cluster, index, log, ROOM);
    }

    private static LocalInspector startStoppable(Port management, Cluster cluster, Path index, Path log, long minFree) {
        return LocalInspector.start(
                Port.free(),
                management,
                cluster,
                index.resolve("index"),
                log,
                Map.of("INSPECTOR_ACCESS_MODE", "none", "INSPECTOR_MIN_FREE", Long.toString(minFree)));
    }

    private String problem(LocalInspector inspector) {
        return get(inspector.url(), "/api/standing").path("problem").asText("");
    }

    /** In the API and on the page. */
    private void awaitProblem(LocalInspector inspector, String problem) {
        Await.until(
                problem,
                PATIENCE,
                () -> inspector.metrics().plain("adjourn_inspector_stopped") == 1
                        && problem(inspector).contains(problem));
        assertThat(ask(inspector.url(), "/", "Accept", "text/html").body()).contains("Indexing has stopped: ", problem);
    }

    /** Plays more, and has the events that come of it deleted. Nobody else of this class reads them any more. */
    private void loseWhatIsNew() throws Exception {
        double before = indexed();
        play(new Scenario(2027, Instant.now()).everything(targets, 1).subList(0, 1));
        Await.until(
                "the other inspector has all of it",
                PATIENCE,
                () -> indexed() > before && get("/api/standing").path("behind").asLong(1) == 0);
        try (Admin admin = adjourn.kafkaAdmin()) {
            TopicDescription topic = admin.describeTopics(List.of(Topics.LIFECYCLE.name()))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next();
            admin.deleteRecords(topic.partitions().stream()
                            .collect(Collectors.toMap(
                                    partition -> new TopicPartition(topic.name(), partition.partition()),
                                    // Up to the end.
                                    _ -> RecordsToDelete.beforeOffset(-1))))
                    .all()
                    .get();
        }
    }

    private double indexed() {
        return get("/api/standing").path("events").asDouble();
    }
}
