package io.adjourn.inspector.http;

import io.adjourn.inspector.access.NotAllowedException;
import io.adjourn.inspector.index.IndexException;
import io.adjourn.inspector.view.BadCursorException;
import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which status each of our own exceptions has. Their words are for people. */
@Factory
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final ErrorResponseProcessor<?> answers;

    Refusals(ErrorResponseProcessor<?> answers) {
        this.answers = answers;
    }

    @Singleton
    ExceptionHandler<BadCursorException, HttpResponse<?>> badCursor() {
        return (request, e) -> answer(request, HttpStatus.BAD_REQUEST, e);
    }

    @Singleton
    ExceptionHandler<BadParameterException, HttpResponse<?>> badParameter() {
        return (request, e) -> answer(request, HttpStatus.BAD_REQUEST, e);
    }

    @Singleton
    ExceptionHandler<NoAnswerException, HttpResponse<?>> noAnswer() {
        return (request, e) -> answer(request, e.status(), e);
    }

    @Singleton
    ExceptionHandler<NotAllowedException, HttpResponse<?>> notAllowed() {
        return (request, e) -> answer(request, HttpStatus.FORBIDDEN, e);
    }

    @Singleton
    ExceptionHandler<IndexException, HttpResponse<?>> index() {
        return (request, e) -> {
            LOG.error("Index cannot be read", e);
            return answer(request, HttpStatus.SERVICE_UNAVAILABLE, e);
        };
    }

    private HttpResponse<?> answer(HttpRequest<?> request, HttpStatus status, RuntimeException e) {
        return answers.processResponse(
                ErrorContext.builder(request)
                        .cause(e)
                        .errorMessage(String.valueOf(e.getMessage()))
                        .build(),
                HttpResponse.status(status));
    }
}
