package io.adjourn.simulator;

import io.adjourn.vendors.CompletionRules;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The course of a meeting, to be played any number of times.
 *
 * @param name what it is called in summaries, such as {@code late-transcript}
 * @param story how it goes
 */
public record Script(String name, Story story) {

    /** How a meeting goes; the same stage gives the same meeting, to the byte. */
    @FunctionalInterface
    public interface Story {
        SimulatedMeeting play(Stage stage);
    }

    /**
     * What a meeting is played with.
     *
     * @param random where its ids and other choices come from
     * @param now the time at which its first requests go out; the meeting itself took place shortly before
     * @param rules when the source it is sent to closes its meetings: a late event is later than that
     */
    public record Stage(RandomGenerator random, Instant now, CompletionRules rules) {}

    public SimulatedMeeting play(Stage stage) {
        return story.play(stage);
    }
}
