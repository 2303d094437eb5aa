package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.chart.Dashboards.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool on what the chart renders: {@code promtool} of the path, or where {@code PROMTOOL} says. */
class PromtoolTest {
    private static final Path UNIT_TESTS = Path.of("src/test/resources/promtool");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @BeforeEach
    void hasPromtool() {
        assumeTrue(promtool().isPresent(), "skipped: there is no promtool on the path (Debian has it in prometheus)");
    }

    @Test
    void shouldBeRulesThatPrometheusReads() throws Exception {
        int number = Alerts.rendered().spec().findValues("alert").size();
        assertThat(run("check", "rules", rules().toString())).contains("SUCCESS: " + number + " rules found");
    }

    @Test
    void shouldFireWhenTheyShallAndOnlyThen() throws Exception {
        rules();
        try (Stream<Path> files = Files.list(UNIT_TESTS)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = Files.copy(file, directory.resolve(file.getFileName()));
                assertThat(run("test", "rules", copy.toString())).contains("SUCCESS");
            }
        }
    }

    @Test
    void shouldAskInDashboardsWhatPrometheusUnderstands() throws Exception {
        ObjectNode file = Chart.YAML.createObjectNode();
        var group = file.putArray("groups").addObject().put("name", "dashboards");
        var rules = group.putArray("rules");
        int number = 0;
        for (Query query : Dashboards.queries()) {
            rules.addObject().put("record", "panel:" + number++).put("expr", query.forPrometheus());
        }
        Path path = directory.resolve("dashboards.yaml");
        Chart.YAML.writeValue(path.toFile(), file);
        assertThat(run("check", "rules", path.toString())).contains("SUCCESS: " + number + " rules found");
    }

    private Path rules() throws IOException {
        Path file = directory.resolve("alerts.yaml");
        Chart.YAML.writeValue(file.toFile(), Alerts.rendered().spec());
        return file;
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(promtool().stream(), Arrays.stream(arguments)).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static Optional<String> promtool() {
        return Executable.find("PROMTOOL", "promtool");
    }
}
