/** Dead letters: what stands in the rejected topic, and its way back to the raw topic. */
@NullMarked
package io.adjourn.commands.rejected;

import org.jspecify.annotations.NullMarked;
