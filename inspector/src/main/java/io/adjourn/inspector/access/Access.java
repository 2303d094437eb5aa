package io.adjourn.inspector.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.util.Optional;

/** One way in which a request says who sends it. Thread-safe. */
interface Access {

    /** Who sends it; empty where it does not say so, or lies. */
    Optional<Viewer> viewer(HttpRequest<?> request);

    /** What who does not say so is answered. */
    MutableHttpResponse<?> challenge(HttpRequest<?> request);

    /** Whether the request is part of saying so, such as a login, and so for everybody. */
    default boolean isOpen(HttpRequest<?> request) {
        return false;
    }
}
