/** How fast the inspector's index is built and read, and how large it is. */
@NullMarked
package io.adjourn.bench.inspector;

import org.jspecify.annotations.NullMarked;
