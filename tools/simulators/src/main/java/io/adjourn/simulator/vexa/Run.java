package io.adjourn.simulator.vexa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.simulator.PythonJson;
import io.adjourn.simulator.Script.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of a bot in one meeting, which is over by the time anything is sent.
 *
 * @param id Vexa's number of it
 * @param connection Vexa's id of the bot's connection
 * @param recording Vexa's number of its first recording
 * @param start when it was asked for
 */
record Run(long id, String connection, long recording, Instant start, Course course) {
    private static final long NUMBERS = 1_000_000_000_000L;
    /** The longest run here is over by then. */
    private static final Duration LONGEST = Duration.ofMinutes(55);

    static Run of(Course course, Stage stage) {
        var random = stage.random();
        // Odd microseconds, so that a reader that drops digits is found out.
        Instant start = stage.now().minus(LONGEST).plusNanos(1000L * random.nextInt(1_000_000));
        return new Run(
                1 + random.nextLong(NUMBERS),
                new UUID(random.nextLong(), random.nextLong()).toString(),
                1 + random.nextLong(NUMBERS),
                start,
                course);
    }

    /** The next run under the same number, when this one is over. */
    Run again(Course next) {
        return new Run(
                id,
                UUID.nameUUIDFromBytes(connection.getBytes(UTF_8)).toString(),
                recording + 1,
                minute(course.over()),
                next);
    }

    Instant minute(double minutes) {
        return start.plusMillis((long) (minutes * 60_000));
    }

    String session() {
        return Long.toString(id);
    }

    /** Whether the bot has got in by then, be it still in or not. */
    boolean hasJoined(double minute) {
        return minute >= course.joined();
    }

    boolean isOver(double minute) {
        return minute >= course.over();
    }

    /** The meeting as a body that is built at the minute shows it. */
    Map<String, Object> meeting(String status, double minute) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", id);
        fields.put("user_id", 7);
        fields.put("platform", "google_meet");
        fields.put("native_meeting_id", "abc-defg-hij");
        fields.put("constructed_meeting_url", "https://meet.google.com/abc-defg-hij");
        fields.put("status", status);
        fields.put("start_time", hasJoined(minute) ? PythonJson.naive(minute(course.joined())) : null);
        fields.put("end_time", isOver(minute) ? PythonJson.naive(minute(course.over())) : null);
        fields.put("data", data(minute));
        // In full seconds, as the database keeps it: Python then writes no fraction.
        fields.put("created_at", PythonJson.naive(start.truncatedTo(ChronoUnit.SECONDS)));
        fields.put("updated_at", PythonJson.naive(minute(minute)));
        return fields;
    }

    /** What is kept with the meeting, the customer's and Vexa's own. */
    private Map<String, Object> data(double minute) {
        var data = new LinkedHashMap<String, Object>();
        // Accents and more: bodies are bytes, not characters.
        data.put("name", "Café ☕ 会議");
        data.put("status_transition", List.of(Map.of("to", "joining", "timestamp", PythonJson.naive(start))));
        if (isOver(minute)) {
            put(data, "completion_reason", course.completionReason());
            put(data, "failure_stage", course.failureStage());
        }
        return data;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** A step as it is reported: from one status to another, and why. */
    Map<String, Object> change(@Nullable String from, String to, @Nullable String reason, String time, String source) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("from", from);
        fields.put("to", to);
        fields.put("reason", reason);
        fields.put("timestamp", time);
        fields.put("transition_source", source);
        return fields;
    }
}
