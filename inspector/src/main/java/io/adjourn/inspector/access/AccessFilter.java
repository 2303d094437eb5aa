package io.adjourn.inspector.access;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before all answers: who sends a request is known before anything else is done, what other sites make a browser send is
 * refused, and every answer forbids what the page does not need.
 */
@ServerFilter("/**")
final class AccessFilter implements Ordered {
    /** Where controllers find who sends a request. */
    static final String VIEWER = "io.adjourn.inspector.viewer";

    /** Served on the management port, which is not for people. */
    private static final List<String> MANAGEMENT = List.of("/health", "/prometheus");

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private static final Map<String, String> ON_ALL_ANSWERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()");

    /** Style and script of all pages, those of denials included; nothing of a meeting is in them. */
    private static final Pattern ASSET = Pattern.compile("/assets/[\\w.-]+");

    private final Access access;
    private final Denials denials;

    AccessFilter(Access access, Denials denials) {
        this.access = access;
        this.denials = denials;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> before(HttpRequest<?> request) {
        if (isManagement(request.getPath()) || ASSET.matcher(request.getPath()).matches() || access.isOpen(request)) {
            return null;
        }
        if (isForged(request)) {
            return denials.explained(
                    request,
                    HttpResponse.status(HttpStatus.FORBIDDEN),
                    "Another site sent this request: open the inspector's own page.");
        }
        Optional<Viewer> viewer = access.viewer(request);
        if (viewer.isEmpty()) {
            MutableHttpResponse<?> challenge = access.challenge(request);
            return challenge.status() == HttpStatus.UNAUTHORIZED
                    ? denials.explained(request, challenge, access.howToBeLetIn())
                    : challenge;
        }
        request.setAttribute(VIEWER, viewer.get());
        return null;
    }

    /** Browsers say who made them send something. Links from elsewhere to a page are welcome; all else is not. */
    private static boolean isForged(HttpRequest<?> request) {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        boolean isForeign = site != null && (site.equals("cross-site") || site.equals("same-site"));
        if (isForeign && request.getPath().startsWith("/api/")) {
            return true;
        }
        if (SAFE.contains(request.getMethod())) {
            return false;
        }
        String origin = request.getHeaders().get("Origin");
        return isForeign
                || (origin != null && !isOwn(origin, request.getHeaders().get("Host")));
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        return host != null
                && origin.toLowerCase(Locale.ROOT)
                        .replaceFirst("^https?://", "")
                        .equals(host.toLowerCase(Locale.ROOT));
    }

    @ResponseFilter
    void after(HttpRequest<?> request, MutableHttpResponse<?> answer) {
        if (isManagement(request.getPath())) {
            return;
        }
        ON_ALL_ANSWERS.forEach(answer.getHeaders()::set);
        if (!answer.getHeaders().contains("Cache-Control")) {
            // What somebody may see, nobody else is to find in a cache.
            answer.header("Cache-Control", "no-store");
        }
    }

    private static boolean isManagement(String path) {
        return MANAGEMENT.stream().anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
