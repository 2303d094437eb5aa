package io.adjourn.gateway.intake;

import io.adjourn.config.Source;
import io.adjourn.contracts.BodyLimit;
import io.adjourn.contracts.Installation;
import io.adjourn.gateway.intake.BodyReader.CapacityExceeded;
import io.adjourn.gateway.intake.BodyReader.OverLimit;
import io.adjourn.gateway.intake.BodyReader.Truncated;
import io.adjourn.gateway.intake.BodyReader.Whole;
import io.adjourn.gateway.intake.IntakeOutcome.RateLimited;
import io.adjourn.gateway.intake.IntakeOutcome.Spooled;
import io.adjourn.gateway.intake.IntakeOutcome.Stored;
import io.adjourn.gateway.intake.IntakeOutcome.TooLarge;
import io.adjourn.gateway.intake.IntakeOutcome.TooManyFailures;
import io.adjourn.gateway.intake.IntakeOutcome.Unavailable;
import io.adjourn.gateway.intake.IntakeOutcome.UnknownSource;
import io.adjourn.gateway.publish.InTransit;
import io.adjourn.gateway.publish.PublishResult;
import io.adjourn.gateway.publish.Publisher;
import io.adjourn.gateway.publish.RawRecord;
import io.adjourn.gateway.sources.LiveSources;
import io.adjourn.tracing.Tracing;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Refused;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The way of a request: find its source, verify what needs no body, read the body, verify, key, publish. Whatever comes, it
 * ends in exactly one outcome and is counted as that. Blocks while it reads a body: for virtual threads only.
 */
@Singleton
public final class Intake {
    private static final CompletableFuture<IntakeOutcome> UNKNOWN = completed(new UnknownSource());

    private final LiveSources sources;
    private final Publisher publisher;
    private final InFlight inFlight;
    private final Verification verification;
    private final LargeBodies largeBodies = new LargeBodies();
    private final RateLimits rateLimits = new RateLimits();
    private final InTransit inTransit;
    private final DeliveryMetrics metrics;
    private final BodyLimit bodyLimit;
    private final Tracing tracing;
    private final InstantSource clock = InstantSource.system();

    Intake(
            LiveSources sources,
            Publisher publisher,
            InFlight inFlight,
            Verification verification,
            InTransit inTransit,
            DeliveryMetrics metrics,
            Installation installation,
            Tracing tracing) {
        this.sources = sources;
        this.publisher = publisher;
        this.inFlight = inFlight;
        this.verification = verification;
        this.inTransit = inTransit;
        this.metrics = metrics;
        this.bodyLimit = installation.bodyLimit();
        this.tracing = tracing;
    }

    /**
     * Blocks until the delivery is on its way, not until it is stored.
     *
     * @return the outcome; never fails
     */
    public CompletableFuture<IntakeOutcome> accept(WebhookRequest incoming) {
        long start = System.nanoTime();
        Optional<Source> source = sources.current().find(incoming.source());
        return source.map(known -> accept(incoming, known))
                .orElse(UNKNOWN)
                .exceptionally(fault -> new Unavailable("an internal error: " + where(fault)))
                .thenApply(outcome -> {
                    metrics.enter(incoming.source(), source, outcome, System.nanoTime() - start);
                    return outcome;
                });
    }

