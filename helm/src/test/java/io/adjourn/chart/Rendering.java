package io.adjourn.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What Helm makes of the chart: Kubernetes' objects. */
record Rendering(List<JsonNode> objects) {

    /** A pod, or the pattern of one, and which object it is of. */
    record Pods(JsonNode owner, JsonNode template) {
        JsonNode spec() {
            return template.path("spec");
        }

        JsonNode labels() {
            return template.path("metadata").path("labels");
        }

        String component() {
            return labels().path("app.kubernetes.io/component").asText();
        }

        Stream<JsonNode> containers() {
            return Stream.of("initContainers", "containers")
                    .flatMap(kind -> spec().path(kind).valueStream());
        }

        @Override
        public String toString() {
            return Rendering.name(owner);
        }
    }

    static Rendering parse(String yaml) {
        try (var documents = Chart.YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            var objects = new ArrayList<JsonNode>();
            documents.forEachRemaining(document -> {
                if (document.isObject()) {
                    objects.add(document);
                }
            });
            return new Rendering(List.copyOf(objects));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not YAML: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> of(String... kinds) {
        return objects.stream()
                .filter(object -> List.of(kinds).contains(object.path("kind").asText()))
                .toList();
    }

    JsonNode one(String kind, String name) {
        return of(kind).stream()
                .filter(object -> object.path("metadata").path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
    }

    boolean has(String kind, String name) {
        return of(kind).stream()
                .anyMatch(
                        object -> object.path("metadata").path("name").asText().equals(name));
    }

    /** Every pod that comes of it. */
    List<Pods> pods() {
        return objects.stream()
                .flatMap(object -> switch (object.path("kind").asText()) {
                    case "Pod" -> Stream.of(new Pods(object, object));
                    case "Deployment", "StatefulSet", "Job" ->
                        Stream.of(new Pods(object, object.path("spec").path("template")));
                    case "CronJob" ->
                        Stream.of(new Pods(
                                object,
                                object.path("spec")
                                        .path("jobTemplate")
                                        .path("spec")
                                        .path("template")));
                    default -> Stream.empty();
                })
                .toList();
    }

    /** The volume of that name among those of a pod's {@code spec}. */
    static JsonNode volume(JsonNode pod, String name) {
        return pod.path("volumes")
                .valueStream()
                .filter(volume -> volume.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no volume " + name));
    }

    static String name(JsonNode object) {
        return object.path("kind").asText() + " "
                + object.path("metadata").path("name").asText();
    }

    /** Of which hook events it is; empty for what is installed in the ordinary way. */
    static List<String> hooks(JsonNode object) {
        String events =
                object.path("metadata").path("annotations").path("helm.sh/hook").asText();
        return events.isEmpty() ? List.of() : List.of(events.split(","));
    }
}
