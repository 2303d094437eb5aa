package io.adjourn.gateway.http;

import io.adjourn.gateway.intake.Intake;
import io.adjourn.gateway.intake.IntakeOutcome;
import io.adjourn.gateway.intake.IntakeOutcome.Dropped;
import io.adjourn.gateway.intake.IntakeOutcome.Incomplete;
import io.adjourn.gateway.intake.IntakeOutcome.RateLimited;
import io.adjourn.gateway.intake.IntakeOutcome.Spooled;
import io.adjourn.gateway.intake.IntakeOutcome.Stored;
import io.adjourn.gateway.intake.IntakeOutcome.TooLarge;
import io.adjourn.gateway.intake.IntakeOutcome.TooManyFailures;
import io.adjourn.gateway.intake.IntakeOutcome.Unavailable;
import io.adjourn.gateway.intake.IntakeOutcome.UnknownSource;
import io.adjourn.gateway.intake.IntakeOutcome.Unverified;
import io.adjourn.gateway.intake.WebhookRequest;
import io.adjourn.vendors.Headers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes deliveries, and is the only place that knows status codes. Our own trouble is never a 4xx. */
@Controller("/webhooks")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.VIRTUAL)
final class WebhookController {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURES = Duration.ofSeconds(60);

    private final Intake intake;
    private final ClientAddresses clients;

    WebhookController(Intake intake, ClientAddresses clients) {
        this.intake = intake;
        this.clients = clients;
    }

    @Post(uris = {"/{source}", "/{source}/{token}"})
    CompletableFuture<HttpResponse<?>> post(
            ServerHttpRequest<?> request, String source, @Nullable @PathVariable String token) {
        return receive(request, source, token);
    }

    @Put(uris = {"/{source}", "/{source}/{token}"})
    CompletableFuture<HttpResponse<?>> put(
            ServerHttpRequest<?> request, String source, @Nullable @PathVariable String token) {
        return receive(request, source, token);
    }

    private CompletableFuture<HttpResponse<?>> receive(
            ServerHttpRequest<?> request, String source, @Nullable String token) {
        var body = request.byteBody();
        var incoming = new WebhookRequest(
                request.getMethodName(),
                source,
                token,
                Headers.of(request.getHeaders()::get),
                clients.of(request),
                body.expectedLength(),
                body::toInputStream);
        return intake.accept(incoming).thenApply(outcome -> {
            account(request, outcome);
            return answer(outcome);
        });
    }

    private static HttpResponse<?> answer(IntakeOutcome outcome) {
        return switch (outcome) {
            case Stored(String delivery) -> accepted("stored", delivery);
            case Spooled(String delivery) -> accepted("spooled", delivery);
            case UnknownSource() ->
                problem(
                        HttpStatus.NOT_FOUND,
                        "Unknown source",
                        "unknown source: check the part of the URL after /webhooks/");
            case Unverified(var verdict) -> problem(HttpStatus.UNAUTHORIZED, "Not verified", verdict.detail());
            case TooManyFailures(String detail) ->
                retryLater(HttpStatus.TOO_MANY_REQUESTS, "Too many failed attempts", detail, AFTER_FAILURES);
            case RateLimited(Duration after) -> {
                Duration inSeconds =
                        Duration.ofSeconds(after.plusNanos(999_999_999).toSeconds());
                yield retryLater(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "Too many deliveries",
                        "rate limit of this source exceeded: send it again in " + inSeconds.toSeconds() + " s",
                        inSeconds);
            }
            case TooLarge(int maxBodyBytes) ->
                problem(
                        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                        "Too large",
                        "the body is larger than the " + maxBodyBytes + " bytes that this source accepts: send less");
            case Incomplete(String detail) ->
                // Nobody knows where the next request would begin.
                problem(HttpStatus.BAD_REQUEST, "Incomplete", detail).header(HttpHeaders.CONNECTION, "close");
            case Unavailable _, Dropped _ ->
                // Its body may not have been read to the end.
                retryLater(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "Cannot store",
                                "the delivery could not be stored: send it again in " + RETRY_AFTER.toSeconds() + " s",
                                RETRY_AFTER)
                        .header(HttpHeaders.CONNECTION, "close");
        };
    }

    /** What its connection is worth by that. */
    private static void account(HttpRequest<?> request, IntakeOutcome outcome) {
        switch (outcome) {
            case Stored _, Spooled _ -> Connection.of(request).ifPresent(Connection::delivered);
            case Unavailable _, RateLimited _ -> {}
            default -> Connection.of(request).ifPresent(Connection::refused);
        }
    }

    private static HttpResponse<Receipt> accepted(String status, String delivery) {
        return HttpResponse.<Receipt>accepted()
                .body(new Receipt(status, delivery))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private static MutableHttpResponse<Problem> retryLater(
            HttpStatus status, String title, String detail, Duration after) {
        return problem(status, title, detail).header(HttpHeaders.RETRY_AFTER, Long.toString(after.toSeconds()));
    }

    private static MutableHttpResponse<Problem> problem(HttpStatus status, String title, String detail) {
        return HttpResponse.<Problem>status(status)
                .body(new Problem(title, status.getCode(), detail))
                .contentType(Problem.MEDIA_TYPE);
    }
}
