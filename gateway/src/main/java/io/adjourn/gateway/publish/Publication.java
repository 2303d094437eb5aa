package io.adjourn.gateway.publish;

/** What came of publishing. */
public sealed interface Publication {

    /** Every in-sync replica has it. */
    record Stored() implements Publication {}

    /**
     * No acknowledgement in time. It may be stored all the same: who sends it again may store it twice.
     *
     * @param why for the log
     */
    record Unavailable(String why) implements Publication {}
}
