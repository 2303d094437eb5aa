package io.adjourn.gateway.publish;

import io.adjourn.vendors.Body;
import java.time.Instant;
import java.util.Map;

/**
 * A verified delivery as the raw topic holds it.
 *
 * @param key the meeting's key, or another of {@link io.adjourn.vendors.Subject}'s
 * @param body its exact bytes
 * @param receivedAt when it was received, as its headers say
 * @param headers those of {@link io.adjourn.contracts.RawHeaders} and the ones its vendor wanted kept
 */
public record RawRecord(String key, Body body, Instant receivedAt, Map<String, String> headers) {
    public RawRecord {
        headers = Map.copyOf(headers);
    }
}
