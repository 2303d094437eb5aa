package io.adjourn.sinks.webhook;

import io.adjourn.sinks.webhook.SendOutcome.Arrived;
import io.adjourn.sinks.webhook.SendOutcome.Failed;
import io.adjourn.sinks.webhook.SendOutcome.Gone;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Where messages go. Follows no redirects: they could lead anywhere, and a POST that is redirected may become a GET. */
final class Endpoint {
    private static final int OK = 200;
    private static final int GONE = 410;

    private final HttpClient client;
    private final URI url;
    private final Signature signature;
    private final Duration timeout;

    Endpoint(URI url, Signature signature, Duration timeout) {
        this.url = url;
        this.signature = signature;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /** Sends it once; what comes of it comes within the timeout, whatever the endpoint does. */
    CompletableFuture<SendOutcome> send(WebhookMessage message) {
        Instant now = Instant.now();
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("content-type", "application/json")
                .header("user-agent", "Adjourn-Webhooks/1")
                .header("webhook-id", message.id())
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", signature.of(message.id(), now, message.body()))
                .timeout(timeout)
                .POST(BodyPublishers.ofByteArray(message.body()))
                .build();
        var known = new CompletableFuture<SendOutcome>();
        BodyHandler<Void> heads = head -> {
            known.complete(answer(head.statusCode(), head.headers()));
            return new LittleOfTheBody();
        };
        var exchange = client.sendAsync(request, heads);
        // The client's own timeout ends with the head of the answer: a body that never ends is cut off by this one.
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    exchange.cancel(true);
                    return known.isDone() ? known.join() : failed(failure);
                });
    }

    private static SendOutcome answer(int status, HttpHeaders headers) {
        if (status >= OK && status < OK + 100) {
            return new Arrived();
        }
        if (status == GONE) {
            return new Gone();
        }
        if (status >= 300 && status < 400) {
            return new Failed(
                    "it answers " + status + " and redirects, which is not followed: set url to where it is",
                    Duration.ZERO);
        }
        return new Failed("it answers " + status, retryAfter(headers));
    }

    /** In seconds; a date is as good as none, for clocks differ. */
    private static Duration retryAfter(HttpHeaders headers) {
        return headers.firstValue("retry-after")
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
    }

    private SendOutcome failed(@Nullable Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return new Failed("no answer within " + timeout.toMillis() + " ms", Duration.ZERO);
        }
        if (cause == null) {
            return new Failed("it answers nothing", Duration.ZERO);
        }
        String what = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return new Failed(cause.getClass().getSimpleName() + what, Duration.ZERO);
    }
}
