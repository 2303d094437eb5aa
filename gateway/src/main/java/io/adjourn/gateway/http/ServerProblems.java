package io.adjourn.gateway.http;

import io.adjourn.gateway.intake.RefusalLog;
import io.adjourn.gateway.sources.GatewaySettings;
import io.adjourn.gateway.sources.LiveSources;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Gives the server's own refusals, of what is no delivery, the same form as ours; without the path, which may hold a token. Each
 * is counted in {@code adjourn.gateway.requests.refused}, and logged up to a rate.
 */
@Singleton
final class ServerProblems implements ErrorResponseProcessor<Problem> {
    private static final String WEBHOOKS = "/webhooks/";
    private static final String WHERE = "deliveries are accepted at /webhooks/{source} with POST or PUT";
    private static final String UNKNOWN = "unknown";

    private final int maxHeadersBytes;
    /** Read once there is a request: the server is made before. */
    private final BeanProvider<LiveSources> sources;

    private final RefusalLog log;
    private final MeterRegistry meters;

    ServerProblems(GatewaySettings settings, BeanProvider<LiveSources> sources, RefusalLog log, MeterRegistry meters) {
        this.maxHeadersBytes = settings.headers().maxBytes();
        this.sources = sources;
        this.log = log;
        this.meters = meters;
    }

    /** Why a request was refused: the values of the metric's tag {@code reason}, and what its sender reads. */
    private record Refusal(String reason, String detail) {}

    @Override
    @SuppressWarnings("unchecked") // The body is replaced; of a HEAD's there is none.
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        var answer = (MutableHttpResponse<Problem>) response;
        HttpRequest<?> request = context.getRequest();
        HttpStatus status = response.status();
        String detail = "internal error: send it again later";
        if (status.getCode() < 500) {
            Refusal refusal = refusal(request, status);
            detail = refusal.detail();
            account(request, refusal);
            Connection.of(request).ifPresent(Connection::refused);
        }
        return request.getMethod() == HttpMethod.HEAD
                ? answer
                : answer.body(new Problem(status.getReason(), status.getCode(), detail))
                        .contentType(Problem.MEDIA_TYPE);
    }

    private Refusal refusal(HttpRequest<?> request, HttpStatus status) {
        return switch (fault(request)) {
            case TooLongHttpHeaderException _ ->
                new Refusal(
                        "headers-too-large",
                        "the headers are larger than " + maxHeadersBytes
                                + " bytes: send less, or raise GATEWAY_HEADERS_MAX_BYTES");
            case TooLongHttpLineException _ -> new Refusal("path-too-long", "the path is too long: " + WHERE);
            case MalformedRequestException e -> malformed(String.valueOf(e.getMessage()));
            case Throwable _ -> malformed("send a request that conforms to RFC 9112");
            case null ->
                switch (status) {
                    case NOT_FOUND -> new Refusal("no-such-path", WHERE);
                    case METHOD_NOT_ALLOWED -> new Refusal("method-not-allowed", WHERE);
                    default -> malformed(WHERE);
                };
        };
    }

    private static Refusal malformed(String detail) {
        return new Refusal("malformed", "the request is malformed: " + detail);
    }

    private static @Nullable Throwable fault(HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> netty
                ? netty.getNativeRequest().decoderResult().cause()
                : null;
    }

    private void account(HttpRequest<?> request, Refusal refusal) {
        Counter.builder("adjourn.gateway.requests.refused")
                .description("Requests that are not deliveries, by reason of refusal")
                .tags("reason", refusal.reason())
                .register(meters)
                .increment();
        log.refused(Level.INFO, source(request.getPath()), refusal.reason(), refusal.detail());
    }

    /** The source that the path names, if it is one of ours: anything else a stranger may have written. */
    private String source(String path) {
        String name =
                path.startsWith(WEBHOOKS) ? path.substring(WEBHOOKS.length()).split("/", 2)[0] : "";
        return sources.get().current().find(name).isPresent() ? name : UNKNOWN;
    }
}
