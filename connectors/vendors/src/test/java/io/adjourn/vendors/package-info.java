@NullMarked
package io.adjourn.vendors;

import org.jspecify.annotations.NullMarked;
