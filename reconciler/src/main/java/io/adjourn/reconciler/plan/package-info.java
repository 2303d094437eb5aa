/**
 * Who is asked what, and when. Computes and does nothing else: no Kafka, no HTTP, no clock; what it is to know comes in with the time,
 * and what is to be asked and remembered goes out.
 */
@NullMarked
package io.adjourn.reconciler.plan;

import org.jspecify.annotations.NullMarked;
