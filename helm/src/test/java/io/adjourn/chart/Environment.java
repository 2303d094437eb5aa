package io.adjourn.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;

/** A container's variables. */
final class Environment {
    private Environment() {}

    /** By name. What comes from a Secret is {@code SECRET/KEY}. */
    static Map<String, String> of(JsonNode container) {
        return container
                .path("env")
                .valueStream()
                .collect(Collectors.toMap(
                        variable -> variable.path("name").asText(),
                        variable -> variable.has("value")
                                ? variable.path("value").asText()
                                : variable.at("/valueFrom/secretKeyRef/name").asText() + "/"
                                        + variable.at("/valueFrom/secretKeyRef/key")
                                                .asText()));
    }
}
