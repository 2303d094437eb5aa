package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.streams.Samples;
import io.adjourn.vendors.Body;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a vendor deleted stands nowhere any more: not in a store, nor in what its changelog and the completions topic are
 * compacted to. Before, it did: the test looks for what it found there.
 */
class DeletedTextTest {
    /** Every vendor that tells of deletions: what it told, the deletion, and some of what that removes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    meetstream     | bot-inmeeting bot-stopped-error audio-processed transcription-processed \
                                   | data-deletion | Unexpected error
                    attendee       | joined-meeting recording-permission-granted meeting-ended post-processing-completed-upstream \
                                     async-transcription-complete \
                                   | data-deleted | rate_limit_exceeded
                    meetingbaas-v2 | bot-status-change-in-call-recording bot-status-change-call-ended bot-completed \
                                   | bot-completed-data-deleted | Jane Smith; X-Amz-Signature; artifacts.example.com
                    meetingbaas-v2 | bot-status-change-joining-call bot-failed r2-bot-completed-people-as-objects \
                                   | bot-completed-data-deleted | John; not accepted into; X-Amz-Signature; artifacts.example.com
                    """)
    void shouldStandNowhereWheneverTheDeletionCame(
            String vendor, String files, String deletion, String texts, @TempDir Path stateDir) {
        List<Body> told = Arrays.stream(files.split("\\s+"))
                .map(file -> ofOneBot(Samples.of(vendor, file)))
                .toList();
        Body deleted = ofOneBot(Samples.of(vendor, deletion));
        Set<String> removed = new TreeSet<>(List.of(texts.split("; ")));
        assertThat(told.stream().map(body -> text(body.bytes())).toList().toString())
                .contains(removed);
        try (var stream = new TopologyFixture(stateDir.resolve("undeleted"))) {
            deliver(stream, vendor, told);
            removed.addAll(textOf(stream.completions().getLast()));
        }
        for (int place = 0; place <= told.size(); place++) {
            var all = new ArrayList<>(told);
            all.add(place, deleted);
            // Told once more, too late: it must not come back.
            all.addAll(told);
            try (var stream = new TopologyFixture(stateDir.resolve("deleted-" + place))) {
                deliver(stream, vendor, all);
                assertThat(stream.completions().getLast().getOutcome()).isEqualTo(Outcome.DELETED);
                assertThat(kept(stream)).isNotEmpty().doesNotContain(removed);
            }
        }
    }

    /** The test would find it: without a deletion it is there. */
    @Test
    void shouldBeFoundWhereNothingWasDeleted(@TempDir Path stateDir) {
        try (var stream = new TopologyFixture(stateDir)) {
            deliver(stream, "meetingbaas-v2", List.of(Samples.of("meetingbaas-v2", "bot-completed")));
            String record = stream.compacted(Topics.COMPLETIONS.name());
            String changelogs =
                    stream.changelogs().stream().map(stream::compacted).collect(Collectors.joining());
            assertThat(List.of(stream.meetings().toString(), record, changelogs))
                    .allSatisfy(place -> assertThat(place).contains("Jane Smith", "artifacts.example.com"));
        }
    }

    private static void deliver(TopologyFixture stream, String vendor, List<Body> bodies) {
        for (Body body : bodies) {
            stream.deliver(TopologyFixture.SOURCE, vendor, body, stream.now());
            stream.timePasses(Duration.ofSeconds(7));
        }
        stream.timePasses(Duration.ofHours(7));
    }

    private static Body ofOneBot(Body sample) {
        String body = text(sample.bytes());
        return new Body(body.replaceAll("\"bot_id\": \"[^\"]*\"", "\"bot_id\": \"the-bot\"")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What stands where something is kept, once it is compacted. */
    private static String kept(TopologyFixture stream) {
        var kept = new StringBuilder(stream.meetings().toString());
        kept.append(stream.compacted(Topics.COMPLETIONS.name()));
        stream.changelogs().forEach(changelog -> kept.append(stream.compacted(changelog)));
        return kept.toString();
    }

    private static Set<String> textOf(MeetingCompletion record) {
        var text = new ArrayList<>(record.getParticipants());
        text.addAll(record.getSpeakers());
        record.getArtifacts().stream().map(CompletionArtifact::getUrl).forEach(text::add);
        text.add(record.getMeetingUrl());
        text.add(record.getErrorMessage());
        text.removeIf(Objects::isNull);
        return new TreeSet<>(text);
    }
}
