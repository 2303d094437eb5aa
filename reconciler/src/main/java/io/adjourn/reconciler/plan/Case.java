package io.adjourn.reconciler.plan;

import io.adjourn.meetings.v1.ArtifactKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A meeting that is asked about, or was lately.
 *
 * @param meeting its key
 * @param wants why it is to be asked about; none where it is only remembered that it was
 * @param attempts how many have begun, each of one question or of some that follow each other
 * @param step the number of the attempt's next question; 0 where the next one begins an attempt
 * @param resent whether the attempt began with having the vendor send again
 * @param askedAt when the last question was asked; null before the first
 * @param notBefore when the next attempt may begin
 * @param stepAt when the attempt that has begun may go on
 * @param courseTold whether the meeting's course is known: an attempt before told it, or asked for what only a known one has
 * @param asked why, until its record is whole; null before that, and after
 * @param etag of the last answer to the attempt's first question, by which the vendor knows whether it would say the same; null without
 */
record Case(
        String meeting,
        Map<Reason, Want> wants,
        int attempts,
        int step,
        boolean resent,
        @Nullable Instant askedAt,
        Instant notBefore,
        Instant stepAt,
        boolean courseTold,
        @Nullable Reason asked,
        @Nullable String etag) {

    Case {
        wants = Map.copyOf(wants);
    }

    static Case of(String meeting) {
        return new Case(meeting, Map.of(), 0, 0, false, null, Instant.EPOCH, Instant.EPOCH, false, null, null);
    }

    /** When it is to be looked at again: to ask, or to forget it. */
    Instant due(int mostAttempts) {
        if (wants.isEmpty()) {
            return notBefore;
        }
        if (isExhausted(mostAttempts)) {
            return wants.values().stream()
                    .map(Want::until)
                    .max(Comparator.naturalOrder())
                    .orElse(notBefore);
        }
        Instant at = wants.values().stream()
                .map(Want::at)
                .min(Comparator.naturalOrder())
                .orElse(notBefore);
        Instant allowed = step == 0 ? notBefore : stepAt;
        return at.isBefore(allowed) ? allowed : at;
    }

    boolean isExhausted(int mostAttempts) {
        return step == 0 && attempts >= mostAttempts;
    }

    /** Whether no topic knows what this does. */
    boolean isToBeRemembered() {
        return askedAt != null
                || wants.entrySet().stream().anyMatch(want -> isOnlyHere(want.getKey(), want.getValue()));
    }

    /** Whether no topic tells that this is wanted, or that it has its answer. */
    static boolean isOnlyHere(Reason reason, Want want) {
        return reason == Reason.UNHEARD || reason == Reason.UNDELIVERED || want.isAnswered();
    }

    /** Whether only artifacts are in question, and the meeting's course is not. */
    boolean isAboutArtifactsOnly(Instant now) {
        return wants.entrySet().stream()
                .filter(want -> !want.getValue().at().isAfter(now))
                .allMatch(want -> switch (want.getKey()) {
                    case LINK -> true;
                    case PARTIAL, FAILED -> courseTold;
                    case DEADLINE, TIMED_OUT, UNCONFIRMED, INFERRED, UNHEARD, UNDELIVERED -> false;
                });
    }

    /** Of all that is to be asked now, the artifacts. */
    Set<ArtifactKind> kinds(Instant now) {
        Set<ArtifactKind> kinds = EnumSet.noneOf(ArtifactKind.class);
        wants.values().stream().filter(want -> !want.at().isAfter(now)).forEach(want -> kinds.addAll(want.kinds()));
        return kinds;
    }

    /** The reason that is due first. */
    Reason reason() {
        return wants.entrySet().stream()
                .min(Comparator.comparing((Map.Entry<Reason, Want> want) ->
                                want.getValue().at())
                        .thenComparing(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
    }

    Case wanting(Reason reason, Want want) {
        var more = copy();
        more.put(reason, want);
        return with(more);
    }

    Case without(Reason reason) {
        if (!wants.containsKey(reason)) {
            return this;
        }
        var fewer = copy();
        fewer.remove(reason);
        return with(fewer);
    }

    Case withoutExpired(Instant now) {
        if (wants.values().stream().allMatch(want -> want.until().isAfter(now))) {
            return this;
        }
        var fewer = copy();
        fewer.values().removeIf(want -> !want.until().isAfter(now));
        return with(fewer);
    }

    private Map<Reason, Want> copy() {
        Map<Reason, Want> copy = new EnumMap<>(Reason.class);
        copy.putAll(wants);
        return copy;
    }

    private Case with(Map<Reason, Want> other) {
        return new Case(meeting, other, attempts, step, resent, askedAt, notBefore, stepAt, courseTold, asked, etag);
    }

    /** A question goes out, as if it would never be answered. */
    Case asking(Reason reason, boolean resending, Instant now, Instant next) {
        int begun = step == 0 ? attempts + 1 : attempts;
        boolean isResent = step == 0 ? resending : resent;
        return new Case(meeting, wants, begun, step, isResent, now, next, next, courseTold, reason, etag);
    }

    /** The attempt goes on with its next question. */
    Case goingOn(Instant next, @Nullable String newEtag) {
        return new Case(
                meeting, wants, attempts, step + 1, resent, askedAt, notBefore, next, courseTold, asked, newEtag);
    }

    /**
     * The attempt is over; the next one waits as long as was said when this one asked.
     *
     * @param tellsCourse whether this one told the meeting's course
     */
    Case ended(boolean tellsCourse, @Nullable String newEtag) {
        boolean told = courseTold || tellsCourse;
        return new Case(meeting, wants, attempts, 0, false, askedAt, notBefore, notBefore, told, asked, newEtag);
    }

    /** The vendor has told all: what was due when it was asked, and one answer settles, is not asked again. */
    Case answered() {
        Instant asked = askedAt == null ? Instant.MIN : askedAt;
        var settled = copy();
        settled.replaceAll(
                (reason, want) -> reason.isSettledByAnAnswer() && !want.at().isAfter(asked) ? want.answered() : want);
        settled.keySet().removeIf(Reason::isOverWithAnAnswer);
        return with(settled);
    }

    /** The question was refused before anybody looked at it: it does not count. */
    Case refused(Instant next) {
        int counted = step == 0 ? attempts - 1 : attempts;
        return new Case(
                meeting, wants, counted, step, step > 0 && resent, askedAt, next, next, courseTold, asked, etag);
    }

    Case repaired() {
        return new Case(meeting, wants, attempts, step, resent, askedAt, notBefore, stepAt, courseTold, null, etag);
    }
}
