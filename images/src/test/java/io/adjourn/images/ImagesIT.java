package io.adjourn.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.ContainerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.DockerClientFactory;

/** Each image alone: what it is, what it holds, and how it refuses to start. */
class ImagesIT {
    /** What we know the terms of; a jar under another licence is to be looked at before it is shipped. */
    private static final Set<String> LICENCES = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "CC0-1.0",
            "EPL-2.0",
            "MIT",
            "MIT-0",
            // Beside one of the above, to choose from.
            "GPL-2.0-with-classpath-exception",
            "GNU General Public License, version 2",
            "GNU Lesser General Public License");

    private static final long MEGABYTE = 1_000_000;

    @Test
    void shouldBeAllThatAreBuilt() throws IOException {
        assertThat(Files.readAllLines(Path.of("list")).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.replaceAll(" .*", "")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Image.values()).map(Image::shortName).toList());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunAsNobodyWithoutAShellAndSayWhatItIs(Image image) {
        ContainerConfig config = Objects.requireNonNull(DockerClientFactory.instance()
                .client()
                .inspectImageCmd(image.tagged())
                .exec()
                .getConfig());

        assertThat(config.getUser()).isEqualTo("10001:10001");
        assertThat(config.getEntrypoint())
                .startsWith("java")
                .contains("-XX:+ExitOnOutOfMemoryError")
                .doesNotContain("-XX:+HeapDumpOnOutOfMemoryError");
        assertThat(config.getLabels())
                .containsEntry("org.opencontainers.image.title", image.title())
                .containsEntry("org.opencontainers.image.version", System.getProperty("adjourn.version"))
                .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
                .containsEntry("org.opencontainers.image.source", "https://github.com/adjourn/adjourn")
                .containsKeys(
                        "org.opencontainers.image.description",
                        "org.opencontainers.image.documentation",
                        "org.opencontainers.image.url",
                        "org.opencontainers.image.vendor",
                        "org.opencontainers.image.revision",
                        "org.opencontainers.image.created",
                        "org.opencontainers.image.base.name");
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepOurCodeInASmallLayerAboveThatOfOthers(Image image) throws IOException {
        assertThat(image.jars("app")).isNotEmpty().allMatch(jar -> jar.startsWith("adjourn-"));
        assertThat(image.jars("lib")).isNotEmpty().noneMatch(jar -> jar.startsWith("adjourn-"));
        assertThat(size(image.context().resolve("app"))).isLessThan(3 * MEGABYTE);
        assertThat(size(image.context().resolve("lib"))).isGreaterThan(10 * MEGABYTE);
    }

    @ParameterizedTest
    @EnumSource
    void shouldListEveryJarAndItsLicence(Image image) throws IOException {
        JsonNode components = new ObjectMapper()
                .readTree(image.context().resolve("app/sbom.json").toFile())
                .get("components");
        var listed = new HashSet<String>();
        for (JsonNode component : components) {
            listed.add(component.get("name").asText() + "-"
                    + component.get("version").asText() + ".jar");
            assertThat(licencesOf(component))
                    .as(component.get("name").asText())
                    .isNotEmpty()
                    .isSubsetOf(LICENCES);
        }
        assertThat(listed).containsAll(image.jars("lib"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindClassesInItsDirectoryOfExtensions(Image image, @TempDir Path directory) throws IOException {
        var ended = Image.ended(image.extended(Extension.jar(directory))
                .withEnv("JDK_JAVA_OPTIONS", Extension.OPTION)
                // Ends each at once.
                .withEnv("GATEWAY_PUBLISH_TIMEOUT", "soon")
                .withEnv("STREAMS_THREADS", "0")
                .withEnv("INSPECTOR_FORGET_WITHIN", "soon")
                .withEnv("RECONCILER_BUDGET_PER_DAY", "many"));
        assertThat(ended.errors()).contains(Extension.SAID);
    }

    @Test
    void shouldHaveNoBrokerAmongTheTools() throws IOException {
        assertThat(Image.TOOLS.jars("lib"))
                .anyMatch(jar -> jar.startsWith("kafka-clients-"))
                .noneMatch(
                        jar -> jar.startsWith("kafka_") || jar.startsWith("kafka-server") || jar.startsWith("scala-"));
        var help = Image.ended(Image.TOOLS.container().withCommand("--help"));
        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).contains("contracts", "watch", "rejected").doesNotContain("  demo");
    }

    @Test
    void shouldEndWithTwoAndOneLineWhenTheGatewaysSourcesAreWrong(@TempDir Path directory) throws IOException {
        Path sources =
                Files.writeString(directory.resolve("sources.yaml"), "sources:\n  acme: { vendor: meetstreem }\n");
        var ended = Image.ended(Image.GATEWAY.container(sources));
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors())
                .startsWith("/etc/adjourn/sources.yaml:2: sources.acme.vendor: meetstreem is unknown")
                .hasLineCount(1);
    }

    @Test
    void shouldEndWithTwoAndOneLineWhenASettingOfStreamsIsWrong() {
        var ended = Image.ended(Image.STREAMS.container().withEnv("STREAMS_THREADS", "0"));
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors()).startsWith("streams.threads: 0 is too low").hasLineCount(1);
    }

    @Test
    void shouldEndWithTwoAndOneLineWhenACommandIsWrong() {
        var ended = Image.ended(Image.TOOLS.container().withCommand("contracts", "apply", "--partitions", "many"));
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors())
                .startsWith("adjourn: ")
                .contains("--partitions")
                .hasLineCount(1);
    }

    private static List<String> licencesOf(JsonNode component) {
        return component.findValues("license").stream()
                .map(licence -> licence.has("id")
                        ? licence.get("id").asText()
                        : licence.get("name").asText())
                .toList();
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
