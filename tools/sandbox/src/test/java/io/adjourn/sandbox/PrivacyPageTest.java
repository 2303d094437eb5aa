package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/**
 * The page on privacy says of each kind of field and each place what is there and for how long, from the schemas, the topic catalogue
 * and the defaults of streams. A new kind, a tagged field or another time changes the table, and the build says so.
 */
class PrivacyPageTest {
    private static final Path PAGE = Path.of("../../docs/privacy.md");
    private static final Path RENEWED = Path.of("target/privacy.md");
    private static final String BEGIN = "how to renew the table. -->\n";
    private static final String END = "<!-- End of what is generated. -->\n";

    /** What the page says of each kind; one that is not here has no answer yet. */
    private static final Map<String, String> KINDS = kinds();

    private static Map<String, String> kinds() {
        var kinds = new LinkedHashMap<String, String>();
        kinds.put("name", "names of people");
        kinds.put("contact", "e-mail addresses and the like");
        kinds.put("content", "what was said, written or sent");
        kinds.put("link", "links, signed or not");
        kinds.put("free-text", "text of people or vendors, with anything in it");
        return kinds;
    }

    @Test
    void shouldBeUpToDate() throws IOException {
        String page = Files.readString(PAGE);
        String renewed =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table() + page.substring(page.indexOf(END));
        Files.writeString(RENEWED, renewed);

        assertThat(page)
                .withFailMessage("docs/privacy.md is stale. To renew it: cp tools/sandbox/%s docs/privacy.md", RENEWED)
                .isEqualTo(renewed);
    }

    /** Whoever adds a kind says what becomes of it. */
    @Test
    void shouldHaveAnAnswerForEveryKindThatAnyFieldHas() {
        assertThat(Topics.ALL.stream().flatMap(topic -> fields(topic).keySet().stream()))
                .isSubsetOf(KINDS.keySet());
    }

    private static String table() throws IOException {
        var table = new StringBuilder(
                "\n| what | where | how long | after an erasure or a vendor's deletion |\n|---|---|---|---|\n");
        Duration forgetWithin = forgetWithin();
        for (var kind : KINDS.entrySet()) {
            for (Topic topic : Topics.ALL) {
                List<String> fields = fields(topic).getOrDefault(kind.getKey(), List.of());
                if (!fields.isEmpty()) {
                    table.append("| %s (`%s`) | `%s`: %s | %s | %s |%n"
                            .formatted(
                                    kind.getValue(),
                                    kind.getKey(),
                                    topic.name(),
                                    fields.stream()
                                            .map(field -> "`" + field + "`")
                                            .collect(Collectors.joining(", ")),
                                    kept(topic),
                                    afterDeletion(topic)));
                }
            }
        }
        table.append("| all of the above | `%s`: bodies as received | %s | %s |%n"
                .formatted(Topics.RAW.name(), kept(Topics.RAW), afterDeletion(Topics.RAW)));
        String gone =
                "left out at once; the older state is gone from files and changelog within " + hours(forgetWithin);
        table.append("| names, links, free text | state of streams: its directory and `*-meeting-state-changelog` | "
                + "as long as the meeting is remembered (`STREAMS_RETAIN` and `STREAMS_STUB_RETAIN`) | " + gone
                + " |\n");
        table.append("| nothing but keys, digests and times | the other changelogs | the same | not needed |\n");
        table.append(
                "| all of the above | a gateway's spool | until Kafka has it: seconds; while Kafka is away, until it is back. "
                        + "What is damaged is set aside, until an operator deletes it | goes to `" + Topics.RAW.name()
                        + "` |\n");
        table.append(
                "| keys, delivery IDs, addresses of senders; of erasures who asked and why | logs, metrics, traces | "
                        + "as your collectors keep them | not needed: no content is in them |\n");
        return table.append('\n').toString();
    }

    private static String kept(Topic topic) {
        String retention = topic.configuration().get("retention.ms");
        return retention == null
                ? "the last record of each meeting: for good, or for `STREAMS_RECORDS_MAX_AGE`"
                : days(retention) + ", at most " + hours(millis(topic, "segment.ms")) + " more";
    }

    private static String afterDeletion(Topic topic) {
        if (topic.equals(Topics.COMPLETIONS)) {
            return "the record without it comes at once; older ones are gone within "
                    + hours(millis(topic, "max.compaction.lag.ms").plus(millis(topic, "segment.ms")))
                    + ". `attributes`: as `STREAMS_DELETION_KEEPS_ATTRIBUTES` says";
        }
        if (topic.equals(Topics.CALENDAR)) {
            return "belongs to no meeting: expires";
        }
        boolean asReceived = topic.equals(Topics.RAW) || topic.equals(Topics.REJECTED);
        return asReceived ? "expires" : "what there is expires; later events come without it";
    }

    /** Fields by their kind, those of records in records by their path. */
    private static Map<String, List<String>> fields(Topic topic) {
        Map<String, List<String>> fields = new HashMap<>();
        if (topic.value() instanceof Topic.Avro(Schema schema)) {
            collect("", schema, fields);
        }
        return fields;
    }

    private static void collect(String path, Schema schema, Map<String, List<String>> fields) {
        for (Schema.Field field : schema.getFields()) {
            String name = path + field.name();
            String kind = field.getProp("pii");
            if ("nested".equals(kind)) {
                records(field.schema()).forEach(record -> collect(name + ".", record, fields));
            } else if (!"none".equals(kind)) {
                fields.computeIfAbsent(kind, _ -> new ArrayList<>()).add(name);
            }
        }
    }

    private static Stream<Schema> records(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> schema.getTypes().stream().flatMap(PrivacyPageTest::records);
            case ARRAY -> records(schema.getElementType());
            case RECORD -> Stream.of(schema);
            default -> Stream.empty();
        };
    }

    private static Duration forgetWithin() throws IOException {
        var defaults = new Properties();
        try (Reader file =
                Files.newBufferedReader(Path.of("../../streams/src/main/resources/application.properties"))) {
            defaults.load(file);
        }
        return Duration.parse("PT" + defaults.getProperty("streams.forget-within"));
    }

    private static Duration millis(Topic topic, String setting) {
        return Duration.ofMillis(Long.parseLong(topic.configuration().getOrDefault(setting, "0")));
    }

    private static String days(String millis) {
        return Duration.ofMillis(Long.parseLong(millis)).toDays() + " days";
    }

    private static String hours(Duration time) {
        return time.toHours() + " hours";
    }
}
