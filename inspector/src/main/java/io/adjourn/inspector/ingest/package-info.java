/** From the topics into the index: what each record changes, in batches that are written whole. */
@NullMarked
package io.adjourn.inspector.ingest;

import org.jspecify.annotations.NullMarked;
