package io.adjourn.vendors.verify;

import java.util.Set;

/**
 * One way of proving who sends a request. Compares in constant time and fails closed: without a secret nothing is accepted.
 * Pure and thread-safe; throws on no input.
 */
public interface Scheme {

    /** Its name in a sources file and in verdicts: {@code [a-z0-9-]+}. */
    String name();

    /** What a request has to carry, in words for its sender. */
    String proof();

    /** The headers that carry its proof, all of them needed, in lower case; none where its proof is elsewhere. */
    Set<String> headers();

    /** Whether a secret has the form that this scheme needs, such as Base64; any text unless a scheme says otherwise. */
    default boolean canUse(String secret) {
        return true;
    }

    /** Whether the request carries this scheme's proof, right or wrong. */
    boolean isPresent(Request request);

    /** Whether the proof covers the body; if not, it is verified before the body is read, and {@code body} is empty. */
    boolean coversBody();

    /**
     * Whether it takes far longer to verify a body than to receive it, as where the body has to be parsed first: then strangers
     * could make us work harder than they do.
     */
    default boolean isCostly() {
        return false;
    }

    /** Whether the proof holds under any of the secrets. Called only when it is present. */
    Verdict verify(Request request, byte[] body, Secrets secrets);
}
