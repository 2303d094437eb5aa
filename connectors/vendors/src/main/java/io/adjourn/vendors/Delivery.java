package io.adjourn.vendors;

import java.time.Instant;

/**
 * One request as it is read back from the raw topic.
 *
 * @param body its body
 * @param headers those of its headers that the vendor wanted kept
 * @param receivedAt when the gateway received it
 */
public record Delivery(Body body, Headers headers, Instant receivedAt) {}