    private CompletableFuture<IntakeOutcome> accept(WebhookRequest incoming, Source source) {
        try {
            var request = new Request(incoming.headers(), incoming.token(), clock.instant());
            Optional<Verdict> early = source.verifier().beforeBody(request);
            if (early.orElse(null) instanceof Refused refused) {
                return completed(verification.refuse(refused, incoming.client()));
            }
            boolean isKnown = early.isPresent() || verification.isKnown(incoming.client(), source);
            Optional<InFlight.Share> place = inFlight.enter(incoming.client(), isKnown, incoming.length());
            if (place.isEmpty()) {
                return completed(new Unavailable("too many requests in flight (gateway.in-flight.max-requests)"));
            }
            return accept(incoming, request, early, source, place.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return completed(new Unavailable("the gateway is stopping"));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Ends what the request holds with its outcome. */
    private CompletableFuture<IntakeOutcome> accept(
            WebhookRequest incoming, Request request, Optional<Verdict> early, Source source, InFlight.Share share)
            throws InterruptedException {
        boolean isOnItsWay = false;
        try {
            var outcome = readAndStore(incoming, request, early, source, share).whenComplete((_, _) -> share.close());
            isOnItsWay = true;
            return outcome;
        } finally {
            if (!isOnItsWay) {
                share.close();
            }
        }
    }

    private CompletableFuture<IntakeOutcome> readAndStore(
            WebhookRequest incoming, Request request, Optional<Verdict> early, Source source, InFlight.Share share)
            throws InterruptedException {
        int maxBytes = Math.min(source.vendor().maxBodyBytes(), bodyLimit.bytes());
        return switch (BodyReader.read(incoming, maxBytes, share)) {
            case OverLimit() -> completed(new TooLarge(maxBytes));
            case Truncated(String detail) -> completed(verification.incomplete(detail, incoming.client()));
            case BodyReader.Dropped() -> completed(new IntakeOutcome.Dropped());
            case CapacityExceeded() ->
                completed(new Unavailable("too many bytes in flight (gateway.in-flight.max-bytes)"));
            case Whole whole ->
                switch (largeBodies.inTurn(whole.size(), () -> judge(whole, incoming, request, early, source, share))) {
                    case Refusal(IntakeOutcome outcome) -> completed(outcome);
                    case Genuine genuine -> store(genuine, incoming.method(), request, source);
                };
        };
    }

    private static CompletableFuture<IntakeOutcome> completed(IntakeOutcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }

    /** What a whole body is found to be. */
    sealed interface Judged {}

    /** @param scheme the vendor's that proved it */
    record Genuine(String key, Body body, String scheme) implements Judged {}

    record Refusal(IntakeOutcome outcome) implements Judged {}

    private Judged judge(
            Whole whole,
            WebhookRequest incoming,
            Request request,
            Optional<Verdict> early,
            Source source,
            InFlight.Share share)
            throws InterruptedException {
        Body body = whole.assemble();
        Optional<Verdict> verdict =
                early.isPresent() ? early : verification.verify(source, request, body, incoming.client());
        return switch (verdict.orElse(null)) {
            case null ->
                new Refusal(new TooManyFailures(
                        "too many requests from your address could not be verified: send it again later"));
            case Refused refused -> new Refusal(verification.refuse(refused, incoming.client()));
            case Accepted(String scheme) -> {
                share.verified();
                yield rateLimits
                        .take(source)
                        .<Judged>map(after -> new Refusal(new RateLimited(after)))
                        .orElseGet(() ->
                                new Genuine(source.vendor().subjectOf(body).key(source.name(), body), body, scheme));
            }
        };
    }

    private CompletableFuture<IntakeOutcome> store(Genuine genuine, String method, Request request, Source source) {
        return inTransit
                .accept()
                .map(accepted -> store(genuine, method, request, source, accepted))
                .orElseGet(() -> completed(new Unavailable("the gateway is stopping")));
    }

    /** From here on it counts as received, until it is known what became of it. */
    private CompletableFuture<IntakeOutcome> store(
            Genuine genuine, String method, Request request, Source source, InTransit.Delivery accepted) {
        boolean isOnItsWay = false;
        try {
            String delivery = UUID.randomUUID().toString();
            var span = RequestSpan.start(tracing, method, request, source, delivery);
            var headers = RawHeadersWriter.of(
                    source, request.headers(), genuine.scheme(), delivery, accepted.receivedAt(), span.traceparent());
            var outcome = publisher
                    .publish(
                            new RawRecord(genuine.key(), genuine.body(), accepted.receivedAt(), headers),
                            source.onKafkaUnavailable())
                    .whenComplete((_, _) -> accepted.close())
                    .thenApply(publication -> {
                        var came = outcome(publication, delivery);
                        span.end(came);
                        return came;
                    });
            isOnItsWay = true;
            return outcome;
        } finally {
            if (!isOnItsWay) {
                accepted.close();
            }
        }
    }

    private static IntakeOutcome outcome(PublishResult publication, String delivery) {
        return switch (publication) {
            case PublishResult.Stored() -> new Stored(delivery);
            case PublishResult.Spooled() -> new Spooled(delivery);
            case PublishResult.Unavailable(String why) -> new Unavailable(why);
        };
    }

    /** What it was and where, without its message, which may quote the body. */
    private static String where(Throwable fault) {
        if (fault instanceof CompletionException && fault.getCause() != null) {
            return where(fault.getCause());
        }
        StackTraceElement[] frames = fault.getStackTrace();
        return fault.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
    }
}
