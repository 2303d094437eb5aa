package io.adjourn.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.sources.InvalidSourcesException;
import io.adjourn.sources.Source;
import io.adjourn.sources.Sources;
import io.adjourn.sources.SourcesFile;
import io.adjourn.streams.topology.Report.Sent;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Vendors;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Accepted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was reported of bots and vendors, played to the topology with the waits and the proofs of its source. Each report stands for
 * its kind.
 */
class ReportsTest {
    /** After all that the reports tell of, for a time that is a day ahead is none. */
    private static final Instant PLAYED_AT = Instant.parse("2026-11-29T12:00:00Z");

    /** Longer than any vendor's wait after an end. */
    private static final Duration IN_THE_END = Duration.ofHours(3);

    private static final Duration STEP = Duration.ofSeconds(1);

    private static final List<Topic> OUTPUTS = List.of(
            Topics.LIFECYCLE, Topics.ARTIFACTS, Topics.ACTIVITY, Topics.CALENDAR, Topics.COMPLETIONS, Topics.REJECTED);

    static Stream<Report> reports() {
        return Report.all().stream();
    }

    @Test
    void shouldHaveAllOfThem() {
        assertThat(Report.all())
                .hasSizeGreaterThanOrEqualTo(23)
                .extracting(Report::name)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void shouldComeOutRight(Report report, @TempDir Path directory) throws Exception {
        Source source = source(report, directory);
        var rules = new Rules(Vendors.KNOWN, new Sources(Map.of(TopologyFixture.SOURCE, source)));
        try (var topology = new TopologyFixture(directory.resolve("state"), rules)) {
            topology.timePasses(Duration.between(TopologyFixture.START, PLAYED_AT));

            List<Integer> answers = play(report, source, topology);

            check(report, answers, topology);
        }
    }

    private static Source source(Report report, Path directory) throws IOException, InvalidSourcesException {
        var secrets = report.deliveries().stream()
                .map(sent -> '"' + ReportProof.of(sent.sign()).secret() + '"')
                .distinct()
                .collect(Collectors.joining(", "));
        var lines = new ArrayList<>(List.of(
                "sources:",
                "  " + TopologyFixture.SOURCE + ":",
                "    vendor: " + report.vendor(),
                "    secrets: [" + secrets + "]"));
        report.settings().forEach((name, value) -> lines.add("    " + name + ": " + value));
        Path file = Files.write(directory.resolve("sources.yaml"), lines);
        return SourcesFile.read(file, Vendors.KNOWN, Map.of())
                .find(TopologyFixture.SOURCE)
                .orElseThrow();
    }

    /** The gateway's answers, in the order of the deliveries. */
    private static List<Integer> play(Report report, Source source, TopologyFixture topology) {
        var answers = new ArrayList<Integer>();
        long second = 0;
        for (Sent sent : report.deliveries()) {
            for (; second < sent.second(); second++) {
                topology.timePasses(STEP);
            }
            answers.add(deliver(sent, source, topology));
        }
        for (int i = 0; i < 60; i++) {
            topology.timePasses(STEP);
        }
        topology.timePasses(IN_THE_END);
        return answers;
    }

    private static int deliver(Sent sent, Source source, TopologyFixture topology) {
        ReportProof proof = ReportProof.of(sent.sign());
        byte[] bytes = sent.body().bytes();
        Map<String, String> headers = proof.headers(bytes, topology.now());
        var request = new Request(Headers.of(headers), proof.pathToken(), topology.now());
        Verdict verdict = source.verifier()
                .beforeBody(request)
                .orElseGet(() -> source.verifier().withBody(request, bytes));
        if (!(verdict instanceof Accepted)) {
            return 401;
        }
        var raw = topology.headers(source.vendor().id());
        headers.forEach((name, value) -> {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (source.vendor().keptHeaders().contains(lowerCase)) {
                raw.add(new RecordHeader(lowerCase, value.getBytes(UTF_8)));
            }
        });
        topology.deliver(source.vendor().subjectOf(sent.body()).key(source.name(), sent.body()), bytes, raw);
        return 202;
    }

    private static void check(Report report, List<Integer> answers, TopologyFixture topology) {
        assertAll(
                report.name(),
                report.checks().properties().stream()
                        .map(check -> () -> check(check.getKey(), check.getValue(), answers, topology)));
    }

    private static void check(String name, JsonNode wanted, List<Integer> answers, TopologyFixture topology) {
        List<MeetingCompletion> records = topology.completions();
        switch (name) {
            case "status" -> assertThat(answers).isEqualTo(ints(wanted));
            case "rejected" -> assertThat(topology.rejected()).hasSize(wanted.intValue());
            case "no_completion" -> assertThat(records).isEmpty();
            case "lifecycle_min" -> assertThat(topology.lifecycle()).hasSizeGreaterThanOrEqualTo(wanted.intValue());
            case "activity_min" -> assertThat(topology.activity()).hasSizeGreaterThanOrEqualTo(wanted.intValue());
            case "activity_kind" ->
                assertThat(topology.activity())
                        .isNotEmpty()
                        .allSatisfy(activity ->
                                assertThat(activity.getKind().name()).isEqualTo(wanted.textValue()));
            case "no_state" ->
                assertThat(topology.lifecycle())
                        .noneMatch(change -> change.getState().name().equals(wanted.textValue()));
            case "absent_everywhere" -> assertThat(published(topology)).doesNotContain(texts(wanted));
            case "first" -> assertThat(fields(records, true, wanted)).isEqualTo(words(wanted));
            case "completion" -> assertThat(fields(records, false, wanted)).isEqualTo(words(wanted));
            case "not" ->
                assertThat(fields(records, false, wanted).entrySet())
                        .doesNotContainAnyElementsOf(words(wanted).entrySet());
            case "artifact" -> assertThat(artifacts(records)).containsAllEntriesOf(words(wanted));
            case "absent_in_completion" -> assertThat(last(records).toString()).doesNotContain(texts(wanted));
            case "attributes_has" -> assertThat(last(records).getAttributes()).contains(wanted.textValue());
            case "conflicts_min" ->
                assertThat(last(records).getConflicts()).hasSizeGreaterThanOrEqualTo(wanted.intValue());
            default -> throw new AssertionError("nobody knows how to check " + name);
        }
    }

    private static MeetingCompletion last(List<MeetingCompletion> records) {
        assertThat(records).as("records").isNotEmpty();
        return records.getLast();
    }

    /** The record's fields of those names, times in one rendering. */
    private static Map<String, String> fields(List<MeetingCompletion> records, boolean first, JsonNode names) {
        SpecificRecord record = last(first ? records.subList(0, Math.min(1, records.size())) : records);
        var fields = new TreeMap<String, String>();
        for (Map.Entry<String, JsonNode> field : names.properties()) {
            fields.put(
                    field.getKey(),
                    String.valueOf(record.get(
                            record.getSchema().getField(field.getKey()).pos())));
        }
        return fields;
    }

    private static Map<String, String> artifacts(List<MeetingCompletion> records) {
        var artifacts = new TreeMap<String, String>();
        for (CompletionArtifact artifact : last(records).getArtifacts()) {
            artifacts.put(artifact.getKind().name(), artifact.getStatus().name());
        }
        return artifacts;
    }

    /** All that anybody can read, keys and headers included. */
    private static String published(TopologyFixture topology) {
        return OUTPUTS.stream()
                .flatMap(topic -> topology.records(topic).stream())
                .map(record -> record.key() + " " + record.headers() + " " + record.value())
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> words(JsonNode wanted) {
        var words = new TreeMap<String, String>();
        wanted.properties().forEach(field -> words.put(field.getKey(), word(field.getValue())));
        return words;
    }

    private static String word(JsonNode wanted) {
        Instant time = time(wanted);
        return time == null ? wanted.asText() : time.toString();
    }

    private static @Nullable Instant time(JsonNode wanted) {
        return wanted.isTextual() && wanted.textValue().matches("\\d{4}-\\d\\d-\\d\\dT.*")
                ? OffsetDateTime.parse(wanted.textValue()).toInstant()
                : null;
    }

    private static List<Integer> ints(JsonNode wanted) {
        return wanted.valueStream().map(JsonNode::intValue).toList();
    }

    private static String[] texts(JsonNode wanted) {
        return wanted.valueStream().map(JsonNode::textValue).toArray(String[]::new);
    }
}
