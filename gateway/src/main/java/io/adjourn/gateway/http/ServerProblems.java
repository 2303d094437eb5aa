package io.adjourn.gateway.http;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** Gives the server's own refusals, of what is no delivery, the same form as ours; without the path, which may hold a token. */
@Singleton
final class ServerProblems implements ErrorResponseProcessor<Problem> {

    @Override
    @SuppressWarnings("unchecked") // The body is replaced; of a HEAD's there is none.
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        var answer = (MutableHttpResponse<Problem>) response;
        if (context.getRequest().getMethod() == HttpMethod.HEAD) {
            return answer;
        }
        HttpStatus status = response.status();
        String detail = status.getCode() < 500
                ? "deliveries are taken at /webhooks/{source}, by POST or PUT"
                : "a fault of ours: send it again later";
        return answer.body(new Problem(status.getReason(), status.getCode(), detail))
                .contentType(Problem.MEDIA_TYPE);
    }
}
