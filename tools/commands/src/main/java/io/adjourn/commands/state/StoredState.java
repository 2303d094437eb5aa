package io.adjourn.commands.state;

import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/** What the bytes say that streams keeps of a meeting. */
public sealed interface StoredState {

    /**
     * A state.
     *
     * @param fingerprint of the schema that it was written with, in hexadecimal
     */
    record Decoded(String fingerprint, GenericRecord state) implements StoredState {}

    /** A state as release 0.1.0 wrote it, which no schema describes. */
    record OfRelease01() implements StoredState {}

    /**
     * A state of a schema that is not beside it.
     *
     * @param fingerprint of that schema, in hexadecimal
     */
    record OfUnknownSchema(String fingerprint) implements StoredState {}

    /**
     * No state, or no longer one.
     *
     * @param why what is wrong with it, without any of its content
     */
    record Damaged(String why) implements StoredState {}

    /**
     * Reads it.
     *
     * @param schemas canonical forms of schemas, by the keys they have beside the states
     */
    static StoredState of(byte[] bytes, Map<String, byte[]> schemas) {
        return StateBytes.read(bytes, schemas);
    }
}
