/**
 * Attendee, played in its two dialects.
 *
 * <p>What it sends, field by field, follows its documentation (A0) and its open source (A1); see the vendor's page in
 * {@code docs/vendors}.
 */
@NullMarked
package io.adjourn.simulator.attendee;

import org.jspecify.annotations.NullMarked;
