package io.adjourn.commands.rejected;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a replay does with each of the rejects it was asked for.
 *
 * @param toSend sent, in this order
 * @param back left alone: their replays are in the raw topic
 * @param again left alone: they are rejects of replays, so a replay did not help before
 */
public record ReplayPlan(List<Reject> toSend, List<Reject> back, List<Reject> again) {

    /**
     * Decides.
     *
     * @param inRaw the rejects whose replays are in the raw topic
     * @param evenAgain whether rejects of replays are sent too
     * @param limit how many are sent at most
     */
    public static ReplayPlan of(List<Reject> selected, Set<RejectId> inRaw, boolean evenAgain, int limit) {
        var plan = new ReplayPlan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Reject reject : selected) {
            plan.listFor(reject, inRaw, evenAgain).add(reject);
        }
        return new ReplayPlan(plan.toSend.stream().limit(limit).toList(), plan.back, plan.again);
    }

    private List<Reject> listFor(Reject reject, Set<RejectId> inRaw, boolean evenAgain) {
        if (inRaw.contains(reject.id())) {
            return back;
        }
        return reject.replayOf() != null && !evenAgain ? again : toSend;
    }
}
