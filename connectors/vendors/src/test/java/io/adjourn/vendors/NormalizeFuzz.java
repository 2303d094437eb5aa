package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.adjourn.fuzzing.Promise;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Ignored;
import io.adjourn.vendors.Normalization.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Any bytes as a body, read by every vendor: an answer, the same each time, that agrees with the key and betrays nothing of
 * the body where it must not.
 */
public final class NormalizeFuzz {
    private static final Instant RECEIVED_AT = Instant.parse("2026-09-01T12:00:00Z");
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);

    /** What an input begins with is the value of the headers, too. */
    private static final int HEADER_LENGTH = 32;

    private static final String TAG_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.*";

    private NormalizeFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        // Each is read once for all vendors: reading is what takes the time here.
        var body = new Body(input);
        var again = new Body(input.clone());
        for (Vendor vendor : Vendors.KNOWN.all()) {
            Headers headers = headers(vendor, input);
            Normalization answer = vendor.normalize(new Delivery(body, headers, RECEIVED_AT));

            Promise.same(
                    vendor.normalize(new Delivery(again, headers, RECEIVED_AT)),
                    answer,
                    "the same delivery has the same answer");
            check(answer, vendor.subjectOf(body));
        }
    }

    private static void check(Normalization answer, Subject subject) {
        switch (answer) {
            case Events(var dialect, var events, var novelties) -> {
                Promise.holds(!dialect.isEmpty() && !events.isEmpty(), "a dialect and an event at least");
                for (Event event : events) {
                    Promise.holds(
                            !event.said().time().at().isAfter(RECEIVED_AT.plus(FURTHEST_AHEAD)),
                            "no event is more than a day ahead");
                }
                for (Novelty novelty : novelties) {
                    Promise.holds(isTag(novelty.path()), () -> "what is not known is named by known names: " + novelty);
                    Promise.holds(isWord(novelty), () -> "a new word is one, and short: " + novelty);
                }
            }
            case Rejected(var reason, var detail) -> {
                Promise.holds(BodiesFuzz.isPlain(detail), () -> "a detail is a short line in ASCII: " + detail);
                // What is no JSON may have one all the same: it is found without reading the rest.
                Promise.holds(
                        reason != RejectReason.NO_SESSION || subject instanceof Subject.Unknown,
                        "what has no session is about no meeting");
            }
            case Ignored(var why) -> Promise.holds(!why.isEmpty(), "a reason is given");
        }
    }

    private static boolean isTag(String path) {
        return !path.isEmpty() && path.length() <= 100 && path.chars().allMatch(c -> TAG_CHARACTERS.indexOf(c) >= 0);
    }

    private static boolean isWord(Novelty novelty) {
        String word = novelty.word();
        return word == null || (!word.isEmpty() && word.length() <= 64 && !word.contains("@"));
    }

    private static Headers headers(Vendor vendor, byte[] input) {
        String value = new String(input, 0, Math.min(input.length, HEADER_LENGTH), ISO_8859_1);
        Map<String, String> headers = new HashMap<>();
        vendor.keptHeaders().forEach(name -> headers.put(name, value));
        return Headers.of(headers);
    }
}
