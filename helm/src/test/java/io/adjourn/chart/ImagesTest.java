package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which images are pulled, from where. */
class ImagesTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    static List<Installation> installations() {
        return Installation.all();
    }

    @Test
    void shouldRefuseToGuessARegistry() {
        assertThatThrownBy(() -> Chart.text(Installation.MINIMAL, Map.of("image.registry", "")))
                .hasMessageContaining("image.registry: say where the images are, such as registry.example.com/adjourn");
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldPullNoSnapshotAndNothingWithoutARegistry(Installation installation) {
        assertThat(images(Chart.render(installation)))
                .filteredOn(image -> image.contains("adjourn"))
                .isNotEmpty()
                .allSatisfy(image -> assertThat(image)
                        .matches("[a-z0-9.-]+\\.[a-z]+/.*")
                        .matches(".+:[0-9.]+|.+@sha256:[0-9a-f]{64}")
                        .doesNotContain("SNAPSHOT"));
    }

    @Test
    void shouldTakeANameATagAndADigestForEach() {
        Rendering rendering = Chart.render(
                Installation.MINIMAL,
                Map.of(
                        "image.tag", "1.0.0",
                        "gateway.image.repository", "fork/gateway",
                        "gateway.image.tag", "1.0.1",
                        "streams.image.digest", DIGEST,
                        "test.image.digest", DIGEST));
        assertThat(images(rendering))
                .contains(
                        "registry.example.com/adjourn/fork/gateway:1.0.1",
                        "registry.example.com/adjourn/adjourn-streams@" + DIGEST,
                        "registry.example.com/adjourn/adjourn-tools:1.0.0",
                        "curlimages/curl@" + DIGEST);
    }

    @Test
    void shouldHonourGlobalValues() {
        Rendering rendering = Chart.render(
                Installation.MINIMAL,
                Map.of(
                        "global.imageRegistry", "mirror.example.com/all",
                        "global.imagePullSecrets[0]", "mirror",
                        "global.imagePullSecrets[1].name", "other",
                        "imagePullSecrets[0].name", "own",
                        "global.storageClass", "fast",
                        "streams.state.storageClass", "slow"));
        assertThat(images(rendering)).allMatch(image -> image.startsWith("mirror.example.com/all/"));
        assertThat(rendering.pods())
                .allSatisfy(
                        pods -> assertThat(pods.spec().path("imagePullSecrets").findValuesAsText("name"))
                                .containsExactly("own", "mirror", "other"));
        assertThat(classes(rendering)).containsExactly("fast", "fast");
    }

    @Test
    void shouldAskForNoStorageClassWithADash() {
        assertThat(classes(Chart.render(
                        Installation.MINIMAL,
                        Map.of("gateway.spool.storageClass", "-", "streams.state.storageClass", "slow"))))
                .containsExactly("", "slow");
    }

    private static List<String> images(Rendering rendering) {
        return rendering.pods().stream()
                .flatMap(pods -> pods.containers())
                .map(container -> container.path("image").asText())
                .distinct()
                .toList();
    }

    private static Stream<String> classes(Rendering rendering) {
        return rendering.of("StatefulSet").stream()
                .flatMap(set -> set.at("/spec/volumeClaimTemplates").valueStream())
                .map((JsonNode claim) -> claim.at("/spec/storageClassName").asText("none"));
    }
}
