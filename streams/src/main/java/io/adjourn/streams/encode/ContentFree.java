package io.adjourn.streams.encode;

import io.adjourn.streams.completion.KeptAttributes;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.VendorWords;

/**
 * Events of a meeting whose data was deleted: that they came is published, without what was said in the meeting, who was there, or where it
 * can be fetched.
 */
public final class ContentFree {
    private static final String NOTHING = "{}";

    private ContentFree() {}

    /** The event without its content; as it is where it belongs to no meeting. */
    public static Event of(Event event, KeptAttributes kept) {
        return switch (event) {
            case Event.StateChange change ->
                new Event.StateChange(
                        change.said(),
                        change.state(),
                        change.previous(),
                        change.endReason(),
                        change.terminal(),
                        silent(change.words()),
                        new MeetingReference(
                                change.meeting().platform(),
                                change.meeting().nativeId(),
                                null,
                                change.meeting().calendarEventId()),
                        change.run(),
                        kept.of(change.attributes()));
            case Event.ProcessingDone(var said, var words, var attributes) ->
                new Event.ProcessingDone(said, silent(words), kept.of(attributes));
            case Event.DataDeletion(var said, var words, var attributes, var byOperator) ->
                // What an operator says of it is why it was deleted, and by whom.
                new Event.DataDeletion(said, byOperator ? words : silent(words), kept.of(attributes), byOperator);
            case Event.Artifact artifact ->
                new Event.Artifact(
                        artifact.said(),
                        artifact.kind(),
                        artifact.status(),
                        artifact.implied(),
                        artifact.artifactId(),
                        null,
                        Media.NONE,
                        null,
                        artifact.provider(),
                        null);
            case Event.Activity(var said, var kind, var _) -> new Event.Activity(said, kind, NOTHING);
            case Event.Calendar calendar -> calendar;
        };
    }

    private static VendorWords silent(VendorWords words) {
        return new VendorWords(words.state(), words.reason(), null);
    }
}
