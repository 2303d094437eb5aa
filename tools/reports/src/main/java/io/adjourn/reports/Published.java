package io.adjourn.reports;

import io.adjourn.meetings.v1.MeetingActivity;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import java.util.List;

/**
 * What came of a report.
 *
 * @param answers the gateway's, in the order of the deliveries
 * @param records the revisions of its meeting, in their order
 * @param rejected how many of its deliveries were rejected
 * @param everything all that anybody can read of it, on any topic that we write, as text
 */
public record Published(
        List<Integer> answers,
        List<MeetingLifecycle> lifecycle,
        List<MeetingActivity> activity,
        List<MeetingCompletion> records,
        int rejected,
        String everything) {
    public Published {
        answers = List.copyOf(answers);
        lifecycle = List.copyOf(lifecycle);
        activity = List.copyOf(activity);
        records = List.copyOf(records);
    }
}
