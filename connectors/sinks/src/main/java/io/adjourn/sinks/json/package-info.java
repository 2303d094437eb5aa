/** Adjourn's records in Kafka Connect's terms: as rows of which each sink has its own, JSON, texts and times. */
@NullMarked
package io.adjourn.sinks.json;

import org.jspecify.annotations.NullMarked;
