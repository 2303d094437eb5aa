package io.adjourn.gateway.http;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A refusal as its sender reads it: RFC 9457.
 *
 * @param detail what is wrong and what to do; never a secret, a token or an expected signature
 */
@Serdeable.Serializable
record Problem(String title, int status, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";
}
