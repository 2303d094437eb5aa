package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Topics;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalStack;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.sandbox.StreamsGroup.Member;
import io.adjourn.sandbox.audit.AuditResult;
import io.adjourn.sandbox.audit.Difference;
import io.adjourn.sandbox.audit.RawAudit;
import io.adjourn.testing.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two instances of streams, each with a warm copy of the other's state, are replaced one by one while deliveries go on: release 0.1.0
 * by today's build, today's by the next one, and back. Every meeting gets the records that one build alone gives it.
 */
@Tag("upgrade")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollingUpgradeIT {
    private static final String SOURCE = "acme";
    private static final String ENDED_WITH_3 = "exited unexpectedly with exit code 3";
    private static final String TOO_NEW = "a meeting's state is of version 6, which this build does not know";

    /** Whose pieces come one after the other in each of the situations. */
    private final List<MeetingInPieces> throughout = meetings("throughout");

    /** Which are open when 0.1.0 ends, and of which nothing more is heard until all is over. */
    private final List<MeetingInPieces> resting = meetings("resting");

    /** Which have their record before anything is replaced, and two more revisions later. */
    private final List<MeetingInPieces> revised = meetings("revised");

    @SuppressWarnings("NullAway.Init") // set before all
    private StreamsGroup group;

    @SuppressWarnings("NullAway.Init") // set before all
    private StreamsBuild release;

    @SuppressWarnings("NullAway.Init") // set before all
    private RawWriter raw;

    @SuppressWarnings("NullAway.Init") // set before all
    private SteadyLoad load;

    @SuppressWarnings("NullAway.Init") // set before all
    private Member first;

    @SuppressWarnings("NullAway.Init") // set before all
    private Member second;

    private static List<MeetingInPieces> meetings(String name) {
        return IntStream.range(0, 100)
                .mapToObj(i -> new MeetingInPieces(SOURCE, name + "-" + i))
                .toList();
    }

    @BeforeAll
    void start() throws Exception {
        release = StreamsBuild.release("0.1.0");
        group = StreamsGroup.start(new Layout(4, 1), SOURCE);
        release.registerSchemas(group.parts().registryClient());
        raw = new RawWriter(group.parts().bootstrapServers());
        load = SteadyLoad.start(SOURCE, raw);
        first = group.join("streams-0", release);
        second = group.join("streams-1", release);
        first.awaitReady();
        second.awaitReady();
    }

    @AfterAll
    void stop() {
        load.close();
        raw.close();
        group.close();
    }

    @Test
    @Order(1)
    void shouldTakeOverOneByOneFromRelease010() {
        IntStream.range(0, MeetingInPieces.PIECES)
                .forEach(piece -> revised.forEach(meeting -> meeting.deliver(piece, raw)));
        resting.forEach(meeting -> meeting.deliver(0, raw));
        deliver(0, 1);
        group.awaitRead("0.1.0 alone", first, second);

        first.stop();
        deliver(2);
        first.comeBackAs(StreamsBuild.today());
        deliver(3);
        revised.forEach(meeting -> meeting.deliverLateVideo(raw));
        group.awaitRead("0.1.0 and today's build beside each other", first, second);
        assertBothWork();

        second.stop();
        deliver(4);
        second.comeBackAs(StreamsBuild.today());
        group.awaitRead("today's build alone", first, second);
        assertBothWork();
        // 0.1.0 said of no meeting that it is open.
        Await.until(
                "what 0.1.0 left open is said to be open",
                StreamsGroup.PATIENCE,
                () -> open().containsAll(Stream.concat(throughout.stream(), resting.stream())
                        .map(MeetingInPieces::key)
                        .toList()));
    }

    /** Beside today's build or alone: what that wrote is too new for it, and it commits nothing that it could not read. */
    @Test
    @Order(2)
    void shouldEndAndHarmNothingWhenGoingBackTo010() throws IOException {
        second.stop();
        assertThat(second.dieAs(release)).contains(ENDED_WITH_3, TOO_NEW);
        deliver(5);
        group.awaitRead("today's build goes on alone", first);
        first.stop();
        assertThat(first.dieAs(release)).contains(ENDED_WITH_3, TOO_NEW);

        first.comeBackAs(StreamsBuild.today());
        second.comeBackAs(StreamsBuild.today());
        group.awaitRead("both go on", first, second);
    }

    @Test
    @Order(3)
    void shouldGoOnToTheNextBuildAndBack() throws Exception {
        StreamsBuild next = NextBuild.in(group.parts().data().directory("next"));
        next.registerSchemas(group.parts().registryClient());
        first.stop();
        first.comeBackAs(next);
        deliver(6);
        group.awaitRead("today's build and the next one beside each other", first, second);
        assertBothWork();

        second.stop();
        deliver(7);
        second.comeBackAs(next);
        deliver(8);
        group.awaitRead("the next one alone", first, second);

        first.stop();
        first.comeBackAs(StreamsBuild.today());
        second.stop();
        group.awaitRead("today's build alone on states of the next one", first);
        second.comeBackAs(StreamsBuild.today());
        revised.forEach(meeting -> meeting.deliverDeletion(raw));
        deliver(9);
        IntStream.range(1, MeetingInPieces.PIECES)
                .forEach(piece -> resting.forEach(meeting -> meeting.deliver(piece, raw)));
        raw.flush();
        group.awaitRead("today's build again", first, second);
        assertThat(Stream.of(first, second)
                        .mapToDouble(member -> member.metrics().sum("adjourn_streams_unreadable_states_total"))
                        .sum())
                .isZero();
    }

    @Test
    @Order(4)
    void shouldHaveToldWhatOneBuildAloneTells() throws Exception {
        List<MeetingInPieces> whole =
                Stream.of(throughout, resting, load.end()).flatMap(List::stream).toList();
        List<MeetingInPieces> all =
                Stream.concat(whole.stream(), revised.stream()).toList();
        LocalStack parts = group.parts();
        try (var completions = CompletionsTopic.of(parts.bootstrapServers(), parts.registryClient())) {
            Await.until("every record", StreamsGroup.PATIENCE, () -> {
                first.mustBeAlive();
                second.mustBeAlive();
                completions.poll();
                return completions.meetings().size() == all.size()
                        && revised.stream().allMatch(meeting -> isDeleted(completions, meeting));
            });
            whole.forEach(meeting -> meeting.assertWhole(completions.revisions(meeting.key())));
            assertThat(revised)
                    .allSatisfy(meeting -> assertThat(completions.revisions(meeting.key()))
                            .extracting(MeetingCompletion::getRevision)
                            .containsExactly(1, 2, 3));
        }
        MeetingInPieces.assertToldOnce(parts.bootstrapServers(), all, revised);
        assertThat(new TopicReader(parts.bootstrapServers(), Topics.REJECTED.name()).all())
                .isEmpty();
        Await.until("no meeting is said to be open", StreamsGroup.PATIENCE, () -> open().isEmpty());
        first.stop();
        second.stop();

        assertThat(byOneBuildAlone())
                .hasSize(all.size())
                .allSatisfy((meeting, finding) ->
                        assertThat(differences(finding)).as(meeting).isEmpty());
    }

    /** Apart from what 0.1.0 had no field for: a record that it wrote has no list of attempts. */
    private static List<Difference> differences(AuditResult finding) {
        if (finding instanceof AuditResult.Different(var differences)) {
            return differences.stream()
                    .filter(difference -> !difference.field().equals("attempts")
                            || !difference.published().equals("null"))
                    .toList();
        }
        assertThat(finding).isInstanceOf(AuditResult.Same.class);
        return List.of();
    }

    /** Which meetings are open, as streams says. */
    private Set<String> open() {
        var open = new HashSet<String>();
        new TopicReader(group.parts().bootstrapServers(), Topics.OPEN.name())
                .all()
                .forEach(record -> {
                    if (record.value() == null) {
                        open.remove(record.key());
                    } else {
                        open.add(record.key());
                    }
                });
        return open;
    }

    private static boolean isDeleted(CompletionsTopic completions, MeetingInPieces meeting) {
        return completions
                .last(meeting.key())
                .map(record -> record.getOutcome() == Outcome.DELETED)
                .orElse(false);
    }

    private Map<String, AuditResult> byOneBuildAlone() {
        return new RawAudit(group.parts().cluster(), group.sources(), null, null, null)
                .findings(DataDirectory.temporary(), new RawAudit.Progress() {
                    @Override
                    public void done(String step) {}

                    @Override
                    public void going(String step) {}
                });
    }

    private void deliver(int... pieces) {
        for (int piece : pieces) {
            throughout.forEach(meeting -> meeting.deliver(piece, raw));
        }
        raw.flush();
    }

    private void assertBothWork() {
        for (Member member : List.of(first, second)) {
            Await.until("it takes deliveries", Duration.ofSeconds(30), () -> {
                member.mustBeAlive();
                return member.metrics().sum("adjourn_streams_deliveries_total") > 0;
            });
        }
    }
}
