package io.adjourn.commands.sinks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A worker of Kafka Connect, by its REST API. */
public final class ConnectWorker {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of clients, converters and connectors, which a worker hands on to them and does not know itself. */
    private static final List<String> HANDED_ON = List.of(
            "consumer.override.",
            "producer.override.",
            "admin.override.",
            "key.converter.",
            "value.converter.",
            "header.converter.",
            "hibernate.",
            "driver.",
            "iceberg.");

    private final URI url;

    public ConnectWorker(URI url) {
        this.url = url;
    }

    /**
     * What it objects to, and which settings nobody knows.
     *
     * @throws CannotStartException if it cannot be asked, or does not have the connector
     */
    public List<Objection> validate(ConnectorConfig config) throws InterruptedException {
        JsonNode answer = ask(config);
        var objections = new ArrayList<Objection>();
        Set<String> known = new HashSet<>();
        for (JsonNode setting : answer.path("configs")) {
            known.add(setting.path("definition").path("name").asText());
            String name = setting.path("value").path("name").asText();
            // What follows the first is mostly the same in other words.
            JsonNode error = setting.path("value").path("errors").path(0);
            if (!error.isMissingNode()) {
                objections.add(new Objection(
                        name, withoutValue(error.asText(), config.settings().get(name))));
            }
        }
        config.settings().keySet().stream()
                .filter(setting ->
                        !known.contains(setting) && HANDED_ON.stream().noneMatch(setting::startsWith))
                .sorted()
                .map(setting -> new Objection(setting, "nobody knows this setting: is it misspelt?"))
                .forEach(objections::add);
        return objections;
    }

    /** Workers like to quote what they do not like. */
    private static String withoutValue(String error, @Nullable String value) {
        return value == null || value.isEmpty() ? error : error.replace(value, "…");
    }

    private JsonNode ask(ConnectorConfig config) throws InterruptedException {
        String path = "connector-plugins/" + URLEncoder.encode(config.connectorClass(), StandardCharsets.UTF_8)
                + "/config/validate";
        URI validate = URI.create(url + (url.toString().endsWith("/") ? "" : "/") + path);
        try (var client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(validate)
                            .timeout(TIMEOUT)
                            .header("Content-Type", "application/json")
                            .PUT(BodyPublishers.ofString(config.json()))
                            .build(),
                    BodyHandlers.ofString());
            JsonNode body = JSON.readTree(response.body());
            if (response.statusCode() == 200) {
                return body;
            }
            throw new CannotStartException("the worker at " + url + " answers " + response.statusCode() + ": "
                    + firstLine(body.path("message").asText()));
        } catch (IOException e) {
            throw new CannotStartException(
                    "no worker of Kafka Connect answers at " + url + ": start it, or give its address with --connect",
                    e);
        }
    }

    private static String firstLine(String text) {
        return Stream.of(text.split("\n", 2)).findFirst().orElse("");
    }
}
