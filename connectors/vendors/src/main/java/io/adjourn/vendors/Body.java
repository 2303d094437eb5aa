package io.adjourn.vendors;

import org.jspecify.annotations.Nullable;

/** A request's body: its exact bytes, and their reading as JSON, made at most once. */
public final class Body {
    private final byte[] bytes;
    private @Nullable Json json;

    public Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The exact bytes; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** What the bytes are as JSON. */
    public Json json() {
        Json reading = json;
        if (reading == null) {
            reading = Json.read(bytes);
            json = reading;
        }
        return reading;
    }
}
