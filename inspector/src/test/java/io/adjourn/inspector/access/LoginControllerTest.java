package io.adjourn.inspector.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How people log in and out, and what those read who did not. */
class LoginControllerTest {
    private static final String PAGE = "text/html,application/xhtml+xml,*/*;q=0.8";

    @SuppressWarnings("NullAway.Init")
    private static PlayedProvider provider;

    @SuppressWarnings("NullAway.Init")
    private static ApplicationContext context;

    @SuppressWarnings("NullAway.Init")
    private static URI inspector;

    /** A browser's, with its cookies. */
    @SuppressWarnings("NullAway.Init")
    private HttpClient browser;

    @BeforeAll
    static void start() {
        provider = new PlayedProvider();
        context = ApplicationContext.builder()
                .properties(Map.of(
                        "test.meetings", "told",
                        "adjourn.inspector-index", "false",
                        "inspector.access.mode", "oidc",
                        "inspector.access.oidc.issuer", provider.issuer(),
                        "inspector.access.oidc.client-id", PlayedProvider.CLIENT,
                        "inspector.access.oidc.public-url", "http://localhost",
                        "inspector.access.oidc.privileged-groups", "oncall",
                        "micronaut.server.port", "-1",
                        "micronaut.server.host", "localhost",
                        "endpoints.all.port", "-1"))
                .start();
        inspector = URI.create("http://localhost:"
                + context.getBean(EmbeddedServer.class).start().getPort());
    }

    @AfterAll
    static void stop() {
        if (context != null) {
            context.close();
        }
        provider.close();
    }

    @BeforeEach
    void openABrowser() {
        browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    private HttpResponse<String> get(String path, String accept) {
        return send(HttpRequest.newBuilder(inspector.resolve(path)).header("Accept", accept));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return browser.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** What the provider is asked in the address that the browser is sent to. */
    private Map<String, String> begin(String to) {
        HttpResponse<String> login = get("/login?to=" + to, PAGE);
        assertThat(header(login, "Location")).startsWith(provider.issuer() + "/authorize?");
        assertThat(header(login, "Set-Cookie")).contains("adjourn-login=", "HTTPOnly", "SameSite=Lax");
        return Arrays.stream(URI.create(header(login, "Location")).getQuery().split("&"))
                .map(one -> one.split("=", 2))
                .collect(Collectors.toMap(one -> one[0], one -> one[1]));
    }

    private HttpResponse<String> comeBack(Map<String, String> asked, String state) {
        provider.says(provider.claims(asked.get("nonce"), "oncall"));
        return get("/login/callback?code=code-1&state=" + state, PAGE);
    }

    @Test
    void shouldLogInAndLeadToWhereSomebodyWantedToGoAndLogOutAgain() {
        HttpResponse<String> sent = get("/sources?x=1", PAGE);
        assertThat(sent.statusCode()).isBetween(300, 399);
        assertThat(header(sent, "Location")).isEqualTo("/login?to=%2Fsources%3Fx%3D1");
        Map<String, String> asked = begin("%2Fsources%3Fx%3D1");

        HttpResponse<String> back = comeBack(asked, String.valueOf(asked.get("state")));

        assertThat(header(back, "Location")).isEqualTo("/sources?x=1");
        HttpResponse<String> page = get("/sources", PAGE);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(page.body()).select(".who").text()).isEqualTo("ada, privileged");

        send(HttpRequest.newBuilder(inspector.resolve("/logout")).POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(header(get("/sources", PAGE), "Location")).startsWith("/login");
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example/, /",
        "//evil.example/, /",
        "/\\evil.example, /",
        "/sources%0d%0aSet-Cookie:x, /",
        "/meetings/acme/1, /meetings/acme/1"
    })
    void shouldLeadNowhereElseAfterALogin(String to, String leadsTo) {
        Map<String, String> asked = begin(to.replace("\\", "%5C"));

        assertThat(header(comeBack(asked, String.valueOf(asked.get("state"))), "Location"))
                .isEqualTo(leadsTo);
    }

    @Test
    void shouldRefuseALoginThatWasNotBegunHereWithAPageThatSaysWhatToDo() {
        HttpResponse<String> answer = comeBack(begin("/"), "state-of-another");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(header(answer, "Content-Type")).startsWith("text/html");
        assertThat(Jsoup.parse(answer.body()).select("main").text())
                .contains("You are not logged in: this login was not begun here", "/login", "Sign in");
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.contains("adjourn-session"));
        assertThat(get("/login/callback", "application/json").body()).contains("\"status\":401");
    }

    @Test
    void shouldRefuseATokenOfAnotherLogin() {
        Map<String, String> asked = begin("/");
        provider.says(provider.claims("nonce-of-another", "oncall"));

        assertThat(get("/login/callback?code=code-1&state=" + asked.get("state"), PAGE)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldAnswerProgramsWithAProblem() {
        for (String path : new String[] {"/api/meetings", "/api/standing", "/sources"}) {
            HttpResponse<String> answer = get(path, "application/json");
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(header(answer, "Content-Type")).as(path).startsWith("application/problem+json");
            assertThat(header(answer, "WWW-Authenticate")).as(path).isEqualTo("Bearer");
            assertThat(answer.body()).as(path).contains("/login", "Authorization: Bearer");
        }
        assertThat(header(get("/api/meetings", PAGE), "Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void shouldServeStyleToThoseWhoAreNotIn() {
        String refused = get("/login/callback", PAGE).body();
        String style = Jsoup.parse(refused).select("link[rel=stylesheet]").attr("href");

        assertThat(get(style, "text/css").statusCode()).isEqualTo(200);
    }
}
