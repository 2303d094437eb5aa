package io.adjourn.examples;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;

/** Why a record could not be read: it will never be, or only the registry is away. */
final class Failures {
    private Failures() {}

    /** Whether to try again. Skipping is for what stays unreadable: no Avro, or a schema id that the registry does not have. */
    static boolean isRegistryAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientException answer) {
                return answer.getStatus() != 404;
            }
            if (cause instanceof IOException && !(cause instanceof EOFException)) {
                return true;
            }
        }
        return false;
    }

    /** What lies at the bottom of it. */
    static String reason(Throwable failure) {
        return failure.getCause() == null ? failure.toString() : reason(failure.getCause());
    }
}
