@NullMarked
package io.adjourn.tracing;

import org.jspecify.annotations.NullMarked;
