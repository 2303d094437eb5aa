package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For each outcome, a record as the topology makes it of a meeting, kept where consumers find it. */
class SampleRecordsTest {
    private static final Path SAMPLES = Path.of("../docs/samples");
    private static final Path RENEWED = Path.of("target/samples");

    /** How a meeting comes to an outcome. */
    record Sample(Outcome outcome, Consumer<TopologyFixture> meeting) {
        String file() {
            return "completion-" + outcome.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
        }

        @Override
        public String toString() {
            return outcome.name();
        }
    }

    @TempDir
    private Path stateDir;

    static List<Sample> samples() {
        return List.of(
                new Sample(Outcome.COMPLETE, SampleRecordsTest::complete),
                new Sample(Outcome.PARTIAL, stream -> {
                    told(stream, Bodies.joining("00"), Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio());
                    stream.timePasses(Duration.ofHours(3));
                }),
                new Sample(Outcome.NOT_CAPTURED, stream -> {
                    told(stream, Bodies.joining("00"), Bodies.inMeeting("01"), Bodies.stopped("40"));
                    stream.timePasses(Duration.ofHours(3));
                }),
                new Sample(Outcome.TIMED_OUT, stream -> {
                    told(stream, Bodies.joining("00"), Bodies.inMeeting("01"));
                    stream.timePasses(Duration.ofDays(2));
                }),
                new Sample(Outcome.FAILED, stream -> told(stream, Bodies.joining("00"), Bodies.denied("02"))),
                new Sample(Outcome.DELETED, stream -> {
                    complete(stream);
                    stream.timePasses(Duration.ofHours(1));
                    told(stream, Bodies.deletion());
                    stream.timePasses(Duration.ofHours(1));
                }),
                new Sample(Outcome.UNCONFIRMED, stream -> {
                    stream.deliver("vexa", """
                            {"id": 19, "platform": "google_meet", "native_meeting_id": "abc-defg-hij", "status": "completed", \
                            "start_time": "2026-02-27T10:01:00Z", "end_time": "2026-02-27T10:40:00Z", \
                            "completion_reason": "left_alone"}""");
                    stream.timePasses(Duration.ofHours(1));
                }));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldBeUpToDate(Sample sample) throws IOException {
        try (var stream = new TopologyFixture(stateDir)) {
            sample.meeting().accept(stream);
            MeetingCompletion record = stream.completions().getLast();
            assertThat(record.getOutcome()).isEqualTo(sample.outcome());

            String renewed = aFieldALine(SpecificData.get().toString(record));
            Files.createDirectories(RENEWED);
            Files.writeString(RENEWED.resolve(sample.file()), renewed);
            Path kept = SAMPLES.resolve(sample.file());
            assertThat(Files.exists(kept) ? Files.readString(kept) : "")
                    .withFailMessage(
                            "docs/samples/%s is stale. To renew all: cp streams/%s/*.json docs/samples/",
                            sample.file(), RENEWED)
                    .isEqualTo(renewed);
        }
    }

    /** With a line for each field of the record itself. */
    private static String aFieldALine(String json) {
        var lines = new StringBuilder();
        int depth = 0;
        boolean inText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            inText ^= c == '"' && (i == 0 || json.charAt(i - 1) != '\\');
            if (!inText && (c == '}' || c == ']')) {
                depth--;
            }
            if (depth == 0 && c == '}') {
                lines.append('\n');
            }
            lines.append(c);
            if (!inText && (c == '{' || c == '[')) {
                depth++;
            }
            if (depth == 1 && !inText && (c == ',' || i == 0)) {
                lines.append(i == 0 ? "\n  " : "\n ");
            }
        }
        return lines.append('\n').toString();
    }

    private static void complete(TopologyFixture stream) {
        told(
                stream,
                Bodies.joining("00"),
                Bodies.inMeeting("01"),
                Bodies.stopped("40"),
                Bodies.audio(),
                Bodies.transcript());
    }

    private static void told(TopologyFixture stream, String... bodies) {
        Arrays.stream(bodies).forEach(stream::deliver);
    }
}
