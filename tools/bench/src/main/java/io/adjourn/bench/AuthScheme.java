package io.adjourn.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.config.Source;
import io.adjourn.config.Source.OnKafkaUnavailable;
import io.adjourn.config.Source.Verification;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.simulator.SimulatedRequest;
import io.adjourn.simulator.Simulator;
import io.adjourn.simulator.Simulators;
import io.adjourn.simulator.Target;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import io.adjourn.vendors.verify.Scheme;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verifier;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A vendor's way of proving who it is: one of its schemes, at a source that takes no other.
 *
 * @param message a message of the vendor's that proves itself by it
 */
record AuthScheme(Scheme scheme, Target target, Message message) {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final URI NOWHERE = URI.create("http://gateway.invalid");
    private static final String NAME = "bench";

    /** All ways of all vendors, in their order. */
    static List<AuthScheme> all() {
        return Vendors.KNOWN.all().stream()
                .flatMap(vendor -> vendor.schemes().stream().map(scheme -> of(vendor, scheme)))
                .toList();
    }

    /** The way of that name. */
    static AuthScheme named(String name) {
        return all().stream()
                .filter(way -> way.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no vendor has the way " + name));
    }

    String name() {
        return vendor().id() + "/" + scheme.name();
    }

    Vendor vendor() {
        return target.source().vendor();
    }

    /** Whether it signs what the body says rather than its bytes, so that the body must be read and written again first. */
    boolean signsCanonicalJson() {
        byte[] spaced = (new String(message.body(0).bytes(), UTF_8) + " ").getBytes(UTF_8);
        return scheme.coversBody() && forged(spaced).verdict() instanceof Accepted;
    }

    /** The message as the vendor sends it, made that long by data of the customer's own unless it is longer. */
    VerificationRequest genuine(int length) {
        var padded = new Body(Padding.upTo(length, message.body(0).bytes()));
        return knock(target, target.genuine(Message.posted(message.what(), message.proof(), padded), 0, NOW));
    }

    /** The body as a stranger sends it, who has the proof of another. */
    VerificationRequest forged(byte[] body) {
        return genuine(0).with(body);
    }

    private static VerificationRequest knock(Target target, SimulatedRequest request) {
        return new VerificationRequest(
                target.source(), request.proof(), NOW, request.body().bytes());
    }

    private static AuthScheme of(Vendor vendor, Scheme scheme) {
        Simulator simulator = Simulators.of(vendor.id())
                .orElseThrow(() -> new NoSuchElementException("nothing plays " + vendor.id()));
        var secrets = new Secrets(simulator.testSecrets(NAME));
        var source = new Source(
                NAME,
                vendor,
                Verification.SIGNATURE,
                new Verifier(List.of(scheme), secrets),
                vendor.completionRules(),
                null,
                OnKafkaUnavailable.SPOOL,
                secrets);
        var target = new Target(NOWHERE, source, simulator);
        // The longest, which needs the least padding.
        Message message = new Scenario(0, NOW)
                .everything(List.of(target), 1).stream()
                        .flatMap(performance -> performance.meeting().acts().stream())
                        .flatMap(act -> act.messages().stream())
                        .filter(candidate -> candidate.body(0).bytes().length <= VerificationAndKey.BODY_BYTES)
                        .filter(candidate -> vendor.subjectOf(candidate.body(0)) instanceof Subject.Meeting)
                        .filter(candidate ->
                                knock(target, target.genuine(candidate, 0, NOW)).verdict() instanceof Accepted)
                        .max(Comparator.comparingInt(
                                candidate -> candidate.body(0).bytes().length))
                        .orElseThrow(() -> new NoSuchElementException(
                                "no script of " + vendor.id() + " has a message proven by " + scheme.name()));
        return new AuthScheme(scheme, target, message);
    }
}
