package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.Sources;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.meetings.v1.RejectedDelivery;
import io.adjourn.meetings.v1.TimelineEntry;
import io.adjourn.streams.plan.Rules;
import io.adjourn.vendors.ApiKeyHeader;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Listing;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.ReadApi;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import io.adjourn.vendors.verify.Scheme;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a vendor's read API answers goes the way of its webhooks, and tells the same facts. */
class AnswersTest {
    private static final Vendor MEETSTREAM = Vendors.KNOWN.byId("meetstream").orElseThrow();
    private static final String KEY = TopologyFixture.SOURCE + "/" + Bodies.BOT;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TopologyFixture stream;

    @BeforeEach
    void start(@TempDir Path directory) {
        stream = new TopologyFixture(directory, new Rules(new Vendors(List.of(new Answering())), Sources.NONE));
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void shouldCloseAMeetingWhoseLastWebhooksNeverCame() {
        stream.deliver(Bodies.inMeeting("01"));
        answer(Bodies.stopped("40"));
        answer(Bodies.audio());
        answer(Bodies.transcript());

        MeetingCompletion record = stream.completions().getLast();
        assertThat(record.getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(record.getClosedBy()).isEqualTo(ClosedBy.RECONCILED);
        assertThat(record.getTimeline()).extracting(TimelineEntry::getPulled).containsExactly(false, true);
    }

    @Test
    void shouldReviseARecordThatLackedSomething() {
        stream.deliver(Bodies.inMeeting("01"));
        stream.deliver(Bodies.stopped("40"));
        stream.deliver(Bodies.audio());
        stream.timePasses(Duration.ofHours(3));
        assertThat(stream.completions().getLast().getOutcome()).isEqualTo(Outcome.PARTIAL);

        answer(Bodies.transcript());
        stream.timePasses(Duration.ofSeconds(6));

        MeetingCompletion record = stream.completions().getLast();
        assertThat(record.getRevision()).isEqualTo(2);
        assertThat(record.getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(record.getClosedBy()).isEqualTo(ClosedBy.RECONCILED);
        assertThat(record.getMissing()).isEmpty();
    }

    @Test
    void shouldCallItALateEventWhereAWebhookSaidSomething() {
        stream.deliver(Bodies.inMeeting("01"));
        stream.deliver(Bodies.stopped("40"));
        stream.timePasses(Duration.ofHours(3));

        answer(Bodies.transcript());
        stream.deliver(Bodies.audio());
        stream.timePasses(Duration.ofSeconds(6));

        assertThat(stream.completions().getLast().getClosedBy()).isEqualTo(ClosedBy.LATE_EVENT);
    }

    @Test
    void shouldMakeOneFactOfAnAnswerAndALateWebhook() {
        answer(Bodies.inMeeting("01"));
        answer(Bodies.stopped("40"));
        answer(Bodies.audio());
        answer(Bodies.transcript());
        int events = stream.lifecycle().size();
        int records = stream.completions().size();

        stream.deliver(Bodies.stopped("40"));
        stream.deliver(Bodies.inMeeting("01"));
        stream.timePasses(Duration.ofMinutes(1));

        assertThat(stream.lifecycle()).hasSize(events);
        // Where something was heard of is no news.
        assertThat(stream.completions()).hasSize(records);
        assertThat(stream.rejected()).isEmpty();
    }

    @Test
    void shouldRejectAnAnswerAboutAnotherBot() {
        stream.answer("meetstream", TopologyFixture.SOURCE + "/another", "bot", Bodies.stopped("40"));

        assertThat(stream.rejected())
                .extracting(RejectedDelivery::getReason)
                .containsExactly(RejectReason.KEY_MISMATCH);
        assertThat(stream.completions()).isEmpty();
    }

    @Test
    void shouldRejectAnAnswerUnderAKeyThatIsNoMeetingsKey() {
        stream.answer("meetstream", TopologyFixture.SOURCE + "/calendar/7", "bot", Bodies.stopped("40"));
        stream.answer("meetstream", TopologyFixture.SOURCE, "bot", Bodies.stopped("40"));

        assertThat(stream.rejected())
                .extracting(RejectedDelivery::getReason)
                .containsExactly(RejectReason.KEY_MISMATCH, RejectReason.KEY_MISMATCH);
    }

    private void answer(String body) {
        stream.answer("meetstream", KEY, "bot", body);
    }

    /** MeetStream, with a read API whose answers look like its webhooks. */
    private record Answering() implements Vendor {
        @Override
        public String id() {
            return MEETSTREAM.id();
        }

        @Override
        public int maxBodyBytes() {
            return MEETSTREAM.maxBodyBytes();
        }

        @Override
        public List<Scheme> schemes() {
            return MEETSTREAM.schemes();
        }

        @Override
        public Set<String> keptHeaders() {
            return MEETSTREAM.keptHeaders();
        }

        @Override
        public Subject subjectOf(Body body) {
            return MEETSTREAM.subjectOf(body);
        }

        @Override
        public Normalization normalize(Delivery delivery) {
            return MEETSTREAM.normalize(delivery);
        }

        @Override
        public CompletionRules completionRules() {
            return MEETSTREAM.completionRules();
        }

        @Override
        public Optional<ReadApi> readApi() {
            return Optional.of(new WebhookLikeApi());
        }
    }

    private record WebhookLikeApi() implements ReadApi {
        @Override
        public URI baseUrl() {
            return URI.create("https://meetstream.test");
        }

        @Override
        public ApiKeyHeader key() {
            return new ApiKeyHeader("Authorization", "Token ");
        }

        @Override
        public List<Question> about(String session, Set<ArtifactKind> awaited) {
            return List.of(Question.get("bot", "/bots/" + session));
        }

        @Override
        public Optional<Question> listing(@Nullable String cursor, Instant since, Instant now) {
            return Optional.empty();
        }

        @Override
        public Optional<Listing> readListing(@Nullable String cursor, byte[] body) {
            return Optional.empty();
        }

        @Override
        public Normalization normalize(String endpoint, String session, Delivery answer) {
            return Subject.meeting(session).equals(MEETSTREAM.subjectOf(answer.body()))
                    ? MEETSTREAM.normalize(answer)
                    : new Normalization.Rejected(RejectReason.KEY_MISMATCH, "it is about another bot");
        }
    }
}
