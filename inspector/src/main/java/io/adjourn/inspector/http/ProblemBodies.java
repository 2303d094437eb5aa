package io.adjourn.inspector.http;

import io.adjourn.inspector.index.IndexException;
import io.micronaut.core.bind.exceptions.UnsatisfiedArgumentException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.JsonErrorResponseBodyProvider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says as a problem what is wrong with a request; never a value of it, nor a stack trace. */
@Singleton
final class ProblemBodies implements JsonErrorResponseBodyProvider<Problem> {

    @Override
    public Problem body(ErrorContext context, HttpResponse<?> response) {
        HttpStatus status = HttpStatus.valueOf(response.code());
        return new Problem(
                "about:blank",
                status.getReason(),
                status.getCode(),
                detail(context, context.getRootCause().orElse(null), status));
    }

    @Override
    public String contentType() {
        return MediaType.of(Problem.MEDIA_TYPE).toString();
    }

    private static String detail(ErrorContext context, @Nullable Throwable cause, HttpStatus status) {
        return switch (cause) {
            case ConversionErrorException e -> notConverted(e);
            case UnsatisfiedArgumentException e ->
                "the parameter " + e.getArgument().getName() + " is missing";
            case IndexException _ -> "the index cannot be read just now: try again; the log has more";
            case NoAnswerException e -> String.valueOf(e.getMessage());
            case null, default ->
                switch (status) {
                    case NOT_FOUND -> "there is nothing at this path: docs/inspector.md has those there are";
                    case METHOD_NOT_ALLOWED -> "this can only be read: use GET";
                    case INTERNAL_SERVER_ERROR -> "an internal error; the log has more";
                    default ->
                        context.getErrors().isEmpty()
                                ? status.getReason()
                                : context.getErrors().getFirst().getMessage();
                };
        };
    }

    private static String notConverted(ConversionErrorException e) {
        Class<?> type = e.getArgument().getType();
        String known = type.isEnum()
                ? "; known are "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Object::toString)
                                .collect(Collectors.joining(", "))
                : type.equals(Instant.class) ? "; a time is written as 2026-02-27T07:11:51Z" : "";
        return "the parameter " + e.getArgument().getName() + " cannot be read" + known;
    }
}
