package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.DataDeletion;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.ProcessingDone;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Normalization.Events;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the tests of one vendor's read API ask it. Bodies are JSON, written with single quotes. */
public abstract class ReadApiFixture {
    protected static final Instant ASKED_AT = Instant.parse("2026-03-01T12:00:00Z");

    protected final ReadApi api;

    protected ReadApiFixture(Vendor vendor) {
        this.api = vendor.readApi().orElseThrow();
    }

    protected static byte[] json(String body) {
        return body.replace('\'', '"').getBytes(UTF_8);
    }

    protected final Normalization normalize(String endpoint, String session, String body) {
        return api.normalize(endpoint, session, new Delivery(new Body(json(body)), Headers.NONE, ASKED_AT));
    }

    /** What an answer about a bot tells, in short: states, artifacts with their status. */
    protected final List<String> told(String endpoint, String session, String body) {
        return events(endpoint, session, body).map(ReadApiFixture::inShort).toList();
    }

    protected final Stream<Event> events(String endpoint, String session, String body) {
        return normalize(endpoint, session, body) instanceof Events read ? read.events().stream() : Stream.empty();
    }

    /** What the bot was asked for, by whichever of the events says so. */
    protected final @Nullable Set<ArtifactKind> expects(String endpoint, String session, String body) {
        return events(endpoint, session, body)
                .filter(StateChange.class::isInstance)
                .findFirst()
                .map(change -> ((StateChange) change).run().expects())
                .orElse(null);
    }

    protected final @Nullable Link link(String body, ArtifactKind kind) {
        return api.readLink(json(body), kind, ASKED_AT).orElse(null);
    }

    private static String inShort(Event event) {
        return switch (event) {
            case StateChange change -> change.state().name();
            case Artifact artifact -> artifact.kind() + " " + artifact.status();
            case ProcessingDone _ -> "all done";
            case DataDeletion _ -> "deletion";
            default -> event.getClass().getSimpleName();
        };
    }
}
