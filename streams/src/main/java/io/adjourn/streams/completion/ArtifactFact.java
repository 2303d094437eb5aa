package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Media;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The latest that was said of one artifact. Kind and the vendor's id, where it has one, identify it.
 *
 * @param implied whether only the end of the run implies it
 * @param failure what was said where making it failed, even if it is there after all; null where nothing
 * @param readyAt when it was first said to be there; null before that
 * @param id the event's, to break ties
 */
record ArtifactFact(
        ArtifactKind kind,
        @Nullable String artifactId,
        ArtifactStatus status,
        @Nullable Link link,
        Media media,
        boolean implied,
        @Nullable Attributed<String> failure,
        @Nullable Moment readyAt,
        Moment at,
        long id) {

    /** How many artifacts of a meeting its record tells of. */
    static final int MAX_LISTED = 24;

    private static final Moment UNTOLD = new Moment(0, true);

    /** By kind, then the vendor's id. */
    static final Comparator<ArtifactFact> IN_ORDER = Comparator.comparing(ArtifactFact::kind)
            .thenComparing(ArtifactFact::artifactId, Comparator.nullsFirst(Comparator.naturalOrder()));

    private static final Comparator<Link> LONGEST_LASTING_LAST = Comparator.comparing(
                    Link::expiresAt, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(Link::url);

    private static final Comparator<Media> FULLEST_LAST = Comparator.comparing(
                    Media::sizeBytes, Comparator.nullsFirst(Comparator.<Long>naturalOrder()))
            .thenComparing(Media::durationSeconds, Comparator.nullsFirst(Comparator.<Double>naturalOrder()))
            .thenComparing(Media::format, Comparator.nullsFirst(Comparator.<String>naturalOrder()));

    private static final Comparator<ArtifactFact> LATEST_LAST = Comparator.comparing(ArtifactFact::wasThere)
            .thenComparingInt(ArtifactFact::standing)
            .thenComparingLong(fact -> fact.at().inferred() ? 0 : fact.at().micros())
            .thenComparingInt(fact -> finalityOf(fact.status()))
            .thenComparing(ArtifactFact::status)
            .thenComparing(fact -> !fact.implied())
            // Of what says the same, the one received last has the freshest link.
            .thenComparingLong(fact -> fact.at().micros())
            .thenComparingLong(ArtifactFact::id)
            // The same fact twice: the link that lasts longer, the file of which more is known. Last, because a
            // deletion takes both away and must leave no trace of the order either.
            .thenComparing(ArtifactFact::link, Comparator.nullsFirst(LONGEST_LASTING_LAST))
            .thenComparing(ArtifactFact::media, FULLEST_LAST);

    static ArtifactFact of(Event.Artifact event, long id) {
        Link link = event.link();
        Media media = event.media();
        return new ArtifactFact(
                event.kind(),
                Limits.reference(event.artifactId()),
                event.status(),
                link == null || Limits.address(link.url()) == null ? null : link,
                new Media(Limits.reference(media.format()), media.sizeBytes(), media.durationSeconds()),
                event.implied(),
                event.status() == ArtifactStatus.FAILED
                        ? Attributed.of(
                                Limits.message(event.detail()),
                                Moment.of(event.said().time()),
                                id)
                        : null,
                event.status() == ArtifactStatus.READY ? Moment.of(event.said().time()) : null,
                Moment.of(event.said().time()),
                id);
    }

    /**
     * The list with this in it, in order, each artifact once with the latest that was said of it. Of more than are listed, the
     * first ones and one more, which shows that there were more.
     */
    List<ArtifactFact> mergedInto(List<ArtifactFact> facts) {
        var merged = new ArrayList<ArtifactFact>(facts.size() + 1);
        ArtifactFact latest = this;
        for (ArtifactFact fact : facts) {
            if (fact.kind() != kind || !Objects.equals(fact.artifactId(), artifactId)) {
                merged.add(fact);
            } else {
                latest =
                        LATEST_LAST.compare(fact, latest) > 0 ? fact.withHistoryOf(latest) : latest.withHistoryOf(fact);
            }
        }
        merged.add(latest);
        merged.sort(IN_ORDER);
        return merged.size() > MAX_LISTED ? merged.subList(0, MAX_LISTED + 1) : merged;
    }

    /**
     * What has no time of its own has no place among what has one: a retry is received later than what became true in
     * between. That an artifact is there, or gone, stands before all with a time, all else behind.
     */
    private int standing() {
        if (!at.inferred()) {
            return 1;
        }
        return wasThere() ? 2 : 0;
    }

    /** What was there once is not unmade by a later try that fails; only a deletion takes it away. */
    boolean wasThere() {
        return status == ArtifactStatus.READY || status == ArtifactStatus.DELETED;
    }

    /** At the same moment, or where there is none to go by, what comes later in an artifact's life holds. */
    private static int finalityOf(ArtifactStatus status) {
        return switch (status) {
            case UNKNOWN, MISSING -> 0;
            case PROCESSING -> 1;
            case UNAVAILABLE -> 2;
            case SKIPPED -> 3;
            case FAILED -> 4;
            case READY -> 5;
            case DELETED -> 6;
        };
    }

    /** What of it a record tells, as far as it outlasts the renewal of its link: not which event said it last, and when. */
    ArtifactFact lasting() {
        return new ArtifactFact(
                kind,
                artifactId,
                status,
                link == null ? null : lasting(link),
                media,
                implied,
                failure == null ? null : new Attributed<>(failure.value(), UNTOLD, 0),
                readyAt,
                UNTOLD,
                0);
    }

    private static Link lasting(Link link) {
        int query = link.url().indexOf('?');
        Instant expiresAt = link.expiresAt();
        return new Link(
                query < 0 ? link.url() : link.url().substring(0, query),
                expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.HOURS));
    }

    /** The same, said not to be there. */
    ArtifactFact unavailable() {
        return new ArtifactFact(
                kind, artifactId, ArtifactStatus.UNAVAILABLE, null, media, implied, failure, readyAt, at, id);
    }

    /** With what was said of it before, or of another try to make it. */
    ArtifactFact withHistoryOf(ArtifactFact other) {
        return new ArtifactFact(
                kind,
                artifactId,
                status,
                link,
                media,
                implied,
                Attributed.best(failure, other.failure),
                Moment.best(readyAt, other.readyAt),
                at,
                id);
    }

    /** Without what is gone once the data is deleted. What became of it until then stays. */
    ArtifactFact redacted() {
        return new ArtifactFact(kind, artifactId, status, null, Media.NONE, implied, null, readyAt, at, id);
    }
}
