package io.adjourn.vendors.meetingbaasv2;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.ApiKeyHeader;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.JsonReadApi;
import io.adjourn.vendors.Listing;
import io.adjourn.vendors.Listing.Listed;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Meeting BaaS' read API, version 2, as its documentation has it. One question tells all of a bot, with links that were just signed; and
 * it sends the last event of a bot again on request. The list is newest first, from a time on.
 */
final class MeetingBaasV2ReadApi extends JsonReadApi {
    private static final String BOTS = "/v2/bots";
    private static final Duration LINKS_LAST = Duration.ofHours(4);

    MeetingBaasV2ReadApi() {
        super("https://api.meetingbaas.com", new ApiKeyHeader("x-meeting-baas-api-key", ""), Dialect.R_PULL.id());
    }

    @Override
    public List<Question> about(String session, Set<ArtifactKind> awaited) {
        return isId(session) ? List.of(Question.get("bot", BOTS + "/" + session)) : List.of();
    }

    @Override
    public Optional<Question> listing(@Nullable String cursor, Instant since, Instant now) {
        String page = cursor == null ? "" : "&cursor=" + encoded(cursor);
        String from = encoded(since.truncatedTo(ChronoUnit.SECONDS).toString());
        return Optional.of(Question.get("bots", BOTS + "?limit=250&created_after=" + from + page));
    }

    @Override
    public Optional<Listing> readListing(@Nullable String cursor, byte[] body) {
        JsonNode page = object(body);
        if (page == null || !page.path("data").isArray()) {
            return Optional.empty();
        }
        var bots = new ArrayList<Listed>();
        for (JsonNode bot : page.path("data")) {
            Answer listed = new Answer(bot);
            String id = listed.bot();
            if (id != null && isId(id)) {
                bots.add(new Listed(id, instant(bot.path("created_at")), Vocabulary.isEnd(listed.status())));
            }
        }
        JsonNode beside = page.path("cursor");
        String next = (beside.isMissingNode() ? page.path("next_cursor") : beside).textValue();
        return Optional.of(new Listing(bots, further(cursor, next), null));
    }

    @Override
    public Optional<Question> resend(String session) {
        return isId(session)
                ? Optional.of(new Question("resend", "POST", BOTS + "/" + session + "/resend-webhook"))
                : Optional.empty();
    }

    @Override
    public Optional<Question> link(String session, ArtifactKind kind, @Nullable String artifactId) {
        return isId(session) && productOf(kind).isPresent()
                ? Optional.of(Question.get("link-bot", BOTS + "/" + session))
                : Optional.empty();
    }

    @Override
    public Optional<Link> readLink(byte[] body, ArtifactKind kind, Instant now) {
        JsonNode answer = object(body);
        if (answer == null) {
            return Optional.empty();
        }
        JsonNode data = new Answer(answer).data();
        return productOf(kind).flatMap(product -> {
            String beside = product.linkIn(data);
            return link(beside == null ? product.linkIn(data.path("artifacts")) : beside, now.plus(LINKS_LAST));
        });
    }

    /** Whichever was recorded stands for a recording: its picture, which has the sound. */
    private static Optional<Product> productOf(ArtifactKind kind) {
        ArtifactKind wanted = kind == ArtifactKind.RECORDING ? ArtifactKind.VIDEO : kind;
        return Arrays.stream(Product.values())
                .filter(product -> product.kind() == wanted)
                .findFirst();
    }

    @Override
    protected Normalization facts(String endpoint, String session, JsonNode body, Delivery delivery) {
        Answer answer = new Answer(body);
        if (answer.isRefusal() || !session.equals(answer.bot())) {
            return ofAnother(answer.isRefusal() ? null : answer.bot());
        }
        var bare = new Delivery(delivery.body(), Headers.NONE, delivery.receivedAt());
        var events = new ArrayList<Event>();
        for (Payload webhook : answer.webhooks(delivery.receivedAt())) {
            for (Event event : new Mapping(webhook, new Subject.Meeting(session), bare).events()) {
                events.add(event instanceof StateChange change ? known(change, answer, delivery) : event);
            }
        }
        return told(events, Drift.in(answer), delivery);
    }

    /** The same as the answer knows it better: what the bot was asked for, and when a run ended whose webhook does not say. */
    private static StateChange known(StateChange change, Answer answer, Delivery delivery) {
        StateChange asked = change.with(change.run().expecting(answer.expects()));
        VendorTime end = answer.endedAt();
        return change.terminal() && end != null
                ? asked.at(VendorTime.eventTime(end, null, delivery.receivedAt()))
                : asked;
    }
}
