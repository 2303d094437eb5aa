/** What the gateway is told: its settings and its sources. */
@NullMarked
package io.adjourn.gateway.sources;

import org.jspecify.annotations.NullMarked;
