package io.adjourn.vendors.vexa;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.ApiKeyHeader;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.JsonReadApi;
import io.adjourn.vendors.Listing;
import io.adjourn.vendors.Listing.Listed;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.SentDelivery;
import io.adjourn.vendors.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Vexa's read API, as its source has it. One question tells all of a meeting, its recordings too. The list is by offset, newest first,
 * and moves while it is read: pages overlap, so that what a removed row pulls up is not missed.
 */
final class VexaReadApi extends JsonReadApi {
    private static final int PAGE = 100;

    /** How many rows of a page the next one repeats. */
    private static final int OVERLAP = 10;

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,18}");
    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,9}");
    private static final String DELIVERED = "delivered";

    VexaReadApi() {
        super("https://api.cloud.vexa.ai", new ApiKeyHeader("X-API-Key", ""), Dialect.V_PULL.id());
    }

    @Override
    public List<Question> about(String session, Set<ArtifactKind> awaited) {
        return isNumber(session) ? List.of(Question.get("bot", "/meetings/" + session)) : List.of();
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    @Override
    public Optional<Question> listing(@Nullable String cursor, Instant since, Instant now) {
        return Optional.of(Question.get(
                "bots", "/meetings?limit=" + PAGE + "&offset=" + offset(cursor) + "&exclude_planned=true"));
    }

    private static int offset(@Nullable String cursor) {
        return cursor != null && OFFSET.matcher(cursor).matches() ? Integer.parseInt(cursor) : 0;
    }

    @Override
    public Optional<Listing> readListing(@Nullable String cursor, byte[] body) {
        JsonNode page = object(body);
        if (page == null || !page.path("meetings").isArray()) {
            return Optional.empty();
        }
        var bots = new ArrayList<Listed>();
        for (JsonNode meeting : page.path("meetings")) {
            String id = Json.words(meeting.path("id"));
            if (id != null && isNumber(id)) {
                String status = meeting.path("status").textValue();
                bots.add(new Listed(
                        id, instant(meeting.path("created_at")), status != null && Vocabulary.isEnd(status)));
            }
        }
        int rows = page.path("meetings").size();
        boolean hasMore = page.path("has_more").booleanValue() && rows > 0;
        int step = rows > OVERLAP ? rows - OVERLAP : rows;
        return Optional.of(new Listing(bots, hasMore ? Integer.toString(offset(cursor) + step) : null, null));
    }

    @Override
    public Optional<Question> sent() {
        return Optional.of(Question.get("deliveries", "/user/webhook/deliveries?limit=500"));
    }

    @Override
    public Optional<List<SentDelivery>> readSent(byte[] body) {
        JsonNode answer = object(body);
        if (answer == null || !answer.path("deliveries").isArray()) {
            return Optional.empty();
        }
        var sent = new ArrayList<SentDelivery>();
        for (JsonNode row : answer.path("deliveries")) {
            String event = text(row, "event_id");
            String outcome = text(row, "outcome");
            if (event != null && outcome != null) {
                String meeting = Json.words(row.path("meeting_id"));
                sent.add(new SentDelivery(
                        event,
                        outcome,
                        meeting != null && isNumber(meeting) ? meeting : null,
                        instant(row.path("created_at")),
                        DELIVERED.equals(outcome)));
            }
        }
        return Optional.of(sent);
    }

    /** By the number of the recording, which is what stands first in an artifact's id. */
    @Override
    public Optional<Question> link(String session, ArtifactKind kind, @Nullable String artifactId) {
        String recording = artifactId == null ? null : artifactId.split("/", -1)[0];
        String type = switch (kind) {
            case AUDIO -> "audio";
            case VIDEO -> "video";
            default -> null;
        };
        return recording != null && type != null && isNumber(recording)
                ? Optional.of(Question.get("link-recording", "/recordings/" + recording + "/master?type=" + type))
                : Optional.empty();
    }

    @Override
    public Optional<Link> readLink(byte[] body, ArtifactKind kind, Instant now) {
        JsonNode answer = object(body);
        return answer == null ? Optional.empty() : link(text(answer, "url", "raw_url"), null);
    }

    @Override
    protected Normalization facts(String endpoint, String session, JsonNode body, Delivery delivery) {
        Answer answer = new Answer(body);
        if (!session.equals(answer.id())) {
            return ofAnother(answer.id());
        }
        if (answer.facts() > Normalization.MAX_EVENTS) {
            return Normalization.tooManyEvents();
        }
        var events = new ArrayList<Event>();
        for (Payload webhook : answer.webhooks()) {
            events.addAll(new Mapping(webhook, new Subject.Meeting(session), delivery).events());
        }
        return told(events, Drift.in(answer), delivery);
    }
}
