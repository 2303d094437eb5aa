package io.adjourn.inspector.index;

import java.util.Map;

/** Reads bodies where they are kept: in the raw topic. Thread-safe. */
public interface RawBodies {

    /** The record at that place of the raw topic. Blocks for seconds at most. */
    Fetched fetch(RecordPosition place);

    /** What is there. */
    sealed interface Fetched {}

    /** The record. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Found(String key, byte[] body, Map<String, String> headers) implements Fetched {}

    /** The topic keeps it no longer. */
    record Gone() implements Fetched {}

    /** Kafka did not answer. */
    record Unavailable(String why) implements Fetched {}
}
