package io.adjourn.simulator.meetingbaasv2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.simulator.ApiAccount;
import io.adjourn.simulator.ApiFault;
import io.adjourn.simulator.ApiReply;
import io.adjourn.simulator.ApiRequest;
import io.adjourn.simulator.JavaScriptJson;
import io.adjourn.simulator.SimulatedBot;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.simulator.VendorApi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Meeting BaaS' read API, version 2: the fields of the last webhook, a list from a time on, and a way to have the last event again. */
final class MeetingBaasV2Api implements VendorApi {
    private static final List<String> ENDS = List.of("bot.completed", "bot.failed");

    private static final Pattern PATH = Pattern.compile("/v2/bots(?:/([^/]+)(/status|/resend-webhook)?)?");
    private static final List<String> MEDIA =
            List.of("audio", "video", "transcription", "raw_transcription", "diarization", "mp4", "chat_messages");

    @Override
    public Optional<Message> resent(SimulatedBot bot) {
        return bot.last("event", ENDS);
    }

    /** It has no steps, so neither the reason that one of them gave nor what failed in one. */
    @Override
    public Set<String> cannotRestore() {
        return Set.of("removed", "nothing-recorded", "lost-end", "rejected", "recording-failed");
    }

    @Override
    public ApiReply answer(ApiRequest request, ApiAccount account) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return ApiReply.unknown();
        }
        String session = path.group(1);
        boolean isResend = "/resend-webhook".equals(path.group(2));
        if (!request.method().equals(isResend ? "POST" : "GET")) {
            return ApiReply.unknown();
        }
        if (session == null) {
            return ApiReply.ok("bots", null, list(request, account));
        }
        String endpoint = path.group(2) == null ? "bot" : isResend ? "resend" : "status";
        return account.find(session)
                .filter(bot -> !request.has(ApiFault.NOT_YET))
                .map(bot -> isResend ? resend(bot) : ApiReply.ok(endpoint, session, wrapped(bot(bot, request))))
                .orElseGet(() -> ApiReply.refused(endpoint, session, 404));
    }

    /** Who serves this sends it; before the end there is nothing to send. */
    private static ApiReply resend(SimulatedBot bot) {
        return bot.last("event", ENDS).isPresent()
                ? ApiReply.ok("resend", bot.session(), VendorApi.json().put("success", true))
                : ApiReply.refused("resend", bot.session(), 409);
    }

    private static ObjectNode wrapped(JsonNode data) {
        ObjectNode answer = VendorApi.json().put("success", true);
        answer.set("data", data);
        return answer;
    }

    private static ObjectNode list(ApiRequest request, ApiAccount account) {
        List<SimulatedBot> all = VendorApi.after(account.newestFirst(), request, "created_after");
        int from = request.number("cursor", 0, Integer.MAX_VALUE);
        int limit = request.number("limit", 50, 250);
        ObjectNode list = VendorApi.json().put("success", true);
        ArrayNode bots = list.putArray("data");
        for (SimulatedBot bot : VendorApi.page(all, from, limit)) {
            bots.addObject()
                    .put("bot_id", bot.session())
                    .put("status", status(bot))
                    .put("created_at", JavaScriptJson.time(bot.createdAt()));
        }
        boolean hasNext = from + limit < all.size();
        String next = hasNext ? Integer.toString(from + limit) : null;
        return list.put("cursor", next == null && request.has(ApiFault.CURSOR_LOOP) ? "0" : next);
    }

    private static ObjectNode bot(SimulatedBot bot, ApiRequest request) {
        ObjectNode answer = VendorApi.json().put("bot_id", bot.session());
        String status = status(bot);
        answer.put("created_at", JavaScriptJson.time(bot.createdAt()));
        answer.put("meeting_url", "https://meet.google.com/abc-defg-hij");
        for (String field : List.of("joined_at", "exited_at", "duration_seconds", "error_code", "error_message")) {
            answer.putNull(field);
        }
        JsonNode end = end(bot);
        end.path("data").properties().stream()
                .filter(field -> !Set.of("sent_at", "data_deleted").contains(field.getKey()))
                .forEach(field -> answer.set(field.getKey(), field.getValue()));
        if (status.equals("completed")) {
            // The guide's webhook leaves them out; its API does not.
            fill(answer, "joined_at", JavaScriptJson.time(bot.createdAt().plusSeconds(120)));
            fill(answer, "exited_at", JavaScriptJson.time(bot.createdAt().plusSeconds(46 * 60)));
        }
        answer.put("artifacts_deleted", end.path("data").path("data_deleted").asBoolean());
        answer.set("extra", extra(bot));
        if (request.has(ApiFault.HALF_WRITTEN) && status.equals("completed")) {
            MEDIA.forEach(answer::remove);
            return answer.put("status", "transcribing").putNull("exited_at").putNull("duration_seconds");
        }
        return answer.put("status", request.has(ApiFault.LYING_STATUS) ? lie(status) : status);
    }

    private static void fill(ObjectNode answer, String field, String value) {
        if (!answer.hasNonNull(field)) {
            answer.put(field, value);
        }
    }

    private static JsonNode extra(SimulatedBot bot) {
        JsonNode first = bot.told().getFirst();
        return first.has("extra") ? first.path("extra") : first.path("data").path("extra");
    }

    /** The last end that is told; nothing where there is none. */
    private static JsonNode end(SimulatedBot bot) {
        JsonNode end = VendorApi.json();
        for (JsonNode told : bot.told()) {
            end = ENDS.contains(told.path("event").asText()) ? told : end;
        }
        return end;
    }

    private static String status(SimulatedBot bot) {
        JsonNode end = end(bot);
        if (end.has("event")) {
            return end.path("event").asText().substring("bot.".length());
        }
        // An end that is announced and never comes is one that the vendor itself waits for.
        String status = "queued";
        for (JsonNode told : bot.told()) {
            String code = told.path("data").path("status").path("code").asText(status);
            status = ENDS.contains("bot." + code) ? status : code;
        }
        return status;
    }

    private static String lie(String status) {
        return Map.of("completed", "failed", "failed", "completed").getOrDefault(status, "completed");
    }
}
