package io.adjourn.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.Source;
import io.adjourn.config.Sources;
import io.adjourn.config.SourcesFile;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.reports.Published;
import io.adjourn.reports.Report;
import io.adjourn.reports.Report.Sent;
import io.adjourn.streams.plan.Rules;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeader;
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

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void shouldComeOutRight(Report report, @TempDir Path directory) throws Exception {
        Source source = source(report, directory);
        var rules = new Rules(Vendors.KNOWN, new Sources(Map.of(TopologyFixture.SOURCE, source)));
        try (var topology = new TopologyFixture(directory.resolve("state"), rules)) {
            topology.timePasses(Duration.between(TopologyFixture.START, PLAYED_AT));

            List<Integer> answers = play(report, source, topology);

            assertThat(report.checks().complaints(published(answers, topology)))
                    .as(report.name())
                    .isEmpty();
        }
    }

    private static Source source(Report report, Path directory) throws IOException, InvalidSourcesException {
        Path file = Files.writeString(
                directory.resolve("sources.yaml"), "sources:\n" + report.source(TopologyFixture.SOURCE));
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
        byte[] bytes = sent.body().bytes();
        Map<String, String> headers = sent.proof().headers(bytes, topology.now());
        var request = new Request(Headers.of(headers), sent.proof().pathToken(), topology.now());
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

    private static Published published(List<Integer> answers, TopologyFixture topology) {
        return new Published(
                answers,
                topology.lifecycle(),
                topology.activity(),
                topology.completions(),
                topology.rejected().size(),
                OUTPUTS.stream()
                        .flatMap(topic -> topology.records(topic).stream())
                        .map(record -> record.key() + " " + record.headers() + " " + record.value())
                        .collect(Collectors.joining("\n")));
    }
}
