package io.adjourn.inspector.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.util.Optional;

/** One way in which a request says who sends it. Thread-safe. */
interface Access {

    /** Who sends it; empty where it does not say so, or lies. */
    Optional<Viewer> viewer(HttpRequest<?> request);

    /** What who does not say so is answered, without a body. */
    MutableHttpResponse<?> challenge(HttpRequest<?> request);

    /** For people: what to do to be let in. */
    String howToBeLetIn();

    /** What is known to all inspectors with these settings and to nobody else, so that each takes the forms that another one made. */
    byte[] secret();

    /** Whether the request is part of saying so, such as a login, and so for everybody. */
    default boolean isOpen(HttpRequest<?> request) {
        return false;
    }
}
