package io.adjourn.chart;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That nothing that runs is missing in a release: {@code images/list} is what its scripts and {@code images/build} go by. */
class ReleaseTest {
    private static final Path HOME = Path.of("..");

    @Test
    void shouldHaveAnImageOfEachDockerfile() throws IOException {
        try (Stream<Path> directories = Files.list(HOME.resolve("images"))) {
            assertThat(directories
                            .filter(directory -> Files.exists(directory.resolve("Dockerfile")))
                            .map(directory -> directory.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(modulesByImage().keySet());
        }
    }

    /** A module that lists what it is made of is one that runs. */
    @Test
    void shouldHaveAnImageOfEachModuleThatRuns() throws IOException {
        assertThat(modules().filter(module -> text(module + "/pom.xml").contains("cyclonedx-maven-plugin")))
                .containsExactlyInAnyOrderElementsOf(modulesByImage().values());
    }

    @Test
    void shouldHaveEachImageThatTheChartPulls() throws IOException {
        Set<String> pulled = Chart.render(Installation.BOTH).pods().stream()
                .flatMap(pods -> pods.containers())
                .map(container -> container.path("image").asText())
                .filter(image -> image.startsWith("registry.example.com/"))
                .map(image -> image.replaceAll(".*/adjourn-|:.*", ""))
                .collect(toSet());
        assertThat(pulled).containsExactlyInAnyOrderElementsOf(modulesByImage().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/releases.md", "docs/images.md"})
    void shouldBeWrittenAbout(String page) throws IOException {
        assertThat(modulesByImage().keySet())
                .allSatisfy(name -> assertThat(text(page)).contains("`adjourn-" + name + "`"));
    }

    private static Map<String, String> modulesByImage() throws IOException {
        return Files.readAllLines(HOME.resolve("images/list")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" +"))
                .collect(toMap(columns -> columns[0], columns -> columns[1]));
    }

    private static Stream<String> modules() {
        return text("pom.xml")
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("<module>"))
                .map(line -> line.replaceAll("</?module>", ""));
    }

    private static String text(String file) {
        try {
            return Files.readString(HOME.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
