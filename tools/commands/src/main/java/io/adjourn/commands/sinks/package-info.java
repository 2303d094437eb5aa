/** Kafka Connect's workers and what they are told, for operators. */
@NullMarked
package io.adjourn.commands.sinks;

import org.jspecify.annotations.NullMarked;
