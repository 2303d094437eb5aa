package io.adjourn.vendors;

import org.jspecify.annotations.Nullable;

/** A request's body: its exact bytes, and their readings as JSON, each made at most once. */
public final class Body {
    private final byte[] bytes;
    private @Nullable Json json;
    private @Nullable Json outline;

    public Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The exact bytes; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** What the bytes are as JSON, as far as identities are made of it: see {@link Json#outline}. */
    public Json outline() {
        Json reading = json == null ? outline : json;
        if (reading == null) {
            reading = Json.outline(bytes);
            outline = reading;
        }
        return reading;
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
