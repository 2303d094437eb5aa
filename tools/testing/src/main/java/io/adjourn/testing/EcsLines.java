package io.adjourn.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

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
            JsonNode event = read(line);
            Instant.parse(event.path("@timestamp").asText());
            if (!List.of("INFO", "WARN", "ERROR")
                            .contains(event.path("log.level").asText())
                    || event.path("message").asText().isBlank()
                    || !event.path("service.name").asText().equals(service)) {
                throw new AssertionError("no event of " + service + ": " + line);
            }
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }
}
