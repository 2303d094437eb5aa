package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All state is lost, and of each meeting its last record was put in its place, as {@code ./adjourn reset} does. */
class AfterResetTest {
    private static final String KEY = TopologyFixture.SOURCE + "/" + Bodies.BOT;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private int streams;

    @Test
    void shouldBeginFromNothingAndGoOnCountingWhereTheLogHasAllOfIt() {
        MeetingCompletion last = lastOf(AfterResetTest::complete);
        assertThat(last.getRevision()).isEqualTo(2);

        List<MeetingCompletion> again = afterReset(last, AfterResetTest::complete);

        assertThat(again).extracting(MeetingCompletion::getEpoch).containsExactly(1, 1);
        assertThat(again).extracting(MeetingCompletion::getRevision).containsExactly(3, 4);
        assertThat(again).extracting(MeetingCompletion::getOutcome).containsExactly(Outcome.PARTIAL, Outcome.COMPLETE);
        assertThat(again.getFirst().getChanged()).isNull();
        assertThat(numberedAs(last, again.getLast())).hasToString(last.toString());
    }

    /** One that keeps the record of the highest epoch and revision, as the documentation says, and one of before that knows no epoch. */
    @Test
    void shouldCorrectTheRecordOfConsumersWithALateEvent() {
        MeetingCompletion last = lastOf(AfterResetTest::complete);

        List<MeetingCompletion> again = afterReset(last, stream -> {
            stream.timePasses(Duration.ofDays(20));
            stream.deliver(Bodies.transcriptFailed());
            stream.deliver(Bodies.deletion());
        });

        MeetingCompletion corrected = again.getLast();
        assertThat(corrected.getEpoch()).isGreaterThan(last.getEpoch());
        assertThat(corrected.getRevision()).isGreaterThan(last.getRevision());
        assertThat(corrected.getEventId()).isNotEqualTo(last.getEventId());
        assertThat(corrected.getOutcome()).isEqualTo(Outcome.DELETED);
    }

