package io.adjourn.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** JSON and times as JavaScript writes them: no spaces, nothing escaped that need not be, milliseconds and Z. */
public final class JavaScriptJson {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private JavaScriptJson() {}

    /** The fields in their order, as {@code JSON.stringify} writes them. */
    public static byte[] bytes(Map<String, Object> fields) {
        try {
            return MAPPER.writeValueAsString(fields).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts and numbers can be written", e);
        }
    }

    /** Such as 2025-01-15T10:30:00.000Z. */
    public static String time(Instant time) {
        return MILLIS.format(time);
    }
}
