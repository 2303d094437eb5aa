package io.adjourn.gateway.publish;

/** What came of publishing. */
public sealed interface PublishResult {

    /** Every in-sync replica has it. */
    record Stored() implements PublishResult {}

    /** It is on this disk, fsynced, and goes to Kafka later. Kafka may have it as well, where it did not say so in time. */
    record Spooled() implements PublishResult {}

    /**
     * Neither. It may be stored all the same: who sends it again may store it twice.
     *
     * @param why for the log
     */
    record Unavailable(String why) implements PublishResult {}
}
