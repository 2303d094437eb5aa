package io.adjourn.streams.completion;

import io.adjourn.vendors.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Identity of a fact: SHA-256 of its record key, its kind and the vendor's semantic key. The same fact has the same
 * identity however often, by whichever way and in whichever order it arrives.
 */
public record EventId(String hex, long prefix) {

    /** The identity of an event of a delivery with that record key. */
    public static EventId of(String recordKey, Event event) {
        return of(recordKey, kind(event), event.said().semanticKey());
    }

    /** Without the first epoch, which records of release 0.1.0 did not know. */
    static EventId ofRevision(String meeting, int epoch, int revision) {
        return of(meeting, "COMPLETION", epoch == 0 ? Integer.toString(revision) : epoch + "." + revision);
    }

    /** Of the tombstone that takes a meeting's record away, by the log time at which it was due. */
    public static EventId ofTombstone(String meeting, long at) {
        return of(meeting, "TOMBSTONE", Long.toString(at));
    }

    /** Of what an open meeting waits for, with that due time since the latest news of that log time; or, as null, that it is not open. */
    public static EventId ofWaiting(String meeting, @Nullable Waiting waiting, long at) {
        return of(meeting, "OPEN", waiting == null ? "closed " + at : waiting.due() + " " + at);
    }

    /** The event's kind, as it enters its identity: never to be renamed. */
    public static String kind(Event event) {
        return switch (event) {
            case Event.StateChange _ -> "LIFECYCLE";
            case Event.ProcessingDone _ -> "PROCESSING_DONE";
            case Event.DataDeletion _ -> "DATA_DELETION";
            case Event.Artifact _ -> "ARTIFACT";
            case Event.Calendar _ -> "CALENDAR";
            case Event.Activity activity -> activity.kind().name();
        };
    }

    private static EventId of(String recordKey, String kind, String semanticKey) {
        // A zero byte stands in no key, so no two triples run together.
        byte[] hash =
                Digest.sha256(String.join("\0", recordKey, kind, semanticKey).getBytes(StandardCharsets.UTF_8));
        return new EventId(HexFormat.of().formatHex(hash), ByteBuffer.wrap(hash).getLong());
    }
}
