package io.adjourn.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One way in which a vendor proves who sends a request. */
public interface Proof {

    /** The headers that prove it, by whichever of the secrets is for this way. */
    Map<String, String> headers(byte[] body, List<String> secrets, Instant sentAt);

    /** The same by somebody who knows the secrets but gets the scheme wrong: never to be accepted. */
    Map<String, String> mistaken(byte[] body, List<String> secrets, Instant sentAt);

    /** Whether it would show that the body was changed on the way. */
    boolean coversBody();

    /** Whether each further attempt is signed again, at its own time; if not, it repeats the very same request. */
    boolean signsEachAttempt();
}
