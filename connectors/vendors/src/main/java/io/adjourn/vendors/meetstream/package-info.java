/** MeetStream, in its three dialects. */
@NullMarked
package io.adjourn.vendors.meetstream;

import org.jspecify.annotations.NullMarked;
