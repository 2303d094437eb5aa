@NullMarked
package io.adjourn.reconciler.plan;

import org.jspecify.annotations.NullMarked;
