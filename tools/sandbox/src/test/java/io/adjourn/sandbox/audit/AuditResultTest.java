package io.adjourn.sandbox.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.sandbox.audit.AuditResult.BegunBefore;
import io.adjourn.sandbox.audit.AuditResult.Different;
import io.adjourn.sandbox.audit.AuditResult.Moving;
import io.adjourn.sandbox.audit.AuditResult.NotPublished;
import io.adjourn.sandbox.audit.AuditResult.NotToldByRaw;
import io.adjourn.sandbox.audit.AuditResult.Open;
import io.adjourn.sandbox.audit.AuditResult.Same;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditResultTest {
    private static final Instant FIRST = Instant.parse("2026-02-27T07:00:00Z");
    private static final Instant CLOSED = FIRST.plusSeconds(3600);
    private static final Instant BEGAN = FIRST.plusSeconds(86400);

    @Test
    void shouldBeTheSameWhateverRevisionSaysIt() {
        assertThat(found(
                        record(),
                        record(record -> record.setRevision(3)
                                .setEventId("another")
                                .setClosedBy(ClosedBy.LATE_EVENT)
                                .setDuplicateCount(7)
                                .setRevisedAt(CLOSED.plusSeconds(60)))))
                .isEqualTo(new Same());
    }

    @Test
    void shouldBeTheSameWhenOnlyTheLinksSignatureIsAnother() {
        assertThat(found(withLink("https://cdn.example/a?sig=1"), withLink("https://cdn.example/a?sig=2")))
                .isEqualTo(new Same());
        assertThat(found(withLink("https://cdn.example/a?sig=1"), withLink("https://cdn.example/b?sig=1")))
                .isInstanceOf(Different.class);
    }

    @Test
    void shouldSayWhatIsDifferent() {
        assertThat(found(record(), record(record -> record.setOutcome(Outcome.PARTIAL))))
                .isEqualTo(new Different(List.of(new Difference("outcome", "COMPLETE", "PARTIAL"))));
    }

    @Test
    void shouldBeDifferentWhenOtherEventsWerePublished() {
        List<Difference> events = Difference.between(new EventIds(2, 0xab), new EventIds(3, 0xcd));
        assertThat(AuditResult.of(record(), record(), events, FIRST, BEGAN)).isEqualTo(new Different(events));
        assertThat(Difference.between(new EventIds(2, 0xab), new EventIds(2, 0xab)))
                .isEmpty();
    }

    @Test
    void shouldMissARecordOnEitherSide() {
        assertThat(found(null, record())).isEqualTo(new NotPublished());
        assertThat(found(record(), null)).isEqualTo(new NotToldByRaw());
        assertThat(found(null, null)).isEqualTo(new Open());
    }

    @Test
    void shouldNotCompareWhatHasNewsMeanwhile() {
        var moving = record(record -> record.setRevisedAt(BEGAN.plusMillis(1)));
        assertThat(found(moving, record())).isEqualTo(new Moving());
        assertThat(found(null, moving)).isEqualTo(new Moving());
    }

    @Test
    void shouldNotCompareWhatBeganBeforeWhatWasRead() {
        assertThat(AuditResult.of(record(), null, List.of(), FIRST.plusMillis(1), BEGAN))
                .isEqualTo(new BegunBefore());
    }

    private static AuditResult found(@Nullable MeetingCompletion published, @Nullable MeetingCompletion replayed) {
        return AuditResult.of(published, replayed, List.of(), FIRST, BEGAN);
    }

    private static MeetingCompletion withLink(String url) {
        return record(record -> record.setArtifacts(List.of(CompletionArtifact.newBuilder()
                .setKind(ArtifactKind.VIDEO)
                .setStatus(ArtifactStatus.READY)
                .setUrl(url)
                .setUrlExpiresAt(CLOSED)
                .build())));
    }

    private static MeetingCompletion record() {
        return record(UnaryOperator.identity());
    }

    private static MeetingCompletion record(UnaryOperator<MeetingCompletion.Builder> changed) {
        return changed.apply(MeetingCompletion.newBuilder()
                        .setEventId("an-event")
                        .setMeetingId("acme/1")
                        .setSource("acme")
                        .setVendor("meetstream")
                        .setDialect("M1")
                        .setSessionId("1")
                        .setOccurredAt(CLOSED)
                        .setOccurredAtInferred(false)
                        .setReceivedAt(CLOSED)
                        .setVendorType("")
                        .setOutcome(Outcome.COMPLETE)
                        .setRevision(1)
                        .setClosedBy(ClosedBy.ALL_ARRIVED)
                        .setState(BotState.ENDED)
                        .setEndReason(EndReason.NORMAL_EXIT)
                        .setTimeline(List.of())
                        .setArtifacts(List.of())
                        .setMissing(List.of())
                        .setParticipants(List.of())
                        .setSpeakers(List.of())
                        .setConflicts(List.of())
                        .setEventCount(3)
                        .setDuplicateCount(0)
                        .setJoinAttempts(1)
                        .setFirstSeenAt(FIRST)
                        .setClosedAt(CLOSED)
                        .setRevisedAt(CLOSED))
                .build();
    }
}
