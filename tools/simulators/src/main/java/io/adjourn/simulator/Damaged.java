package io.adjourn.simulator;

import io.adjourn.simulator.SimulatedMeeting.Act;
import io.adjourn.simulator.SimulatedMeeting.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A meeting of which some deliveries are lost for good.
 *
 * @param whole what the vendor knows: for its API
 * @param arriving what arrives of it: to be played
 * @param lost how many of its deliveries are lost
 */
public record Damaged(ScenarioRun whole, ScenarioRun arriving, int lost) {

    /**
     * The same run with each of its deliveries lost or not, by its own seed.
     *
     * @param share how many are lost, from 0 to 1
     */
    public static Damaged of(ScenarioRun run, double share) {
        var random = new Random(run.seed() ^ Double.hashCode(share));
        int lost = 0;
        var acts = new ArrayList<Act>();
        for (Act act : run.meeting().acts()) {
            var arriving = new ArrayList<Message>();
            for (Message message : act.messages()) {
                if (random.nextDouble() < share) {
                    lost++;
                } else {
                    arriving.add(message);
                }
            }
            acts.add(new Act(act.pause(), arriving));
        }
        var meeting = new SimulatedMeeting(
                run.meeting().session(), acts, run.meeting().meant());
        return new Damaged(run, new ScenarioRun(run.script(), run.target(), meeting, run.seed()), lost);
    }

    /** A programme, each of its runs so. */
    public static List<Damaged> all(List<ScenarioRun> programme, double share) {
        return programme.stream().map(run -> of(run, share)).toList();
    }

    /** Whether nothing is lost: then its record is as it was meant, repaired or not. */
    public boolean isWhole() {
        return lost == 0;
    }

    /** Whether all is lost: then there is no record of it but by the vendor's API. */
    public boolean isSilent() {
        return arriving.meeting().acts().stream().allMatch(act -> act.messages().isEmpty());
    }

    /** Whether the vendor's API alone tells all that its record is meant to say. */
    public boolean isRepairable() {
        return whole.target()
                .simulator()
                .readApi()
                .map(api -> !api.cannotRestore().contains(whole.script().name()))
                .orElse(false);
    }

    public String key() {
        return whole.key();
    }

    @Override
    public String toString() {
        return whole + ", of which " + lost + " deliveries are lost";
    }
}
