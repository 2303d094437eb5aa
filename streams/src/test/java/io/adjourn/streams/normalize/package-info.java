@NullMarked
package io.adjourn.streams.normalize;

import org.jspecify.annotations.NullMarked;
