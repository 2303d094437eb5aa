package io.adjourn.commands.sinks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.config.BadConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A connector's configuration as Kafka Connect takes it: one text for each setting. */
public record ConnectorConfig(Map<String, String> settings) {
    private static final String CLASS = "connector.class";
    private static final ObjectMapper JSON = new ObjectMapper();

    public ConnectorConfig {
        settings = Map.copyOf(settings);
    }

    /**
     * Reads a file.
     *
     * @throws BadConfigurationException if it cannot be read, is no JSON object of plain values, or names no class
     */
    public static ConnectorConfig read(Path file) {
        try {
            return new ConnectorConfig(settings(file, JSON.readTree(Files.readString(file))));
        } catch (JsonProcessingException e) {
            throw new BadConfigurationException(
                    file + " is no JSON: line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw new BadConfigurationException("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static Map<String, String> settings(Path file, JsonNode json) {
        if (!json.isObject()) {
            throw new BadConfigurationException(file + " is no JSON object");
        }
        // As POST /connectors takes it, with the settings below their name.
        JsonNode object = json.path("config").isObject() ? json.path("config") : json;
        var settings = new TreeMap<String, String>();
        for (Map.Entry<String, JsonNode> setting : object.properties()) {
            if (!setting.getValue().isValueNode() || setting.getValue().isNull()) {
                throw new BadConfigurationException(
                        file + ": " + setting.getKey() + " is no text: Kafka Connect's settings are plain texts");
            }
            settings.put(setting.getKey(), setting.getValue().asText());
        }
        if (settings.getOrDefault(CLASS, "").isBlank()) {
            throw new BadConfigurationException(file + " does not say connector.class");
        }
        return settings;
    }

    /** The class of the connector. */
    public String connectorClass() {
        return settings.getOrDefault(CLASS, "");
    }

    /** As the worker is sent it; it wants a name, which files leave to who applies them. */
    public String json() {
        var named = new TreeMap<>(settings);
        named.putIfAbsent("name", "validated");
        try {
            return JSON.writeValueAsString(named);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
