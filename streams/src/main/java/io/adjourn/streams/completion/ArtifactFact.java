package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Media;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The latest that was said of one artifact. Kind and the vendor's id, where it has one, identify it.
 *
 * @param id the event's, to break ties
 */
record ArtifactFact(
        ArtifactKind kind,
        @Nullable String artifactId,
        ArtifactStatus status,
        @Nullable Link link,
        Media media,
        Moment at,
        long id) {

    /** By kind, then the vendor's id. */
    static final Comparator<ArtifactFact> IN_ORDER = Comparator.comparing(ArtifactFact::kind)
            .thenComparing(ArtifactFact::artifactId, Comparator.nullsFirst(Comparator.naturalOrder()));

    private static final Comparator<ArtifactFact> LATEST_LAST = Comparator.comparingLong(
                    (ArtifactFact fact) -> fact.at().micros())
            // An own time is a better witness than one inferred that happens to be equal.
            .thenComparing(fact -> !fact.at().inferred())
            .thenComparing(ArtifactFact::status)
            .thenComparingLong(ArtifactFact::id);

    static ArtifactFact of(Event.Artifact event, long id) {
        return new ArtifactFact(
                event.kind(),
                event.artifactId(),
                event.status(),
                event.link(),
                event.media(),
                Moment.of(event.said().time()),
                id);
    }

    /** The list with this in it, in order, each artifact once with the latest that was said of it. */
    List<ArtifactFact> mergedInto(List<ArtifactFact> facts) {
        var merged = new ArrayList<ArtifactFact>(facts.size() + 1);
        ArtifactFact latest = this;
        for (ArtifactFact fact : facts) {
            if (fact.kind() != kind || !Objects.equals(fact.artifactId(), artifactId)) {
                merged.add(fact);
            } else if (LATEST_LAST.compare(fact, latest) > 0) {
                latest = fact;
            }
        }
        merged.add(latest);
        merged.sort(IN_ORDER);
        return merged;
    }

    /** Without what is gone once the data is deleted. What became of it until then stays. */
    ArtifactFact redacted() {
        return new ArtifactFact(kind, artifactId, status, null, Media.NONE, at, id);
    }
}
