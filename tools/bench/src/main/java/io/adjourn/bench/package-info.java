/** How long things take, side by side with the limit: what the machine would need at the very least. */
@NullMarked
package io.adjourn.bench;

import org.jspecify.annotations.NullMarked;
