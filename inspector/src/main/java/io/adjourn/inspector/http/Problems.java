package io.adjourn.inspector.http;

import io.adjourn.inspector.access.NotAllowedException;
import io.adjourn.inspector.index.IndexException;
import io.adjourn.inspector.view.BadCursorException;
import io.micronaut.core.bind.exceptions.UnsatisfiedArgumentException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers of {@code /api} where something is wrong; never a stack trace. The page answers for itself. */
@Controller("/api/problems")
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @Error(global = true)
    HttpResponse<?> badCursor(BadCursorException e) {
        return Problem.of(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }

    @Error(global = true)
    HttpResponse<?> notAllowed(NotAllowedException e) {
        return Problem.of(HttpStatus.FORBIDDEN, String.valueOf(e.getMessage()));
    }

    @Error(global = true)
    HttpResponse<?> badParameter(BadParameterException e) {
        return Problem.of(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }

    /** Without the value, which is anybody's text. */
    @Error(global = true)
    HttpResponse<?> notConverted(ConversionErrorException e) {
        String name = e.getArgument().getName();
        Class<?> type = e.getArgument().getType();
        String known = type.isEnum()
                ? "; known are "
                        + String.join(
                                ", ",
                                java.util.Arrays.stream(type.getEnumConstants())
                                        .map(Object::toString)
                                        .toList())
                : type.equals(java.time.Instant.class) ? "; a time is written as 2026-02-27T07:11:51Z" : "";
        return Problem.of(HttpStatus.BAD_REQUEST, "the parameter " + name + " cannot be read" + known);
    }

    @Error(global = true)
    HttpResponse<?> missing(UnsatisfiedArgumentException e) {
        return Problem.of(
                HttpStatus.BAD_REQUEST, "the parameter " + e.getArgument().getName() + " is missing");
    }

    @Error(global = true)
    HttpResponse<?> index(IndexException e) {
        LOG.error("Index cannot be read", e);
        return Problem.of(
                HttpStatus.SERVICE_UNAVAILABLE, "the index cannot be read just now: try again; the log has more");
    }

    @Error(global = true)
    HttpResponse<?> fault(HttpRequest<?> request, RuntimeException e) {
        LOG.error("Request failed: method={}", request.getMethodName(), e);
        return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "an internal error; the log has more");
    }

    @Error(global = true, status = HttpStatus.NOT_FOUND)
    HttpResponse<?> notFound(HttpRequest<?> request) {
        return Problem.of(HttpStatus.NOT_FOUND, "there is nothing at this path: docs/inspector.md has those there are");
    }

    @Error(global = true, status = HttpStatus.METHOD_NOT_ALLOWED)
    HttpResponse<?> notThisWay(HttpRequest<?> request) {
        return Problem.of(HttpStatus.METHOD_NOT_ALLOWED, "this can only be read: use GET");
    }
}
