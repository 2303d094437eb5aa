package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.Logs;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalAdjourn;
import io.adjourn.localstack.Ports;
import io.adjourn.meetings.v1.MeetingActivity;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.reports.Published;
import io.adjourn.reports.Report;
import io.adjourn.reports.Report.Sent;
import io.adjourn.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** All that was reported of bots and vendors, side by side, each to a source of its own of one running stack. */
@EnabledIfSystemProperty(named = "adjourn.faults.long", matches = "true")
class ReportsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<Topic> OUTPUTS = List.of(
            Topics.LIFECYCLE, Topics.ARTIFACTS, Topics.ACTIVITY, Topics.CALENDAR, Topics.COMPLETIONS, Topics.REJECTED);

    private final HttpClient http = HttpClient.newHttpClient();

    /** A request, and whose it is. */
    private record Due(Report report, Sent sent) {}

    /** What one of our topics holds. */
    private record Said(Topic topic, String key, Object value) {}

    @Test
    void shouldComeOutRightWithEverythingRunning() throws Exception {
        List<Report> reports = Report.all();
        DataDirectory directory = DataDirectory.temporary();
        Logs.to(directory.log("kafka"));
        Path sources = Files.writeString(
                directory.path().resolve("sources.yaml"),
                "sources:\n"
                        + reports.stream()
                                .map(report -> report.source(report.name()))
                                .collect(Collectors.joining()));
        try (var adjourn = LocalAdjourn.start(Ports.free(), directory, sources, progress -> {})) {
            Map<Report, List<Integer>> answers = play(reports, adjourn.gatewayUrl());

            var complaints = new TreeMap<>(complaints(reports, answers, adjourn));
            awaitNone(complaints, () -> complaints(reports, answers, adjourn));
            assertThat(complaints).isEmpty();
        }
    }

    /** Asks again until there are none, or patience is at its end: then it is told which are left. */
    private static void awaitNone(Map<String, List<String>> complaints, Supplier<Map<String, List<String>>> askAgain) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        Await.until("what must come of each", PATIENCE.multipliedBy(2), () -> {
            complaints.clear();
            complaints.putAll(askAgain.get());
            return complaints.isEmpty() || Instant.now().isAfter(giveUp);
        });
    }

    /** The answers to each, in the order of its deliveries. */
    private Map<Report, List<Integer>> play(List<Report> reports, URI gateway) throws Exception {
        List<Due> due = reports.stream()
                .flatMap(report -> report.deliveries().stream().map(sent -> new Due(report, sent)))
                .sorted(Comparator.comparingLong(request -> request.sent().second()))
                .toList();
        Map<Report, List<Integer>> answers = new HashMap<>();
        Instant start = Instant.now();
        for (Due request : due) {
            Instant at = start.plusSeconds(request.sent().second());
            Await.until("its second", PATIENCE, () -> !Instant.now().isBefore(at));
            answers.computeIfAbsent(request.report(), any -> new ArrayList<>()).add(answer(request, gateway));
        }
        return answers;
    }

    private int answer(Due due, URI gateway) throws IOException, InterruptedException {
        byte[] body = due.sent().body().bytes();
        String token = due.sent().proof().pathToken();
        var request = HttpRequest.newBuilder(
                        gateway.resolve("/webhooks/" + due.report().name() + (token == null ? "" : "/" + token)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        due.sent().proof().headers(body, Instant.now()).forEach(request::header);
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static Map<String, List<String>> complaints(
            List<Report> reports, Map<Report, List<Integer>> answers, LocalAdjourn adjourn) {
        List<Said> said =
                OUTPUTS.stream().flatMap(topic -> said(topic, adjourn)).toList();
        var complaints = new TreeMap<String, List<String>>();
        for (Report report : reports) {
            List<Said> own = said.stream()
                    .filter(record -> record.key().startsWith(report.name() + "/"))
                    .toList();
            List<String> of = report.checks().complaints(published(own, answers.getOrDefault(report, List.of())));
            if (!of.isEmpty()) {
                complaints.put(report.name(), of);
            }
        }
        return complaints;
    }

    private static Published published(List<Said> said, List<Integer> answers) {
        return new Published(
                answers,
                values(said, MeetingLifecycle.class),
                values(said, MeetingActivity.class),
                values(said, MeetingCompletion.class),
                (int) said.stream()
                        .filter(record -> record.topic().equals(Topics.REJECTED))
                        .count(),
                said.stream().map(Said::toString).collect(Collectors.joining("\n")));
    }

    private static <V> List<V> values(List<Said> said, Class<V> type) {
        return said.stream()
                .map(Said::value)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Stream<Said> said(Topic topic, LocalAdjourn adjourn) {
        try (Deserializer<Object> reader = WireFormat.reader(adjourn.registryClient())) {
            return TopicReader.of(adjourn, topic.name()).all().stream()
                    .filter(record -> record.value() != null)
                    .map(record -> new Said(topic, record.key(), reader.deserialize(topic.name(), record.value())))
                    .toList()
                    .stream();
        }
    }
}
