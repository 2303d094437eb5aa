package io.adjourn.simulator;

import io.adjourn.vendors.Body;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One meeting as a vendor tells it.
 *
 * @param session the vendor's id of it
 * @param acts what is sent, in the order of the vendor's own clock; only what is within an act may arrive in any order
 * @param meant the record that must come of it, empty where none may
 */
public record SimulatedMeeting(String session, List<Act> acts, Optional<Meant> meant) {
    public SimulatedMeeting {
        acts = List.copyOf(acts);
    }

    /** How long it takes to play, apart from the sending itself. */
    public Duration length() {
        return acts.stream().map(Act::pause).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * What is sent in one go.
     *
     * @param pause how long to wait before it, from the end of the act before
     */
    public record Act(Duration pause, List<Message> messages) {
        public Act {
            messages = List.copyOf(messages);
        }

        public static Act atOnce(List<Message> messages) {
            return new Act(Duration.ZERO, messages);
        }

        public static Act after(Duration pause, Message... messages) {
            return new Act(pause, List.of(messages));
        }
    }

    /**
     * What the vendor has to tell, until it is taken.
     *
     * @param what what it tells, in a word: for progress and failures
     * @param method POST or PUT
     * @param proof how it proves who sends it
     * @param attempts the body of each attempt, in order; the last one stands for all further ones
     */
    public record Message(String what, String method, Proof proof, List<Body> attempts) {
        public Message {
            attempts = List.copyOf(attempts);
        }

        /** A message that is posted, with the same body in every attempt. */
        public static Message posted(String what, Proof proof, Body body) {
            return new Message(what, "POST", proof, List.of(body));
        }

        /** The body of the attempt, counted from 0. */
        public Body body(int attempt) {
            return attempts.get(Math.min(attempt, attempts.size() - 1));
        }
    }
}
