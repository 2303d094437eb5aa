package io.adjourn.simulator;

import io.adjourn.simulator.Script.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** What is to be played: scripts in turn, to each target, from one seed. */
public final class Scenario {
    private final long seed;
    private final Instant now;

    /**
     * @param seed decides everything that is left to chance
     * @param now when playing begins
     */
    public Scenario(long seed, Instant now) {
        this.seed = seed;
        this.now = now;
    }

    /** Every script of every target, each as often as said. */
    public List<ScenarioRun> everything(List<Target> targets, int times) {
        int scripts = targets.stream()
                .mapToInt(target -> target.simulator().scripts().size())
                .sum();
        return meetings(targets, scripts * times, script -> true);
    }

    /** That many meetings: the wanted scripts of all targets in turn. */
    public List<ScenarioRun> meetings(List<Target> targets, int number, Predicate<ScenarioRun> wanted) {
        var random = new Random(seed);
        var performances = new ArrayList<ScenarioRun>();
        boolean any = true;
        while (performances.size() < number && any) {
            any = false;
            for (Target target : targets) {
                for (Script script : target.simulator().scripts()) {
                    ScenarioRun performance = perform(script, target, random);
                    if (performances.size() < number && wanted.test(performance)) {
                        performances.add(performance);
                        any = true;
                    }
                }
            }
        }
        return performances;
    }

    private ScenarioRun perform(Script script, Target target, Random random) {
        SimulatedMeeting meeting =
                script.play(new Stage(random, now, target.source().rules()));
        return new ScenarioRun(script, target, meeting, random.nextLong());
    }
}
