package io.adjourn.inspector.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.inspector.access.Role;
import io.adjourn.inspector.index.IndexException;
import io.adjourn.inspector.view.DeliveryView;
import io.adjourn.inspector.view.Sight;
import io.adjourn.inspector.view.Standing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksDBException;

/** The pages over HTTP: addresses, statuses, headers, forms. */
class PageControllerTest {
    private static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private static PageServer server;

    private static Role looksAs = Role.VIEWER;

    @BeforeAll
    static void start() {
        server = new PageServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void viewer() {
        looksAs = Role.VIEWER;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b7c1a7de-19c4-4a55-8f0e-52f1c3a0d001",
                "acme-meetstream%2Fb7c1a7de-19c4-4a55-8f0e-52f1c3a0d001",
                "abc-defg-hij",
                "https%3A%2F%2Fmeet.google.com%2Fabc-defg-hij",
                "opportunity-4711"
            })
    void shouldLeadToTheOneMeetingThatFits(String text) {
        HttpResponse<String> answer = get("/?q=" + text);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains(Paths.meeting(ToldMeetings.COMPLETE));
    }

    @Test
    void shouldShowThePageOfAMeetingWhateverItsSessionIsCalled() {
        HttpResponse<String> answer = get(Paths.meeting(ToldMeetings.STRANGE));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(answer.body()).select("h1").text()).isEqualTo("<b>\"bold\"<b>'; & ? # % + ..");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("private, no-cache");
    }

    @ParameterizedTest
    @CsvSource({
        "/meetings/acme-meetstream/nobody, 404, No such meeting",
        "/meetings/acme-meetstream/%3Cscript%3E, 404, No such meeting",
        "/meetings/acme-meetstream/a%2Fb, 404, Nothing is here",
        "/meetings/acme-meetstream/a%0d%0aSet-Cookie:x=1, 404, Nothing is here",
        "/meetings/acme-meetstream, 404, Nothing is here",
        "/else, 404, Nothing is here",
        "/?outcome=GOOD, 400, That cannot be looked for",
        "/?cursor=of-another-search, 400, That cannot be looked for",
        "/?from=yesterday, 400, That cannot be looked for",
        "/assets/else.css, 404, Nothing is here"
    })
    void shouldAnswerWhatCannotBeShownWithAClearPage(String path, int status, String title) {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("h1").text()).isEqualTo(title);
        assertThat(page.select("script")).hasSize(1);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void shouldAnswerTenThousandCharactersWithAClearPage() {
        assertThat(get("/?q=" + "x".repeat(3_000)).statusCode()).isEqualTo(400);
        assertThat(get("/?q=" + "x".repeat(10_000)).statusCode()).isBetween(400, 431);
        assertThat(get("/meetings/acme/" + "x".repeat(3_000)).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldUnmaskADeliveryForThoseWhoMayAndOnlyByTheFormOfItsPage() {
        looksAs = Role.PRIVILEGED;
        String path = Paths.delivery(ToldMeetings.COMPLETE, delivery());
        String token = Jsoup.parse(get(path).body()).select("input[name=csrf]").attr("value");

        HttpResponse<String> whole = post(path, "csrf=" + token);

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(whole.body()).select("#text").text()).isEqualTo(ToldMeetings.BODY);
        assertThat(whole.headers().firstValue("Cache-Control")).contains("no-store");
        for (String form : List.of("", "csrf=", "csrf=" + token + "x", "other=" + token)) {
            HttpResponse<String> refused = post(path, form);
            assertThat(refused.statusCode()).as("form %s", form).isBetween(400, 403);
            assertThat(refused.body()).doesNotContain(ToldMeetings.PERSON);
        }
    }

    @Test
    void shouldTakeNobodysTokenForAnothers() {
        looksAs = Role.PRIVILEGED;
        String path = Paths.meeting(ToldMeetings.COMPLETE);
        String token = Jsoup.parse(get(path).body()).select("input[name=csrf]").attr("value");
        looksAs = Role.VIEWER;

        HttpResponse<String> refused = post(path, "csrf=" + token);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain(ToldMeetings.PERSON).contains("Go back, load the page again");
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void shouldForbidEachPageWhatItDoesNotNeed(String path) {
        HttpResponse<String> answer = get(path);

        String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "frame-ancestors 'none'",
                        "form-action 'self'",
                        "base-uri 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).matches("private, no-cache|no-store");
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("style, [style]")).as("inline style").isEmpty();
        assertThat(page.select("script").eachAttr("src"))
                .as("scripts")
                .hasSize(1)
                .allMatch(src -> src.startsWith("/assets/"));
        assertThat(page.select("script").html()).as("inline script").isEmpty();
        assertThat(page.select("[src], link[href]"))
                .as("what is loaded")
                .allMatch(element -> (element.attr("src") + element.attr("href")).startsWith("/assets/"));
    }

    static Stream<String> addresses() {
        return Stream.of(
                "/",
                "/rejects",
                "/sources",
                "/else",
                "/?open=maybe",
                Paths.meeting(ToldMeetings.COMPLETE),
                Paths.meeting(ToldMeetings.STRANGE),
                Paths.compare(ToldMeetings.COMPLETE),
                Paths.delivery(ToldMeetings.COMPLETE, delivery()));
    }

    @Test
    void shouldUnmaskNothingThatAnotherSiteAsksFor() {
        looksAs = Role.PRIVILEGED;
        String path = Paths.meeting(ToldMeetings.COMPLETE);
        String token = Jsoup.parse(get(path).body()).select("input[name=csrf]").attr("value");

        HttpResponse<String> refused = send(HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString("csrf=" + token)));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain(ToldMeetings.PERSON);
    }

    @Test
    void shouldServeStyleAndScriptForGoodUnderTheirDigest() {
        Document page = Jsoup.parse(get("/").body());
        for (String path : List.of(
                page.select("link[rel=stylesheet]").attr("href"),
                page.select("script").attr("src"),
                page.select("link[rel=icon]").attr("href"))) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .matches("text/css; charset=utf-8|text/javascript; charset=utf-8|image/svg\\+xml");
            assertThat(answer.body().length()).as("a few kilobytes").isLessThan(12_000);
            assertThat(answer.body()).doesNotContain("http://localhost").doesNotContain("https://");
        }
    }

    @Test
    void shouldSayOnAPageWhatToDoToWhoIsNotLetInAndAsAProblemToPrograms() {
        HttpResponse<String> page = ask(HttpRequest.newBuilder(URI.create(server.url("/sources"))), HTML);
        HttpResponse<String> problem = ask(HttpRequest.newBuilder(URI.create(server.url("/sources"))), "*/*");
        HttpResponse<String> api = ask(HttpRequest.newBuilder(URI.create(server.url("/api/sources"))), HTML);

        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        Document read = Jsoup.parse(page.body());
        assertThat(read.select("main").text())
                .contains("Who are you?", "Come by the proxy that signs people in", "X-Forwarded-User");
        assertThat(ask(
                                HttpRequest.newBuilder(URI.create(
                                        server.url(read.select("script").attr("src")))),
                                "*/*")
                        .statusCode())
                .isEqualTo(200);
        assertThat(List.of(problem, api)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(answer.body()).contains("Come by the proxy that signs people in");
        });
    }

    @Test
    void shouldSayThatTheIndexCannotBeReadOnAPageAndAsAProblem() {
        server.meetings().fails(new IndexException(new RocksDBException("No space left on device")));
        try {
            HttpResponse<String> page = get(Paths.meeting(ToldMeetings.COMPLETE));
            HttpRequest.Builder api = HttpRequest.newBuilder(URI.create(server.url("/api/meetings")));
            PageServer.headers(looksAs).forEach(api::header);
            HttpResponse<String> problem = ask(api, "application/json");

            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(Jsoup.parse(page.body()).select("main").text())
                    .contains("Not now", "Load it again in a few seconds.")
                    .doesNotContain("No space", "Exception");
            assertThat(problem.statusCode()).isEqualTo(503);
            assertThat(problem.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(problem.body())
                    .contains("the index cannot be read just now: try again; the log has more")
                    .doesNotContain("No space");
        } finally {
            server.meetings().fails(null);
        }
        assertThat(get(Paths.meeting(ToldMeetings.COMPLETE)).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldSayOnEveryPageThatIndexingHasStopped() {
        Standing before = server.meetings().standing();
        server.meetings().stands(new Standing(false, 9, 0, 0, 0, null, "the disk is full: make room", List.of()));
        try {
            for (String path : List.of("/", "/rejects", "/sources", Paths.meeting(ToldMeetings.COMPLETE))) {
                assertThat(Jsoup.parse(get(path).body()).select(".banner").text())
                        .isEqualTo("Indexing has stopped: the disk is full: make room");
            }
        } finally {
            server.meetings().stands(before);
        }
    }

    private static String delivery() {
        DeliveryView first = new ToldMeetings()
                .find(ToldMeetings.COMPLETE, Sight.MASKED)
                .orElseThrow()
                .deliveries()
                .getFirst();
        return first.deliveryId();
    }

    private static HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(server.url(path))));
    }

    private static HttpResponse<String> post(String path, String form) {
        return send(HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        PageServer.headers(looksAs).forEach(request::header);
        return ask(request, HTML);
    }

    private static HttpResponse<String> ask(HttpRequest.Builder request, String accept) {
        try {
            return CLIENT.send(request.header("Accept", accept).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
