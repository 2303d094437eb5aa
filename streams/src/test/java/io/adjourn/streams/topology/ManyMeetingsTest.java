package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.testing.Tries;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several meetings at once, each with its own course, mixed, repeated and interrupted. Each case is named by its seed. */
class ManyMeetingsTest {

    static LongStream seeds() {
        return LongStream.range(0, Tries.of(10));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldCloseEachMeetingAsIfItWereAlone(long seed, @TempDir Path stateDir) {
        var random = new Random(seed);
        var all = new ArrayList<String>();
        Map<String, List<String>> meetings = new HashMap<>();
        for (int bot = 0; bot < 6; bot++) {
            String id = "bot-" + bot;
            List<String> bodies = course(random).stream()
                    .map(body -> body.replace(Bodies.BOT, id))
                    .toList();
            meetings.put(TopologyFixture.SOURCE + "/" + id, bodies);
            all.addAll(bodies);
        }
        List.copyOf(all).stream().filter(_ -> random.nextInt(3) == 0).forEach(all::add);
        Collections.shuffle(all, random);
        Map<String, List<MeetingCompletion>> told = new HashMap<>();
        try (var stream = new TopologyFixture(stateDir.resolve("all"))) {
            for (String body : all) {
                stream.deliver(body);
                stream.assertEveryMeetingHasItsDeadline();
                switch (random.nextInt(6)) {
                    case 0 -> stream.timePasses(Duration.ofSeconds(1 + random.nextInt(10)));
                    case 1 -> stream.logTimePasses(Duration.ofMinutes(random.nextInt(200)));
                    case 2 -> stream.timePasses(Duration.ofMinutes(1 + random.nextInt(400)));
                    default -> {}
                }
            }
            stream.timePasses(Duration.ofDays(15));
            stream.assertEveryMeetingHasItsDeadline();
            stream.completions()
                    .forEach(completion -> told.computeIfAbsent(completion.getMeetingId(), _ -> new ArrayList<>())
                            .add(completion));
            assertThat(stream.rejected()).isEmpty();
            assertThat(stream.counted("adjourn.streams.deliveries", "outcome", "normalized")
                            + stream.counted("adjourn.streams.deliveries", "outcome", "duplicate"))
                    .isEqualTo(all.size());
            assertThat(stream.counted("adjourn.streams.completions", "vendor", "meetstream"))
                    .isEqualTo(stream.completions().size());
        }

        assertThat(told.keySet()).isEqualTo(meetings.keySet());
        meetings.forEach((key, bodies) -> {
            List<MeetingCompletion> completions = told.getOrDefault(key, List.of());
            assertThat(completions)
                    .extracting(MeetingCompletion::getRevision)
                    .isEqualTo(
                            IntStream.rangeClosed(1, completions.size()).boxed().toList());
            for (int i = 1; i < completions.size(); i++) {
                assertThat(content(completions.get(i)).equals(content(completions.get(i - 1))))
                        .isEqualTo(followsADeletion(completions.get(i)));
            }
            try (var alone = new TopologyFixture(stateDir.resolve("alone-" + key.substring(key.indexOf('/') + 1)))) {
                bodies.forEach(alone::deliver);
                alone.timePasses(Duration.ofDays(15));
                assertThat(content(completions.getLast()))
                        .isEqualTo(content(alone.completions().getLast()));
            }
        });
    }

    private static List<String> course(Random random) {
        var bodies = new ArrayList<String>();
        bodies.add(Bodies.joining("00"));
        if (random.nextInt(4) > 0) {
            bodies.add(Bodies.inMeeting("02"));
        }
        switch (random.nextInt(4)) {
            case 0 -> bodies.add(Bodies.denied("03"));
            case 1, 2 -> bodies.add(Bodies.stopped("40"));
            default -> {}
        }
        if (random.nextInt(3) > 0) {
            bodies.add(Bodies.audio());
        }
        switch (random.nextInt(3)) {
            case 0 -> bodies.add(Bodies.transcript());
            case 1 -> bodies.add(Bodies.transcriptFailed());
            default -> {}
        }
        if (random.nextBoolean()) {
            bodies.add(Bodies.done("50"));
        }
        if (random.nextInt(5) == 0) {
            // At a time that is believed whenever it is received.
            bodies.add(Bodies.deletion().replace("2026-02-28T14:30", "2026-02-27T11:30"));
        }
        bodies.add(Bodies.streamingError());
        return bodies;
    }

    /** So that what stood before the deletion can go: it says nothing new. */
    private static boolean followsADeletion(MeetingCompletion completion) {
        return completion.getOutcome() == Outcome.DELETED && List.of().equals(completion.getChanged());
    }

    /** What the record says, apart from how often it was said and when. */
    private static String content(MeetingCompletion completion) {
        return MeetingCompletion.newBuilder(completion)
                .setEventId("")
                .setOccurredAt(Instant.EPOCH)
                .setReceivedAt(Instant.EPOCH)
                .setVendorType("")
                .setDialect("")
                .setRaw(null)
                .setRevision(0)
                .setChanged(null)
                .setClosedBy(ClosedBy.UNKNOWN)
                .setEventCount(0)
                .setDuplicateCount(0)
                .setFirstSeenAt(Instant.EPOCH)
                .setClosedAt(Instant.EPOCH)
                .setRevisedAt(Instant.EPOCH)
                .build()
                .toString();
    }
}