    @Test
    void shouldAddToWhatTheRecordSaysWhereTheLogHasForgottenTheBeginning() {
        MeetingCompletion last = lastOf(stream -> {
            stream.deliver(Bodies.joining("00"));
            stream.deliver(Bodies.inMeeting("01"));
            stream.deliver(Bodies.stopped("40"));
            stream.deliver(Bodies.audio());
            stream.timePasses(Duration.ofHours(3));
        });
        assertThat(last.getOutcome()).isEqualTo(Outcome.PARTIAL);

        List<MeetingCompletion> again = afterReset(last, stream -> {
            stream.timePasses(Duration.ofDays(15));
            stream.deliver(Bodies.stopped("40"));
            stream.deliver(Bodies.transcript());
            stream.timePasses(Duration.ofMinutes(1));
        });

        assertThat(again).singleElement().satisfies(revised -> {
            assertThat(revised.getEpoch()).isEqualTo(1);
            assertThat(revised.getRevision()).isEqualTo(2);
            assertThat(revised.getClosedBy()).isEqualTo(ClosedBy.LATE_EVENT);
            assertThat(revised.getOutcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(revised.getTimeline()).isEqualTo(last.getTimeline());
            assertThat(revised.getJoinedAt()).isEqualTo(last.getJoinedAt());
            assertThat(revised.getEndedAt()).isEqualTo(last.getEndedAt());
            assertThat(revised.getAttributes()).isEqualTo(last.getAttributes());
            assertThat(revised.getFirstSeenAt()).isEqualTo(last.getFirstSeenAt());
            assertThat(revised.getClosedAt()).isEqualTo(last.getClosedAt());
            assertThat(revised.getArtifacts())
                    .filteredOn(artifact -> artifact.getStatus() == ArtifactStatus.READY)
                    .extracting(CompletionArtifact::getKind)
                    .containsExactly(ArtifactKind.AUDIO, ArtifactKind.TRANSCRIPT);
        });
    }

    @Test
    void shouldSayNothingWhenALateEventChangesNothing() {
        MeetingCompletion last = lastOf(AfterResetTest::complete);

        assertThat(afterReset(last, stream -> {
                    stream.timePasses(Duration.ofDays(15));
                    stream.deliver(Bodies.inMeeting("01"));
                    stream.deliver(Bodies.stopped("40"));
                    stream.deliver(Bodies.audio());
                    stream.timePasses(Duration.ofDays(40));
                }))
                .isEmpty();
    }

    @Test
    void shouldNotReviveWhatWasDeleted() {
        Consumer<TopologyFixture> deleted = stream -> {
            complete(stream);
            stream.deliver(Bodies.deletion());
        };
        MeetingCompletion last = lastOf(deleted);
        assertThat(last.getOutcome()).isEqualTo(Outcome.DELETED);

        assertThat(afterReset(last, deleted)).allSatisfy(again -> {
            assertThat(again.getOutcome()).isEqualTo(Outcome.DELETED);
            assertThat(again.getParticipants()).isEmpty();
        });
    }

    @Test
    void shouldForgetWhatWasHeardOfInItsTime() {
        MeetingCompletion last = lastOf(AfterResetTest::complete);
        try (var stream = stream()) {
            putInPlace(stream, last);
            stream.timePasses(Duration.ofDays(15));
            stream.deliver(Bodies.stopped("40"));
            assertThat(stream.deadlines()).hasSize(1);
            for (int day = 0; day < 450; day++) {
                stream.timePasses(Duration.ofDays(1));
            }
            assertThat(stream.meetings()).isEmpty();
            assertThat(stream.deadlines()).isEmpty();
        }
    }

    @Test
    void shouldRejectTheMeetingsDeliveriesWhereTheRecordCannotBeRead() {
        MeetingCompletion last = lastOf(AfterResetTest::complete);
        try (var stream = stream()) {
            stream.states().put(KEY, bytes(last));

            stream.deliver(Bodies.audio());

            assertThat(stream.rejected()).singleElement().satisfies(rejected -> {
                assertThat(rejected.getReason()).isEqualTo(RejectReason.STATE_UNREADABLE);
                assertThat(rejected.getDetail()).contains("which this build does not know and which is not stored");
            });
        }
    }

    /** Closes without the transcript, which comes late. */
    private static void complete(TopologyFixture stream) {
        stream.deliver(Bodies.joining("00"));
        stream.deliver(Bodies.inMeeting("01"));
        stream.timePasses(Duration.ofMinutes(40));
        stream.deliver(Bodies.stopped("40"));
        stream.deliver(Bodies.audio());
        stream.timePasses(Duration.ofHours(3));
        stream.deliver(Bodies.transcript());
        stream.timePasses(Duration.ofMinutes(1));
    }

    private MeetingCompletion lastOf(Consumer<TopologyFixture> story) {
        try (var stream = stream()) {
            story.accept(stream);
            return stream.completions().getLast();
        }
    }

    private List<MeetingCompletion> afterReset(MeetingCompletion last, Consumer<TopologyFixture> story) {
        try (var stream = stream()) {
            putInPlace(stream, last);
            story.accept(stream);
            assertThat(stream.rejected()).isEmpty();
            return stream.completions();
        }
    }

    private static void putInPlace(TopologyFixture stream, MeetingCompletion last) {
        var schema = last.getSchema();
        stream.states()
                .put(
                        "schema-%016x".formatted(SchemaNormalization.parsingFingerprint64(schema)),
                        SchemaNormalization.toParsingForm(schema).getBytes(StandardCharsets.UTF_8));
        stream.states().put(KEY, bytes(last));
    }

    private static byte[] bytes(MeetingCompletion record) {
        try {
            return record.toByteBuffer().array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MeetingCompletion numberedAs(MeetingCompletion one, MeetingCompletion other) {
        return MeetingCompletion.newBuilder(other)
                .setEventId(one.getEventId())
                .setEpoch(one.getEpoch())
                .setRevision(one.getRevision())
                .build();
    }

    private TopologyFixture stream() {
        return new TopologyFixture(directory.resolve("streams-" + streams++));
    }
}
