/** The HTTP edge: requests in, status codes out. */
@NullMarked
package io.adjourn.gateway.http;

import org.jspecify.annotations.NullMarked;
