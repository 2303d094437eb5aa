package io.adjourn.vendors.meetstream;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Ignored;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.verify.Scheme;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** MeetStream. */
public final class MeetStream implements Vendor {

    @Override
    public String id() {
        return "meetstream";
    }

    @Override
    public int maxBodyBytes() {
        return 1024 * 1024;
    }

    @Override
    public List<Scheme> schemes() {
        return List.of();
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of("x-meetstream-timestamp");
    }

    @Override
    public Subject subjectOf(Body body) {
        return new Subject.Unknown();
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        return new Ignored("not yet read");
    }

    @Override
    public CompletionRules completionRules() {
        return new CompletionRules(
                Set.of(ArtifactKind.AUDIO, ArtifactKind.TRANSCRIPT),
                Duration.ofHours(2),
                CompletionRules.DEFAULT_DONE_GRACE,
                CompletionRules.DEFAULT_SILENCE,
                CompletionRules.DEFAULT_SCHEDULED_SILENCE);
    }
}
