/** Vexa, in its three dialects. */
@NullMarked
package io.adjourn.vendors.vexa;

import org.jspecify.annotations.NullMarked;
