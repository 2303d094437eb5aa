package io.adjourn.reconciler;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Event.Link;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives fresh links to those who have a token, and logs each time that somebody asked for which. A link is in the answer alone. */
@Controller("/links")
@Requires(property = "reconciler.links.enabled", value = "true")
final class LinksController {
    private static final Logger LOG = LoggerFactory.getLogger(LinksController.class);

    private final LinkSource links;
    private final LinkTokens tokens;
    private final long patienceMillis;

    LinksController(LinkSource links, ReconcilerSettings settings) {
        this.links = links;
        this.tokens = new LinkTokens(Objects.requireNonNull(settings.links().tokenFile())).checked();
        // The question, and its turn.
        this.patienceMillis = settings.request().timeout().toMillis() + 5_000;
    }

    /** A link to the newest artifact of that kind; 401, 404 where there is none or the budget is spent, 503 where another instance asks. */
    @Post("/{source}/{session}/{kind}")
    @Consumes(MediaType.ALL)
    CompletableFuture<HttpResponse<Map<String, String>>> link(
            @PathVariable String source,
            @PathVariable String session,
            @PathVariable String kind,
            @Nullable @QueryValue("artifact_id") String artifactId,
            @Nullable @Header(HttpHeaders.AUTHORIZATION) String authorization) {
        if (authorization == null || !tokens.open(authorization)) {
            LOG.warn("Link refused, for the token is missing or wrong: source={}", printable(source));
            return answer(HttpStatus.UNAUTHORIZED, "show a token: Authorization: Bearer TOKEN");
        }
        Optional<ArtifactKind> wanted = Stream.of(ArtifactKind.values())
                .filter(one -> one != ArtifactKind.UNKNOWN && one.name().equals(kind))
                .findFirst();
        if (wanted.isEmpty()) {
            return answer(HttpStatus.NOT_FOUND, "there is no such kind of artifact");
        }
        return links.link(source, session, wanted.get(), artifactId)
                .map(link -> link.completeOnTimeout(Optional.empty(), patienceMillis, TimeUnit.MILLISECONDS)
                        .thenApply(found -> given(source, session, wanted.get(), found)))
                .orElseGet(() -> answer(HttpStatus.SERVICE_UNAVAILABLE, "another instance asks: try that one"));
    }

    private static HttpResponse<Map<String, String>> given(
            String source, String session, ArtifactKind kind, Optional<Link> found) {
        LOG.info(
                "Link asked for: source={} session={} kind={} given={}",
                printable(source),
                printable(session),
                kind,
                found.isPresent());
        return found.map(LinksController::body)
                .<HttpResponse<Map<String, String>>>map(HttpResponse::ok)
                .orElseGet(() -> HttpResponse.notFound(Map.of(
                        "message",
                        "no such link now: the source has no API key, its budget is spent, or the"
                                + " vendor has none")));
    }

    private static Map<String, String> body(Link link) {
        Map<String, String> body = new TreeMap<>();
        body.put("url", link.url());
        Instant end = link.expiresAt();
        if (end != null) {
            body.put("expires_at", end.toString());
        }
        return body;
    }

    private static CompletableFuture<HttpResponse<Map<String, String>>> answer(HttpStatus status, String message) {
        return CompletableFuture.completedFuture(
                HttpResponse.<Map<String, String>>status(status).body(Map.of("message", message)));
    }

    private static String printable(String text) {
        String line = text.replaceAll("[^\\x21-\\x7e]", "?");
        return line.length() > 256 ? line.substring(0, 256) + "…" : line;
    }
}
