/** The clock of the intake: up to which time all deliveries have arrived, from the watermarks of the gateways. */
@NullMarked
package io.adjourn.streams.clock;

import org.jspecify.annotations.NullMarked;
