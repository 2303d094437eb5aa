package io.adjourn.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** JSON and times as Python writes them: spaces after separators, everything beyond ASCII escaped. */
public final class PythonJson {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build()
            .writer(new WithSpaces());
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter WHOLE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+00:00'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter NAIVE_MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter NAIVE_SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private PythonJson() {}

    /** The fields in their order, as {@code json.dumps} writes them. */
    public static byte[] bytes(Map<String, Object> fields) {
        try {
            return WRITER.writeValueAsString(fields).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts and numbers can be written", e);
        }
    }

    /** Such as 2026-02-27T07:11:51.863543+00:00. */
    public static String micros(Instant time) {
        return MICROS.format(time);
    }

    /** As {@code isoformat()} has it: like {@link #micros}, but without a fraction where there is none. */
    public static String isoformat(Instant time) {
        return time.equals(time.truncatedTo(ChronoUnit.SECONDS)) ? WHOLE.format(time) : micros(time);
    }

    /** Such as 2026-08-09T07:19:44.675Z. */
    public static String millis(Instant time) {
        return MILLIS.format(time);
    }

    /** Such as 2024-01-15T14:30:00Z. */
    public static String seconds(Instant time) {
        return SECONDS.format(time);
    }

    /** As {@code isoformat()} writes a time in UTC that knows no zone: 2026-02-13T20:44:51.123456, or 2026-02-13T20:44:51. */
    public static String naive(Instant time) {
        boolean hasFraction = time.truncatedTo(ChronoUnit.SECONDS).isBefore(time.truncatedTo(ChronoUnit.MICROS));
        return (hasFraction ? NAIVE_MICROS : NAIVE_SECONDS).format(time);
    }

    private static final class WithSpaces extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1;

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
            json.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(", ");
        }
    }
}
