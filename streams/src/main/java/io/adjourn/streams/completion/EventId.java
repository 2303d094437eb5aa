package io.adjourn.streams.completion;

import io.adjourn.vendors.Event;
import io.adjourn.vendors.FactIdentity;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Identity of a fact, by {@link FactIdentity}: in hexadecimal digits, and the first eight bytes of it. */
public record EventId(String hex, long prefix) {

    /** The identity of an event of a delivery with that record key. */
    public static EventId of(String recordKey, Event event) {
        return of(FactIdentity.of(recordKey, event));
    }

    /** Without the first epoch, which records of release 0.1.0 did not know. */
    static EventId ofRevision(String meeting, int epoch, int revision) {
        return of(FactIdentity.of(
                meeting, "COMPLETION", epoch == 0 ? Integer.toString(revision) : epoch + "." + revision));
    }

    /** Of the tombstone that takes a meeting's record away, by the log time at which it was due. */
    public static EventId ofTombstone(String meeting, long at) {
        return of(FactIdentity.of(meeting, "TOMBSTONE", Long.toString(at)));
    }

    /** Of what an open meeting waits for, with that due time since the latest news of that log time; or, as null, that it is not open. */
    public static EventId ofWaiting(String meeting, @Nullable Waiting waiting, long at) {
        return of(FactIdentity.of(meeting, "OPEN", waiting == null ? "closed " + at : waiting.due() + " " + at));
    }

    private static EventId of(byte[] hash) {
        return new EventId(HexFormat.of().formatHex(hash), ByteBuffer.wrap(hash).getLong());
    }
}
