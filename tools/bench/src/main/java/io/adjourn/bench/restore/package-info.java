/** How long streams takes to work again after a crash, and how fast it restores its state. */
@NullMarked
package io.adjourn.bench.restore;

import org.jspecify.annotations.NullMarked;
