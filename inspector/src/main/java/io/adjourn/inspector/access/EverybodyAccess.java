package io.adjourn.inspector.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.security.SecureRandom;
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

    @Override
    public String howToBeLetIn() {
        return "Everybody is let in.";
    }

    /** Nobody may unmask, so nothing is sent that it would protect. */
    @Override
    public byte[] secret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
