/** How fast streams is and how much it keeps, beside a topology that does next to nothing. */
@NullMarked
package io.adjourn.bench.streams;

import org.jspecify.annotations.NullMarked;
