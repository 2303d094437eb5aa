/** Kafka Connect's workers and the configurations of their connectors, for operators. */
@NullMarked
package io.adjourn.commands.sinks;

import org.jspecify.annotations.NullMarked;
