package io.adjourn.inspector.access;

import io.adjourn.inspector.access.AccessSettings.Oidc;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** OpenID Connect: a session that began with a login, or a provider's token in the request itself. */
final class OidcAccess implements Access {
    private static final String BEARER = "Bearer ";

    private final OidcProvider provider;
    private final OidcSessions sessions;

    OidcAccess(Oidc settings) {
        this.provider = new OidcProvider(settings);
        this.sessions = new OidcSessions(settings);
    }

    OidcProvider provider() {
        return provider;
    }

    OidcSessions sessions() {
        return sessions;
    }

    @Override
    public Optional<Viewer> viewer(HttpRequest<?> request) {
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? provider.viewer(header.substring(BEARER.length()).strip(), null)
                : sessions.viewer(request);
    }

    @Override
    public MutableHttpResponse<?> challenge(HttpRequest<?> request) {
        return request.getMethod() == HttpMethod.GET && Denials.isForAPage(request)
                ? HttpResponse.redirect(URI.create(
                        "/login?to=" + URLEncoder.encode(request.getUri().toString(), StandardCharsets.UTF_8)))
                : HttpResponse.unauthorized().header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    @Override
    public String howToBeLetIn() {
        return "Sign in with your identity provider, at /login. Programs send its token as Authorization: Bearer.";
    }

    @Override
    public byte[] secret() {
        return sessions.secret();
    }

    @Override
    public boolean isOpen(HttpRequest<?> request) {
        String path = request.getPath();
        return path.equals("/login") || path.equals("/login/callback");
    }
}
