package io.adjourn.sinks.webhook;

import java.time.Duration;

/** What came of sending a message once. */
sealed interface SendOutcome {
    /** The endpoint has it. */
    record Arrived() implements SendOutcome {}

    /** The endpoint wants no more, of anything: it said 410. */
    record Gone() implements SendOutcome {}

    /**
     * It does not have it, as far as we know.
     *
     * @param why in a few words
     * @param asked how long it wants to be left alone, zero where it does not say
     */
    record Failed(String why, Duration asked) implements SendOutcome {}
}
