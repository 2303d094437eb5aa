package io.adjourn.gateway.publish;

import io.adjourn.vendors.Body;
import java.util.Map;

/**
 * A verified delivery as the raw topic holds it.
 *
 * @param key the meeting's key, or another of {@link io.adjourn.vendors.Subject}'s
 * @param body its exact bytes
 * @param headers those of {@link io.adjourn.contracts.RawHeaders} and the ones its vendor wanted kept
 */
public record RawRecord(String key, Body body, Map<String, String> headers) {
    public RawRecord {
        headers = Map.copyOf(headers);
    }
}
