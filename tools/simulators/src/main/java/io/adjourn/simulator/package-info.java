/**
 * Vendors, played: whole meetings as a vendor would tell them over its webhooks, and the record each of them means.
 *
 * <p>A {@link io.adjourn.simulator.Simulator} knows one vendor: its scripts, its wording, its way of signing. All
 * else is the same for all: {@link io.adjourn.simulator.FaultInjection} repeats, shuffles, drops and forges what the
 * scripts say, and the {@link io.adjourn.simulator.ScenarioRunner} sends it. Every choice comes from a seed.
 */
@NullMarked
package io.adjourn.simulator;

import org.jspecify.annotations.NullMarked;
