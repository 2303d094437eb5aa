/** Meeting BaaS, version 2 of its API, in the three shapes that its payloads have. */
@NullMarked
package io.adjourn.vendors.meetingbaasv2;

import org.jspecify.annotations.NullMarked;
