@NullMarked
package io.adjourn.vendors.verify;

import org.jspecify.annotations.NullMarked;
