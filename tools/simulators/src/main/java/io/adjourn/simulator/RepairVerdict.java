package io.adjourn.simulator;

import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.vendors.CompletionRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Whether what came of damaged meetings is what it must be, where somebody asks the vendors' APIs by exception:
 * <ul>
 *   <li>a whole meeting's record is as it was meant, and nobody was asked about it;
 *   <li>a damaged one's is as it was meant, too, where somebody asked and the API can tell, but for the state of one without an end;
 *   <li>one that was deleted is not asked about any more: what it was before is as far as it was known;
 *   <li>one that nobody asked about, for its record has all that was expected, may lack what only the lost deliveries told: a reason, an
 *       artifact that nobody waits for, a deletion;
 *   <li>no record says of something that it is there which is not.
 * </ul>
 *
 * @param programme what was played
 * @param revisions a meeting's revisions in the order of the topic, by its key; empty where it has none
 * @param asked how often a vendor was asked about a meeting, by its key
 */
public record RepairVerdict(
        List<Damaged> programme, Function<String, List<MeetingCompletion>> revisions, ToLongFunction<String> asked) {

    /** Everything that is wrong, one line each; empty where all is as it must be. */
    public List<String> complaints() {
        var complaints = new ArrayList<String>();
        for (Damaged meeting : programme) {
            complaints(meeting).forEach(complaint -> complaints.add(meeting + ": " + complaint));
        }
        return complaints;
    }

    /** What is wrong with one meeting. */
    public List<String> complaints(Damaged meeting) {
        long times = asked.applyAsLong(meeting.key());
        var whole = new ScenarioVerdict(List.of(meeting.whole()), revisions);
        if (meeting.isWhole()) {
            var complaints = new ArrayList<>(whole.complaints(meeting.whole()));
            if (times > 0 && isSettled(meeting)) {
                complaints.add("was asked about " + times + " times, and nothing of it is lost");
            }
            return complaints;
        }
        List<MeetingCompletion> all = revisions.apply(meeting.key());
        if (meeting.whole().meeting().meant().isEmpty() || (all.isEmpty() && !mustHaveARecord(meeting, times))) {
            return List.of();
        }
        if (all.isEmpty()) {
            return List.of(
                    times == 0 ? "has no record, and nobody asked for it" : "has no record, though it was asked for");
        }
        Meant meant = meeting.whole().meeting().meant().get();
        MeetingCompletion last = all.getLast();
        List<String> untrue = untrue(meant, last);
        if (!untrue.isEmpty() || !meeting.isRepairable()) {
            return untrue;
        }
        return times > 0 ? asked(whole.complaints(meeting.whole()), meant, last) : unasked(meant, last);
    }

    /** What the records of a meeting say that is not so, whatever was lost and whoever lied about it; empty where nothing is. */
    public List<String> untrue(Damaged meeting) {
        return meeting.whole()
                .meeting()
                .meant()
                .map(meant -> revisions.apply(meeting.key()).stream()
                        .flatMap(revision -> untrue(meant, revision).stream())
                        .toList())
                .orElse(List.of());
    }

    /**
     * Whether the meeting is none to ask about where nothing of it is lost: it ends in time, does not fail, and lacks nothing.
     */
    public static boolean isSettled(Damaged meeting) {
        CompletionRules rules = meeting.whole().target().source().rules();
        Duration length = meeting.whole().meeting().length();
        boolean isLate = length.compareTo(rules.settle()) >= 0 || length.compareTo(rules.silence()) >= 0;
        return !isLate && hasAll(meeting);
    }

    private static boolean hasAll(Damaged meeting) {
        return meeting.whole()
                .meeting()
                .meant()
                .map(meant -> switch (meant.outcome()) {
                    case COMPLETE, DELETED -> !meant.artifacts().containsValue(ArtifactStatus.MISSING);
                    default -> false;
                })
                .orElse(true);
    }

    private static boolean mustHaveARecord(Damaged meeting, long times) {
        return meeting.isRepairable() || (!meeting.isSilent() && times == 0);
    }

    /** A record that knows no end is not published again for a state that is known better: it may say an earlier one. */
    private static List<String> asked(List<String> complaints, Meant meant, MeetingCompletion last) {
        boolean isProvisional = meant.outcome() == Outcome.TIMED_OUT && last.getOutcome() == Outcome.TIMED_OUT;
        return complaints.stream()
                .filter(complaint ->
                        !isProvisional || !(complaint.startsWith("state ") || complaint.startsWith("end_reason ")))
                .toList();
    }

    /** What it may lack, by the field that a difference begins with. */
    private static List<String> unasked(Meant meant, MeetingCompletion last) {
        var excused = new ArrayList<>(List.of("end_reason "));
        boolean isWithoutDeletion = meant.beforeDeletion() == last.getOutcome();
        if (isWithoutDeletion) {
            excused.addAll(List.of("outcome ", "outcome_before_deletion "));
        }
        if (last.getOutcome() == Outcome.DELETED) {
            excused.addAll(List.of("outcome_before_deletion ", "state "));
        }
        // With the outcome that is meant, all that was expected is there: it may lack other artifacts.
        if (isWithoutDeletion || meant.outcome() == last.getOutcome()) {
            excused.add("artifacts ");
        }
        return meant.differences(last).stream()
                .filter(difference -> excused.stream().noneMatch(difference::startsWith))
                .map(difference -> difference + ", and nobody asked")
                .toList();
    }

    /** What it says is there, and is not. */
    private static List<String> untrue(Meant meant, MeetingCompletion record) {
        var untrue = new ArrayList<String>();
        for (CompletionArtifact artifact : record.getArtifacts()) {
            ArtifactStatus status = meant.artifacts().get(artifact.getKind());
            boolean made = status == ArtifactStatus.READY || status == ArtifactStatus.DELETED;
            if (artifact.getStatus() == ArtifactStatus.READY && !made) {
                untrue.add("says that there is " + artifact.getKind() + ", which there is not");
            }
        }
        if (record.getOutcome() == Outcome.DELETED && meant.outcome() != Outcome.DELETED) {
            untrue.add("says that its data is deleted, which it is not");
        }
        return untrue;
    }
}
