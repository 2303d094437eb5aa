package io.adjourn.vendors.meetstream;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.ApiKeyHeader;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.JsonReadApi;
import io.adjourn.vendors.Listing;
import io.adjourn.vendors.Listing.Listed;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MeetStream's read API, as its documentation has it: one question for the steps, and one for each artifact that is waited for, for
 * no answer lists them. What is not ready is answered 202, and for ever where a bot only streams.
 */
final class MeetStreamReadApi extends JsonReadApi {
    private static final String BOTS = "/api/v1/bots";
    private static final String BOT = "bot";

    /** How a product is asked for. */
    private record Source(Product product, String endpoint, String path, Duration linkLasts) {}

    private static final List<Source> SOURCES = List.of(
            new Source(Product.AUDIO, "audio", "get_audio", Duration.ofHours(1)),
            new Source(Product.VIDEO, "video", "get_video", Duration.ofMinutes(10)),
            new Source(Product.TRANSCRIPT, "transcript", "transcriptions", Duration.ofHours(1)));

    MeetStreamReadApi() {
        super("https://api.meetstream.ai", new ApiKeyHeader("Authorization", "Token "), Dialect.M_PULL.id());
    }

    @Override
    public List<Question> about(String session, Set<ArtifactKind> awaited) {
        if (!isId(session)) {
            return List.of();
        }
        var questions = new ArrayList<Question>();
        questions.add(Question.get(BOT, BOTS + "/" + session + "/detail"));
        for (Source source : SOURCES) {
            boolean isAwaited = awaited.contains(source.product.kind())
                    || (source.product == Product.AUDIO && awaited.contains(ArtifactKind.RECORDING));
            if (isAwaited) {
                questions.add(Question.get(source.endpoint, BOTS + "/" + session + "/" + source.path));
            }
        }
        return questions;
    }

    @Override
    public Optional<Question> listing(@Nullable String cursor, Instant since, Instant now) {
        return Optional.of(Question.get("bots", BOTS + (cursor == null ? "" : "?cursor=" + encoded(cursor))));
    }

    @Override
    public Optional<Listing> readListing(@Nullable String cursor, byte[] body) {
        JsonNode page = object(body);
        if (page == null || !page.path("bots").isArray()) {
            return Optional.empty();
        }
        var bots = new ArrayList<Listed>();
        for (JsonNode bot : page.path("bots")) {
            Answer listed = new Answer(bot);
            String id = listed.bot();
            if (id != null && isId(id)) {
                Instant created = instant(bot.path("CreatedAt"));
                bots.add(new Listed(
                        id,
                        created == null ? instant(bot.path("StartTime")) : created,
                        Vocabulary.endOf(listed.status()) != null || Vocabulary.followsTheEnd(listed.status())));
            }
        }
        boolean hasNext = page.path("hasNextPage").booleanValue();
        return Optional.of(new Listing(
                bots, hasNext ? further(cursor, page.path("nextCursor").textValue()) : null, null));
    }

    @Override
    public Optional<Question> link(String session, ArtifactKind kind, @Nullable String artifactId) {
        return isId(session)
                ? sourceOf(kind)
                        .map(source ->
                                Question.get("link-" + source.endpoint, BOTS + "/" + session + "/" + source.path))
                : Optional.empty();
    }

    @Override
    public Optional<Link> readLink(byte[] body, ArtifactKind kind, Instant now) {
        JsonNode answer = object(body);
        return answer == null
                ? Optional.empty()
                : sourceOf(kind).flatMap(source -> link(urlIn(answer, source), now.plus(source.linkLasts)));
    }

    private static Optional<Source> sourceOf(ArtifactKind kind) {
        return SOURCES.stream()
                .filter(source -> source.product.kind() == kind
                        || (source.product == Product.AUDIO && kind == ArtifactKind.RECORDING))
                .findFirst();
    }

    private static @Nullable String urlIn(JsonNode answer, Source source) {
        return text(answer, source.endpoint + "_url", "url", "download_url");
    }

    @Override
    protected Normalization facts(String endpoint, String session, JsonNode body, Delivery delivery) {
        Answer answer = new Answer(body);
        if (answer.bot() != null && !session.equals(answer.bot())) {
            return ofAnother(answer.bot());
        }
        if (answer.steps() > Normalization.MAX_EVENTS) {
            return Normalization.tooManyEvents();
        }
        List<Payload> webhooks = endpoint.equals(BOT) ? answer.webhooks() : made(endpoint, answer);
        var events = new ArrayList<Event>();
        for (Payload webhook : webhooks) {
            new Mapping(webhook, delivery)
                    .events()
                    .forEach(event -> events.add(
                            event instanceof StateChange change
                                    ? change.with(change.run().expecting(answer.expects()))
                                    : event));
        }
        return told(events, Drift.in(answer), delivery);
    }

    /** The product that the endpoint gives, where there is a link to it. */
    private static List<Payload> made(String endpoint, Answer answer) {
        return SOURCES.stream()
                .filter(source -> source.endpoint.equals(endpoint)
                        && link(urlIn(answer.body(), source), null).isPresent())
                .map(source -> answer.made(source.product))
                .toList();
    }
}
