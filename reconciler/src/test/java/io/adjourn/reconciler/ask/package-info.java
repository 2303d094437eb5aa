@NullMarked
package io.adjourn.reconciler.ask;

import org.jspecify.annotations.NullMarked;
