package io.adjourn.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The log of an application that writes the Elastic Common Schema: each line is one event, and whole. */
public final class EcsLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EcsLines() {}

    /** Fails unless there are lines, and each is an event with the fields that collectors look for. */
    public static void assertWrittenBy(String service, Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        if (lines.isEmpty()) {
            throw new AssertionError("nothing was logged to " + log);
        }
        for (String line : lines) {
            Map<String, String> event = fields(line);
            Instant.parse(event.getOrDefault("@timestamp", ""));
            if (!List.of("INFO", "WARN", "ERROR").contains(event.get("log.level"))
                    || event.getOrDefault("message", "").isBlank()
                    || !service.equals(event.get("service.name"))) {
                throw new AssertionError("no event of " + service + ": " + line);
            }
        }
    }

    /** The fields of an event. */
    public static Map<String, String> fields(String line) {
        try {
            return JSON.readValue(line, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new AssertionError("no event: " + line, e);
        }
    }
}
