package io.adjourn.simulator;

/**
 * A script, played once to a target.
 *
 * @param meeting what is played
 * @param seed decides what happens to it on the way
 */
public record ScenarioRun(Script script, Target target, SimulatedMeeting meeting, long seed) {

    /** The key of the record it means. */
    public String key() {
        return target.source().name() + "/" + meeting.session();
    }

    @Override
    public String toString() {
        return script.name() + " " + key();
    }
}
