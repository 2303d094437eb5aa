/** Dead letters: what stands in the rejected topic, and its way back to the raw topic. */
@NullMarked
package io.adjourn.sandbox.rejected;

import org.jspecify.annotations.NullMarked;
