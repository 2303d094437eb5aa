package io.adjourn.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.fuzzing.Promise;
import java.util.List;
import java.util.stream.Stream;

/** Any text as a rate: the one it says, or none. */
public final class RateLimitFuzz {
    static final List<String> DICTIONARY = List.of("/s", "/min", "100/s");

    private RateLimitFuzz() {}

    static List<byte[]> seeds() {
        return Stream.of("100/s", "6000/min").map(text -> text.getBytes(UTF_8)).toList();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, UTF_8);
        RateLimit.parse(text)
                .ifPresent(rate -> Promise.same(
                        rate.count() + (rate.period().toSeconds() == 1 ? "/s" : "/min"), text, "a rate is as written"));
    }
}
