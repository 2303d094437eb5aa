/** OpenTelemetry for gateway and streams: set up by its standard variables, off unless they ask for it. */
@NullMarked
package io.adjourn.tracing;

import org.jspecify.annotations.NullMarked;
