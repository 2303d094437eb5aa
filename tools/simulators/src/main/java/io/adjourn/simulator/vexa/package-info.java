/**
 * Vexa, played in its three dialects.
 *
 * <p>What it sends, field by field, follows its documentation (V0) and its own code, old and new (V0, V1, V2); see the
 * vendor's page in {@code docs/vendors}.
 */
@NullMarked
package io.adjourn.simulator.vexa;

import org.jspecify.annotations.NullMarked;
