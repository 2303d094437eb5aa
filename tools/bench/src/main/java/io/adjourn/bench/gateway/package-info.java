/** How fast the gateway is, beside a handler that only writes to Kafka what it gets. */
@NullMarked
package io.adjourn.bench.gateway;

import org.jspecify.annotations.NullMarked;
