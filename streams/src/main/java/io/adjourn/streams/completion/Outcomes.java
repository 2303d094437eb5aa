package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.Outcome;
import java.util.Set;

/** What a meeting came to, as far as its course says. */
final class Outcomes {
    private Outcomes() {}

    /** What it came to, or would have come to, had the vendor not deleted the data. */
    static Outcome apartFromDeletion(Course course) {
        if (course.reported().failure().isPresent()) {
            return Outcome.FAILED;
        }
        // A vendor that says all is done has said that it ended, in other words.
        if (course.reported().end().isEmpty() && !course.isOver()) {
            return Outcome.TIMED_OUT;
        }
        Set<ArtifactKind> expects = course.rules().expects();
        if (!Expectations.anyCaptured(expects, course.artifacts())) {
            boolean mayHaveBeenCaptured =
                    expects.isEmpty() && course.reported().presence().inMeeting();
            return mayHaveBeenCaptured ? Outcome.UNCONFIRMED : Outcome.NOT_CAPTURED;
        }
        boolean lacking = Expectations.anyLacking(expects, course.artifacts())
                || !Expectations.unanswered(expects, course.artifacts()).isEmpty();
        return lacking ? Outcome.PARTIAL : Outcome.COMPLETE;
    }
}
