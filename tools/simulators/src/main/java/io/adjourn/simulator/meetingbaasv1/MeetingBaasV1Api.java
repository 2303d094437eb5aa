package io.adjourn.simulator.meetingbaasv1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.simulator.ApiAccount;
import io.adjourn.simulator.ApiFault;
import io.adjourn.simulator.ApiReply;
import io.adjourn.simulator.ApiRequest;
import io.adjourn.simulator.JavaScriptJson;
import io.adjourn.simulator.SimulatedBot;
import io.adjourn.simulator.VendorApi;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Meeting BaaS' first read API: the end of a bot with its files and what was said, and a list from a time on. */
final class MeetingBaasV1Api implements VendorApi {
    private static final Set<String> COMPLETED = Set.of("complete", "meeting.completed");
    private static final Set<String> FAILED = Set.of("failed", "meeting.failed");

    /** It has no steps, and tells of an end without a file only an hour later. */
    @Override
    public Set<String> cannotRestore() {
        return Set.of("removed", "nothing-recorded", "error", "lost-end");
    }

    @Override
    public ApiReply answer(ApiRequest request, ApiAccount account) {
        if (!request.method().equals("GET")) {
            return ApiReply.unknown();
        }
        return switch (request.path()) {
            case "/bots/bots_with_metadata" -> ApiReply.ok("bots", null, list(request, account));
            case "/bots/meeting_data" -> {
                String session = request.query().getOrDefault("bot_id", "");
                yield account.find(session)
                        .filter(bot -> !request.has(ApiFault.NOT_YET))
                        .map(bot -> ApiReply.ok("bot", session, meetingData(bot, request)))
                        .orElseGet(() -> ApiReply.refused("bot", session, 404));
            }
            default -> ApiReply.unknown();
        };
    }

    private static ObjectNode list(ApiRequest request, ApiAccount account) {
        List<SimulatedBot> all = VendorApi.after(account.newestFirst(), request, "created_after");
        int from = request.number("cursor", 0, Integer.MAX_VALUE);
        int limit = request.number("limit", 10, 50);
        ObjectNode list = VendorApi.json();
        ArrayNode bots = list.putArray("bots");
        VendorApi.page(all, from, limit).forEach(bot -> bots.add(bot(bot, false)));
        boolean hasNext = from + limit < all.size();
        String next = hasNext ? Integer.toString(from + limit) : null;
        return list.put("next_cursor", next == null && request.has(ApiFault.CURSOR_LOOP) ? "0" : next);
    }

    private static ObjectNode meetingData(SimulatedBot bot, ApiRequest request) {
        ObjectNode answer = VendorApi.json();
        ObjectNode botData = answer.putObject("bot_data");
        botData.set("bot", bot(bot, request.has(ApiFault.LYING_STATUS)));
        ArrayNode transcripts = botData.putArray("transcripts");
        JsonNode end = last(bot, COMPLETED);
        if (request.query().getOrDefault("include_transcripts", "true").equals("true")
                && bot.meant(ArtifactKind.TRANSCRIPT) == ArtifactStatus.READY) {
            said(bot).forEach(transcripts::add);
        }
        boolean halfWritten = request.has(ApiFault.HALF_WRITTEN);
        answer.put("duration", end.isEmpty() ? 0 : 2640);
        answer.put("mp4", halfWritten ? "" : end.path("data").path("mp4").asText(""));
        answer.put("audio", halfWritten ? "" : end.path("data").path("audio").asText(""));
        return answer;
    }

    /** What was said: as a webhook has it, or, where it was transcribed later, something. */
    private static Iterable<JsonNode> said(SimulatedBot bot) {
        for (JsonNode told : bot.told()) {
            JsonNode transcript = told.path("data").path("transcript");
            if (!transcript.isEmpty()) {
                return transcript;
            }
        }
        ObjectNode turn = VendorApi.json().put("speaker", "Jane Smith").put("start_time", 0.5);
        turn.putArray("words")
                .addObject()
                .put("start_time", 0.5)
                .put("end_time", 0.75)
                .put("text", "Hello");
        return List.of(turn);
    }

    private static ObjectNode bot(SimulatedBot bot, boolean lying) {
        JsonNode completed = last(bot, COMPLETED);
        JsonNode failed = completed.isEmpty() ? last(bot, FAILED) : VendorApi.json();
        boolean over = !completed.isEmpty() || !failed.isEmpty();
        ObjectNode answer = VendorApi.json().put("uuid", bot.session()).put("bot_name", "Notes");
        answer.put("created_at", JavaScriptJson.time(bot.createdAt()));
        answer.put(
                "joined_at",
                failed.isEmpty() ? JavaScriptJson.time(bot.createdAt().plusSeconds(120)) : null);
        String end = JavaScriptJson.time(bot.createdAt().plus(Duration.ofMinutes(46)));
        answer.put("ended_at", over != lying ? end : null);
        String error = failed.path("data").path("error").textValue();
        // Only where the file beside it gives the lie away.
        boolean hasFile = completed.path("data").hasNonNull("mp4");
        answer.put("errors", lying && hasFile ? "internal_error" : error);
        answer.put("transcription_fails", 0);
        for (JsonNode told : bot.told()) {
            for (String field : List.of("extra", "event_uuid")) {
                if (told.path("data").path("bot_id").asText().equals(bot.session())
                        && told.path("data").hasNonNull(field)) {
                    answer.set(field, told.path("data").path(field));
                }
            }
        }
        return answer;
    }

    /** The fullest of its events of that name; empty where there is none. */
    private static JsonNode last(SimulatedBot bot, Set<String> names) {
        JsonNode fullest = VendorApi.json();
        for (JsonNode told : bot.told()) {
            boolean isOne = names.contains(told.path("event").asText())
                    && told.path("data").path("bot_id").asText().equals(bot.session());
            if (isOne && told.path("data").size() > fullest.path("data").size()) {
                fullest = told;
            }
        }
        return fullest;
    }
}
