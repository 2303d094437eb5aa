package io.adjourn.gateway.intake;

import io.adjourn.vendors.verify.Verdict;
import java.time.Duration;

/** What became of a request: stored, spooled, or one of the refusals. */
public sealed interface IntakeOutcome {

    /**
     * It is stored, and will not be lost.
     *
     * @param delivery the id it was given
     */
    record Stored(String delivery) implements IntakeOutcome {}

    /**
     * It is kept on this disk, and goes to Kafka later.
     *
     * @param delivery the id it was given
     */
    record Spooled(String delivery) implements IntakeOutcome {}

    /** No source goes by that name. */
    record UnknownSource() implements IntakeOutcome {}

    /** Who sends it could not be verified. */
    record Unverified(Verdict.Refused verdict) implements IntakeOutcome {}

    /**
     * It is not taken, for too many from the same address could not be verified; nor could this one, or it would have cost too
     * much to know.
     *
     * @param detail for the sender
     */
    record TooManyFailures(String detail) implements IntakeOutcome {}

    /**
     * It is its source's, and one more than that may send.
     *
     * @param after how long it has to wait
     */
    record RateLimited(Duration after) implements IntakeOutcome {}

    /** Its body is larger than anything the vendor is known to send. */
    record TooLarge(int maxBodyBytes) implements IntakeOutcome {}

    /**
     * Its body did not arrive whole.
     *
     * @param detail for the sender
     */
    record Incomplete(String detail) implements IntakeOutcome {}

    /** It was given up before its body was complete, to make room for others: it was the slowest of those not verified. */
    record Dropped() implements IntakeOutcome {}

    /**
     * It could not be stored just now: our trouble.
     *
     * @param why for the log
     */
    record Unavailable(String why) implements IntakeOutcome {}
}
