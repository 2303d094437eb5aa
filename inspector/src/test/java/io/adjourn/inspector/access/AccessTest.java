package io.adjourn.inspector.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.inspector.access.AccessSettings.Proxy;
import io.adjourn.inspector.view.Sight;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.simple.SimpleHttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and as what. */
class AccessTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private static HttpRequest<?> request(String... headers) {
        var request = new SimpleHttpRequest<>(HttpMethod.GET, "/", null);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("anybody:" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldKnowATokenAsBearerAndAsPassword() throws IOException {
        Path file = Files.writeString(directory.resolve("tokens"), "# ours\n" + TOKEN + " ada privileged\n");
        var access = new TokenAccess(file);
        var ada = new Viewer("ada", Role.PRIVILEGED);

        assertThat(access.viewer(request("Authorization", "Bearer " + TOKEN))).contains(ada);
        assertThat(access.viewer(request("Authorization", basic(TOKEN)))).contains(ada);
        assertThat(access.viewer(request("Authorization", "Bearer " + TOKEN + "x")))
                .isEmpty();
        assertThat(access.viewer(request("Authorization", basic("")))).isEmpty();
        assertThat(access.viewer(request("Authorization", "Basic ***"))).isEmpty();
        assertThat(access.viewer(request())).isEmpty();
    }

    @Test
    void shouldReadTokensAgainWhenTheirFileChangesAndKeepThemWhenItBreaks() throws IOException {
        Path file = Files.writeString(directory.resolve("tokens"), TOKEN + " ada viewer\n");
        var access = new TokenAccess(file);

        Files.writeString(file, TOKEN + " ada privileged\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(access.viewer(request("Authorization", "Bearer " + TOKEN)))
                .contains(new Viewer("ada", Role.PRIVILEGED));

        Files.writeString(file, "broken\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T00:00:00Z")));
        assertThat(access.viewer(request("Authorization", "Bearer " + TOKEN)))
                .contains(new Viewer("ada", Role.PRIVILEGED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short ada viewer",
                "0123456789abcdef0123456789abcdef ada",
                "0123456789abcdef0123456789abcdef ada king"
            })
    void shouldNotStartWithAFileOfTokensThatCannotBe(String line) throws IOException {
        Path file = Files.writeString(directory.resolve("tokens"), line + "\n");

        assertThatThrownBy(() -> new TokenAccess(file))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining("inspector.access.tokens.file")
                .hasMessageNotContaining("0123456789abcdef");
    }

    @Test
    void shouldBelieveAProxyThatProvesItselfAndNobodyElse() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "the-proxys-secret\n");
        var access = new ProxyAccess(
                new Proxy("X-Forwarded-User", "X-Forwarded-Groups", "X-Adjourn-Proxy", secret, "support, oncall"));

        assertThat(access.viewer(request("X-Forwarded-User", "ada"))).isEmpty();
        assertThat(access.viewer(request("X-Forwarded-User", "ada", "X-Adjourn-Proxy", "guessed")))
                .isEmpty();
        assertThat(access.viewer(request("X-Adjourn-Proxy", "the-proxys-secret")))
                .isEmpty();
        assertThat(access.viewer(request(
                        "X-Forwarded-User",
                        "ada",
                        "X-Adjourn-Proxy",
                        "the-proxys-secret",
                        "X-Forwarded-Groups",
                        "sales")))
                .contains(new Viewer("ada", Role.VIEWER));
        assertThat(access.viewer(request(
                        "X-Forwarded-User",
                        "ada",
                        "X-Adjourn-Proxy",
                        "the-proxys-secret",
                        "X-Forwarded-Groups",
                        "sales, oncall")))
                .contains(new Viewer("ada", Role.PRIVILEGED));
    }

    @Test
    void shouldLetOnlyThePrivilegedUnmask() {
        assertThat(new Viewer("ada", Role.PRIVILEGED).sight(true, "meeting acme/16"))
                .isEqualTo(Sight.WHOLE);
        assertThat(new Viewer("ada", Role.PRIVILEGED).sight(false, "meeting acme/16"))
                .isEqualTo(Sight.MASKED);
        assertThatThrownBy(() -> Viewer.EVERYBODY.sight(true, "meeting acme/16"))
                .isInstanceOf(NotPrivilegedException.class);
    }
}
