package io.adjourn.gateway.http;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What the sender of a stored delivery reads.
 *
 * @param delivery its id, in the raw record's header {@code adjourn-delivery-id} too
 */
@Serdeable.Serializable
record Receipt(String status, String delivery) {}
