package io.adjourn.inspector.http;

import io.micronaut.http.HttpStatus;

/** What is asked for is not there, or cannot be had just now. The message says so in one line. */
final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;

    NoAnswerException(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    static NoAnswerException noSuchMeeting() {
        return new NoAnswerException(
                HttpStatus.NOT_FOUND,
                "the index has no meeting with this key: a key is source/session, such as acme-vexa/16; look for it with"
                        + " /api/meetings?any=");
    }

    HttpStatus status() {
        return status;
    }
}
