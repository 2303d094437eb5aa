package io.adjourn.simulator;

import io.adjourn.config.Source.Verification;
import java.util.List;

/** A request by somebody who is not the vendor: never to be accepted. */
public enum Forgery {
    /** No proof at all. */
    UNPROVEN,
    /** The vendor's way of signing, with another secret. */
    WRONG_SECRET,
    /** A good signature, a body that was changed on the way. */
    TAMPERED_BODY,
    /** The right secret, another way of signing. */
    WRONG_SCHEME,
    /** Another path token. */
    WRONG_TOKEN;

    /** Those that must fail where a source is verified that way, and its vendor proves itself so. */
    static List<Forgery> against(Verification verification, Proof proof) {
        return switch (verification) {
            case SIGNATURE ->
                proof.coversBody()
                        ? List.of(UNPROVEN, WRONG_SECRET, WRONG_SCHEME, TAMPERED_BODY)
                        : List.of(UNPROVEN, WRONG_SECRET, WRONG_SCHEME);
            case TOKEN -> List.of(UNPROVEN, WRONG_TOKEN);
            case NONE -> List.of();
        };
    }
}
