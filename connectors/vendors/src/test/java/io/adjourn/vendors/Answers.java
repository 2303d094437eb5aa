package io.adjourn.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.adjourn.vendors.Normalization.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A sample of an answer of a read API, in the folder {@code answers/<vendor>} of the test resources, and what its
 * {@code manifest.json} says of it.
 *
 * @param note what it is an answer about
 * @param session the bot that was asked for
 * @param sameAs the samples of webhooks that tell the same facts
 */
record Answers(Vendor vendor, String file, String note, String endpoint, String session, List<String> sameAs) {
    /** Later than all times in samples. */
    static final Instant ASKED_AT = Instant.parse("2026-09-01T12:00:00Z");

    private static final Path FOLDER = Path.of("src/test/resources/answers");
    private static final JsonMapper MAPPER = new JsonMapper();

    static Stream<Answers> ofAll() {
        return elements(json(FOLDER.resolve("manifest.json")).path("rows")).map(Answers::of);
    }

    private static Answers of(JsonNode row) {
        String vendor = row.path("vendor").textValue();
        return new Answers(
                Vendors.KNOWN.byId(vendor).orElseThrow(),
                row.path("file").textValue(),
                row.path("note").textValue(),
                row.path("endpoint").textValue(),
                row.path("session").textValue(),
                elements(row.path("same_as")).map(JsonNode::textValue).toList());
    }

    ReadApi api() {
        return vendor.readApi().orElseThrow();
    }

    byte[] bytes() {
        return read(FOLDER.resolve(vendor.id()).resolve(file));
    }

    JsonNode json() {
        return json(FOLDER.resolve(vendor.id()).resolve(file));
    }

    Normalization normalized(byte[] body) {
        return normalized(session, body, ASKED_AT);
    }

    Normalization normalized(String asked, byte[] body, Instant at) {
        return api().normalize(endpoint, asked, new Delivery(new Body(body), Headers.NONE, at));
    }

    /** What the sample tells. */
    List<Event> events() {
        return eventsOf(normalized(bytes()));
    }

    /** What the webhooks that tell the same say, activity apart. */
    List<Event> eventsOfWebhooks() {
        var events = new ArrayList<Event>();
        for (String webhook : sameAs) {
            byte[] body = read(Path.of("src/test/resources", vendor.id(), webhook));
            events.addAll(eventsOf(vendor.normalize(new Delivery(new Body(body), Headers.NONE, ASKED_AT))));
        }
        return events;
    }

    /** What it tells of which none of these webhooks tells the same event. */
    List<Event> ofItsOwn() {
        Set<String> told = eventsOfWebhooks().stream().map(Answers::identity).collect(Collectors.toSet());
        return events().stream()
                .filter(event -> !told.contains(identity(event)))
                .toList();
    }

    /** What makes up an event's id, within its meeting. */
    static String identity(Event event) {
        return event.getClass().getSimpleName() + " " + event.said().semanticKey();
    }

    static List<Event> eventsOf(Normalization normalization) {
        return normalization instanceof Events read ? read.events() : List.of();
    }

    @Override
    public String toString() {
        return vendor.id() + "/" + file;
    }

    private static JsonNode json(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
