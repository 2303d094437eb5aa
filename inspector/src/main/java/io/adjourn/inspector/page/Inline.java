package io.adjourn.inspector.page;

import java.time.Instant;
import java.util.List;

/** A piece of a sentence or of a table's cell. Its texts are texts: the template escapes them, whoever wrote them. */
sealed interface Inline {

    /** Plain words. */
    record Words(String text) implements Inline {}

    /** Words of less importance. */
    record Aside(String text) implements Inline {}

    /** A vendor's word, an id, a command: as it is, to the letter. */
    record Code(String text) implements Inline {}

    /**
     * The same, worth copying.
     *
     * @param name what it is, for the button: {@code the session id}
     */
    record Copied(String text, String name) implements Inline {}

    /**
     * A time, which the script shows in the viewer's zone.
     *
     * @param text in UTC, for who has no script
     * @param brief whether hours and minutes are enough
     */
    record At(Instant at, String text, boolean brief) implements Inline {}

    /** How long it is to a time, or how long ago it was; counts while the page is open. */
    record Clock(Instant at, Instant now) implements Inline {}

    /** A place on these pages, or at a vendor. */
    record Link(String href, String text) implements Inline {}

    /** A word in colour. */
    record Badge(String text, Tone tone) implements Inline {}

    /** Several beside each other. */
    record Several(List<Inline> parts) implements Inline {
        public Several {
            parts = List.copyOf(parts);
        }
    }

    /** Several below each other. */
    record Lines(List<Inline> lines) implements Inline {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /** More of it for who opens it. */
    record More(String id, String summary, List<Inline> lines) implements Inline {
        public More {
            lines = List.copyOf(lines);
        }
    }

    /** Nothing to say: an empty cell. */
    Inline NOTHING = new Words("");

    static Words words(String text) {
        return new Words(text);
    }

    static At at(Instant at) {
        return new At(at, TimeText.utc(at), false);
    }

    /** Within a sentence: hours and minutes, with the day where that is another one than today. */
    static At brief(Instant at, Instant now) {
        return new At(at, TimeText.briefly(at, now), true);
    }

    static Several of(Inline... parts) {
        return new Several(List.of(parts));
    }
}
