/** A sink that sends each record as a signed webhook, by the Standard Webhooks scheme, to those who have no Kafka client. */
@NullMarked
package io.adjourn.sinks.webhook;

import org.jspecify.annotations.NullMarked;
