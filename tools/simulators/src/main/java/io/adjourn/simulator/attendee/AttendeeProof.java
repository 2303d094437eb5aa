package io.adjourn.simulator.attendee;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.adjourn.simulator.Hmac;
import io.adjourn.simulator.Proof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Signs the canonical form of the JSON that it sends: keys sorted by their bytes in UTF-8, which is by code point, and no
 * spaces. Each attempt is signed again, for its body may differ; the time has no part in it.
 *
 * @param ascii whether the signed text is in ASCII, as before 2025-05-27
 */
record AttendeeProof(boolean ascii) implements Proof {
    private static final Comparator<String> BY_BYTES = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

    @Override
    public Map<String, String> headers(byte[] body, List<String> secrets, Instant sentAt) {
        return signed(canonical(body), secrets);
    }

    /** As most others do it: the body's bytes are signed as they are sent. */
    @Override
    public Map<String, String> mistaken(byte[] body, List<String> secrets, Instant sentAt) {
        return signed(body, secrets);
    }

    @Override
    public boolean coversBody() {
        return true;
    }

    @Override
    public boolean signsEachAttempt() {
        return false;
    }

    private byte[] canonical(byte[] body) {
        ObjectWriter writer = ascii ? MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII) : MAPPER.writer();
        try {
            return writer.writeValueAsString(sorted(MAPPER.readValue(body, Object.class)))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("only JSON is sent", e);
        }
    }

    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> object) {
            var sorted = new TreeMap<String, Object>(BY_BYTES);
            object.forEach((key, member) -> sorted.put((String) key, sorted(member)));
            return sorted;
        }
        return value instanceof List<?> array
                ? array.stream().map(AttendeeProof::sorted).toList()
                : value;
    }

    private static Map<String, String> signed(byte[] text, List<String> secrets) {
        byte[] key = Base64.getDecoder().decode(secrets.getFirst());
        return Map.of("X-Webhook-Signature", Base64.getEncoder().encodeToString(Hmac.sha256(key, text)));
    }
}
