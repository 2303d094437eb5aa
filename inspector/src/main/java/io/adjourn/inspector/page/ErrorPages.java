package io.adjourn.inspector.page;

import io.adjourn.inspector.access.Viewer;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.HtmlErrorResponseBodyProvider;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people read where something cannot be shown: what is wrong and what to do, and never how it came to be in code. Micronaut asks
 * for it where a browser wants HTML; programs get a problem as JSON.
 */
@Singleton
final class ErrorPages implements HtmlErrorResponseBodyProvider {
    static final MediaType HTML = MediaType.of("text/html; charset=utf-8");
    static final String WHERE =
            "This address leads to nothing here. Meetings are at /meetings/{source}/{session}; the search finds them by whatever you have.";

    private final Assets assets;

    ErrorPages(Assets assets) {
        this.assets = assets;
    }

    @Override
    public String body(ErrorContext context, HttpResponse<?> response) {
        return html(
                HttpStatus.valueOf(response.code()),
                context.getErrors().stream().findFirst().map(Error::getMessage).orElse(""));
    }

    @Override
    public String contentType() {
        return HTML.toString();
    }

    /**
     * For a refusal of the server itself, or a fault.
     *
     * @param said by who refuses: for people where they are not let in, else of code
     */
    private String html(HttpStatus status, String said) {
        return switch (status) {
            case NOT_FOUND -> html(status, "Nothing is here", WHERE, null);
            case METHOD_NOT_ALLOWED, UNSUPPORTED_MEDIA_TYPE ->
                html(
                        status,
                        "That cannot be done here",
                        "These pages are read; only what is masked is asked for by a form.",
                        null);
            case UNAUTHORIZED -> html(status, "Who are you?", said, null);
            case FORBIDDEN -> html(status, "You may not see this", said, null);
            case REQUEST_URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE, REQUEST_ENTITY_TOO_LARGE ->
                html(status, "That is too long", "Nothing that can be found here has so long a name.", null);
            case SERVICE_UNAVAILABLE ->
                html(
                        status,
                        "Not now",
                        "This page cannot be made at the moment. Load it again in a few seconds.",
                        null);
            default ->
                status.getCode() < 500
                        ? html(
                                status,
                                "That cannot be read",
                                "The address or the form is not one that these pages make.",
                                null)
                        : html(
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
    MutableHttpResponse<String> answer(HttpStatus status, String title, String detail, @Nullable Viewer viewer) {
        return HttpResponse.<String>status(status)
                .body(html(status, title, detail, viewer))
                .contentType(HTML)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private String html(HttpStatus status, String title, String detail, @Nullable Viewer viewer) {
        var frame = new Frame(title, null, "", viewer, null, assets, List.of());
        return Html.of(new ErrorPage(frame, status.getCode(), title, detail));
    }
}
