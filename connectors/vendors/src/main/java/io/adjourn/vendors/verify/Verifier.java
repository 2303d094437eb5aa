package io.adjourn.vendors.verify;

import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A source's guard: its schemes, strongest first, and its secrets. The first scheme whose proof a request carries decides.
 * Thread-safe.
 */
public record Verifier(List<Scheme> schemes, Secrets secrets) {
    /** Refuses everything. */
    public static final Verifier CLOSED = new Verifier(List.of(), Secrets.NONE);

    private static final byte[] NO_BODY = {};

    public Verifier {
        schemes = List.copyOf(schemes);
    }

    /** Whether the proof that decides takes long to verify, {@link Scheme#isCostly}. */
    public boolean isCostly(Request request) {
        Scheme scheme = presented(request);
        return scheme != null && scheme.isCostly();
    }

    /** The verdict where it can be given without the body; empty where the body must be read first. */
    public Optional<Verdict> beforeBody(Request request) {
        Scheme scheme = presented(request);
        if (scheme == null) {
            return Optional.of(missing());
        }
        return scheme.coversBody() ? Optional.empty() : Optional.of(scheme.verify(request, NO_BODY, secrets));
    }

    /** The verdict, with the body read. */
    public Verdict withBody(Request request, byte[] body) {
        Scheme scheme = presented(request);
        return scheme == null ? missing() : scheme.verify(request, body, secrets);
    }

    /**
     * What each scheme by itself makes of the request, strongest first: for those who ask why. The first with a verdict is
     * the one that decides.
     */
    public List<Judgement> judgements(Request request, byte[] body) {
        return schemes.stream()
                .map(scheme -> new Judgement(
                        scheme,
                        scheme.isPresent(request)
                                ? Optional.of(scheme.verify(request, scheme.coversBody() ? body : NO_BODY, secrets))
                                : Optional.empty()))
                .toList();
    }

    private @Nullable Scheme presented(Request request) {
        for (Scheme scheme : schemes) {
            if (scheme.isPresent(request)) {
                return scheme;
            }
        }
        return null;
    }

    private Refused missing() {
        String detail = schemes.isEmpty()
                ? "this source accepts no deliveries"
                : "no signature or credential found: expected "
                        + schemes.stream().map(Scheme::proof).collect(Collectors.joining(" or "));
        return new Refused(Reason.MISSING, detail);
    }
}
