@NullMarked
package io.adjourn.streams;

import org.jspecify.annotations.NullMarked;
