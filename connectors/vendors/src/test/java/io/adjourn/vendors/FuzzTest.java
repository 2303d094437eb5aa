package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.fuzzing.FuzzRun;
import io.adjourn.vendors.attendee.CanonicalJsonFuzz;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the fuzz targets of this module: see docs/testing.md. */
class FuzzTest {
    private static final List<String> OURS = List.of("io.adjourn.vendors.**");

    static Stream<FuzzRun> targets() {
        List<byte[]> payloads = Samples.ofAll()
                .flatMap(samples -> samples.payloads().stream().map(samples::payload))
                .toList();
        return Stream.of(
                new FuzzRun(VerificationFuzz.class, OURS, VerificationFuzz.DICTIONARY, VerificationFuzz.seeds()),
                new FuzzRun(BodiesFuzz.class, OURS, json(), payloads),
                new FuzzRun(NormalizeFuzz.class, OURS, json(), payloads),
                new FuzzRun(AnswersFuzz.class, OURS, json(), AnswersFuzz.seeds()),
                new FuzzRun(CanonicalJsonFuzz.class, OURS, json(), payloads),
                new FuzzRun(SpellingsFuzz.class, OURS, SpellingsFuzz.DICTIONARY, SpellingsFuzz.seeds()));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldKeepItsPromisesForAnyInput(FuzzRun run) throws Exception {
        run.run();
    }

    /** The tokens of JSON, and every key and word of the samples: what vendors look for. */
    private static List<String> json() {
        var words = new ArrayList<>(List.of(
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                "\"",
                "\\u",
                "\\ud834\\udd1e",
                "\\ud800",
                "\\\\",
                "null",
                "true",
                "false",
                "1e999",
                "-0.0",
                "1E-400",
                "\u00e9",
                "\uffff",
                "\ud834\udd1e",
                "\ufeff",
                "2026-02-27T07:11:51.863543Z"));
        Samples.ofAll()
                .flatMap(samples -> samples.payloads().stream().map(samples::payload))
                .flatMap(payload -> Stream.of(new String(payload, UTF_8).split("(?<=\")[\\s,:{}\\[\\]]+(?=\")")))
                .filter(word -> word.matches("\"[A-Za-z_.]{2,24}\""))
                .distinct()
                .sorted()
                .forEach(words::add);
        return words;
    }
}
