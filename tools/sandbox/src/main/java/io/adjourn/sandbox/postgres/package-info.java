/** Lands what the demo records in a PostgreSQL, by the sinks of {@code connectors/sinks}. */
@NullMarked
package io.adjourn.sandbox.postgres;

import org.jspecify.annotations.NullMarked;
