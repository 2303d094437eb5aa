package io.adjourn.vendors.attendee;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.vendors.ApiKeyHeader;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.JsonReadApi;
import io.adjourn.vendors.Listing;
import io.adjourn.vendors.Listing.Listed;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.SemanticKey;
import io.adjourn.vendors.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Attendee's read API, as its source has it. One question tells all of a bot. The list is in the order of creation, oldest first,
 * and by a cursor that holds the time of creation after which it goes on; so one can begin anywhere, and goes on where it ended.
 */
final class AttendeeReadApi extends JsonReadApi {
    private static final String BOTS = "/api/v1/bots";
    private static final Set<ArtifactKind> MEDIA =
            Set.of(ArtifactKind.RECORDING, ArtifactKind.AUDIO, ArtifactKind.VIDEO);

    /** For which links to recordings are signed. */
    private static final Duration LINKS_LAST = Duration.ofMinutes(30);

    AttendeeReadApi() {
        super("https://app.attendee.dev", new ApiKeyHeader("Authorization", "Token "), Dialect.A_PULL.id());
    }

    @Override
    public List<Question> about(String session, Set<ArtifactKind> awaited) {
        return isId(session) ? List.of(Question.get("bot", BOTS + "/" + session)) : List.of();
    }

    @Override
    public Optional<Question> listing(@Nullable String cursor, Instant since, Instant now) {
        String from = cursor == null ? after(since) : cursor;
        return Optional.of(Question.get("bots", BOTS + "?cursor=" + encoded(from)));
    }

    /** The cursor of what was created after that time, as the vendor's framework writes it. */
    private static String after(Instant time) {
        String position = "p=" + encoded(time.toString());
        return Base64.getEncoder().encodeToString(position.getBytes(StandardCharsets.US_ASCII));
    }

    /** Where there is no next page, the same one is where the next sweep begins: new bots are put at its end. */
    @Override
    public Optional<Listing> readListing(@Nullable String cursor, byte[] body) {
        JsonNode page = object(body);
        if (page == null || !page.path("results").isArray()) {
            return Optional.empty();
        }
        var bots = new ArrayList<Listed>();
        for (JsonNode bot : page.path("results")) {
            String id = bot.path("id").textValue();
            if (id != null && isId(id)) {
                String state = bot.path("state").textValue();
                boolean over = state != null && (Vocabulary.isEnd(state) || state.equals(Vocabulary.DATA_DELETED));
                bots.add(new Listed(id, firstStep(bot), over));
            }
        }
        String url = page.path("next").textValue();
        String next = url == null ? null : further(cursor, inQuery(url, "cursor"));
        return Optional.of(new Listing(bots, next, next == null ? cursor : next));
    }

    /** The list does not say when a bot was created; its first step comes soon after. */
    private static @Nullable Instant firstStep(JsonNode bot) {
        return instant(bot.path("events").path(0).path("created_at"));
    }

    @Override
    public Optional<Question> link(String session, ArtifactKind kind, @Nullable String artifactId) {
        return isId(session) && MEDIA.contains(kind)
                ? Optional.of(Question.get("link-recording", BOTS + "/" + session + "/recording"))
                : Optional.empty();
    }

    @Override
    public Optional<Link> readLink(byte[] body, ArtifactKind kind, Instant now) {
        JsonNode recording = object(body);
        return recording == null ? Optional.empty() : link(text(recording, "url"), now.plus(LINKS_LAST));
    }

    @Override
    protected Normalization facts(String endpoint, String session, JsonNode body, Delivery delivery) {
        Answer answer = new Answer(body);
        if (!session.equals(answer.bot())) {
            return ofAnother(answer.bot());
        }
        if (answer.steps() > Normalization.MAX_EVENTS) {
            return Normalization.tooManyEvents();
        }
        var events = new ArrayList<Event>();
        for (Payload webhook : answer.webhooks()) {
            for (Event event : new Mapping(webhook, new Subject.Meeting(session), delivery).events()) {
                known(event, answer).ifPresent(events::add);
            }
        }
        transcript(answer, events).ifPresent(events::add);
        return told(events, Drift.in(answer), delivery);
    }

    /** The same as the answer knows it better: in which meeting, and whether there is the recording that an end implies. */
    private static Optional<Event> known(Event event, Answer answer) {
        if (event instanceof StateChange change) {
            return Optional.of(change.in(new MeetingReference(null, null, answer.meetingUrl(), null)));
        }
        if (!(event instanceof Artifact artifact) || !artifact.implied() || answer.recordingState() == null) {
            return Optional.of(event);
        }
        ArtifactStatus status = Vocabulary.recordingOf(answer.recordingState());
        if (status == ArtifactStatus.READY) {
            return Optional.of(event);
        }
        return status == null
                ? Optional.empty()
                : Optional.of(said(artifact.kind(), status, answer.recordingState(), artifact.said()));
    }

    /** The transcript of a bot whose run is over. */
    private static Optional<Event> transcript(Answer answer, List<Event> events) {
        if (!"complete".equals(answer.transcriptionState())) {
            return Optional.empty();
        }
        return events.stream()
                .filter(event -> event instanceof StateChange change && change.terminal())
                .findFirst()
                .map(end -> said(ArtifactKind.TRANSCRIPT, ArtifactStatus.READY, "complete", end.said()));
    }

    private static Artifact said(ArtifactKind kind, ArtifactStatus status, String word, Said end) {
        Said own = new Said(end.vendorType(), SemanticKey.of("state of", kind.name(), word), end.time());
        return new Artifact(own, kind, status, false, null, null, Media.NONE, null, null, word);
    }
}
