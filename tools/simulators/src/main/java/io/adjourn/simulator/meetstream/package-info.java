/**
 * MeetStream, played in its three dialects.
 *
 * <p>What it sends, field by field, follows its documentation (M1) and, where that is silent, its newer and older pages and
 * samples (M2, M0); see the vendor's page in {@code docs/vendors}.
 */
@NullMarked
package io.adjourn.simulator.meetstream;

import org.jspecify.annotations.NullMarked;
