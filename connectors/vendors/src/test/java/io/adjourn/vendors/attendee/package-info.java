@NullMarked
package io.adjourn.vendors.attendee;

import org.jspecify.annotations.NullMarked;
