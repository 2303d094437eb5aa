package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.chart.Values.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final String BEGIN = "<!-- values: made of values.yaml by its test -->\n";
    private static final String END = "<!-- end of values -->\n";

    private static final JsonNode SCHEMA = Chart.yaml("values.schema.json");

    static List<Value> values() {
        return Values.all();
    }

    @ParameterizedTest
    @MethodSource("values")
    void shouldSayWhatEachValueIs(Value value) {
        assertThat(value.description()).as(value.path()).matches("[A-Z`].{5,}\\.");
    }

    static Stream<Value> ownValues() {
        return values().stream().filter(value -> !value.path().startsWith("global."));
    }

    @ParameterizedTest
    @MethodSource("ownValues")
    void shouldRefuseEachValueMisspelt(Value value) {
        String last = value.path().substring(value.path().lastIndexOf('.') + 1);
        assertThatThrownBy(() -> Chart.text(Installation.MINIMAL, Map.of(value.path() + "x", "1")))
                .hasMessageContaining(last + "x")
                .hasMessageContaining("additional properties");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway.spool.maxBytes=1 gigabyte",
                "kafka.authentication.type=scram",
                "kafka.bootstrapServers=kafka",
                "streams.retain=30d",
                "gateway.replicas=two",
                "streams.keda.minReplicas=0",
                "sources.ACME.vendor=vexa",
                "sources.acme-vexa.vendor=vexxa",
                "sources.acme-vexa.rate-limit=100",
                "ingress.annotations=none"
            })
    void shouldRefuseWhatCannotBe(String set) {
        String path = set.substring(0, set.indexOf('='));
        String name = path.contains("ACME") ? "ACME" : path.substring(path.lastIndexOf('.') + 1);
        assertThatThrownBy(() -> Chart.text(Installation.MINIMAL, Map.of(path, set.substring(set.indexOf('=') + 1))))
                .hasMessageContaining(name);
    }

    @Test
    void shouldCheckNothingThatIsNoValueAndEverythingThatIs() throws IOException {
        var checked = new ArrayList<String>();
        collect("", SCHEMA, checked);
        assertThat(checked)
                .containsExactlyInAnyOrderElementsOf(
                        values().stream().map(Value::path).toList());
    }

    @Test
    void shouldListEachValueInTheReadme() throws IOException {
        var table = new StringBuilder(BEGIN).append("| value | default | |\n|---|---|---|\n");
        values().forEach(value -> table.append(value.row()).append('\n'));
        String readme = Chart.file("README.md");
        Golden.check(
                Chart.DIRECTORY.resolve("README.md"),
                readme.substring(0, readme.indexOf(BEGIN)) + table + readme.substring(readme.indexOf(END)));
    }

    /** Down to what values.yaml takes for one value. */
    private static void collect(String prefix, JsonNode schema, List<String> paths) {
        List<String> values = values().stream().map(Value::path).toList();
        schema.path("properties").properties().forEach(property -> {
            String path = prefix + property.getKey();
            JsonNode value = defined(property.getValue());
            if (!values.contains(path) && value.has("properties")) {
                collect(path + ".", value, paths);
            } else if (!value.has("const")) {
                paths.add(path);
            }
        });
    }

    @Test
    void shouldLeaveNoObjectOfItsOwnOpen() throws IOException {
        var open = new ArrayList<String>();
        findOpen("", SCHEMA, open);
        assertThat(open).isEmpty();
    }

    private static JsonNode defined(JsonNode schema) {
        return schema.has("$ref") ? SCHEMA.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    /** Charts that have this one as a dependency have global values of their own. */
    private static void findOpen(String path, JsonNode schema, List<String> open) {
        if (!path.equals("/properties/global")
                && schema.has("properties")
                && schema.path("additionalProperties").asBoolean(true)) {
            open.add(path);
        }
        schema.properties().forEach(field -> findOpen(path + "/" + field.getKey(), field.getValue(), open));
    }
}
