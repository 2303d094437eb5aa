package io.adjourn.simulator;

import java.util.List;
import java.util.Optional;

/** A vendor as the sender of webhooks. Each has a package of its own below this one and a line in {@link Simulators}. */
public interface Simulator {

    /** The vendor's id, as in a sources file. */
    String vendor();

    /** The meetings it can play, each telling something the others do not. */
    List<Script> scripts();

    /** Whether it also sends without any proof, so that a source of it may need a token in its path. */
    boolean sendsUnsigned();

    /** Its read API, as far as it is played; empty where it is not. */
    default Optional<VendorApi> readApi() {
        return Optional.empty();
    }

    /**
     * Secrets of the form that the vendor gives out, at least one for each of its ways of signing. Obviously for tests:
     * everybody can tell them from the name.
     */
    List<String> testSecrets(String name);
}
