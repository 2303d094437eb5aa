package io.adjourn.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A request's body: its exact bytes, and what they are as JSON, read at most once. */
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

    /**
     * The body with at least the wanted fields, at little cost: see {@link JsonSkeleton}. The same bytes have the same wanted fields,
     * whether or not all of the body was read before, and also where it cannot be read; missing where it cannot be known.
     */
    public JsonNode outline(JsonSkeleton wanted) {
        return json instanceof Json.Value(var node) ? node : wanted.in(bytes);
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
