package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.testing.Tries;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deliveries of one meeting in any order, any number of times, with deadlines in between: one truth. */
class ReplayTest {
    private static final List<String> MEETING = List.of(
            Bodies.joining("00"),
            Bodies.joining("01"),
            Bodies.inMeeting("02"),
            Bodies.stopped("40"),
            Bodies.audio(),
            Bodies.transcriptFailed(),
            Bodies.streamingError());

    static LongStream seeds() {
        return LongStream.range(0, Tries.of(15));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldEndInTheSameRecordWhateverTheOrderRepetitionAndPauses(long seed, @TempDir Path stateDir) {
        var random = new Random(seed);
        Told expected = tell(MEETING, stateDir.resolve("in-order"), new Random(0), false);
        var shuffled = new ArrayList<>(MEETING);
        MEETING.stream().filter(_ -> random.nextBoolean()).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);

        Told told = tell(shuffled, stateDir.resolve("shuffled"), random, true);

        assertThat(told.eventIds()).isEqualTo(expected.eventIds());
        assertThat(told.content()).isEqualTo(expected.content());
        assertThat(told.revisions())
                .isEqualTo(LongStream.rangeClosed(1, told.revisions().size())
                        .mapToObj(revision -> (int) revision)
                        .toList());
    }

    /** As from a spool: received in their order, in the log hours later and in any. */
    private record Spooled(String body, Instant receivedAt, Duration laterThanTheOneBefore) {}

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldSayTheSameWhenTheRawTopicIsReadOnceMore(long seed, @TempDir Path stateDir) {
        var random = new Random(seed);
        List<Spooled> raw = new ArrayList<>();
        for (int i = 0; i < MEETING.size(); i++) {
            Duration later = Duration.ofMinutes(random.nextInt(3) == 0 ? 400 : random.nextInt(30));
            raw.add(new Spooled(MEETING.get(i), TopologyFixture.START.plusSeconds(60L * i), later));
        }
        List<Spooled> inOrder = List.copyOf(raw);
        raw.addAll(raw.subList(0, random.nextInt(raw.size())));
        Collections.shuffle(raw, random);

        Told first = read(raw, stateDir.resolve("first"), true);
        Told again = read(raw, stateDir.resolve("again"), false);
        Told atOnce = read(inOrder, stateDir.resolve("never-spooled"), false);

        assertThat(again).isEqualTo(first);
        assertThat(atOnce.eventIds()).isEqualTo(first.eventIds());
        assertThat(atOnce.content()).isEqualTo(first.content());
    }

    /** @param live whether the wall clock ran along; else all is read at once, and the clock believed after */
    private static Told read(List<Spooled> raw, Path stateDir, boolean live) {
        try (var stream = new TopologyFixture(stateDir)) {
            stream.logTimePasses(Duration.ofHours(2));
            stream.backlogIsRead(live);
            for (Spooled record : raw) {
                if (live) {
                    stream.timePasses(record.laterThanTheOneBefore().plusSeconds(1));
                } else {
                    stream.logTimePasses(record.laterThanTheOneBefore().plusSeconds(1));
                }
                stream.deliver("meetstream", record.body(), record.receivedAt());
            }
            stream.backlogIsRead(true);
            stream.timePasses(Duration.ofDays(15));
            return told(stream);
        }
    }

    /** Records with times in them are not comparable; their texts are. */
    private record Told(Set<String> eventIds, List<Integer> revisions, String last, String content) {}

    private static Told tell(List<String> bodies, Path stateDir, Random random, boolean pausing) {
        try (var stream = new TopologyFixture(stateDir)) {
            for (String body : bodies) {
                stream.deliver(body);
                if (pausing && random.nextInt(4) == 0) {
                    stream.timePasses(Duration.ofMinutes(1 + random.nextInt(400)));
                }
            }
            stream.timePasses(Duration.ofDays(15));
            return told(stream);
        }
    }

    private static Told told(TopologyFixture stream) {
        Set<String> ids =
                stream.lifecycle().stream().map(event -> event.getEventId()).collect(Collectors.toSet());
        stream.artifacts().forEach(event -> ids.add(event.getEventId()));
        stream.activity().forEach(event -> ids.add(event.getEventId()));
        List<MeetingCompletion> completions = stream.completions();
        return new Told(
                ids,
                completions.stream().map(MeetingCompletion::getRevision).toList(),
                completions.getLast().toString(),
                content(completions.getLast()));
    }

    /** What the record says, apart from how often it was said and when. */
    private static String content(MeetingCompletion completion) {
        return MeetingCompletion.newBuilder(completion)
                .setEventId("")
                .setOccurredAt(Instant.EPOCH)
                .setReceivedAt(Instant.EPOCH)
                .setVendorType("")
                .setRaw(null)
                .setRevision(0)
                .setChanged(null)
                .setClosedBy(ClosedBy.UNKNOWN)
                .setDuplicateCount(0)
                .setFirstSeenAt(Instant.EPOCH)
                .setClosedAt(Instant.EPOCH)
                .setRevisedAt(Instant.EPOCH)
                .build()
                .toString();
    }
}
