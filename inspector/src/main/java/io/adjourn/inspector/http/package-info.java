/** The HTTP API, {@code /api}: JSON, problems as RFC 9457 has them. */
@NullMarked
package io.adjourn.inspector.http;

import org.jspecify.annotations.NullMarked;
