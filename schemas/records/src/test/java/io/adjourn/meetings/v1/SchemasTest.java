package io.adjourn.meetings.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
        assertThat(schema.getDoc()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldSayWhatEachFieldIsAndWhenItIsNull(Schema schema) {
        assertThat(schema.getFields()).allSatisfy(field -> {
            assertThat(field.doc()).as(field.name()).isNotBlank().endsWith(".");
            if (field.schema().isNullable()) {
                assertThat(field.doc()).as(field.name()).containsIgnoringCase("null");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldGiveTimesInMicrosecondsAndSaySo(Schema schema) {
        assertThat(schema.getFields()).allSatisfy(field -> {
            if (types(field).anyMatch(type -> type.getProp("logicalType") != null)) {
                assertThat(types(field)).anyMatch(type -> "timestamp-micros".equals(type.getProp("logicalType")));
                assertThat(types(field))
                        .anyMatch(type -> "io.debezium.time.MicroTimestamp".equals(type.getProp("connect.name")));
                assertThat(field.doc()).as(field.name()).contains("Microseconds since the epoch, UTC.");
            }
        });
    }

    /** Sinks of Kafka Connect refuse them: ADR 33. */
    @ParameterizedTest
    @MethodSource("records")
    void shouldGiveNoArrayADefault(Schema schema) {
        assertThat(schema.getFields())
                .filteredOn(field -> field.schema().getType() == Schema.Type.ARRAY)
                .allSatisfy(field -> assertThat(field.hasDefaultValue())
                        .withFailMessage(
                                "%s.%s is an array with a default, which sinks refuse: make it a union with null, whose"
                                        + " default is null",
                                schema.getName(), field.name())
                        .isFalse());
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldSayOfEachFieldWhatOfPeopleMayBeInIt(Schema schema) {
        assertThat(schema.getFields()).allSatisfy(field -> {
            String pii = field.getProp("pii");
            assertThat(pii)
                    .withFailMessage(
                            "%s.%s must say what of people may be in it: give it \"pii\", one of %s"
                                    + " (docs/contracts.md#personal-data)",
                            schema.getName(), field.name(), PII)
                    .isIn(PII);
            assertThat(pii.equals(NESTED))
                    .withFailMessage(
                            "%s.%s must have \"pii\": \"%s\" exactly if it holds records, whose fields say it themselves",
                            schema.getName(), field.name(), NESTED)
                    .isEqualTo(holdsRecords(field.schema()));
        });
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
        assertThat(schema.getFields())
                .filteredOn(field -> field.schema().isNullable())
                .allSatisfy(
                        field -> assertThat(field.defaultVal()).as(field.name()).isEqualTo(JsonProperties.NULL_VALUE));
    }

    @ParameterizedTest
    @MethodSource("enums")
    void shouldSayWhatEachSymbolMeansAndFallBackToUnknown(Schema schema) {
        assertThat(schema.getEnumSymbols())
                .endsWith("UNKNOWN")
                .allSatisfy(symbol -> assertThat(schema.getDoc()).contains(" " + symbol + ": "));
        assertThat(schema.getEnumDefault()).isEqualTo("UNKNOWN");
    }

    @ParameterizedTest
    @MethodSource("enveloped")
    void shouldBeginWithTheSameEnvelope(Schema schema) {
        assertThat(schema.getFields()).extracting(Schema.Field::name).startsWith(ENVELOPE.toArray(String[]::new));
        assertThat(envelopeTypes(schema)).isEqualTo(envelopeTypes(Schemas.RECORDS.getFirst()));
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
