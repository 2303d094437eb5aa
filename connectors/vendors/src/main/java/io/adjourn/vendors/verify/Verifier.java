package io.adjourn.vendors.verify;

import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.util.List;
import java.util.Optional;

/**
 * A source's guard: its schemes, strongest first, and its secrets. The first scheme whose proof a request carries decides.
 * Thread-safe.
 */
public final class Verifier {
    private static final byte[] NO_BODY = {};

    private final List<Scheme> schemes;
    private final Secrets secrets;

    public Verifier(List<Scheme> schemes, Secrets secrets) {
        this.schemes = List.copyOf(schemes);
        this.secrets = secrets;
    }

    /** The verdict where it can be given without the body; empty where the body must be read first. */
    public Optional<Verdict> beforeBody(Request request) {
        for (Scheme scheme : schemes) {
            if (scheme.isPresent(request)) {
                return scheme.coversBody() ? Optional.empty() : Optional.of(scheme.verify(request, NO_BODY, secrets));
            }
        }
        return Optional.of(new Refused(Reason.MISSING, "no proof of who sends this: " + wanted()));
    }

    /** The verdict, with the body read. */
    public Verdict withBody(Request request, byte[] body) {
        for (Scheme scheme : schemes) {
            if (scheme.isPresent(request)) {
                return scheme.verify(request, body, secrets);
            }
        }
        return new Refused(Reason.MISSING, "no proof of who sends this: " + wanted());
    }

    private String wanted() {
        return "this source takes "
                + String.join(" or ", schemes.stream().map(Scheme::name).toList());
    }
}
