package io.adjourn.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.meetings.v1.RejectReason;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a delivery turned out to be. */
public sealed interface Normalization {
    /**
     * How many events a delivery may tell, those of a calendar that it lists among them: more than any calendar or recording has,
     * and few enough to be held at once.
     */
    int MAX_EVENTS = 50_000;

    /** What a delivery is that tells more events than it may. */
    static Rejected tooManyEvents() {
        return new Rejected(RejectReason.TOO_LARGE, "it tells more than " + MAX_EVENTS + " events");
    }

    /**
     * What a body is that has to be a JSON object: rejected, or as the vendor reads it, with what the customer's metadata says
     * that the bot was asked for ({@code adjourn.expects}).
     *
     * @param reading what an object is read as
     */
    static Normalization ofObject(Body body, Function<JsonNode, Normalization> reading) {
        return switch (body.json()) {
            case Json.Malformed(var detail) -> new Rejected(RejectReason.NOT_JSON, detail);
            case Json.Value(var node) when node.isObject() -> Asked.in(reading.apply(node));
            case Json.Value _ -> new Rejected(RejectReason.NOT_RECOGNIZED, "JSON, but not an object");
        };
    }

    /**
     * Facts, at least one.
     *
     * @param dialect which of the vendor's dialects it was read as
     * @param novelties what in the body is not known
     */
    record Events(String dialect, List<Event> events, Set<Novelty> novelties) implements Normalization {
        public Events {
            events = List.copyOf(events);
            novelties = Set.copyOf(novelties);
        }

        /** Where in the body it stands, as paths of known names only. */
        public Set<String> unknown() {
            return novelties.stream().map(Novelty::path).collect(Collectors.toSet());
        }
    }

    /**
     * Nothing that can be read.
     *
     * @param detail what is wrong and where; no content of the body beyond names and positions
     */
    record Rejected(RejectReason reason, String detail) implements Normalization {}

    /** Nothing to tell, and rightly so: an endpoint challenge, say. */
    record Ignored(String why) implements Normalization {}
}
