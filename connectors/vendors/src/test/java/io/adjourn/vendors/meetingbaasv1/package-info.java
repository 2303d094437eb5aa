@NullMarked
package io.adjourn.vendors.meetingbaasv1;

import org.jspecify.annotations.NullMarked;
