/** Where deliveries are stored: the raw topic. */
@NullMarked
package io.adjourn.gateway.publish;

import org.jspecify.annotations.NullMarked;
