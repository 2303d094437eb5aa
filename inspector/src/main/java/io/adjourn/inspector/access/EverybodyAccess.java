package io.adjourn.inspector.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody who reaches the port is a viewer. */
final class EverybodyAccess implements Access {
    private static final Logger LOG = LoggerFactory.getLogger(EverybodyAccess.class);

    EverybodyAccess() {
        LOG.warn("Access is open: whoever reaches the port sees all meetings, masked (inspector.access.mode: none)");
    }

    @Override
    public Optional<Viewer> viewer(HttpRequest<?> request) {
        return Optional.of(Viewer.EVERYBODY);
    }

    @Override
    public MutableHttpResponse<?> challenge(HttpRequest<?> request) {
        return HttpResponse.unauthorized();
    }
}
