package io.adjourn.gateway.intake;

import io.adjourn.config.Source;
import io.adjourn.gateway.intake.IntakeOutcome.Incomplete;
import io.adjourn.gateway.intake.IntakeOutcome.TooManyFailures;
import io.adjourn.gateway.intake.IntakeOutcome.Unverified;
import io.adjourn.gateway.sources.GatewaySettings;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Refused;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verifies bodies, and bounds what strangers' bodies cost: where too many requests from an address failed, what is costly to verify
 * goes one at a time. Addresses that have sent genuine deliveries of the same source have a lane of their own, which strangers
 * elsewhere cannot fill. Thread-safe.
 */
@Singleton
final class Verification {
    private final FailedAttempts failures;
    private final SuspectLane suspects = new SuspectLane();
    private final SuspectLane proven = new SuspectLane();

    Verification(GatewaySettings.FailedAttempts settings) {
        this.failures = new FailedAttempts(settings.perMinute());
    }

    /** The verdict, empty where it would have cost too much just now. */
    Optional<Verdict> verify(Source source, Request request, Body body, ClientAddress client)
            throws InterruptedException {
        boolean isProven = failures.isProven(client, source.name());
        Supplier<Verdict> verification = () -> source.verifier().withBody(request, body.bytes());
        Optional<Verdict> verdict = source.verifier().isCostly(request) && failures.areTooMany(client)
                ? (isProven ? proven : suspects).verify(body.bytes().length, verification)
                : Optional.of(verification.get());
        if (!isProven && verdict.orElse(null) instanceof Accepted) {
            failures.succeeded(client, source.name());
        }
        return verdict;
    }

    /** Whether genuine deliveries of the source have come from the address, within the last day. */
    boolean isKnown(ClientAddress client, Source source) {
        return failures.isProven(client, source.name());
    }

    /** What a request is answered whose proof is wrong. */
    IntakeOutcome refuse(Refused refused, ClientAddress client) {
        return failures.allow(client)
                ? new Unverified(refused)
                : new TooManyFailures(
                        "too many requests from your address could not be verified; neither could this one: "
                                + refused.detail());
    }

    /** What a request is answered whose body did not arrive whole: who sends many such ones is suspect. */
    IntakeOutcome incomplete(String detail, ClientAddress client) {
        var _ = failures.allow(client);
        return new Incomplete(detail);
    }
}
