package io.adjourn.vendors;

import io.adjourn.vendors.verify.Scheme;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A meeting-bot vendor: how it signs, what identifies a meeting in its payloads, and how they become events.
 *
 * <p>Pure and thread-safe. No method throws on any input; what cannot be read is an answer too.
 */
public interface Vendor {

    /** Its name in sources files, records and metrics: {@code [a-z0-9-]+}. */
    String id();

    /** The largest body it is known to need, in bytes; what is larger is refused with 413. */
    int maxBodyBytes();

    /**
     * How it proves who it is, strongest first: the first scheme whose proof a request carries decides, so a weak proof
     * never rescues a wrong strong one.
     */
    List<Scheme> schemes();

    /**
     * The headers that {@link #normalize} needs, in lower case. Only these are published with the body, so none may carry a
     * secret or a signature.
     */
    Set<String> keptHeaders();

    /** What a delivery is about, which decides its key and so its partition. Same bytes, same answer. {@link Body#outline} will do. */
    Subject subjectOf(Body body);

    /** The facts a delivery tells. Same delivery, same answer. */
    Normalization normalize(Delivery delivery);

    /** When its meetings close, unless a source says otherwise. */
    CompletionRules completionRules();

    /** What its read API can be asked; empty where it has none that tells more than its webhooks. */
    default Optional<ReadApi> readApi() {
        return Optional.empty();
    }
}
