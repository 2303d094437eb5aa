/** What streams counts and measures, under the names of the documentation. */
@NullMarked
package io.adjourn.streams.metrics;

import org.jspecify.annotations.NullMarked;
