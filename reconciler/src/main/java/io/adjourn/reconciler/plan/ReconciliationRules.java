package io.adjourn.reconciler.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When vendors are asked.
 *
 * @param beforeDeadline how long before it closes an open meeting is asked about, at most half of the time that it had
 * @param lookBack how old a record may be that is asked about
 * @param attempts how often one meeting is asked about, for all of its reasons
 * @param pauses between the attempts
 * @param unconfirmed whether records that do not know what was captured are asked about
 * @param failed whether each record of a failure is asked about, and not only one that says that something may be there
 * @param keepLinks how long after its closing the links of a meeting are renewed before they end; null: never
 * @param listEvery how often bots are listed
 * @param listBack how far the first list reaches back
 * @param unheardAfter how long a listed bot that is over may still be told of by webhooks before it is asked about
 * @param runningAfter the same of one that is not over
 * @param ofSource the budget of one source
 * @param ofVendor the budget of all sources of one vendor
 */
public record ReconciliationRules(
        Duration beforeDeadline,
        Duration lookBack,
        int attempts,
        Pauses pauses,
        boolean unconfirmed,
        boolean failed,
        @Nullable Duration keepLinks,
        Duration listEvery,
        Duration listBack,
        Duration unheardAfter,
        Duration runningAfter,
        Allowance ofSource,
        Allowance ofVendor) {}
