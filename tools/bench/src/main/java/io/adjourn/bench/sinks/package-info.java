/** What the sinks of Kafka Connect manage, beside what they could at best. */
@NullMarked
package io.adjourn.bench.sinks;

import org.jspecify.annotations.NullMarked;
