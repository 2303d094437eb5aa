package io.adjourn.vendors.meetstream;

import io.adjourn.vendors.SemanticKey;
import io.adjourn.vendors.VendorTime;
import io.adjourn.vendors.meetstream.Meaning.Deleted;
import io.adjourn.vendors.meetstream.Meaning.Result;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What makes an event the same fact when it comes again, within its bot. MeetStream documents bot, event and timestamp, yet
 * sends three of its seven events without a timestamp.
 */
final class Identity {
    private Identity() {}

    /**
     * The fact's semantic key.
     *
     * @param sent the delivery's own time, if it has one: the only difference between repetitions that carry no time
     * @param receivedAt when it was received: the only difference where there is not even that, since MeetStream sends nothing
     *     twice
     */
    static String of(Payload payload, Named named, @Nullable VendorTime sent, Instant receivedAt) {
        if (!named.isKnown()) {
            return ofUnknown(payload.whole());
        }
        if (named.isSpeech()) {
            // The same words are told as they come in, as a turn ends and once more when they are put in order.
            return SemanticKey.of("speech", payload.whole());
        }
        // Beside the documented parts: what contradicts must not pass for a repetition, or the first to come would win.
        String status = status(payload, named.meaning());
        VendorTime time = payload.time();
        if (time != null && time.instant() != null) {
            return SemanticKey.of(
                    "timed",
                    named.event(),
                    named.botEvent(),
                    status,
                    payload.participant(),
                    time.instant().toString());
        }
        return SemanticKey.of(
                "untimed",
                named.name(),
                status,
                payload.participant(),
                named.meaning() instanceof Result ? null : payload.message(),
                time == null ? null : time.text(),
                occurrence(named, time, sent, receivedAt));
    }

    /** That of an event which nobody knows: all that it says. */
    static String ofUnknown(String whole) {
        return SemanticKey.of("unknown", whole);
    }

    /** What tells one occurrence from another that says the same; null where that cannot be another. */
    private static @Nullable String occurrence(
            Named named, @Nullable VendorTime time, @Nullable VendorTime sent, Instant receivedAt) {
        if (!Names.mayRepeat(named.name())) {
            return null;
        }
        if (sent != null) {
            return sent.text();
        }
        // In milliseconds, as a delivery's header has it. Whether two are attempts or copies of one is told by how far
        // apart
        // they are, which is for whoever has both to say.
        return time == null && Names.isAttempt(named.name()) ? Long.toString(receivedAt.toEpochMilli()) : null;
    }

    private static @Nullable String status(Payload payload, Meaning meaning) {
        String status = switch (meaning) {
            case Result result -> payload.statusOf(result.product());
            case Deleted() -> payload.status();
            default -> payload.botStatus();
        };
        return status == null ? null : status.toLowerCase(Locale.ROOT);
    }
}
