@NullMarked
package io.adjourn.vendors.meetstream;

import org.jspecify.annotations.NullMarked;
