package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Normalization.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the tests of one vendor ask it. Bodies are JSON, written with single quotes. */
public abstract class VendorFixture {
    protected static final Instant RECEIVED_AT = Instant.parse("2026-03-01T12:00:00Z");

    protected final Vendor vendor;

    protected VendorFixture(Vendor vendor) {
        this.vendor = vendor;
    }

    protected final Subject subjectOf(String body) {
        return vendor.subjectOf(new Body(json(body)));
    }

    protected final Normalization normalize(String body) {
        return normalize(body, RECEIVED_AT);
    }

    protected final Normalization normalize(String body, Instant receivedAt) {
        return normalize(body, Map.of(), receivedAt);
    }

    protected final Normalization normalize(String body, Map<String, String> headers) {
        return normalize(body, headers, RECEIVED_AT);
    }

    protected final Normalization normalize(String body, Map<String, String> headers, Instant receivedAt) {
        return vendor.normalize(new Delivery(new Body(json(body)), Headers.of(headers), receivedAt));
    }

    /** The answer to a body that tells something. */
    protected final Events read(String body) {
        return read(body, Map.of(), RECEIVED_AT);
    }

    protected final Events read(String body, Instant receivedAt) {
        return read(body, Map.of(), receivedAt);
    }

    protected final Events read(String body, Map<String, String> headers, Instant receivedAt) {
        Normalization normalization = normalize(body, headers, receivedAt);
        assertThat(normalization).isInstanceOf(Events.class);
        return (Events) normalization;
    }

    protected final List<Event> eventsOf(String body) {
        return read(body).events();
    }

    /** The first, which is what the body is sent for. */
    protected final Event eventOf(String body) {
        return eventsOf(body).getFirst();
    }

    protected final StateChange changeOf(String body) {
        return (StateChange) eventOf(body);
    }

    protected final Artifact artifactOf(String body) {
        return (Artifact) eventOf(body);
    }

    /** The first event's semantic key. */
    protected final String keyOf(String body) {
        return keysOf(body).getFirst();
    }

    protected final String keyOf(String body, Instant receivedAt) {
        return read(body, receivedAt).events().getFirst().said().semanticKey();
    }

    protected final List<String> keysOf(String body) {
        return eventsOf(body).stream().map(event -> event.said().semanticKey()).toList();
    }

    protected final Set<String> unknownOf(String body) {
        return read(body).unknown();
    }

    protected final String dialectOf(String body) {
        return read(body).dialect();
    }

    /** A sample's text. */
    protected final String sample(String file) {
        try {
            return Files.readString(Path.of("src/test/resources", vendor.id(), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A further field of an object; nothing where the value is null. */
    protected static String field(String name, @Nullable String value) {
        return value == null ? "" : ",'" + name + "':'" + value + "'";
    }

    protected static byte[] json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').getBytes(UTF_8);
    }
}
