package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts, dashboards and runbooks: what they name is there. */
class MonitoringTest {
    private static final Path OPERATIONS = Path.of("../docs/operations.md");
    private static final Path RECONCILER = Path.of("../docs/reconciler.md");
    private static final Path RUNBOOKS = Path.of("../docs/runbooks");
    private static final List<Path> COMMANDS = List.of(
            Path.of("../tools/commands/src/main/java/io/adjourn/commands"),
            Path.of("../tools/sandbox/src/main/java/io/adjourn/sandbox"));
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\s*(?:\\./)?adjourn ([a-z]+)(?: ([a-z]+))?");
    private static final Pattern VALUE = Pattern.compile("--set ([A-Za-z.]+)=");

    @Test
    void shouldKnowTheMetricsThatTheCodeRegisters() {
        assertThat(Metrics.ours())
                .contains(
                        "adjourn_gateway_deliveries_total",
                        "adjourn_gateway_publish_duration_seconds_bucket",
                        "adjourn_gateway_sources_unverified",
                        "adjourn_streams_deliveries_total",
                        "adjourn_streams_deadline_faults_total",
                        "adjourn_streams_completion_delay_seconds_bucket",
                        "adjourn_streams_open_meetings");
    }

    @Test
    void shouldExplainEachMetricOfTheCodeInTheDocumentationAndNoOther() throws IOException {
        List<String> explained = Pattern.compile("(?m)^\\| `(adjourn_\\w+)` \\|")
                .matcher(Files.readString(OPERATIONS))
                .results()
                .map(row -> row.group(1))
                .toList();
        // A timer is one row there, and several series.
        Set<String> registered = Metrics.ours().stream()
                .map(series -> series.replaceFirst("_seconds_(count|sum|max|bucket)$", "_seconds"))
                .collect(Collectors.toSet());

        assertThat(explained).containsExactlyInAnyOrderElementsOf(registered);
    }

    @Test
    void shouldExplainEachMetricOfTheReconcilerOnItsPageAndNoOther() throws IOException {
        List<String> explained = Pattern.compile("`(adjourn_reconciler_\\w+)`")
                .matcher(Files.readString(RECONCILER))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(Metrics.reconciler()).contains("adjourn_reconciler_undelivered_total", "adjourn_reconciler_active");
        assertThat(explained).containsExactlyInAnyOrderElementsOf(Metrics.reconciler());
    }

    @Test
    void shouldAlertOnMetricsThatThereAre() {
        Set<String> known = Metrics.known();
        for (JsonNode rule : Alerts.rendered().all()) {
            Set<String> named = Metrics.in(rule.path("expr").asText());
            assertThat(named).as(rule.path("alert").asText()).isNotEmpty().isSubsetOf(known);
        }
    }

    @Test
    void shouldShowMetricsThatThereAre() {
        Set<String> known = Metrics.known();
        assertThat(Dashboards.queries())
                .hasSizeGreaterThan(20)
                .allSatisfy(query -> assertThat(Metrics.in(query.expression()))
                        .as(query.panel())
                        .isNotEmpty()
                        .isSubsetOf(known));
    }

    @Test
    void shouldShowWhatItAlertsOn() {
        var shown = new HashSet<String>();
        Dashboards.queries().forEach(query -> shown.addAll(Metrics.in(query.expression())));
        var alerted = new TreeSet<String>();
        Alerts.rendered()
                .all()
                .forEach(rule -> alerted.addAll(Metrics.in(rule.path("expr").asText())));
        assertThat(shown).containsAll(alerted);
    }

    @Test
    void shouldHaveATestOfWhenEachAlertFires() throws IOException {
        var tested = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/promtool"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                tested.append(Files.readString(file));
            }
        }
        assertThat(Alerts.rendered().names())
                .allSatisfy(name -> assertThat(tested).contains("\"" + name + "\""));
    }

    @Test
    void shouldHaveAPageForEachAlertAndNoOther() throws IOException {
        List<String> linked = Alerts.rendered().all().stream()
                .map(rule -> rule.at("/annotations/runbook_url").asText())
                .map(url -> url.substring(url.lastIndexOf('/') + 1))
                .toList();
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(linked);
        }
    }

    @Test
    void shouldTellInEachPageWhatItMeansHowToLookAndWhatToDo() throws IOException {
        String index = Files.readString(RUNBOOKS.resolve("README.md"));
        for (JsonNode rule : Alerts.rendered().all()) {
            String url = rule.at("/annotations/runbook_url").asText();
            String name = url.substring(url.lastIndexOf('/') + 1);
            String page = Files.readString(RUNBOOKS.resolve(name));
            assertThat(page)
                    .as(name)
                    .startsWith("# " + rule.path("alert").asText() + "\n")
                    .contains("\n## What it means\n", "\n## Look\n", "\n## Do\n");
            assertThat(index).contains("(" + name + ")");
        }
    }

    @Test
    void shouldNameOnlyCommandsAndValuesThatThereAre() throws IOException {
        Set<String> commands = commands();
        List<String> values = Values.all().stream().map(Values.Value::path).toList();
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            for (Path page : (Iterable<Path>) pages::iterator) {
                String text = Files.readString(page);
                COMMAND.matcher(text)
                        .results()
                        .forEach(found ->
                                assertThat(commands).as(page.toString()).contains(found.group(1)));
                VALUE.matcher(text)
                        .results()
                        .forEach(found -> assertThat(values).as(page.toString()).contains(found.group(1)));
                Metrics.in(text)
                        .forEach(metric -> assertThat(Metrics.known())
                                .as(page.toString())
                                .anyMatch(known -> known.startsWith(metric)));
            }
        }
    }

    private static Set<String> commands() throws IOException {
        var commands = new HashSet<String>();
        for (Path directory : COMMANDS) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    Pattern.compile("name = \"([a-z]+)\"")
                            .matcher(Files.readString(file))
                            .results()
                            .forEach(found -> commands.add(found.group(1)));
                }
            }
        }
        return commands;
    }
}
