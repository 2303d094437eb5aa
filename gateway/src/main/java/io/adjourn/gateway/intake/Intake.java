package io.adjourn.gateway.intake;

import io.adjourn.gateway.intake.BodyReader.BrokenOff;
import io.adjourn.gateway.intake.BodyReader.NoRoom;
import io.adjourn.gateway.intake.BodyReader.OverLimit;
import io.adjourn.gateway.intake.BodyReader.Whole;
import io.adjourn.gateway.intake.IntakeOutcome.Incomplete;
import io.adjourn.gateway.intake.IntakeOutcome.Spooled;
import io.adjourn.gateway.intake.IntakeOutcome.Stored;
import io.adjourn.gateway.intake.IntakeOutcome.TooLarge;
import io.adjourn.gateway.intake.IntakeOutcome.Unavailable;
import io.adjourn.gateway.intake.IntakeOutcome.UnknownSource;
import io.adjourn.gateway.intake.IntakeOutcome.Unverified;
import io.adjourn.gateway.publish.Publication;
import io.adjourn.gateway.publish.Publisher;
import io.adjourn.gateway.publish.RawRecord;
import io.adjourn.gateway.sources.GatewaySettings;
import io.adjourn.sources.Source;
import io.adjourn.sources.Sources;
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
    private final Sources sources;
    private final Publisher publisher;
    private final InFlight inFlight;
    private final BodyReader bodyReader;
    private final Ledger ledger;
    private final InstantSource clock = InstantSource.system();

    Intake(Sources sources, Publisher publisher, InFlight inFlight, GatewaySettings settings, MeterRegistry meters) {
        this.sources = sources;
        this.publisher = publisher;
        this.inFlight = inFlight;
        this.bodyReader = new BodyReader(settings.body().timeout(), inFlight);
        this.ledger = new Ledger(meters);
    }

    public IntakeOutcome accept(Incoming incoming) {
        Optional<Source> source = sources.find(incoming.source());
        IntakeOutcome outcome = source.map(known -> accept(incoming, known)).orElseGet(UnknownSource::new);
        ledger.enter(source, outcome);
        return outcome;
    }

    private IntakeOutcome accept(Incoming incoming, Source source) {
        try (InFlight.Share share = inFlight.share()) {
            var request = new Request(incoming.headers(), incoming.token(), clock.instant());
            Optional<Verdict> early = source.verifier().beforeBody(request);
            if (early.orElse(null) instanceof Refused refused) {
                return new Unverified(refused);
            }
            int maxBytes = source.vendor().maxBodyBytes();
            return switch (bodyReader.read(incoming, maxBytes, share)) {
                case OverLimit() -> new TooLarge(maxBytes);
                case BrokenOff(String detail) -> new Incomplete(detail);
                case NoRoom() -> new Unavailable("other bodies take all of gateway.in-flight.max-bytes");
                case Whole(Body body) ->
                    switch (early.orElseGet(() -> source.verifier().withBody(request, body.bytes()))) {
                        case Refused refused -> new Unverified(refused);
                        case Accepted _ -> store(body, request, source);
                    };
            };
        } catch (RuntimeException e) {
            return new Unavailable("a fault of ours: " + where(e));
        }
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
        return switch (publisher.publish(rawRecord)) {
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
