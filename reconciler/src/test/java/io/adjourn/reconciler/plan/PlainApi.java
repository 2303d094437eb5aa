package io.adjourn.reconciler.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.ApiKeyHeader;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Listing;
import io.adjourn.vendors.Listing.Listed;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.ReadApi;
import io.adjourn.vendors.SentDelivery;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's read API that is as plain as can be. A page of bots is lines of {@code session created over}, the last of them perhaps
 * {@code next CURSOR}; what was sent is lines of {@code event session at}.
 */
public record PlainApi(boolean resends, boolean lists, boolean tellsSent, boolean hasArtifacts) implements ReadApi {
    public static final PlainApi SIMPLE = new PlainApi(false, false, false, false);

    @Override
    public URI baseUrl() {
        return URI.create("https://api.vendor.test");
    }

    @Override
    public ApiKeyHeader key() {
        return new ApiKeyHeader("X-API-Key", "");
    }

    @Override
    public List<Question> about(String session, Set<ArtifactKind> awaited) {
        var questions = new ArrayList<Question>();
        questions.add(Question.get("bot", "/bots/" + session));
        if (hasArtifacts && !awaited.isEmpty()) {
            questions.add(Question.get("recording", "/bots/" + session + "/recording"));
        }
        if (hasArtifacts && awaited.contains(ArtifactKind.TRANSCRIPT)) {
            questions.add(Question.get("transcript", "/bots/" + session + "/transcript"));
        }
        return questions;
    }

    @Override
    public Optional<Question> listing(@Nullable String cursor, Instant since, Instant now) {
        return lists
                ? Optional.of(Question.get("bots", "/bots?cursor=" + cursor + "&since=" + since))
                : Optional.empty();
    }

    @Override
    public Optional<Listing> readListing(@Nullable String cursor, byte[] body) {
        var bots = new ArrayList<Listed>();
        String next = null;
        for (String line : lines(body)) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("next")) {
                next = words[1];
            } else if (words.length == 3) {
                bots.add(new Listed(words[0], Instant.parse(words[1]), Boolean.parseBoolean(words[2])));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Listing(bots, next, null));
    }

    @Override
    public Optional<Question> resend(String session) {
        return resends ? Optional.of(new Question("resend", "POST", "/bots/" + session + "/resend")) : Optional.empty();
    }

    @Override
    public Optional<Question> sent() {
        return tellsSent ? Optional.of(Question.get("deliveries", "/deliveries")) : Optional.empty();
    }

    @Override
    public Optional<List<SentDelivery>> readSent(byte[] body) {
        return Optional.of(Arrays.stream(lines(body))
                .map(line -> line.split(" ", -1))
                .map(words -> new SentDelivery(words[0], "delivered", words[1], Instant.parse(words[2]), true))
                .toList());
    }

    @Override
    public Optional<Question> link(String session, ArtifactKind kind, @Nullable String artifactId) {
        return Optional.of(Question.get("link", "/bots/" + session + "/link"));
    }

    @Override
    public Normalization normalize(String endpoint, String session, Delivery answer) {
        return new Normalization.Rejected(RejectReason.NOT_RECOGNIZED, "not of this test");
    }

    private static String[] lines(byte[] body) {
        String text = new String(body, UTF_8);
        return text.isEmpty() ? new String[0] : text.split("\n", -1);
    }
}
