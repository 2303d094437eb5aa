/** What is read from Kafka, what is remembered there, and what becomes a delivery. */
@NullMarked
package io.adjourn.reconciler.log;

import org.jspecify.annotations.NullMarked;
