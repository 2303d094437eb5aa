package io.adjourn.streams.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Contradictions;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.streams.completion.Cause.ByDeadline;
import io.adjourn.streams.completion.PlayedMeeting.Told;
import io.adjourn.testing.Tries;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Event.StateChange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is kept of a meeting from its record alone. */
class RecordedMeetingTest {
    private static final int MEETINGS = Tries.of(5_000);

    /** A record and what is said again from it. */
    private record Pair(long seed, MeetingCompletion record, MeetingCompletion again) {}

    /** Which of several reasons holds, and what was expected of deleted data, may depend on more than a record shows. */
    @Test
    void shouldSayWhatItsRecordSays() {
        List<Pair> all = LongStream.range(0, MEETINGS)
                .parallel()
                .mapToObj(RecordedMeetingTest::lastRecord)
                .flatMap(Optional::stream)
                .toList();

        List<Pair> plain = all.stream().filter(RecordedMeetingTest::isPlain).toList();

        assertThat(plain)
                .hasSizeGreaterThan(MEETINGS / 4)
                .filteredOn(
                        pair -> !withoutWhatDependsOnMore(pair.again()).equals(withoutWhatDependsOnMore(pair.record())))
                .hasSizeLessThan(plain.size() / 50);
        // Of several attempts, of what was asked for and of retries a record does not say enough.
        assertThat(all)
                .filteredOn(pair -> pair.again().getOutcome() != pair.record().getOutcome())
                .hasSizeLessThan(all.size() / 10);
        assertThat(all)
                .allSatisfy(pair -> assertThat(Contradictions.of(pair.again()))
                        .as("seed %d", pair.seed())
                        .isEmpty());
    }

    private static boolean isPlain(Pair pair) {
        return pair.record().getAttempts().size() < 2
                && GeneratedMeeting.of(pair.seed()).deliveries().stream()
                        .flatMap(delivery -> delivery.facts().stream())
                        .noneMatch(RecordedMeetingTest::saysMoreThanARecord);
    }

    private static boolean saysMoreThanARecord(Fact fact) {
        return fact.event() instanceof StateChange step
                && (step.run().expects() != null || RunFacts.of(step).retry());
    }

    private static String withoutWhatDependsOnMore(MeetingCompletion completion) {
        return Content.of(MeetingCompletion.newBuilder(completion)
                .setEndReason(EndReason.UNKNOWN)
                .setOutcomeBeforeDeletion(null)
                .setJoinAttempts(0)
                .setAttempts(List.of())
                .build());
    }

    private static Optional<Pair> lastRecord(long seed) {
        GeneratedMeeting generated = GeneratedMeeting.of(seed);
        var told = new PlayedMeeting(generated.rules());
        generated.deliveries().forEach(delivery -> told.take(delivery.logTime(), delivery.facts()));
        told.passes(generated.until());
        List<Told> revisions = told.revisions();
        if (revisions.isEmpty()) {
            return Optional.empty();
        }
        MeetingCompletion record = revisions.getLast().completion();
        return Optional.of(new Pair(seed, record, again(record, generated.rules())));
    }

    private static MeetingCompletion again(MeetingCompletion record, CompletionRules rules) {
        Meeting meeting = RecordedMeeting.of(record);
        var revision = new Revision(
                record.getEpoch(),
                record.getRevision(),
                record.getClosedBy(),
                record.getClosedAt().toEpochMilli(),
                record.getRevisedAt().toEpochMilli(),
                new ByDeadline());
        return CompletionRecord.of(
                Objects.requireNonNull(record.getMeetingId()),
                meeting.vendor(),
                meeting.state(),
                Course.of(meeting.state(), rules),
                revision);
    }
}
