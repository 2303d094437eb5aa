@NullMarked
package io.adjourn.vendors.meetingbaasv2;

import org.jspecify.annotations.NullMarked;
