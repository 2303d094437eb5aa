package io.adjourn.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document says of every topic what the catalogue, the schemas and the page for consumers say. */
class AsyncApiTest {
    private static final Path DOCUMENT = Path.of("../../docs/asyncapi.yaml");
    private static final Path PAGE = Path.of("../../docs/contracts.md");
    private static final Path RENEWED = Path.of("target/asyncapi.yaml");
    private static final String PAGES = "https://github.com/adjourn/adjourn/blob/main/docs/";
    private static final String KAFKA_BINDING = "0.5.0";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A row of a table of headers: their names, and what they are. */
    private static final Pattern ROW = Pattern.compile("^\\| (`[^|]+) \\| (.*) \\|$", Pattern.MULTILINE);

    private static final Pattern NAME = Pattern.compile("`([a-z_-]+)`");

    @Test
    void shouldBeUpToDate() throws IOException {
        String renewed = "# Generated from the topic catalogue and the schemas: the build says how to renew it.\n"
                + yaml(document(), 0);
        Files.writeString(RENEWED, renewed);

        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .withFailMessage(
                        "docs/asyncapi.yaml is stale. To renew it: cp schemas/contracts/%s docs/asyncapi.yaml", RENEWED)
                .isEqualTo(renewed);
    }

    private static Map<String, Object> document() throws IOException {
        var channels = new LinkedHashMap<String, Object>();
        var operations = new LinkedHashMap<String, Object>();
        var messages = new LinkedHashMap<String, Object>();
        for (Topic topic : Topics.ALL) {
            String message = messageName(topic);
            channels.put(topic.shortName(), channel(topic, message));
            operations.put("publish-" + topic.shortName(), operation(topic));
            messages.put(message, message(topic));
        }
        return ordered(
                "asyncapi",
                "3.0.0",
                "info",
                info(),
                "servers",
                servers(),
                "channels",
                channels,
                "operations",
                operations,
                "components",
                ordered("messages", messages));
    }

    private static Map<String, Object> info() {
        return ordered(
                "title",
                "Adjourn",
                "version",
                "1",
                "description",
                "One truthful completion record per meeting, and typed, deduplicated event streams beside it. Read with"
                        + " isolation.level=read_committed. A null value on a compacted topic says that the record was"
                        + " removed.",
                "license",
                ordered("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0.txt"),
                "externalDocs",
                ordered("description", "What a consumer can rely on", "url", PAGES + "contracts.md"));
    }

    private static Map<String, Object> servers() {
        return ordered(
                "sandbox",
                ordered(
                        "host",
                        "localhost:9092",
                        "protocol",
                        "kafka",
                        "description",
                        "What ./adjourn up starts. An installation has its own address, and may have its own topic names.",
                        "bindings",
                        ordered(
                                "kafka",
                                ordered(
                                        "schemaRegistryUrl", "http://localhost:8081/apis/ccompat/v7",
                                        "schemaRegistryVendor", "confluent",
                                        "bindingVersion", KAFKA_BINDING))));
    }

    private static Map<String, Object> channel(Topic topic, String message) {
        return ordered(
                "address",
                topic.name(),
                "messages",
                ordered(message, reference("components/messages/" + message)),
                "bindings",
                ordered(
                        "kafka",
                        ordered(
                                "topic", topic.name(),
                                "topicConfiguration", configuration(topic),
                                "bindingVersion", KAFKA_BINDING)));
    }

    /** Those of its settings that the binding has words for. */
    private static Map<String, Object> configuration(Topic topic) {
        var configuration = new LinkedHashMap<String, Object>();
        new TreeMap<>(topic.configuration()).forEach((name, value) -> {
            switch (name) {
                case "cleanup.policy" -> configuration.put(name, List.of(value));
                case "retention.ms", "max.message.bytes" -> configuration.put(name, Long.parseLong(value));
                default -> {
                    // The binding has no word for it.
                }
            }
        });
        return configuration;
    }

