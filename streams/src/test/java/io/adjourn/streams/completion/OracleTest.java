package io.adjourn.streams.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Contradictions;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.streams.completion.Oracle.Answer;
import io.adjourn.streams.completion.Oracle.Closed;
import io.adjourn.streams.completion.Oracle.Delivered;
import io.adjourn.streams.completion.PlayedMeeting.Told;
import io.adjourn.testing.Tries;
import io.adjourn.vendors.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Meetings as chance has them, each told delivery by delivery and held against what the {@link Oracle} makes of the whole.
 * {@code -Dmeetings.first} and {@code -Dmeetings.count} say which; each is named by its seed.
 */
class OracleTest {
    private static final long FIRST = Long.getLong("meetings.first", 0);
    private static final long COUNT = Long.getLong("meetings.count", Tries.of(60_000));

    private static final List<Enum<?>> EVERY = Stream.<Enum<?>>concat(
                    EnumSet.complementOf(EnumSet.of(Outcome.UNKNOWN)).stream(),
                    EnumSet.complementOf(EnumSet.of(ClosedBy.UNKNOWN)).stream())
            .toList();

    @Test
    void shouldSayWhatTheWholeOfTheDeliveriesSays() {
        Set<Enum<?>> seen = ConcurrentHashMap.newKeySet();
        List<String> differences = LongStream.range(FIRST, FIRST + COUNT)
                .parallel()
                .mapToObj(seed -> difference(seed, seen))
                .flatMap(Optional::stream)
                .limit(5)
                .toList();
        System.out.printf("meetings with the seeds from %d to %d%n", FIRST, FIRST + COUNT - 1);
        assertThat(differences)
                .as(
                        "meetings on which Oracle says something else: where a rule is to change, Oracle says the same in its own way")
                .isEmpty();
        assertThat(seen).as("no meeting of its kind").containsAll(EVERY);
    }

    /** Where the record and the oracle differ on the meeting with that seed, if they do. */
    private static Optional<String> difference(long seed, Set<Enum<?>> seen) {
        GeneratedMeeting generated = GeneratedMeeting.of(seed);
        return difference(generated, seen).map(difference -> report(seed, generated, difference));
    }

    private static Optional<String> difference(GeneratedMeeting generated, Set<Enum<?>> seen) {
        var meeting = new PlayedMeeting(generated.rules());
        generated.deliveries().forEach(delivery -> meeting.take(delivery.logTime(), delivery.facts()));
        meeting.passes(generated.until());
        try {
            compare(generated, meeting.revisions(), meeting.isOpen());
            meeting.revisions().forEach(told -> {
                seen.add(told.completion().getOutcome());
                seen.add(told.completion().getClosedBy());
            });
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(Objects.requireNonNull(e.getMessage()));
        }
    }

    /** The fewest deliveries that still differ, in short, and how. */
    private static String report(long seed, GeneratedMeeting generated, String difference) {
        GeneratedMeeting fewest = generated;
        String how = difference;
        int next = 0;
        while (next < fewest.deliveries().size()) {
            GeneratedMeeting without = without(fewest, next);
            Optional<String> still = difference(without, new HashSet<>());
            if (still.isPresent()) {
                fewest = without;
                how = still.get();
            } else {
                next++;
            }
        }
        return "seed %d, %s (%d of %d deliveries):%n%s%n%s"
                .formatted(
                        seed,
                        generated.vendor(),
                        fewest.deliveries().size(),
                        generated.deliveries().size(),
                        describe(fewest),
                        how);
    }

    private static GeneratedMeeting without(GeneratedMeeting generated, int delivery) {
        List<Delivered> fewer = new ArrayList<>(generated.deliveries());
        fewer.remove(delivery);
        return new GeneratedMeeting(generated.vendor(), generated.rules(), fewer, generated.until());
    }

    /** Those that say something, of which the one that follows a deletion's, so that what stood before it can go, says nothing new. */
    private static List<Told> withoutRepetitions(List<Told> all) {
        var revisions = new ArrayList<Told>();
        for (Told told : all) {
            MeetingCompletion completion = told.completion();
            assertThat(completion.getRevision()).isEqualTo(all.indexOf(told) + 1);
            if (completion.getClosedBy() == ClosedBy.DELETION && List.of().equals(completion.getChanged())) {
                assertThat(Content.of(completion))
                        .isEqualTo(Content.of(revisions.getLast().completion()));
            } else {
                revisions.add(told);
            }
        }
        return revisions;
    }

