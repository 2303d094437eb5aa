@NullMarked
package io.adjourn.sources;

import org.jspecify.annotations.NullMarked;
