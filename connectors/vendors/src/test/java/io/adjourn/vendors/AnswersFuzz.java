package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.fuzzing.Promise;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Normalization.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Any bytes as what a read API answers, to every question of every vendor: read without a fault, the same each time, with nothing in it
 * that a request may not be made of.
 */
public final class AnswersFuzz {
    private static final Instant ASKED_AT = Instant.parse("2026-09-01T12:00:00Z");
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);
    private static final Set<ArtifactKind> EVERYTHING = EnumSet.complementOf(EnumSet.of(ArtifactKind.UNKNOWN));

    /** Ids of each vendor's form; the samples' own, so that an answer may be about the bot that was asked about. */
    private static final List<String> SESSIONS = List.of(
            "bot_HiXYgjyeWmTVOaII",
            "5b0ff6e7-3cea-4c9f-a6b4-851c5f11cf4f",
            "16",
            "3f0c2f0e-5a57-4d0b-9c39-2b1f5c9b7a11",
            "123e4567-e89b-12d3-a456-426614174000");

    private AnswersFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        var body = new Body(input);
        var again = new Body(input.clone());
        for (Vendor vendor : Vendors.KNOWN.all()) {
            vendor.readApi().ifPresent(api -> {
                about(api, body, again);
                lists(api, input);
                api.readSent(input);
                for (ArtifactKind kind : EVERYTHING) {
                    api.readLink(input, kind, ASKED_AT)
                            .ifPresent(link -> Promise.holds(
                                    link.url().startsWith("https://")
                                            || link.url().startsWith("http://"),
                                    () -> "a link is one of the web: " + link.url()));
                }
            });
        }
    }

    private static void about(ReadApi api, Body body, Body again) {
        for (String session : SESSIONS) {
            for (Question question : api.about(session, EVERYTHING)) {
                Normalization answer =
                        api.normalize(question.endpoint(), session, new Delivery(body, Headers.NONE, ASKED_AT));
                Promise.same(
                        api.normalize(question.endpoint(), session, new Delivery(again, Headers.NONE, ASKED_AT)),
                        answer,
                        "the same answer is read the same");
                if (answer instanceof Events(var _, var events, var _)) {
                    for (Event event : events) {
                        Promise.holds(
                                !event.said().time().at().isAfter(ASKED_AT.plus(FURTHEST_AHEAD)),
                                "no event is more than a day ahead");
                    }
                }
            }
        }
    }

    private static void lists(ReadApi api, byte[] input) {
        for (String cursor : new String[] {null, "1"}) {
            api.readListing(cursor, input).ifPresent(page -> {
                Promise.holds(page.next() == null || !page.next().equals(cursor), "the next page is another one");
                for (Listing.Listed bot : page.bots()) {
                    for (Question question : api.about(bot.session(), EVERYTHING)) {
                        Promise.holds(isPath(question.path()), () -> "a path is encoded: " + question.path());
                    }
                }
                api.listing(page.next(), ASKED_AT, ASKED_AT)
                        .ifPresent(question ->
                                Promise.holds(isPath(question.path()), () -> "a path is encoded: " + question.path()));
            });
        }
    }

    private static boolean isPath(String path) {
        return path.startsWith("/") && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
    }

    static List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        Answers.ofAll().forEach(answer -> seeds.add(answer.bytes()));
        seeds.add(
                "{\"bots\":[{\"BotID\":\"b-1\",\"CreatedAt\":\"2026-09-01\"}],\"hasNextPage\":true,\"nextCursor\":\"2\"}"
                        .getBytes(UTF_8));
        seeds.add("{\"results\":[{\"id\":\"bot_1\"}],\"next\":\"https://api.example.com/api/v1/bots?cursor=2\"}"
                .getBytes(UTF_8));
        seeds.add("{\"meetings\":[{\"id\":16}],\"deliveries\":[{\"event_id\":\"e\",\"status\":\"delivered\"}]}"
                .getBytes(UTF_8));
        return seeds;
    }
}
