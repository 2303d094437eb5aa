package io.adjourn.vendors.meetstream;

import io.adjourn.vendors.SemanticKey;
import io.adjourn.vendors.VendorTime;
import io.adjourn.vendors.meetstream.Meaning.Deleted;
import io.adjourn.vendors.meetstream.Meaning.Result;
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
     */
    static String of(Payload payload, Named named, @Nullable VendorTime sent) {
        if (!named.isKnown()) {
            return SemanticKey.of("unknown", payload.whole());
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
                sent != null && Names.mayRepeat(named.name()) ? sent.text() : null);
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
