package io.adjourn.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Function;

/**
 * A vendor whose deliveries are JSON objects: what is the same for all of these. Its package has the classes that
 * docs/adding-a-vendor.md names, which {@code VendorLayoutTest} looks for.
 *
 * @param <P> how it looks at a body: its {@code Payload}
 */
public abstract class JsonVendor<P> implements Vendor {
    private static final int MIB = 1024 * 1024;

    private final String id;
    private final JsonSkeleton subjectFields;
    private final Function<JsonNode, P> payload;

    /**
     * A vendor of that name.
     *
     * @param subjectFields all fields that {@link #subjectOf(Object)} looks at
     * @param payload how it looks at a body
     */
    protected JsonVendor(String id, JsonSkeleton subjectFields, Function<JsonNode, P> payload) {
        this.id = id;
        this.subjectFields = subjectFields;
        this.payload = payload;
    }

    @Override
    public final String id() {
        return id;
    }

    /** One MiB, unless it needs more. */
    @Override
    public int maxBodyBytes() {
        return MIB;
    }

    /** None, unless it reads some. */
    @Override
    public Set<String> keptHeaders() {
        return Set.of();
    }

    @Override
    public final Subject subjectOf(Body body) {
        return subjectOf(payload.apply(body.outline(subjectFields)));
    }

    @Override
    public final Normalization normalize(Delivery delivery) {
        return Normalization.ofObject(delivery.body(), node -> {
            P whole = payload.apply(node);
            return normalize(whole, subjectOf(whole), delivery);
        });
    }

    @Override
    public final String toString() {
        return id;
    }

    /** What a payload is about, which may be of a body of which only the fields that the constructor names are there. */
    protected abstract Subject subjectOf(P payload);

    /** The facts that a payload tells, which is about the subject; or why it tells none. */
    protected abstract Normalization normalize(P payload, Subject subject, Delivery delivery);
}
