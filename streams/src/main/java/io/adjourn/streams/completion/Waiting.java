package io.adjourn.streams.completion;

import io.adjourn.contracts.MeetingKey;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.vendors.CompletionRules;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an open meeting waits for, and until when: by the rules that close it. Derived, never stored.
 *
 * @param vendor its vendor's id
 * @param outcome what its record says then if nothing more is heard
 * @param state the last known of its last attempt
 * @param expects what is expected of it
 * @param awaited what of that nothing final was heard of
 * @param revision its last one; null where it never closed
 */
public record Waiting(
        String vendor,
        Closing closing,
        Outcome outcome,
        BotState state,
        List<ArtifactKind> expects,
        List<ArtifactKind> awaited,
        long firstSeen,
        long lastNews,
        @Nullable Integer revision) {

    /** Of a meeting that is open. */
    public static Waiting of(Meeting meeting, CompletionRules rules) {
        var course = Course.of(meeting.state(), rules);
        return of(meeting, course, Closing.of(meeting.state(), course));
    }

    static Waiting of(Meeting meeting, Course course, Closing closing) {
        Publication last = meeting.life().last();
        LogTimes log = meeting.state().log();
        return new Waiting(
                meeting.vendor(),
                closing,
                Outcomes.apartFromDeletion(course),
                course.last().state(),
                course.rules().expects().stream().sorted().toList(),
                Expectations.unanswered(course.rules().expects(), course.artifacts()),
                log.firstSeen(),
                log.lastNews(),
                last == null ? null : last.revision());
    }

    /** When the meeting closes if nothing more is heard, as log time in milliseconds. */
    public long due() {
        return closing.due();
    }

    /** As the record of the meeting with that key. */
    public OpenMeeting toRecord(String key) {
        var meeting = MeetingKey.of(key);
        return new OpenMeeting(
                key,
                meeting.source(),
                vendor,
                meeting.session(),
                state,
                closing.waitsFor(),
                Instant.ofEpochMilli(closing.due()),
                closing.by(),
                outcome,
                expects,
                awaited,
                revision,
                Instant.ofEpochMilli(firstSeen),
                Instant.ofEpochMilli(lastNews));
    }
}