    private static Map<String, Object> operation(Topic topic) {
        return ordered(
                "action",
                "send",
                "summary",
                "Adjourn writes " + topic.name() + "; consumers read it.",
                "channel",
                reference("channels/" + topic.shortName()));
    }

    private static Map<String, Object> message(Topic topic) throws IOException {
        Map<String, Object> key =
                ordered("type", "string", "description", "UTF-8. See keys in the page for consumers.");
        return switch (topic.value()) {
            case Topic.Avro(var schema) ->
                ordered(
                        "name",
                        schema.getFullName(),
                        "title",
                        schema.getName(),
                        "summary",
                        Objects.requireNonNull(schema.getDoc()),
                        "headers",
                        headers("Every record"),
                        "payload",
                        ordered("schemaFormat", "application/vnd.apache.avro;version=1.9.0", "schema", plain(schema)),
                        "externalDocs",
                        ordered(
                                "url",
                                PAGES + "contracts.md#" + schema.getName().toLowerCase(Locale.ROOT)),
                        "bindings",
                        ordered(
                                "kafka",
                                ordered(
                                        "key", key,
                                        "schemaIdLocation", "payload",
                                        "schemaIdPayloadEncoding", "confluent",
                                        "schemaLookupStrategy", "TopicIdStrategy",
                                        "bindingVersion", KAFKA_BINDING)));
            case Topic.VendorBytes(), Topic.Text() ->
                ordered(
                        "name", messageName(topic),
                        "title", "A delivery as it came",
                        "summary",
                                "The bytes as a vendor sent them. Skip records that have the header adjourn-watermark: they are no deliveries.",
                        "headers", headers("A raw record"),
                        "bindings", ordered("kafka", ordered("key", key, "bindingVersion", KAFKA_BINDING)));
        };
    }

    private static String messageName(Topic topic) {
        return topic.value() instanceof Topic.Avro(var schema) ? schema.getName() : "RawDelivery";
    }

    /** Those of the table that follows a line that begins so, on the page for consumers. */
    private static Map<String, Object> headers(String begin) throws IOException {
        String page = Files.readString(PAGE);
        String table = page.substring(page.indexOf("\n" + begin));
        table = table.substring(0, table.indexOf("\n\n", table.indexOf("|---|")));
        var properties = new LinkedHashMap<String, Object>();
        ROW.matcher(table)
                .results()
                .forEach(row -> NAME.matcher(row.group(1))
                        .results()
                        .forEach(name ->
                                properties.put(name.group(1), ordered("type", "string", "description", row.group(2)))));
        assertThat(properties).as("headers after %s", begin).isNotEmpty();
        return ordered("type", "object", "properties", properties);
    }

    private static Object plain(Schema schema) throws JsonProcessingException {
        return JSON.readValue(schema.toString(), new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    private static Map<String, Object> reference(String to) {
        return ordered("$ref", "#/" + to);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** Maps and lists in YAML's block style; scalars as JSON writes them, which YAML reads alike. */
    private static String yaml(Object value, int depth) throws JsonProcessingException {
        String indent = "  ".repeat(depth);
        var text = new StringBuilder();
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(indent)
                        .append(quotedIfNeeded(entry.getKey().toString()))
                        .append(':')
                        .append(entry(entry.getValue(), depth));
            }
        } else if (value instanceof List<?> list) {
            for (Object item : list) {
                text.append(indent).append('-').append(entry(item, depth));
            }
        }
        return text.toString();
    }

    private static String entry(Object value, int depth) throws JsonProcessingException {
        boolean isEmpty =
                value instanceof Map<?, ?> map ? map.isEmpty() : value instanceof List<?> list && list.isEmpty();
        boolean isBlock = !isEmpty && (value instanceof Map || value instanceof List);
        return isBlock ? "\n" + yaml(value, depth + 1) : " " + JSON.writeValueAsString(value) + "\n";
    }

    private static String quotedIfNeeded(String key) throws JsonProcessingException {
        return key.matches("[A-Za-z][A-Za-z0-9._-]*") ? key : JSON.writeValueAsString(key);
    }
}
