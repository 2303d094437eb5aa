package io.adjourn.inspector.http;

import io.micronaut.serde.annotation.Serdeable;

/**
 * Why there is no answer: RFC 9457.
 *
 * @param type {@code about:blank}: the status says which it is
 * @param detail what is wrong and what to do
 */
@Serdeable
public record Problem(String type, String title, int status, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";
}
