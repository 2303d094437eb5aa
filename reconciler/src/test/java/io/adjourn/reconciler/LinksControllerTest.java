package io.adjourn.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.vendors.Event.Link;
import io.micronaut.http.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API for links, without the server around it and without whoever asks vendors. */
class LinksControllerTest {
    private static final String TOKEN = "a-test-token-of-24-characters-or-more";
    private static final Link LINK =
            new Link("https://media.example.com/16?sig=a", Instant.parse("2026-11-30T13:00:00Z"));

    private final List<String> asked = new ArrayList<>();

    /** Empty where another instance asks. */
    private Optional<Optional<Link>> found = Optional.of(Optional.of(LINK));

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private Path tokens;

    @BeforeEach
    void write() throws IOException {
        tokens = Files.writeString(directory.resolve("tokens"), "short\n" + TOKEN + "\n");
    }

    @Test
    void shouldGiveALinkToWhoHasAToken() {
        HttpResponse<Map<String, String>> answer = ask("Bearer " + TOKEN, "AUDIO", "4/7");

        assertThat(answer.code()).isEqualTo(200);
        assertThat(answer.body())
                .containsOnly(Map.entry("url", LINK.url()), Map.entry("expires_at", "2026-11-30T13:00:00Z"));
        assertThat(asked).containsExactly("acme 16 AUDIO 4/7");
    }

    @Test
    void shouldNotSayUntilWhenALinkHoldsWhereTheVendorDoesNot() {
        found = Optional.of(Optional.of(new Link(LINK.url(), null)));

        assertThat(ask("Bearer " + TOKEN, "AUDIO", null).body()).containsOnlyKeys("url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer short",
                "Bearer a-test-token-of-24-characters-or-mor",
                "Basic " + TOKEN,
                TOKEN
            })
    void shouldAskNobodyForWhoHasNone(String authorization) {
        assertThat(ask(authorization, "AUDIO", null).code()).isEqualTo(401);
        assertThat(ask(null, "AUDIO", null).code()).isEqualTo(401);
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldTakeTokensThatAreWrittenMeanwhile() throws IOException {
        LinksController controller = controller();
        Files.writeString(tokens, "another-test-token-of-24-characters\n");

        assertThat(ask(controller, "Bearer " + TOKEN, "AUDIO", null).code()).isEqualTo(401);
        assertThat(ask(controller, "Bearer another-test-token-of-24-characters", "AUDIO", null)
                        .code())
                .isEqualTo(200);

        Files.delete(tokens);
        assertThat(ask(controller, "Bearer another-test-token-of-24-characters", "AUDIO", null)
                        .code())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNKNOWN", "audio", "PICTURE", ""})
    void shouldKnowNoOtherKinds(String kind) {
        assertThat(ask("Bearer " + TOKEN, kind, null).code()).isEqualTo(404);
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldSayThatThereIsNone() {
        found = Optional.of(Optional.empty());

        HttpResponse<Map<String, String>> answer = ask("Bearer " + TOKEN, "VIDEO", null);

        assertThat(answer.code()).isEqualTo(404);
        // By this ./adjourn links knows it from an address where there is no such API.
        assertThat(answer.getBody().orElseThrow().get("message")).startsWith("no such link");
    }

    @Test
    void shouldSayThatAnotherInstanceAsks() {
        found = Optional.empty();

        assertThat(ask("Bearer " + TOKEN, "VIDEO", null).code()).isEqualTo(503);
    }

    @Test
    void shouldNotStartWithoutATokenThatIsLongEnough() throws IOException {
        Files.writeString(tokens, "short\n");

        assertThatThrownBy(this::controller)
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining("reconciler.links.token-file")
                .hasMessageNotContaining("short\n");
    }

    private HttpResponse<Map<String, String>> ask(
            @Nullable String authorization, String kind, @Nullable String artifactId) {
        return ask(controller(), authorization, kind, artifactId);
    }

    private static HttpResponse<Map<String, String>> ask(
            LinksController controller, @Nullable String authorization, String kind, @Nullable String artifactId) {
        return controller.link("acme", "16", kind, artifactId, authorization).join();
    }

    private LinksController controller() {
        LinkSource links = (source, session, kind, artifactId) -> {
            asked.add(source + " " + session + " " + kind + " " + artifactId);
            return found.map(CompletableFuture::completedFuture);
        };
        return new LinksController(links, SettingsOf.links(tokens));
    }
}
