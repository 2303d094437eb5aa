/** Adjourn's records in Kafka Connect's terms, as JSON, texts and times. */
@NullMarked
package io.adjourn.sinks.json;

import org.jspecify.annotations.NullMarked;
