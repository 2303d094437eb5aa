package io.adjourn.simulator.meetstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.simulator.ApiAccount;
import io.adjourn.simulator.ApiFault;
import io.adjourn.simulator.ApiReply;
import io.adjourn.simulator.ApiRequest;
import io.adjourn.simulator.PythonJson;
import io.adjourn.simulator.SimulatedBot;
import io.adjourn.simulator.VendorApi;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** MeetStream's read API: a timeline with one entry a status, and a question for each artifact: 202 until it is there. */
final class MeetStreamApi implements VendorApi {
    private static final Pattern PATH =
            Pattern.compile("/api/v1/bots(?:/([^/]+)/(detail|status|get_audio|get_video|transcriptions))?");
    private static final int PAGE = 50;
    private static final Map<String, ArtifactKind> ARTIFACTS = Map.of(
            "get_audio", ArtifactKind.AUDIO,
            "get_video", ArtifactKind.VIDEO,
            "transcriptions", ArtifactKind.TRANSCRIPT);
    private static final Map<String, String> URLS =
            Map.of("get_audio", "audio_url", "get_video", "video_url", "transcriptions", "transcript_url");

    /** What no timeline has: a status of something else than the bot's run. */
    private static final Set<String> NO_STEPS = Set.of("Daydreaming", "RecordingPermissionAllowed");

    /** It does not tell what failed, was skipped or deleted from what is not there yet, nor why a bot stopped. */
    @Override
    public Set<String> cannotRestore() {
        return Set.of("kicked", "failed-transcript", "nothing-recorded", "deletion");
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
        String endpoint = path.group(2);
        return account.find(session)
                .map(bot -> reply(endpoint, bot, request))
                .orElseGet(() -> ApiReply.refused(endpoint, session, 404));
    }

    private static ApiReply reply(String endpoint, SimulatedBot bot, ApiRequest request) {
        ArtifactKind kind = ARTIFACTS.get(endpoint);
        if (kind == null) {
            return request.has(ApiFault.NOT_YET)
                    ? ApiReply.refused(endpoint, bot.session(), 404)
                    : ApiReply.ok(endpoint, bot.session(), detail(bot, request));
        }
        ArtifactStatus meant = bot.isDeleted() ? ArtifactStatus.DELETED : bot.meant(kind);
        if (meant == ArtifactStatus.READY && !request.has(ApiFault.NOT_YET)) {
            return ApiReply.ok(endpoint, bot.session(), media(endpoint, bot, request.has(ApiFault.HALF_WRITTEN)));
        }
        // What streams, or failed, is not ready for ever; what is deleted or was not asked for is not there.
        boolean isThere = meant != null && meant != ArtifactStatus.DELETED;
        return ApiReply.refused(endpoint, bot.session(), isThere ? 202 : 404);
    }

    private static ObjectNode media(String endpoint, SimulatedBot bot, boolean halfWritten) {
        ObjectNode answer = VendorApi.json().put("bot_id", bot.session());
        return halfWritten
                ? answer.put("status", "processing").put(URLS.get(endpoint), (String) null)
                : answer.put(URLS.get(endpoint), "https://media.example.com/" + bot.session() + "/" + endpoint);
    }

    private static ObjectNode list(ApiRequest request, ApiAccount account) {
        int from = request.number("cursor", 0, Integer.MAX_VALUE);
        List<SimulatedBot> all = account.newestFirst();
        ObjectNode list = VendorApi.json();
        ArrayNode bots = list.putArray("bots");
        for (SimulatedBot bot : VendorApi.page(all, from, PAGE)) {
            bots.addObject()
                    .put("BotID", bot.session())
                    .put("Status", status(bot))
                    .put("CreatedAt", PythonJson.micros(bot.createdAt()));
        }
        boolean hasNext = from + PAGE < all.size();
        boolean loops = request.has(ApiFault.CURSOR_LOOP);
        return list.put("hasNextPage", hasNext || loops)
                .put("nextCursor", loops && !hasNext ? "0" : Integer.toString(from + PAGE));
    }

    private static ObjectNode detail(SimulatedBot bot, ApiRequest request) {
        ObjectNode answer = VendorApi.json().put("BotID", bot.session());
        String status = status(bot);
        answer.put("Status", request.has(ApiFault.LYING_STATUS) ? lie(status) : status);
        ObjectNode timeline = answer.putObject("StatusTimeline");
        int undated = 0;
        for (ObjectNode told : bot.told()) {
            String word = statusOf(told);
            if (word != null) {
                String time = told.hasNonNull("timestamp")
                        ? told.path("timestamp").asText()
                        : PythonJson.micros(bot.createdAt().plus(Duration.ofMinutes(15L * undated++)));
                timeline.putObject(word).put("status", word).put("timestamp", time);
            }
        }
        answer.put("StartTime", PythonJson.micros(bot.createdAt())).putNull("EndTime");
        answer.put("ManifestStatus", bot.meant(ArtifactKind.MANIFEST) == ArtifactStatus.READY ? "Success" : null);
        answer.set("RequestPayload", asked(bot));
        return answer;
    }

    /** What the bot was asked for: whatever it means that there is, or should be. */
    private static ObjectNode asked(SimulatedBot bot) {
        ObjectNode request = VendorApi.json().put("video_required", bot.meant(ArtifactKind.VIDEO) != null);
        request.putObject("recording_config")
                .putObject("transcript")
                .putObject("provider")
                .putObject("meeting_captions");
        JsonNode attributes = bot.told().getFirst().path("custom_attributes");
        if (attributes.isObject()) {
            request.set("custom_attributes", attributes);
        }
        return request;
    }

    /** The status that the bot went to by an event; null where the event is of none. */
    private static @Nullable String statusOf(JsonNode told) {
        String event = told.path("event").asText("");
        if (event.equals("bot.uploading")) {
            return "Uploading";
        }
        String status = told.path("bot_status").textValue();
        boolean isStep = status != null && !NO_STEPS.contains(status) && !event.equals("bot.error");
        return isStep ? status : null;
    }

    private static String status(SimulatedBot bot) {
        String last = "Joining";
        for (ObjectNode told : bot.told()) {
            String status = statusOf(told);
            last = status == null ? last : status;
        }
        return last;
    }

    private static String lie(String status) {
        return Set.of("joining", "inmeeting").contains(status.toLowerCase(Locale.ROOT)) ? "Stopped" : "InMeeting";
    }
}
