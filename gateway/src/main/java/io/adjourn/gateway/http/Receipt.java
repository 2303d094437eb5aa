package io.adjourn.gateway.http;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What the sender of an accepted delivery reads.
 *
 * @param status {@code stored} on Kafka, or {@code spooled}: on the gateway's disk, until Kafka takes it
 * @param delivery its id, in the raw record's header {@code adjourn-delivery-id} too
 */
@Serdeable.Serializable
record Receipt(String status, String delivery) {}
