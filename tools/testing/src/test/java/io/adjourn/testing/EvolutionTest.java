package io.adjourn.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EvolutionTest {
    private static final String RELEASED = """
            {"type": "record", "name": "Meeting", "fields": [
              {"name": "id", "type": "string"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "size", "type": ["null", "long"], "default": null},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["AUDIO", "VIDEO", "UNKNOWN"], "default": "UNKNOWN"}},
              {"name": "parts", "default": [], "type": {"type": "array", "items": {"type": "record", "name": "Part", "fields": [
                {"name": "url", "type": ["null", "string"], "default": null},
                {"name": "number", "type": "int"}]}}}]}
            """;

    @Test
    void shouldAcceptWhatIsTheSame() {
        assertThat(breaks(RELEASED)).isEmpty();
    }

    @Test
    void shouldAcceptANewFieldWithADefaultANewSymbolAndANewDoc() {
        String next = RELEASED.replace("\"UNKNOWN\"], ", "\"UNKNOWN\", \"TRANSCRIPT\"], ")
                .replace(
                        "{\"name\": \"id\",",
                        "{\"name\": \"note\", \"type\": [\"null\", \"string\"], \"default\": null}, {\"name\": \"id\", \"doc\": \"Its id.\",");

        assertThat(next).contains("TRANSCRIPT", "note", "Its id.");
        assertThat(breaks(next)).isEmpty();
    }

    @Test
    void shouldNameTheFieldWhenOneWithoutDefaultIsRemoved() {
        assertThat(breaks(RELEASED.replace("{\"name\": \"id\", \"type\": \"string\"},", "")))
                .containsExactly("Meeting.id: field removed that was released without a default (against v1)");
    }

    @Test
    void shouldNameTheFieldWhenOneIsAddedWithoutDefault() {
        assertThat(breaks(RELEASED.replace(
                        "{\"name\": \"number\",", "{\"name\": \"size\", \"type\": \"long\"}, {\"name\": \"number\",")))
                .containsExactly("Meeting.parts.size: field added without a default (against v1)");
    }

    @Test
    void shouldNameTheFieldBothWaysWhenATypeIsChanged() {
        assertThat(breaks(RELEASED.replace("\"number\", \"type\": \"int\"", "\"number\", \"type\": \"string\"")))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("Meeting.parts.number: type changed")
                                .contains("what is written with the released version cannot be read", "INT", "STRING"),
                        second -> assertThat(second)
                                .startsWith("Meeting.parts.number: type changed")
                                .contains("readers of the released version cannot read it", "INT", "STRING"));
    }

    @Test
    void shouldNameTheFieldWhenATypeIsOnlyWidened() {
        assertThat(breaks(RELEASED.replace("\"number\", \"type\": \"int\"", "\"number\", \"type\": \"long\"")))
                .singleElement()
                .asString()
                .startsWith("Meeting.parts.number: type changed, readers of the released version cannot read it");
    }

    @Test
    void shouldNameTheFieldWhenANullableOneBecomesNotNull() {
        assertThat(breaks(RELEASED.replace(
                        "\"size\", \"type\": [\"null\", \"long\"], \"default\": null",
                        "\"size\", \"type\": \"long\", \"default\": 0")))
                .singleElement()
                .asString()
                .startsWith("Meeting.size: type changed, what is written with the released version cannot be read")
                .contains("NULL");
    }

    @Test
    void shouldNameTheFieldWhenOneBecomesNullable() {
        assertThat(breaks(RELEASED.replace("\"id\", \"type\": \"string\"", "\"id\", \"type\": [\"null\", \"string\"]")))
                .singleElement()
                .asString()
                .startsWith("Meeting.id: type changed, readers of the released version cannot read it")
                .contains("NULL");
    }

    @Test
    void shouldNameFieldAndSymbolWhenOneIsRemovedThoughTheEnumHasADefault() {
        assertThat(breaks(RELEASED.replace("\"VIDEO\", ", "")))
                .containsExactly("Meeting.kind: enum symbols removed: [VIDEO] (against v1)");
    }

    @Test
    void shouldNameFieldAndSymbolWhenOneIsAddedToAnEnumWithoutDefault() {
        String withoutDefault = RELEASED.replace("], \"default\": \"UNKNOWN\"}", "]}");
        String next = withoutDefault.replace("\"UNKNOWN\"]", "\"UNKNOWN\", \"CHAT\"]");

        assertThat(Evolution.breaks("v1", parse(withoutDefault), parse(next)))
                .containsExactly("Meeting.kind: enum symbols added, without a default: [CHAT] (against v1)");
    }

    @Test
    void shouldNameTheFieldWhenALogicalTypeIsChanged() {
        assertThat(breaks(RELEASED.replace("timestamp-micros", "timestamp-millis")))
                .containsExactly(
                        "Meeting.at: logical type changed from timestamp-micros to timestamp-millis (against v1)");
    }

    @Test
    void shouldNameTheFieldWhenItIsInARecordThatMayBeNull() {
        String released = """
                {"type": "record", "name": "Meeting", "fields": [{"name": "end", "default": null, "type": ["null",
                  {"type": "record", "name": "End", "fields": [{"name": "at", "type": "long"}]}]}]}
                """;
        String next =
                released.replace("{\"name\": \"at\"", "{\"name\": \"by\", \"type\": \"string\"}, {\"name\": \"at\"");

        assertThat(Evolution.breaks("v1", parse(released), parse(next)))
                .contains("Meeting.end.by: field added without a default (against v1)");
    }

    @Test
    void shouldNameTheFieldWhenARecordIsRenamed() {
        assertThat(breaks(RELEASED.replace("\"Part\"", "\"Piece\"")))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found).startsWith("Meeting.parts: record or enum renamed"));
    }

    private static List<String> breaks(String next) {
        return Evolution.breaks("v1", parse(RELEASED), parse(next));
    }

    private static Schema parse(String schema) {
        return new Schema.Parser().parse(schema);
    }
}
