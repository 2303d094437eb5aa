/** Meeting BaaS, the first version of its webhooks. */
@NullMarked
package io.adjourn.vendors.meetingbaasv1;

import org.jspecify.annotations.NullMarked;
