/**
 * The reconciler: asks vendors about what their webhooks did not tell. What to ask is {@code plan}'s, how is {@code ask}'s, what of it
 * goes to Kafka and comes from there is {@code log}'s.
 */
@NullMarked
package io.adjourn.reconciler;

import org.jspecify.annotations.NullMarked;
