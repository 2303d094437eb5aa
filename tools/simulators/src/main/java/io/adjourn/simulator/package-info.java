/**
 * Vendors, played: whole meetings as a vendor would tell them over its webhooks, and the record each of them means.
 *
 * <p>A {@link io.adjourn.simulator.Simulator} knows one vendor: its scripts, its wording, its way of signing. All
 * else is the same for all: {@link io.adjourn.simulator.FaultInjection} repeats, shuffles, drops and forges what the
 * scripts say, and the {@link io.adjourn.simulator.ScenarioRunner} sends it. Every choice comes from a seed.
 *
 * <p>What a vendor's read API answers about the same bots is played, too: a {@link io.adjourn.simulator.VendorApi} knows one vendor's
 * paths and fields, {@link io.adjourn.simulator.SimulatedApis} serves them, counts who is asked for what, and lies when it is to.
 */
@NullMarked
package io.adjourn.simulator;

import org.jspecify.annotations.NullMarked;
