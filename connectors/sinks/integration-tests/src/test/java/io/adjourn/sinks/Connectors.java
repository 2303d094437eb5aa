package io.adjourn.sinks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.localstack.SinkFile;
import io.adjourn.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Connectors on a worker, by its REST API. They are the files in {@code config}, with hosts and secrets replaced, and nothing else. */
public final class Connectors {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Supplier<URI> worker;
    private final Map<String, String> replaced;

    /**
     * Those of a worker, of whichever runs at the time.
     *
     * @param replaced what stands in the files instead of hosts and directories, and what these are here
     */
    public Connectors(Supplier<URI> worker, Map<String, String> replaced) {
        this.worker = worker;
        this.replaced = Map.copyOf(replaced);
    }

    /** The same with more that is replaced. */
    public Connectors with(Map<String, String> more) {
        var all = new HashMap<>(replaced);
        all.putAll(more);
        return new Connectors(worker, all);
    }

    /** Where the worker is. */
    public URI worker() {
        return worker.get();
    }

    /** The configuration in that file. */
    public Map<String, String> config(String file) {
        try {
            return JSON.readValue(SinkFile.config(file, replaced), new TypeReference<HashMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file, e);
        }
    }

    /** Starts the connector that the file describes, under the file's name, and returns once its tasks run. */
    public void start(String file) {
        put(file, config(file));
        awaitRunning(file);
    }

    /** Gives a connector that configuration, and makes it where there is none. */
    public void put(String name, Map<String, String> config) {
        try {
            call("PUT", "/connectors/" + name + "/config", BodyPublishers.ofString(JSON.writeValueAsString(config)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What the worker says of a configuration that it does not take. */
    public String refusal(String name, Map<String, String> config) {
        try {
            HttpResponse<String> answer = answer(
                    "PUT", "/connectors/" + name + "/config", BodyPublishers.ofString(JSON.writeValueAsString(config)));
            if (answer.statusCode() < 300) {
                throw new AssertionError("it was taken: " + answer.body());
            }
            return answer.body();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public void restart(String name) {
        call("POST", "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=true", BodyPublishers.noBody());
    }

    /** Lets a connector read its topics from their beginning. */
    public void readFromTheBeginning(String name) {
        call("PUT", "/connectors/" + name + "/stop", BodyPublishers.noBody());
        Await.until(name + " is stopped", () -> state(name).equals("STOPPED"), () -> status(name));
        call("DELETE", "/connectors/" + name + "/offsets", BodyPublishers.noBody());
        call("PUT", "/connectors/" + name + "/resume", BodyPublishers.noBody());
    }

    public void remove(String name) {
        call("DELETE", "/connectors/" + name, BodyPublishers.noBody());
    }

    public void awaitRunning(String name) {
        Await.until(
                name + " runs",
                () -> state(name).equals("RUNNING") && taskState(name).equals("RUNNING"),
                () -> status(name));
    }

    /** Waits until its task failed, and returns why. */
    public String awaitFailure(String name) {
        Await.until(name + " has failed", () -> taskState(name).equals("FAILED"), () -> status(name));
        return status(name).path("tasks").path(0).path("trace").asText();
    }

    private String state(String name) {
        return status(name).path("connector").path("state").asText();
    }

    private String taskState(String name) {
        return status(name).path("tasks").path(0).path("state").asText();
    }

    public JsonNode status(String name) {
        HttpResponse<String> answer = answer("GET", "/connectors/" + name + "/status", BodyPublishers.noBody());
        try {
            return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private void call(String method, String path, BodyPublisher body) {
        // While workers settle who does what, and while a connector is about to stop, the answer is 409.
        Await.until(
                method + " " + path,
                () -> answer(method, path, body).statusCode() < 300,
                () -> answer(method, path, body).body());
    }

    private HttpResponse<String> answer(String method, String path, BodyPublisher body) {
        try {
            return client.send(
                    HttpRequest.newBuilder(worker.get().resolve(path))
                            .header("Content-Type", "application/json")
                            .method(method, body)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
