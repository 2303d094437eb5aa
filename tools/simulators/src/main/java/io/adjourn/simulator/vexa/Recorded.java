package io.adjourn.simulator.vexa;

import io.adjourn.simulator.PythonJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A recording of a run: one for each session of the bot, or for each type of file.
 *
 * @param number Vexa's number of it
 * @param minute when it is finished
 */
record Recorded(Run run, long number, double minute) {

    /** Each of its files listed. */
    Map<String, Object> listed(String... types) {
        var files = new ArrayList<Map<String, Object>>();
        for (String type : types) {
            files.add(file(number + 1 + files.size(), type));
        }
        var fields = beginning();
        fields.put("user_id", 7);
        fields.put("source", "bot");
        fields.put("created_at", PythonJson.naive(run.minute(1)));
        fields.put("completed_at", time());
        fields.put("media_files", List.copyOf(files));
        return fields;
    }

    /** As a deployment tells it that keeps recordings in a table: its only file between its own fields, and no times. */
    Map<String, Object> compact(String type) {
        var fields = beginning();
        fields.put("media_file_id", number + 1);
        fields.put("file_size_bytes", 2_345_678);
        fields.put("media_type", type);
        fields.put("media_format", format(type));
        return fields;
    }

    private Map<String, Object> beginning() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", number);
        fields.put("meeting_id", run.id());
        fields.put("session_uid", new UUID(run.id(), number).toString());
        fields.put("status", "completed");
        return fields;
    }

    private Map<String, Object> file(long id, String type) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", id);
        fields.put("type", type);
        fields.put("format", format(type));
        fields.put("storage_path", "recordings/7/" + number + "/" + id);
        fields.put("storage_backend", "minio");
        fields.put("file_size_bytes", 1_234_567);
        fields.put("duration_seconds", type.equals("audio") ? 2079.2 : null);
        fields.put("metadata", type.equals("audio") ? Map.of("sample_rate", 16_000) : Map.of());
        fields.put("created_at", time());
        return fields;
    }

    private String time() {
        return PythonJson.naive(run.minute(minute));
    }

    private static String format(String type) {
        return type.equals("audio") ? "wav" : "webm";
    }
}
