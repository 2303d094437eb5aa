package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.config.Sources;
import io.adjourn.config.SourcesFile;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    static List<Installation> installations() {
        return Installation.all();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldBeReadByTheApplicationsThemselves(Installation installation) throws Exception {
        Rendering rendering = Chart.render(installation);
        for (String application : applications(rendering)) {
            Sources sources = SourcesFile.readWithoutSecrets(file(rendering, application), Vendors.KNOWN);
            assertThat(sources).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldTellStreamsNothingOfSecrets(Installation installation) throws IOException {
        Rendering rendering = Chart.render(installation);
        assertThat(Files.readString(file(rendering, "streams-sources"))).doesNotContain("secret", "scheme", "token");
        for (var pods : rendering.pods()) {
            if (!pods.component().equals("gateway")) {
                assertThat(pods.toString() + pods.template()).doesNotContain("adjourn-secrets");
            }
        }
    }

    @Test
    void shouldMountEachSecretWhereTheSourcesFileLooks() {
        Rendering rendering = Chart.render(Installation.EVERYTHING);
        JsonNode gateway = rendering.pods().stream()
                .filter(pods -> pods.component().equals("gateway"))
                .findFirst()
                .orElseThrow()
                .spec();
        JsonNode acme = gateway.path("volumes")
                .valueStream()
                .filter(volume -> volume.path("name").asText().equals("secrets"))
                .findFirst()
                .orElseThrow()
                .at("/projected/sources/0/secret");
        assertThat(acme.path("name").asText()).isEqualTo("acme");
        assertThat(acme.path("items").findValuesAsText("path"))
                .as("a secret that two sources share is mounted once")
                .containsExactly("acme/attendee", "acme/token", "acme/v1");
        assertThat(config(rendering, "sources"))
                .contains(
                        "/etc/adjourn-secrets/acme/attendee", "/mnt/store/attendee", "/etc/adjourn-secrets/acme/token");
    }

    @Test
    void shouldTakeSecretsFromAnExternalStore() {
        Rendering rendering = Chart.render(Installation.MANAGED_KAFKA);
        JsonNode secret = rendering.one("ExternalSecret", "adj-adjourn-sources");
        assertThat(secret.at("/spec/data").findValuesAsText("secretKey"))
                .containsExactly("acme-meetstream-0", "acme-meetstream-1", "acme-vexa-0");
        assertThat(config(rendering, "sources")).contains("/etc/adjourn-secrets/adj-adjourn-sources/acme-meetstream-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets: [hush-hush]", "secrets: [{value: hush-hush}]", "secret: hush-hush"})
    void shouldRefuseASecretWrittenOut(String slip) throws IOException {
        assertThatThrownBy(() -> Chart.text(source("vendor: vexa, " + slip), Map.of()))
                .hasMessageContaining("acme")
                .message()
                .doesNotContain("hush-hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secrets: [{existingSecret: a}]",
                "secrets: [{existingSecret: a, key: b, file: /c}]",
                "secrets: []",
                "expects: [AUDIO]"
            })
    void shouldSayWhatASecretLacks(String slip) throws IOException {
        assertThatThrownBy(() -> Chart.text(source("vendor: vexa, " + slip), Map.of()))
                .hasMessageContaining("sources.acme.secrets");
    }

    @Test
    void shouldKnowEveryVendorAndArtifact() throws IOException {
        JsonNode source = Chart.YAML
                .readTree(Chart.file("values.schema.json"))
                .at("/properties/sources/patternProperties")
                .iterator()
                .next()
                .path("properties");
        assertThat(texts(source.at("/vendor/enum")))
                .as("vendors that a source may have, in helm/adjourn/values.schema.json")
                .containsExactlyInAnyOrderElementsOf(
                        Vendors.KNOWN.all().stream().map(Vendor::id).toList());
        assertThat(texts(source.at("/expects/items/enum")))
                .as("artifacts that a source may expect, in helm/adjourn/values.schema.json")
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ArtifactKind.values())
                        .filter(kind -> kind != ArtifactKind.UNKNOWN)
                        .map(ArtifactKind::name)
                        .toList());
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private Installation source(String source) throws IOException {
        String values = Files.readString(Installation.MINIMAL.values());
        Path file = directory.resolve("values.yaml");
        Files.writeString(
                file, values.substring(0, values.indexOf("sources:")) + "sources:\n  acme: {" + source + "}\n");
        return new Installation(file);
    }

    private static String config(Rendering rendering, String application) {
        String name = rendering.of("ConfigMap").stream()
                .map(map -> map.at("/metadata/name").asText())
                .filter(each -> each.endsWith("-" + application)
                        && (!application.equals("sources") || !each.matches(".*-(streams|reconciler)-sources")))
                .findFirst()
                .orElseThrow();
        return rendering
                .one("ConfigMap", name)
                .path("data")
                .path("sources.yaml")
                .asText();
    }

    private static List<String> applications(Rendering rendering) {
        return Stream.of("sources", "streams-sources", "reconciler-sources")
                .filter(application -> !application.equals("reconciler-sources")
                        || rendering.of("Deployment").stream()
                                .anyMatch(each ->
                                        each.at("/metadata/name").asText().endsWith("-reconciler")))
                .toList();
    }

    private Path file(Rendering rendering, String application) throws IOException {
        Path file = directory.resolve(application + ".yaml");
        Files.writeString(file, config(rendering, application));
        return file;
    }
}
