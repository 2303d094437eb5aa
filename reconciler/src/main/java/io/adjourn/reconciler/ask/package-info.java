/** Requests to vendors, and the manners of them. */
@NullMarked
package io.adjourn.reconciler.ask;

import org.jspecify.annotations.NullMarked;
