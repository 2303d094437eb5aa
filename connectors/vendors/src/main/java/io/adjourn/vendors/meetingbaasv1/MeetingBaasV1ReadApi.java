package io.adjourn.vendors.meetingbaasv1;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.ApiKeyHeader;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.JsonReadApi;
import io.adjourn.vendors.Listing;
import io.adjourn.vendors.Listing.Listed;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Meeting BaaS' first read API, as its documentation has it. One question tells of a bot's end, with what was said in the meeting, which
 * the webhook carries, too; nothing tells its steps.
 */
final class MeetingBaasV1ReadApi extends JsonReadApi {
    private static final String MEETING_DATA = "/bots/meeting_data?bot_id=";

    MeetingBaasV1ReadApi() {
        super("https://api.meetingbaas.com", new ApiKeyHeader("x-meeting-baas-api-key", ""), Dialect.PULL.id());
    }

    @Override
    public List<Question> about(String session, Set<ArtifactKind> awaited) {
        return isId(session)
                ? List.of(Question.get("bot", MEETING_DATA + session + "&include_transcripts=true"))
                : List.of();
    }

    @Override
    public Optional<Question> listing(@Nullable String cursor, Instant since, Instant now) {
        String page = cursor == null ? "" : "&cursor=" + encoded(cursor);
        String from = encoded(since.truncatedTo(ChronoUnit.SECONDS).toString());
        return Optional.of(Question.get("bots", "/bots/bots_with_metadata?limit=50&created_after=" + from + page));
    }

    @Override
    public Optional<Listing> readListing(@Nullable String cursor, byte[] body) {
        JsonNode page = object(body);
        if (page == null) {
            return Optional.empty();
        }
        JsonNode rows = page.path(page.has("bots") ? "bots" : "recent_bots");
        if (!rows.isArray()) {
            return Optional.empty();
        }
        var bots = new ArrayList<Listed>();
        for (JsonNode bot : rows) {
            String id = text(bot, "uuid", "bot_id", "id");
            if (id != null && isId(id)) {
                bots.add(new Listed(id, instant(bot.path("created_at")), bot.hasNonNull("ended_at")));
            }
        }
        JsonNode beside = page.path("next_cursor");
        String next = (beside.isMissingNode() ? page.path("cursor") : beside).textValue();
        return Optional.of(new Listing(bots, further(cursor, next), null));
    }

    @Override
    public Optional<Question> link(String session, ArtifactKind kind, @Nullable String artifactId) {
        return isId(session) && field(kind) != null
                ? Optional.of(Question.get("link-bot", MEETING_DATA + session + "&include_transcripts=false"))
                : Optional.empty();
    }

    /** How long it holds is said in two ways, so it is not said here. */
    @Override
    public Optional<Link> readLink(byte[] body, ArtifactKind kind, Instant now) {
        JsonNode answer = object(body);
        String field = field(kind);
        return answer == null || field == null ? Optional.empty() : link(text(answer, field), null);
    }

    private static @Nullable String field(ArtifactKind kind) {
        return switch (kind) {
            case VIDEO, RECORDING -> "mp4";
            case AUDIO -> "audio";
            default -> null;
        };
    }

    @Override
    protected Normalization facts(String endpoint, String session, JsonNode body, Delivery delivery) {
        Answer answer = new Answer(body);
        if (!session.equals(answer.bot())) {
            return ofAnother(answer.bot());
        }
        var events = new ArrayList<Event>();
        for (Payload webhook : answer.webhooks(delivery.receivedAt())) {
            for (Event event : new Mapping(webhook, new Subject.Meeting(session), delivery).events()) {
                known(event, answer, delivery).ifPresent(events::add);
            }
        }
        return told(events, Drift.in(answer), delivery);
    }

    /** The same as the answer knows it better: when it was, and nothing of a transcript that was not asked for. */
    private static Optional<Event> known(Event event, Answer answer, Delivery delivery) {
        return switch (event) {
            case StateChange change -> Optional.of(timed(change, answer, delivery.receivedAt()));
            case Artifact artifact
            when artifact.kind() == ArtifactKind.TRANSCRIPT && !answer.hasTranscripts() -> Optional.empty();
            default -> Optional.of(event);
        };
    }

    private static StateChange timed(StateChange change, Answer answer, Instant answeredAt) {
        VendorTime end = answer.endedAt();
        RunSummary run = change.run();
        StateChange summed = change.with(new RunSummary(
                VendorTime.usable(answer.joinedAt(), answeredAt),
                run.recordingStartedAt(),
                answer.durationSeconds(),
                run.neverJoined(),
                run.participants(),
                run.speakers(),
                run.expects(),
                run.joinAt()));
        return end == null ? summed : summed.at(VendorTime.eventTime(end, null, answeredAt));
    }
}
