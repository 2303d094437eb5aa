package io.adjourn.inspector.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.contracts.SecretFile;
import io.adjourn.inspector.access.AccessSettings.Proxy;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** A proxy in front says who it is, and proves that it is the proxy. */
final class ProxyAccess implements Access {
    private static final int LONGEST_NAME = 200;

    private final Proxy settings;
    private final byte[] secret;

    ProxyAccess(Proxy settings) {
        this.settings = settings;
        try {
            this.secret = SecretFile.read("inspector.access.proxy.secret-file", String.valueOf(settings.secretFile()))
                    .getBytes(UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Optional<Viewer> viewer(HttpRequest<?> request) {
        String proof = request.getHeaders().get(settings.secretHeader());
        String user = request.getHeaders().get(settings.userHeader());
        if (proof == null
                || !MessageDigest.isEqual(secret, proof.getBytes(UTF_8))
                || user == null
                || user.isBlank()
                || user.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        String groups = request.getHeaders().get(settings.groupsHeader());
        boolean isPrivileged = groups != null
                && Arrays.stream(groups.split(",", -1)).map(String::strip).anyMatch(settings.privileged()::contains);
        return Optional.of(new Viewer(user.strip(), isPrivileged ? Role.PRIVILEGED : Role.VIEWER));
    }

    @Override
    public MutableHttpResponse<?> challenge(HttpRequest<?> request) {
        return HttpResponse.unauthorized();
    }

    @Override
    public String howToBeLetIn() {
        return "Come by the proxy that signs people in, not to this port. If you did, it does not send your name in "
                + settings.userHeader() + " and its secret in " + settings.secretHeader()
                + ": docs/inspector.md, Access.";
    }

    @Override
    public byte[] secret() {
        return secret.clone();
    }
}
