/** What a plan writes: events, completions and rejects as records of Kafka, with the headers of CloudEvents. */
@NullMarked
package io.adjourn.streams.encode;

import org.jspecify.annotations.NullMarked;
