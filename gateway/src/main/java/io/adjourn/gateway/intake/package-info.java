/** What happens to a request, step by step, without knowing of HTTP or Kafka. */
@NullMarked
package io.adjourn.gateway.intake;

import org.jspecify.annotations.NullMarked;
