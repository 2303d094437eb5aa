package io.adjourn.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What Helm needs of an API server, for machines without one: it keeps objects, merges patches, and gives a workload without
 * {@code replicas} one, as Kubernetes does. It checks nothing and runs nothing. What is applied on the server takes the place of the
 * object, but for what somebody else has scaled and the applied object does not mention.
 */
final class StoredObjects implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GATEWAY =
            "/apis/apps/v1/namespaces/" + Chart.NAMESPACE + "/statefulsets/adj-adjourn-gateway";

    private final HttpServer server;
    private final Map<String, String> discovery = discovery();
    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private int version;

    private StoredObjects() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
    }

    static StoredObjects start() throws IOException {
        var cluster = new StoredObjects();
        cluster.server.start();
        return cluster;
    }

    Path kubeconfig(Path file) throws IOException {
        return Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test}}]
                clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: test, user: {}}]
                """.formatted(server.getAddress().getPort()));
    }

    /** Those of the gateway. */
    synchronized int replicas() {
        return gateway().at("/spec/replicas").asInt(-1);
    }

    /** As an autoscaler does. */
    synchronized void scale(int replicas) {
        ((ObjectNode) gateway().path("spec")).put("replicas", replicas);
    }

    private ObjectNode gateway() {
        ObjectNode gateway = objects.get(GATEWAY);
        if (gateway == null) {
            throw new AssertionError("there is no " + GATEWAY);
        }
        return gateway;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] sent = exchange.getRequestBody().readAllBytes();
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        JsonNode body = sent.length == 0 ? JSON.nullNode() : read(type, path, sent);
        JsonNode found = discovery.containsKey(path)
                ? JSON.readTree(discovery.get(path))
                : switch (exchange.getRequestMethod()) {
                    case "GET" -> isCollection(path) ? list(exchange, path) : stored(path);
                    case "POST" -> store(path + "/" + body.at("/metadata/name").asText(), body);
                    case "PUT" -> store(path, body);
                    case "PATCH" -> patch(exchange, path, body);
                    case "DELETE" -> deleted(path);
                    default -> JSON.missingNode();
                };
        respond(exchange, found);
    }

    /** Helm keeps its releases in Secrets, which newer ones send in Protobuf. */
    private static JsonNode read(String type, String path, byte[] sent) throws IOException {
        if (!type.contains("protobuf")) {
            return Chart.YAML.readTree(sent);
        }
        return path.contains("/secrets") ? ProtobufSecret.read(sent) : JSON.nullNode();
    }

    private static boolean isCollection(String path) {
        return path.split("/", -1).length == (path.startsWith("/apis/") ? 7 : 6);
    }

    private JsonNode stored(String path) {
        ObjectNode object = objects.get(path);
        return object == null ? JSON.missingNode() : object;
    }

    private JsonNode deleted(String path) {
        ObjectNode object = objects.remove(path);
        return object == null ? JSON.missingNode() : object;
    }

    private JsonNode list(HttpExchange exchange, String path) {
        ObjectNode list = JSON.createObjectNode().put("kind", "List").put("apiVersion", "v1");
        ArrayNode items = list.putArray("items");
        list.putObject("metadata").put("resourceVersion", "1");
        String query = exchange.getRequestURI().getRawQuery();
        String selector = Stream.of((query == null ? "" : query).split("&", -1))
                .filter(part -> part.startsWith("labelSelector="))
                .map(part -> URLDecoder.decode(part.substring("labelSelector=".length()), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
        objects.forEach((name, object) -> {
            if (name.startsWith(path + "/") && isSelected(object.at("/metadata/labels"), selector)) {
                items.add(object);
            }
        });
        return list;
    }

    private static boolean isSelected(JsonNode labels, String selector) {
        return Stream.of(selector.split(",", -1))
                .filter(part -> part.contains("="))
                .allMatch(part -> {
                    int equals = part.indexOf('=');
                    return labels.path(part.substring(0, equals)).asText().equals(part.substring(equals + 1));
                });
    }

    private ObjectNode store(String path, JsonNode body) {
        ObjectNode object = body.deepCopy();
        object.withObject("metadata")
                .put("namespace", Chart.NAMESPACE)
                .put("uid", path)
                .put("creationTimestamp", "2026-01-01T00:00:00Z")
                .put("resourceVersion", Integer.toString(++version));
        if (path.contains("/statefulsets/") && !object.at("/spec").has("replicas")) {
            object.withObject("spec").put("replicas", 1);
        }
        objects.put(path, object);
        return object;
    }

    private JsonNode patch(HttpExchange exchange, String path, JsonNode patch) {
        ObjectNode object = objects.get(path);
        if (exchange.getRequestHeaders().getFirst("Content-Type").contains("apply-patch")) {
            return store(path, patch);
        }
        return object == null ? JSON.missingNode() : store(path, merge(object.deepCopy(), patch));
    }

    private static ObjectNode merge(ObjectNode into, JsonNode patch) {
        patch.properties().forEach(field -> {
            JsonNode value = field.getValue();
            JsonNode before = into.path(field.getKey());
            if (value.isNull()) {
                into.remove(field.getKey());
            } else if (value.isObject() && before instanceof ObjectNode object) {
                merge(object, value);
            } else if (!field.getKey().startsWith("$")) {
                into.set(field.getKey(), value);
            }
        });
        return into;
    }

    private static void respond(HttpExchange exchange, JsonNode found) throws IOException {
        JsonNode answer = found.isMissingNode()
                ? JSON.createObjectNode()
                        .put("kind", "Status")
                        .put("apiVersion", "v1")
                        .put("status", "Failure")
                        .put("reason", "NotFound")
                        .put("code", 404)
                : found;
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(found.isMissingNode() ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** The kinds of all that the chart makes, and of what Helm keeps. */
    private static Map<String, String> discovery() {
        var kinds = new TreeMap<String, Set<String>>();
        kinds.put("v1", new TreeSet<>(Set.of("Secret")));
        Chart.render(Installation.MINIMAL, Map.of("gateway.autoscaling.enabled", true))
                .objects()
                .forEach(object -> kinds.computeIfAbsent(
                                object.path("apiVersion").asText(), any -> new TreeSet<>())
                        .add(object.path("kind").asText()));
        var answers = new HashMap<String, String>();
        answers.put("/version", "{\"major\": \"1\", \"minor\": \"30\", \"gitVersion\": \"v1.30.0\"}");
        answers.put("/api", "{\"kind\": \"APIVersions\", \"versions\": [\"v1\"]}");
        ArrayNode groups = JSON.createArrayNode();
        kinds.forEach((version, names) -> {
            answers.put((version.contains("/") ? "/apis/" : "/api/") + version, resources(version, names));
            if (version.contains("/")) {
                ObjectNode preferred = JSON.createObjectNode()
                        .put("groupVersion", version)
                        .put("version", version.substring(version.indexOf('/') + 1));
                ObjectNode group = groups.addObject().put("name", version.substring(0, version.indexOf('/')));
                group.withArray("versions").add(preferred);
                group.set("preferredVersion", preferred);
            }
        });
        ObjectNode list = JSON.createObjectNode().put("kind", "APIGroupList").put("apiVersion", "v1");
        list.set("groups", groups);
        answers.put("/apis", list.toString());
        return answers;
    }

    private static String resources(String version, Set<String> kinds) {
        ObjectNode list = JSON.createObjectNode().put("kind", "APIResourceList").put("groupVersion", version);
        for (String kind : kinds) {
            list.withArray("resources")
                    .addObject()
                    .put("name", plural(kind))
                    .put("singularName", "")
                    .put("namespaced", true)
                    .put("kind", kind)
                    .withArray("verbs")
                    .add("get")
                    .add("list")
                    .add("create")
                    .add("update")
                    .add("patch")
                    .add("delete");
        }
        return list.toString();
    }

    private static String plural(String kind) {
        String name = kind.toLowerCase(Locale.ROOT);
        return name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