    private static void compare(GeneratedMeeting generated, List<Told> all, boolean open) {
        List<Told> revisions = withoutRepetitions(all);
        Optional<Closed> closed = Oracle.firstClosing(generated.rules(), generated.deliveries(), generated.until());
        assertThat(revisions.stream().findFirst().map(OracleTest::closed)).isEqualTo(closed);
        for (int i = 0; i < revisions.size(); i++) {
            Told told = revisions.get(i);
            assertThat(Answer.of(told.completion())).isEqualTo(answer(generated, told.deliveries()));
            assertThat(Contradictions.of(told.completion()))
                    .as("contradictions")
                    .isEmpty();
        }
        if (!revisions.isEmpty() && !open) {
            Answer last = Answer.of(revisions.getLast().completion());
            Answer whole = answer(generated, generated.deliveries().size());
            // That no end is known is said once.
            if (last.outcome() != Outcome.TIMED_OUT || whole.outcome() != Outcome.TIMED_OUT) {
                assertThat(last).as("last revision").isEqualTo(whole);
            }
        }
        String before = "";
        for (Told told : revisions) {
            String content = Content.of(told.completion());
            assertThat(content)
                    .as("revision %s", told.completion().getRevision())
                    .isNotEqualTo(before);
            before = content;
        }
        for (int i = 0; i < revisions.size(); i++) {
            assertThat(revisions.get(i).completion().getChanged())
                    .as("changed in revision %s", i + 1)
                    .isEqualTo(
                            i == 0
                                    ? null
                                    : Content.changed(
                                            revisions.get(i - 1).completion(),
                                            revisions.get(i).completion()));
        }
        for (int i = 1; i < revisions.size(); i++) {
            MeetingCompletion completion = revisions.get(i).completion();
            boolean late = completion.getClosedBy() == ClosedBy.LATE_EVENT;
            boolean reconciled = completion.getClosedBy() == ClosedBy.RECONCILED;
            if (goesOn(revisions, i)) {
                assertThat(late).as("by a late event").isFalse();
            }
            if (late || reconciled) {
                assertThat(generated
                                .deliveries()
                                .subList(
                                        revisions.get(i - 1).deliveries(),
                                        revisions.get(i).deliveries()))
                        .as("why %s", completion.getClosedBy())
                        .anyMatch(delivery -> delivery.isPulled() == reconciled);
            }
            if (!late && !reconciled && !tellsADeletion(revisions, i)) {
                Closed closing = withoutActivity(generated, revisions.get(i).deliveries())
                        .closing(completion.getRevisedAt().toEpochMilli());
                assertThat(closed(revisions.get(i)).by()).isEqualTo(closing.by());
                assertThat(completion.getClosedAt().toEpochMilli()).isGreaterThanOrEqualTo(closing.at());
            }
            if (tellsADeletion(revisions, i)) {
                Delivered deletion = generated.deliveries().get(revisions.get(i).deliveries() - 1);
                assertThat(deletion.facts()).anyMatch(fact -> fact.event() instanceof Event.DataDeletion);
                assertThat(revisions.get(i).completion().getRevisedAt().toEpochMilli())
                        .as("at once")
                        .isEqualTo(deletion.logTime());
            }
        }
    }

    /** No end was known: the next record comes at its own closing. */
    private static boolean goesOn(List<Told> revisions, int revision) {
        return revisions.get(revision).completion().getOutcome() != Outcome.DELETED
                && revisions.get(revision - 1).completion().getOutcome() == Outcome.TIMED_OUT;
    }

    private static boolean tellsADeletion(List<Told> revisions, int revision) {
        return revisions.get(revision).completion().getOutcome() == Outcome.DELETED
                && revisions.get(revision - 1).completion().getOutcome() != Outcome.DELETED;
    }

    private static Answer answer(GeneratedMeeting generated, int deliveries) {
        return new Oracle(generated.rules(), facts(generated, deliveries)).answer();
    }

    /** Activity while it was closed counts for nothing. */
    private static Oracle withoutActivity(GeneratedMeeting generated, int deliveries) {
        return new Oracle(
                generated.rules(),
                facts(generated, deliveries).stream()
                        .filter(fact -> !(fact.event() instanceof Event.Activity))
                        .toList());
    }

    private static List<Fact> facts(GeneratedMeeting generated, int deliveries) {
        return generated.deliveries().stream()
                .limit(deliveries)
                .map(Delivered::facts)
                .flatMap(List::stream)
                .toList();
    }

    private static Closed closed(Told first) {
        return new Closed(
                first.completion().getClosedAt().toEpochMilli(),
                first.completion().getClosedBy());
    }

    private static String describe(GeneratedMeeting generated) {
        var text = new StringBuilder();
        generated
                .deliveries()
                .forEach(delivery -> text.append(delivery.facts().stream()
                        .map(Notation::written)
                        .collect(Collectors.joining("\n  and ", "  ", "\n"))));
        return text.append("looked at ")
                .append(Instant.ofEpochMilli(generated.until()))
                .toString();
    }
}
