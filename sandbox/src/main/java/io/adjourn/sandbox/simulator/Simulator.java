package io.adjourn.sandbox.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A vendor as the sender of webhooks. Each has a package of its own below this one and a line in {@link Simulators}. */
public interface Simulator {

    /** The vendor's id, as in a sources file. */
    String vendor();

    /** The meetings it can play, each telling something the others do not. */
    List<Script> scripts();

    /** Whether it also sends without any proof, so that a source of it may need a token in its path. */
    boolean sendsUnsigned();

    /** The headers in which the vendor proves who it is. */
    Map<String, String> proof(byte[] body, String secret, Instant sentAt);

    /** The same by somebody who knows the secret but gets the scheme wrong: never to be accepted. */
    Map<String, String> mistakenProof(byte[] body, String secret, Instant sentAt);
}
