package io.adjourn.simulator.attendee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.simulator.ApiAccount;
import io.adjourn.simulator.ApiFault;
import io.adjourn.simulator.ApiReply;
import io.adjourn.simulator.ApiRequest;
import io.adjourn.simulator.SimulatedBot;
import io.adjourn.simulator.VendorApi;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Attendee's read API: a bot's steps with the times of its webhooks; a list that is oldest first, 25 a page. */
final class AttendeeApi implements VendorApi {
    private static final Pattern PATH = Pattern.compile("/api/v1/bots(?:/([^/]+)(/recording|/transcript)?)?");
    private static final int PAGE = 25;

    /** Its steps have no metadata, so not who removed the bot. */
    @Override
    public Set<String> cannotRestore() {
        return Set.of("removed");
    }

    @Override
    public ApiReply answer(ApiRequest request, ApiAccount account) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches() || !request.method().equals("GET")) {
            return ApiReply.unknown();
        }
        String session = path.group(1);
        if (session == null) {
            return ApiReply.ok("bots", null, list(request, account));
        }
        String endpoint = path.group(2) == null ? "bot" : path.group(2).substring(1);
        return account.find(session)
                .filter(bot -> !request.has(ApiFault.NOT_YET))
                .map(bot -> reply(endpoint, bot, request))
                .orElseGet(() -> ApiReply.refused(endpoint, session, 404));
    }

    private static ApiReply reply(String endpoint, SimulatedBot bot, ApiRequest request) {
        if (endpoint.equals("bot")) {
            return ApiReply.ok(endpoint, bot.session(), bot(bot, request));
        }
        return endpoint.equals("recording") && "complete".equals(recordingState(bot))
                ? ApiReply.ok(
                        endpoint,
                        bot.session(),
                        VendorApi.json()
                                .put(
                                        "url",
                                        "https://recordings.example.com/" + bot.session() + ".mp4?X-Amz-Expires=1800")
                                .put("start_timestamp_ms", bot.createdAt().toEpochMilli()))
                : ApiReply.refused(endpoint, bot.session(), 404);
    }

    private static ObjectNode list(ApiRequest request, ApiAccount account) {
        Instant position = position(request.query().get("cursor"));
        List<SimulatedBot> later = account.oldestFirst().stream()
                .filter(bot -> position == null || bot.createdAt().isAfter(position))
                .toList();
        List<SimulatedBot> page = VendorApi.page(later, 0, PAGE);
        ObjectNode list = VendorApi.json();
        boolean hasNext = later.size() > PAGE;
        Instant next = hasNext ? page.getLast().createdAt() : request.has(ApiFault.CURSOR_LOOP) ? position : null;
        list.put("next", next == null ? null : url(request, next));
        list.putNull("previous");
        ArrayNode results = list.putArray("results");
        page.forEach(bot -> results.add(bot(bot, request)));
        return list;
    }

    private static String url(ApiRequest request, Instant position) {
        String cursor = "p=" + encoded(position.toString().replace('T', ' ').replace("Z", "+00:00"));
        return request.base() + "/api/v1/bots?cursor="
                + encoded(Base64.getEncoder().encodeToString(cursor.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static @Nullable Instant position(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        String fields = new String(Base64.getDecoder().decode(cursor), StandardCharsets.US_ASCII);
        for (String field : fields.split("&", -1)) {
            if (field.startsWith("p=")) {
                String time = URLDecoder.decode(field.substring(2), StandardCharsets.UTF_8);
                return OffsetDateTime.parse(time.replace(' ', 'T')).toInstant();
            }
        }
        return null;
    }

    private static ObjectNode bot(SimulatedBot bot, ApiRequest request) {
        List<JsonNode> steps = steps(bot);
        String state = steps.isEmpty()
                ? "ready"
                : steps.getLast().path("data").path("new_state").asText();
        ObjectNode answer = VendorApi.json().put("id", bot.session());
        answer.set(
                "metadata",
                bot.told().getFirst().path(bot.session().startsWith("app_") ? "app_session_metadata" : "bot_metadata"));
        answer.put("meeting_url", "https://meet.google.com/abc-defg-hij");
        answer.put("state", request.has(ApiFault.LYING_STATUS) ? lie(state) : state);
        ArrayNode events = answer.putArray("events");
        for (JsonNode step : steps) {
            JsonNode data = step.path("data");
            ObjectNode event = events.addObject();
            event.set("type", data.path("event_type"));
            // As the framework writes times, which is another way than that of webhooks.
            event.put("created_at", data.path("created_at").asText().replace("+00:00", "Z"));
            if (data.hasNonNull("event_sub_type")) {
                event.set("sub_type", data.path("event_sub_type"));
            }
        }
        answer.put("transcription_state", transcriptionState(bot));
        answer.put("recording_state", request.has(ApiFault.HALF_WRITTEN) ? "in_progress" : recordingState(bot));
        answer.putNull("join_at");
        answer.putNull("deduplication_key");
        return answer;
    }

    /** Each step once, however many subscriptions it went to. */
    private static List<JsonNode> steps(SimulatedBot bot) {
        Map<String, JsonNode> steps = new LinkedHashMap<>();
        for (JsonNode told : bot.told()) {
            if (told.path("trigger").asText().equals("bot.state_change")) {
                JsonNode data = told.path("data");
                steps.putIfAbsent(
                        data.path("event_type").asText()
                                + data.path("created_at").asText(),
                        told);
            }
        }
        return steps.values().stream()
                .sorted(Comparator.comparing(
                        step -> step.path("data").path("created_at").asText()))
                .toList();
    }

    private static String lie(String state) {
        return state.equals("ended") || state.equals("fatal_error") ? "joined_recording" : "ended";
    }

    private static String recordingState(SimulatedBot bot) {
        ArtifactStatus meant = bot.meant(ArtifactKind.RECORDING);
        return switch (meant == null ? ArtifactStatus.UNAVAILABLE : meant) {
            case READY, DELETED -> "complete";
            case MISSING, PROCESSING -> "in_progress";
            case UNKNOWN -> "failed";
            default -> "not_started";
        };
    }

    private static String transcriptionState(SimulatedBot bot) {
        ArtifactStatus meant = bot.meant(ArtifactKind.TRANSCRIPT);
        return switch (meant == null ? ArtifactStatus.UNAVAILABLE : meant) {
            case READY, DELETED -> "complete";
            case FAILED -> "failed";
            default -> "not_started";
        };
    }
}
