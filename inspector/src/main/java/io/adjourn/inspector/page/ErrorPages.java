package io.adjourn.inspector.page;

import io.adjourn.inspector.access.Viewer;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people read where something cannot be shown: what is wrong and what to do, and never how it came to be in code. */
@Singleton
public final class ErrorPages {
    static final MediaType HTML = MediaType.of("text/html; charset=utf-8");
    static final String WHERE =
            "This address leads to nothing here. Meetings are at /meetings/{source}/{session}; the search finds them by whatever you have.";
    private static final String API = "/api/";

    private final Assets assets;

    ErrorPages(Assets assets) {
        this.assets = assets;
    }

    /** Whether a page is wanted: by a browser, and not from the API. */
    public boolean areWanted(HttpRequest<?> request) {
        return !request.getPath().startsWith(API)
                && request.getHeaders().accept().stream()
                        .anyMatch(type -> type.getName().equals(MediaType.TEXT_HTML));
    }

    /** For a refusal of the server itself, or a fault. */
    public MutableHttpResponse<String> answer(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> answer(status, "Nothing is here", WHERE, null);
            case METHOD_NOT_ALLOWED, UNSUPPORTED_MEDIA_TYPE ->
                answer(
                        status,
                        "That cannot be done here",
                        "These pages are read; only what is masked is asked for by a form.",
                        null);
            case UNAUTHORIZED -> answer(status, "Who are you?", "Sign in, and load this page again.", null);
            case FORBIDDEN -> answer(status, "You may not see this", "Ask for the role that may.", null);
            case REQUEST_URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE, REQUEST_ENTITY_TOO_LARGE ->
                answer(status, "That is too long", "Nothing that can be found here has so long a name.", null);
            case SERVICE_UNAVAILABLE ->
                answer(
                        status,
                        "Not now",
                        "This page cannot be made at the moment. Load it again in a few seconds.",
                        null);
            default ->
                status.getCode() < 500
                        ? answer(
                                status,
                                "That cannot be read",
                                "The address or the form is not one that these pages make.",
                                null)
                        : answer(
                                status,
                                "Something is wrong here",
                                "It is a fault of the inspector, not of your search, and it is in its log. Load the page again; if it"
                                        + " stays, report it with the time.",
                                null);
        };
    }

    /**
     * With words of our own.
     *
     * @param title what, in few words
     * @param detail what is wrong, and what to do
     * @param viewer who looks; null where that is not known
     */
    public MutableHttpResponse<String> answer(HttpStatus status, String title, String detail, @Nullable Viewer viewer) {
        var frame = new Frame(title, null, "", viewer, null, assets, List.of());
        return HttpResponse.<String>status(status)
                .body(Html.of(new ErrorPage(frame, status.getCode(), title, detail)))
                .contentType(HTML)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
