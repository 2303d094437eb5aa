package io.adjourn.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The page for consumers says of every topic, field and symbol what the catalogue and the schemas say. */
class ContractsPageTest {
    private static final Path PAGE = Path.of("../../docs/contracts.md");
    private static final Path RENEWED = Path.of("target/contracts.md");
    private static final String MARK = "how to renew what follows. -->\n";

    /** The records of the catalogue, in its order. */
    private static final List<Schema> RECORDS = Topics.ALL.stream()
            .map(Topic::value)
            .filter(Topic.Avro.class::isInstance)
            .map(value -> ((Topic.Avro) value).schema())
            .toList();

    private static final List<Schema.Field> ENVELOPE =
            RECORDS.getFirst().getFields().subList(0, 11);

    @Test
    void shouldBeUpToDate() throws IOException {
        String page = Files.readString(PAGE);
        String written = page.substring(0, page.indexOf(MARK) + MARK.length());
        String renewed = written + generated();
        Files.writeString(RENEWED, renewed);

        assertThat(page)
                .withFailMessage(
                        "docs/contracts.md is stale. To renew it: cp schemas/contracts/%s docs/contracts.md%n"
                                + "What else a new field needs: 'A field of a record' in CONTRIBUTING.md",
                        RENEWED)
                .isEqualTo(renewed);
    }

    private static String generated() {
        return Stream.of(
                        Stream.of(topics(), envelope()),
                        RECORDS.stream().map(ContractsPageTest::ownFields),
                        parts(Schema.Type.RECORD).map(ContractsPageTest::allFields),
                        parts(Schema.Type.ENUM).map(ContractsPageTest::symbols))
                .flatMap(sections -> sections)
                .collect(Collectors.joining("\n"));
    }

    /** What records are made of, each once. */
    private static Stream<Schema> parts(Schema.Type type) {
        return RECORDS.stream()
                .flatMap(ContractsPageTest::named)
                .filter(schema -> schema.getType() == type && !RECORDS.contains(schema))
                .distinct();
    }

    /** The schema and every record and enum in it, in the order of reading. */
    private static Stream<Schema> named(Schema schema) {
        return switch (schema.getType()) {
            case RECORD ->
                Stream.concat(Stream.of(schema), schema.getFields().stream().flatMap(field -> named(field.schema())));
            case ENUM -> Stream.of(schema);
            case ARRAY -> named(schema.getElementType());
            case UNION -> schema.getTypes().stream().flatMap(ContractsPageTest::named);
            default -> Stream.of();
        };
    }

    private static String topics() {
        return "\n## Catalogue\n| topic | value | kept | largest record |\n|---|---|---|---|\n"
                + Topics.ALL.stream()
                        .map(topic -> row(
                                "`" + topic.name() + "`",
                                value(topic),
                                kept(topic),
                                topic.maxMessageBytes() / (1024 * 1024) + " MiB"))
                        .collect(Collectors.joining());
    }

    private static String value(Topic topic) {
        return switch (topic.value()) {
            case Topic.VendorBytes() -> "the vendor's bytes";
            case Topic.Text() -> "text";
            case Topic.Avro(var schema) -> link(schema);
        };
    }

    private static String kept(Topic topic) {
        String retention = topic.configuration().get("retention.ms");
        return retention == null
                ? "the last of each key"
                : Duration.ofMillis(Long.parseLong(retention)).toDays() + " days";
    }

    private static String envelope() {
        return "## Envelope\nEvery value begins with these, except `RejectedDelivery`.\n\n" + table(ENVELOPE);
    }

    /** The fields of a record, but for those the envelope has described already. */
    private static String ownFields(Schema record) {
        return isEnveloped(record)
                ? heading(record)
                        + table(record.getFields().stream()
                                .filter(field -> ENVELOPE.stream().noneMatch(known -> isSame(known, field)))
                                .toList())
                : allFields(record);
    }

    private static boolean isEnveloped(Schema record) {
        return record.getField(ENVELOPE.getFirst().name()) != null;
    }

    private static boolean isSame(Schema.Field one, Schema.Field other) {
        return one.name().equals(other.name()) && Objects.equals(one.doc(), other.doc());
    }

    private static String allFields(Schema record) {
        return heading(record) + table(record.getFields());
    }

    private static String heading(Schema schema) {
        return "## " + schema.getName() + "\n" + schema.getDoc() + "\n\n";
    }

    private static String table(List<Schema.Field> fields) {
        return "| field | type | meaning |\n|---|---|---|\n"
                + fields.stream()
                        .map(field -> row(
                                "`" + field.name() + "`", type(field.schema()), Objects.requireNonNull(field.doc())))
                        .collect(Collectors.joining());
    }

    private static String type(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM -> link(schema);
            case ARRAY -> "list of " + type(schema.getElementType());
            case UNION ->
                schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .map(ContractsPageTest::type)
                        .collect(Collectors.joining(" or ", "", " or null"));
            default -> Objects.requireNonNullElse(schema.getProp("logicalType"), schema.getName());
        };
    }

    private static String link(Schema schema) {
        return "[" + schema.getName() + "](#" + schema.getName().toLowerCase(Locale.ROOT) + ")";
    }

    /** An enum's doc is a sentence, then "SYMBOL: meaning" for each symbol in order. */
    private static String symbols(Schema schema) {
        String doc = Objects.requireNonNull(schema.getDoc());
        List<String> symbols = schema.getEnumSymbols();
        int[] starts = symbols.stream()
                .mapToInt(symbol -> doc.indexOf(" " + symbol + ": "))
                .toArray();
        return "## " + schema.getName() + "\n" + doc.substring(0, starts[0])
                + "\n\n| symbol | meaning |\n|---|---|\n"
                + IntStream.range(0, starts.length)
                        .mapToObj(i -> row(
                                "`" + symbols.get(i) + "`",
                                doc.substring(
                                        starts[i] + symbols.get(i).length() + 3,
                                        i + 1 < starts.length ? starts[i + 1] : doc.length())))
                        .collect(Collectors.joining());
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
