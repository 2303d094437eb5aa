/**
 * What is kept on this disk until Kafka has it. A directory of segments; each is a row of Kafka's own record batches, one a
 * record, so that Kafka's tools can read them, too.
 */
@NullMarked
package io.adjourn.spool;

import org.jspecify.annotations.NullMarked;
