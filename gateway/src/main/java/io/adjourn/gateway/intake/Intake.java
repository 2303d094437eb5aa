package io.adjourn.gateway.intake;

import io.adjourn.gateway.intake.BodyReader.BrokenOff;
import io.adjourn.gateway.intake.BodyReader.NoRoom;
import io.adjourn.gateway.intake.BodyReader.OverLimit;
import io.adjourn.gateway.intake.BodyReader.Whole;
import io.adjourn.gateway.intake.IntakeOutcome.Incomplete;
import io.adjourn.gateway.intake.IntakeOutcome.RateLimited;
import io.adjourn.gateway.intake.IntakeOutcome.Spooled;
import io.adjourn.gateway.intake.IntakeOutcome.Stored;
import io.adjourn.gateway.intake.IntakeOutcome.TooLarge;
import io.adjourn.gateway.intake.IntakeOutcome.TooManyFailures;
import io.adjourn.gateway.intake.IntakeOutcome.Unavailable;
import io.adjourn.gateway.intake.IntakeOutcome.UnknownSource;
import io.adjourn.gateway.intake.IntakeOutcome.Unverified;
import io.adjourn.gateway.publish.Publication;
import io.adjourn.gateway.publish.Publisher;
import io.adjourn.gateway.publish.RawRecord;
import io.adjourn.gateway.sources.GatewaySettings;
import io.adjourn.gateway.sources.LiveSources;
import io.adjourn.sources.Source;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way of a request: find its source, verify what needs no body, read the body, verify, key, publish. Whatever comes, it
 * ends in exactly one outcome and is counted as that. Blocks: for virtual threads only.
 */
@Singleton
public final class Intake {
    private final LiveSources sources;
    private final Publisher publisher;
    private final InFlight inFlight;
    private final BodyReader bodyReader;
    private final FailedAttempts failures;
    private final Doubtful doubtful = new Doubtful();
    private final RateLimits rateLimits = new RateLimits();
    private final Ledger ledger;
    private final InstantSource clock = InstantSource.system();

    Intake(
            LiveSources sources,
            Publisher publisher,
            InFlight inFlight,
            GatewaySettings settings,
            MeterRegistry meters) {
        this.sources = sources;
        this.publisher = publisher;
        this.inFlight = inFlight;
        this.bodyReader = new BodyReader(settings.body().timeout(), inFlight);
        this.failures = new FailedAttempts(settings.failedAttempts().perMinute());
        this.ledger = new Ledger(sources, meters);
    }

    public IntakeOutcome accept(Incoming incoming) {
        long start = System.nanoTime();
        Optional<Source> source = sources.current().find(incoming.source());
        IntakeOutcome outcome = source.map(known -> accept(incoming, known)).orElseGet(UnknownSource::new);
        ledger.enter(incoming.source(), source, outcome, System.nanoTime() - start);
        return outcome;
    }

    private IntakeOutcome accept(Incoming incoming, Source source) {
        try (InFlight.Share share = inFlight.share()) {
            var request = new Request(incoming.headers(), incoming.token(), clock.instant());
            Optional<Verdict> early = source.verifier().beforeBody(request);
            if (early.orElse(null) instanceof Refused refused) {
                return refuse(refused, incoming);
            }
            return source.verifier().isCostly(request) && failures.areTooMany(incoming.client())
                    ? acceptDoubtful(incoming, request, source, share)
                    : accept(incoming, request, early, source, share);
        } catch (RuntimeException e) {
            return new Unavailable("a fault of ours: " + where(e));
        }
    }

    private IntakeOutcome accept(
            Incoming incoming, Request request, Optional<Verdict> early, Source source, InFlight.Share share) {
        int maxBytes = source.vendor().maxBodyBytes();
        return switch (bodyReader.read(incoming, maxBytes, share)) {
            case OverLimit() -> new TooLarge(maxBytes);
            case BrokenOff(String detail) -> new Incomplete(detail);
            case NoRoom() -> noRoom();
            case Whole(Body body) -> {
                Verdict verdict = early.orElseGet(() -> source.verifier().withBody(request, body.bytes()));
                yield judged(verdict, incoming, request, body, source);
            }
        };
    }

    private IntakeOutcome acceptDoubtful(Incoming incoming, Request request, Source source, InFlight.Share share) {
        return switch (bodyReader.read(incoming, Doubtful.MAX_BODY_BYTES, share)) {
            case OverLimit() ->
                new TooManyFailures(
                        "too many requests from your address could not be verified: until that ends, send no more"
                                + " than " + Doubtful.MAX_BODY_BYTES + " bytes");
            case BrokenOff(String detail) -> new Incomplete(detail);
            case NoRoom() -> noRoom();
            case Whole(Body body) ->
                doubtful.verify(() -> source.verifier().withBody(request, body.bytes()))
                        .map(verdict -> judged(verdict, incoming, request, body, source))
                        .orElseGet(() -> new TooManyFailures(
                                "too many requests from your address could not be verified: send it again later"));
        };
    }

    private static IntakeOutcome noRoom() {
        return new Unavailable("other bodies take all of gateway.in-flight.max-bytes");
    }

    private IntakeOutcome judged(Verdict verdict, Incoming incoming, Request request, Body body, Source source) {
        return switch (verdict) {
            case Refused refused -> refuse(refused, incoming);
            case Accepted _ ->
                rateLimits
                        .take(source)
                        .<IntakeOutcome>map(RateLimited::new)
                        .orElseGet(() -> store(body, request, source));
        };
    }

    private IntakeOutcome refuse(Refused refused, Incoming incoming) {
        return failures.allow(incoming.client())
                ? new Unverified(refused)
                : new TooManyFailures("too many requests from your address could not be verified, this one neither: "
                        + refused.detail());
    }

    private IntakeOutcome store(Body body, Request request, Source source) {
        String delivery = UUID.randomUUID().toString();
        var rawRecord = new RawRecord(
                source.vendor().subjectOf(body).key(source.name(), body),
                body,
                Envelope.of(
                        source,
                        request.headers(),
                        delivery,
                        request.receivedAt(),
                        Traceparent.start(ThreadLocalRandom.current())));
        return switch (publisher.publish(rawRecord, source.whenKafkaIsAway())) {
            case Publication.Stored() -> new Stored(delivery);
            case Publication.Spooled() -> new Spooled(delivery);
            case Publication.Unavailable(String why) -> new Unavailable(why);
        };
    }

    /** What it was and where, without its message, which may quote the body. */
    private static String where(RuntimeException fault) {
        StackTraceElement[] frames = fault.getStackTrace();
        return fault.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
    }
}
