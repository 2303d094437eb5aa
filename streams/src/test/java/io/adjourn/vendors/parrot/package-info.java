@NullMarked
package io.adjourn.vendors.parrot;

import org.jspecify.annotations.NullMarked;
