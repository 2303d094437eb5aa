package io.adjourn.inspector.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
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

    static MutableHttpResponse<Problem> of(HttpStatus status, String detail) {
        return HttpResponse.<Problem>status(status)
                .body(new Problem("about:blank", status.getReason(), status.getCode(), detail))
                .contentType(MEDIA_TYPE);
    }

    static MutableHttpResponse<Problem> noSuchMeeting() {
        return of(
                HttpStatus.NOT_FOUND,
                "the index has no meeting with this key: a key is source/session, such as acme-vexa/16; look for it with"
                        + " /api/meetings?any=");
    }
}
