package io.adjourn.inspector.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.HtmlErrorResponseBodyProvider;
import io.micronaut.http.server.exceptions.response.JsonErrorResponseBodyProvider;
import jakarta.inject.Singleton;

/** Says to those who are not let in what to do: on a page to who looks with a browser, as a problem to programs. */
@Singleton
final class Denials {
    private final HtmlErrorResponseBodyProvider pages;
    private final JsonErrorResponseBodyProvider<?> problems;

    Denials(HtmlErrorResponseBodyProvider pages, JsonErrorResponseBodyProvider<?> problems) {
        this.pages = pages;
        this.problems = problems;
    }

    /** Whether it asks for a page: of the API everybody gets JSON. */
    static boolean isForAPage(HttpRequest<?> request) {
        return !request.getPath().startsWith("/api/")
                && String.valueOf(request.getHeaders().get(HttpHeaders.ACCEPT)).contains("text/html");
    }

    /**
     * The answer, with a body.
     *
     * @param detail what is wrong, and what to do
     */
    MutableHttpResponse<?> explained(HttpRequest<?> request, MutableHttpResponse<?> answer, String detail) {
        ErrorContext context =
                ErrorContext.builder(request).errorMessage(detail).build();
        return isForAPage(request)
                ? answer.body(pages.body(context, answer)).contentType(pages.contentType())
                : answer.body(problems.body(context, answer)).contentType(problems.contentType());
    }
}
