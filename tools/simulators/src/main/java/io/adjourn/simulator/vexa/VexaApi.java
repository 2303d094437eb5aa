package io.adjourn.simulator.vexa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.simulator.ApiAccount;
import io.adjourn.simulator.ApiFault;
import io.adjourn.simulator.ApiReply;
import io.adjourn.simulator.ApiRequest;
import io.adjourn.simulator.PythonJson;
import io.adjourn.simulator.SimulatedBot;
import io.adjourn.simulator.VendorApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Vexa's read API: the meeting with its trail and recordings, a list by offset, and what was sent. */
final class VexaApi implements VendorApi {
    private static final Pattern PATH = Pattern.compile("/meetings(?:/([0-9]+))?");
    private static final Pattern MASTER = Pattern.compile("/recordings/([0-9]+)/master");
    private static final int GREATEST_PAGE = 100;

    /** How many deliveries are kept. */
    private static final int KEPT = 100;

    private static final Set<String> ENDS = Set.of("completed", "failed");

    /** A recording without a file might still be written. */
    @Override
    public Set<String> cannotRestore() {
        return Set.of("flat-many-recordings");
    }

    @Override
    public ApiReply answer(ApiRequest request, ApiAccount account) {
        if (!request.method().equals("GET")) {
            return ApiReply.unknown();
        }
        if (request.path().equals("/user/webhook/deliveries")) {
            return ApiReply.ok("deliveries", null, deliveries(request, account));
        }
        Matcher master = MASTER.matcher(request.path());
        if (master.matches()) {
            return ApiReply.ok(
                    "recording",
                    null,
                    VendorApi.json()
                            .put("url", "https://media.example.com/" + master.group(1) + "?X-Amz-Expires=3600"));
        }
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return ApiReply.unknown();
        }
        String session = path.group(1);
        if (session == null) {
            return ApiReply.ok("bots", null, list(request, account));
        }
        return account.find(session)
                .filter(bot -> !request.has(ApiFault.NOT_YET))
                .map(bot -> ApiReply.ok("bot", session, meeting(bot, request)))
                .orElseGet(() -> ApiReply.refused("bot", session, 404));
    }

    private static ObjectNode list(ApiRequest request, ApiAccount account) {
        int offset = request.number("offset", 0, Integer.MAX_VALUE);
        int limit = request.number("limit", 50, GREATEST_PAGE);
        // Rows that were removed above since the page before was read.
        int from = request.has(ApiFault.SHIFTING_LIST) && offset > 0 ? offset + 5 : offset;
        List<SimulatedBot> all = account.newestFirst();
        ObjectNode list = VendorApi.json();
        ArrayNode meetings = list.putArray("meetings");
        for (SimulatedBot bot : VendorApi.page(all, from, limit)) {
            ObjectNode meeting = meeting(bot, request);
            meeting.putObject("data");
            meetings.add(meeting);
        }
        return list.put("has_more", from + limit < all.size() || request.has(ApiFault.CURSOR_LOOP));
    }

    private static ObjectNode deliveries(ApiRequest request, ApiAccount account) {
        ObjectNode answer = VendorApi.json();
        ArrayNode rows = answer.putArray("deliveries");
        int limit = Math.min(request.number("limit", KEPT, 500), KEPT);
        for (SimulatedBot bot : account.newestFirst()) {
            for (ObjectNode told : bot.told().reversed()) {
                if (rows.size() < limit && told.hasNonNull("event_id")) {
                    ObjectNode row = rows.addObject();
                    row.set("event_type", told.path("event_type"));
                    row.set("event_id", told.path("event_id"));
                    row.put("target_host", "hooks.example.com")
                            .put("outcome", "delivered")
                            .put("status_code", 202);
                    row.put("attempt", 1).put("meeting_id", Long.parseLong(bot.session()));
                    row.set("created_at", told.path("created_at"));
                }
            }
        }
        return answer;
    }

    private static ObjectNode meeting(SimulatedBot bot, ApiRequest request) {
        JsonNode latest = latest(bot);
        ObjectNode meeting = SimulatedBot.copy(latest);
        meeting.remove("bot_container_id");
        meeting.put("id", Long.parseLong(bot.session()));
        String status = latest.path("status").asText("requested");
        if (request.has(ApiFault.LYING_STATUS)) {
            meeting.put("status", ENDS.contains(status) ? "active" : "completed");
        }
        meeting.put("created_at", PythonJson.naive(bot.createdAt()));
        ObjectNode data = SimulatedBot.copy(latest.path("data"));
        meeting.set("data", data);
        data.set("status_transition", trail(bot, latest));
        ArrayNode recordings = data.putArray("recordings");
        for (JsonNode told : bot.told()) {
            JsonNode recording = part(told, "recording");
            if (recording.isObject()) {
                ObjectNode copy = SimulatedBot.copy(recording);
                if (request.has(ApiFault.HALF_WRITTEN)) {
                    copy.put("status", "in_progress");
                }
                recordings.add(copy);
            }
        }
        return meeting;
    }

    /** Every step with its time once; an end that is told without one, at the end of the meeting. */
    private static ArrayNode trail(SimulatedBot bot, JsonNode latest) {
        Map<String, ObjectNode> steps = new LinkedHashMap<>();
        String last = "";
        for (JsonNode told : bot.told()) {
            JsonNode change = part(told, "status_change");
            if (change.hasNonNull("timestamp")) {
                ObjectNode step = SimulatedBot.copy(change);
                step.set("source", step.remove("transition_source"));
                last = change.path("to").asText();
                steps.put(last + change.path("timestamp").asText(), step);
            }
        }
        String status = latest.path("status").asText();
        if (ENDS.contains(status) && !status.equals(last)) {
            ObjectNode end = VendorApi.json().put("to", status).put("source", "bot_callback");
            end.set("timestamp", latest.path("end_time"));
            steps.put(status, end);
        }
        ArrayNode trail = VendorApi.json().putArray("trail");
        steps.values().forEach(trail::add);
        return trail;
    }

    /** The meeting as the last of its webhooks that shows all of it has it. */
    private static JsonNode latest(SimulatedBot bot) {
        JsonNode latest = VendorApi.json();
        String updated = "";
        for (JsonNode told : bot.told()) {
            JsonNode meeting = told.has("native_meeting_id") ? told : part(told, "meeting");
            String time = meeting.path("updated_at").asText();
            if (meeting.hasNonNull("id") && time.compareTo(updated) >= 0) {
                latest = meeting;
                updated = time;
            }
        }
        return latest;
    }

    private static JsonNode part(JsonNode told, String name) {
        JsonNode enveloped = told.path("data").path(name);
        return enveloped.isObject() ? enveloped : told.path(name);
    }
}
