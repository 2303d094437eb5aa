/** From a raw record to the facts it tells, or the reason why it tells none. Pure. */
@NullMarked
package io.adjourn.streams.normalize;

import org.jspecify.annotations.NullMarked;
