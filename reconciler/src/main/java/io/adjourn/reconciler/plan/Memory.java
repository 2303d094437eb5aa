package io.adjourn.reconciler.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the reconciler remembers, as JSON. By {@code meeting/KEY} when it was asked about, by {@code source/NAME} what is spent of its
 * budget and how far its bots are listed, by {@code vendor/ID} what is spent of that one. No link, no key and nothing of an answer. A
 * reader ignores what it does not know, so two builds can follow each other on one topic.
 */
final class Memory {
    private static final String MEETING = "meeting/";
    private static final String SOURCE = "source/";
    private static final String VENDOR = "vendor/";

    private Memory() {}

    enum Kind {
        MEETING,
        SOURCE,
        VENDOR,
        UNKNOWN
    }

    static String meeting(String key) {
        return MEETING + key;
    }

    static String source(String name) {
        return SOURCE + name;
    }

    static String vendor(String id) {
        return VENDOR + id;
    }

    static Kind kindOf(String key) {
        if (key.startsWith(MEETING)) {
            return Kind.MEETING;
        }
        if (key.startsWith(SOURCE)) {
            return Kind.SOURCE;
        }
        return key.startsWith(VENDOR) ? Kind.VENDOR : Kind.UNKNOWN;
    }

    static String nameIn(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    static String write(Case one) {
        ObjectNode json = object();
        json.put("attempts", one.attempts()).put("step", one.step()).put("resent", one.resent());
        put(json, "askedAt", one.askedAt());
        put(json, "notBefore", one.notBefore());
        put(json, "stepAt", one.stepAt());
        json.put("courseTold", one.courseTold());
        json.put("asked", one.asked() == null ? null : one.asked().name());
        json.put("etag", one.etag());
        // The others are read from topics again.
        one.wants().forEach((reason, want) -> {
            if (Case.isOnlyHere(reason, want)) {
                ObjectNode stored = json.putObject(reason.name());
                put(stored, "at", want.at());
                put(stored, "until", want.until());
                if (want.isAnswered()) {
                    ArrayNode kinds = stored.putArray("kinds");
                    want.kinds().forEach(kind -> kinds.add(kind.name()));
                }
            }
        });
        return Json.write(json);
    }

    /** @param kinds the artifacts that are expected of the meeting */
    static Optional<Case> readCase(String meeting, Set<ArtifactKind> kinds, String text) {
        return read(text).flatMap(json -> {
            Instant notBefore = time(json.path("notBefore"));
            Map<Reason, Want> wants = new EnumMap<>(Reason.class);
            for (Reason reason : Reason.values()) {
                Instant at = time(json.path(reason.name()).path("at"));
                Instant until = time(json.path(reason.name()).path("until"));
                if (at != null && until != null) {
                    wants.put(reason, new Want(at, until, kinds(json.path(reason.name()), kinds)));
                }
            }
            return notBefore == null
                    ? Optional.empty()
                    : Optional.of(new Case(
                            meeting,
                            wants,
                            Math.max(0, json.path("attempts").asInt()),
                            Math.max(0, json.path("step").asInt()),
                            json.path("resent").asBoolean(),
                            time(json.path("askedAt")),
                            notBefore,
                            orElse(time(json.path("stepAt")), notBefore),
                            json.path("courseTold").asBoolean(),
                            reason(json.path("asked")),
                            json.path("etag").textValue()));
        });
    }

    private static Set<ArtifactKind> kinds(JsonNode want, Set<ArtifactKind> unlessSaid) {
        if (!want.path("kinds").isArray()) {
            return unlessSaid;
        }
        Set<ArtifactKind> kinds = EnumSet.noneOf(ArtifactKind.class);
        for (JsonNode name : want.path("kinds")) {
            Stream.of(ArtifactKind.values())
                    .filter(kind -> kind.name().equals(name.textValue()))
                    .forEach(kinds::add);
        }
        return kinds;
    }

    static String write(Desk desk) {
        ObjectNode json = object();
        put(json, desk.spent);
        put(json, "pausedUntil", desk.pausedUntil);
        put(json, "sentAt", desk.sentAt);
        ObjectNode sweep = json.putObject("listing");
        put(sweep, "at", desk.sweep.at());
        put(sweep, "since", desk.sweep.since());
        put(sweep, "begunAt", desk.sweep.begunAt());
        sweep.put("cursor", desk.sweep.cursor());
        sweep.put("resume", desk.sweep.resume());
        return Json.write(json);
    }

    static void readInto(Desk desk, String text) {
        read(text).ifPresent(json -> {
            desk.spent = spent(json);
            desk.pausedUntil = orElse(time(json.path("pausedUntil")), Instant.EPOCH);
            desk.sentAt = orElse(time(json.path("sentAt")), Instant.EPOCH);
            JsonNode sweep = json.path("listing");
            desk.sweep = new Sweep(
                    orElse(time(sweep.path("at")), Instant.EPOCH),
                    time(sweep.path("since")),
                    time(sweep.path("begunAt")),
                    sweep.path("cursor").textValue(),
                    sweep.path("resume").textValue(),
                    Set.of());
        });
    }

    static String write(Spent spent) {
        ObjectNode json = object();
        put(json, spent);
        return Json.write(json);
    }

    static Optional<Spent> readSpent(String text) {
        return read(text).map(Memory::spent);
    }

    private static Spent spent(JsonNode json) {
        return new Spent(
                json.path("day").asLong(),
                json.path("ofDay").asInt(),
                json.path("minute").asLong(),
                json.path("ofMinute").asInt());
    }

    private static void put(ObjectNode json, Spent spent) {
        json.put("day", spent.day())
                .put("ofDay", spent.ofDay())
                .put("minute", spent.minute())
                .put("ofMinute", spent.ofMinute());
    }

    private static void put(ObjectNode json, String name, @Nullable Instant time) {
        if (time != null && !time.equals(Instant.MAX)) {
            json.put(name, time.toString());
        }
    }

    private static @Nullable Instant time(JsonNode json) {
        try {
            return json.isTextual() ? Instant.parse(json.textValue()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Reason reason(JsonNode json) {
        for (Reason reason : Reason.values()) {
            if (reason.name().equals(json.textValue())) {
                return reason;
            }
        }
        return null;
    }

    private static Instant orElse(@Nullable Instant time, Instant other) {
        return time == null ? other : time;
    }

    private static Optional<JsonNode> read(String text) {
        return Json.read(text.getBytes(UTF_8)) instanceof Json.Value(var node) && node.isObject()
                ? Optional.of(node)
                : Optional.empty();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
