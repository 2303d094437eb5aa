/**
 * Meeting BaaS, the first version of its webhooks, played by both of its lists of names and with both of its proofs.
 *
 * <p>What it sends, field by field, follows the payloads in its documentation and, where that is silent, its newer reference.
 * The bodies under dotted names are documented nowhere: here they say the least that makes sense.
 */
@NullMarked
package io.adjourn.simulator.meetingbaasv1;

import org.jspecify.annotations.NullMarked;
