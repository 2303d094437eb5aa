@NullMarked
package io.adjourn.reconciler;

import org.jspecify.annotations.NullMarked;
