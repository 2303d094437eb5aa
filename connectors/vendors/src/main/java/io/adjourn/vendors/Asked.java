package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Normalization.Events;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a customer says that one bot was asked for, in the metadata that the vendor sends back with its events. It beats what
 * the vendor's payload says of it.
 *
 * @param kinds the kinds of artifacts; none where nothing was asked for, null where that is not said, or in no word that is known
 * @param understood false where it says something that is not known
 */
record Asked(@Nullable Set<ArtifactKind> kinds, boolean understood) {
    /** The key in the metadata; also the path by which what it says and is not known is counted. */
    static final String KEY = "adjourn.expects";

    /** The same, with what its events' metadata says put where the rest looks for it. */
    static Normalization in(Normalization read) {
        return read instanceof Events events && events.events().stream().anyMatch(Asked::mayBeSaidIn)
                ? in(events)
                : read;
    }

    private static Events in(Events read) {
        var events = new ArrayList<Event>(read.events().size());
        Set<Novelty> novelties = new TreeSet<>(read.novelties());
        for (Event event : read.events()) {
            if (event instanceof StateChange change && change.attributes() != null) {
                Asked asked = in(change.attributes());
                if (!asked.understood) {
                    novelties.add(Novelty.value(KEY, null));
                }
                events.add(
                        asked.kinds == null ? change : change.with(change.run().expecting(asked.kinds)));
            } else {
                events.add(event);
            }
        }
        return new Events(read.dialect(), events, novelties);
    }

    /** Cheap, for almost no metadata says it: whether it is worth to read it. */
    private static boolean mayBeSaidIn(Event event) {
        return event instanceof StateChange change
                && change.attributes() != null
                && change.attributes().contains(KEY);
    }

    /** What the metadata says, which is any JSON. */
    static Asked in(String attributes) {
        return Json.read(attributes.getBytes(UTF_8)) instanceof Json.Value(var metadata)
                ? of(metadata.path(KEY))
                : new Asked(null, true);
    }

    private static Asked of(JsonNode said) {
        if (said.isMissingNode() || said.isNull()) {
            return new Asked(null, true);
        }
        if (said.isArray()) {
            return ofList(said);
        }
        return said.isTextual() ? ofText(said.textValue().strip()) : new Asked(null, false);
    }

    /** Where metadata holds texts alone, a list may come as the text of one. */
    private static Asked ofText(String text) {
        if (text.startsWith("[") && Json.read(text.getBytes(UTF_8)) instanceof Json.Value(var list) && list.isArray()) {
            return ofList(list);
        }
        return text.isEmpty() ? new Asked(Set.of(), true) : ofWords(List.of(text.split(",", -1)));
    }

    private static Asked ofList(JsonNode list) {
        var words = new ArrayList<String>();
        list.forEach(element -> words.add(element.isTextual() ? element.textValue() : Json.write(element)));
        return ofWords(words);
    }

    private static Asked ofWords(List<String> words) {
        Set<ArtifactKind> kinds = EnumSet.noneOf(ArtifactKind.class);
        boolean understood = true;
        for (String word : words) {
            ArtifactKind kind = kindOf(word.strip().toUpperCase(Locale.ROOT));
            if (kind == null) {
                understood = false;
            } else {
                kinds.add(kind);
            }
        }
        // A list of words that nobody knows is a slip; to wait for nothing is asked for by an empty one.
        return new Asked(kinds.isEmpty() && !understood ? null : kinds, understood);
    }

    private static @Nullable ArtifactKind kindOf(String name) {
        for (ArtifactKind kind : ArtifactKind.values()) {
            if (kind != ArtifactKind.UNKNOWN && kind.name().equals(name)) {
                return kind;
            }
        }
        return null;
    }
}
