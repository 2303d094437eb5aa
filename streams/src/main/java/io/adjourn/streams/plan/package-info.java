/** What is to be done about a delivery or a deadline: {@link io.adjourn.streams.plan.Planner} decides it, without Kafka and without a clock of its own. */
@NullMarked
package io.adjourn.streams.plan;

import org.jspecify.annotations.NullMarked;
