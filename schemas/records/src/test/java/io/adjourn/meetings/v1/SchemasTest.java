package io.adjourn.meetings.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {
    private static final List<String> ENVELOPE = List.of(
            "event_id",
            "meeting_id",
            "source",
            "vendor",
            "dialect",
            "session_id",
            "occurred_at",
            "occurred_at_inferred",
            "received_at",
            "vendor_type",
            "raw");

    private static final String NESTED = "nested";

    private static final List<String> PII = List.of("none", "name", "contact", "content", "link", "free-text", NESTED);

    static Stream<Schema> recordsAndEnums() {
        return Schemas.RECORDS.stream()
                .flatMap(record -> Schemas.named(record).stream())
                .distinct();
    }

    static Stream<Schema> records() {
        return recordsAndEnums().filter(schema -> schema.getType() == Schema.Type.RECORD);
    }

    static Stream<Schema> enums() {
        return recordsAndEnums().filter(schema -> schema.getType() == Schema.Type.ENUM);
    }

    static Stream<Schema> enveloped() {
        return Schemas.RECORDS.stream().filter(record -> !record.getName().equals("RejectedDelivery"));
    }

    @ParameterizedTest
    @MethodSource("recordsAndEnums")
    void shouldSayWhatItIs(Schema schema) {
        assertThat(schema.getDoc())
                .withFailMessage("%s has no doc: say what it is", schema.getName())
                .isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldSayWhatEachFieldIsAndWhenItIsNull(Schema schema) {
        Findings.mustBeNone(
                names(schema, field -> field.doc() == null || !field.doc().endsWith(".")),
                "give it a doc of whole sentences that says what it is");
        Findings.mustBeNone(
                names(
                        schema,
                        field -> field.schema().isNullable()
                                && !Objects.requireNonNull(field.doc())
                                        .toLowerCase(Locale.ROOT)
                                        .contains("null")),
                "say in its doc when it is null");
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldGiveTimesInMicrosecondsAndSaySo(Schema schema) {
        Findings.mustBeNone(
                names(schema, field -> isLogical(field) && !isTimeInMicroseconds(field)),
                "make it a long with \"logicalType\": \"timestamp-micros\" and \"connect.name\":"
                        + " \"io.debezium.time.MicroTimestamp\", and let its doc say \"Microseconds since the epoch, UTC.\"");
    }

    /** Sinks of Kafka Connect refuse them: ADR 33. */
    @ParameterizedTest
    @MethodSource("records")
    void shouldGiveNoArrayADefault(Schema schema) {
        Findings.mustBeNone(
                names(schema, field -> field.schema().getType() == Schema.Type.ARRAY && field.hasDefaultValue()),
                "an array with a default is refused by sinks: make it a union with null, whose default is null");
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldSayOfEachFieldWhatOfPeopleMayBeInIt(Schema schema) {
        Findings.mustBeNone(
                names(schema, field -> !PII.contains(Objects.toString(field.getProp("pii")))),
                "say what of people may be in it: give it \"pii\", one of " + PII
                        + " (docs/contracts.md#personal-data)");
        Findings.mustBeNone(
                names(schema, field -> NESTED.equals(field.getProp("pii")) != holdsRecords(field.schema())),
                "give it \"pii\": \"" + NESTED + "\" exactly if it holds records, whose fields say it themselves");
    }

    private static boolean holdsRecords(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> true;
            case ARRAY -> holdsRecords(schema.getElementType());
            case UNION -> schema.getTypes().stream().anyMatch(SchemasTest::holdsRecords);
            default -> false;
        };
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldDefaultToNullWhereNullIsAllowed(Schema schema) {
        Findings.mustBeNone(
                names(
                        schema,
                        field -> field.schema().isNullable() && !JsonProperties.NULL_VALUE.equals(field.defaultVal())),
                "may be null: give it the default null, or no version without it can be read");
    }

    @ParameterizedTest
    @MethodSource("enums")
    void shouldSayWhatEachSymbolMeansAndFallBackToUnknown(Schema schema) {
        assertThat(schema.getEnumSymbols())
                .withFailMessage("%s must end with the symbol UNKNOWN: put new symbols before it", schema.getName())
                .endsWith("UNKNOWN");
        assertThat(schema.getEnumDefault())
                .withFailMessage(
                        "%s must have the default UNKNOWN, or consumers fail at symbols that they do not know",
                        schema.getName())
                .isEqualTo("UNKNOWN");
        Findings.mustBeNone(
                schema.getEnumSymbols().stream()
                        .filter(symbol -> !schema.getDoc().contains(" " + symbol + ": "))
                        .map(symbol -> schema.getName() + "." + symbol),
                "say in the doc of the enum what it means, as \"SYMBOL: what it means.\"");
    }

    @ParameterizedTest
    @MethodSource("enveloped")
    void shouldBeginWithTheSameEnvelope(Schema schema) {
        assertThat(schema.getFields()).extracting(Schema.Field::name).startsWith(ENVELOPE.toArray(String[]::new));
        assertThat(envelopeTypes(schema)).isEqualTo(envelopeTypes(Schemas.RECORDS.getFirst()));
    }

    private static Stream<String> names(Schema schema, Predicate<Schema.Field> of) {
        return schema.getFields().stream().filter(of).map(field -> schema.getName() + "." + field.name());
    }

    private static boolean isLogical(Schema.Field field) {
        return types(field).anyMatch(type -> type.getProp("logicalType") != null);
    }

    private static boolean isTimeInMicroseconds(Schema.Field field) {
        return types(field).anyMatch(type -> "timestamp-micros".equals(type.getProp("logicalType")))
                && types(field).anyMatch(type -> "io.debezium.time.MicroTimestamp".equals(type.getProp("connect.name")))
                && Objects.requireNonNull(field.doc()).contains("Microseconds since the epoch, UTC.");
    }

    private static List<Schema> envelopeTypes(Schema schema) {
        return schema.getFields().stream()
                .limit(ENVELOPE.size())
                .map(Schema.Field::schema)
                .toList();
    }

    private static Stream<Schema> types(Schema.Field field) {
        Schema schema = field.schema();
        return schema.isUnion() ? schema.getTypes().stream() : Stream.of(schema);
    }
}
