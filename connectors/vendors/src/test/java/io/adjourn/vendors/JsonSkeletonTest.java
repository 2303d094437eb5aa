package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSkeletonTest {
    private static final JsonSkeleton OUTLINE = JsonSkeleton.of("id", "data.bot.id", "data.status", "data.x_y");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"b-1\"}                                        | {\"id\":\"b-1\"}",
                " { \"id\" : \"b-1\" , \"other\" : [ { } , \"]\" ] }      | {\"id\":\"b-1\"}",
                "{\"data\":{\"bot\":{\"id\":7,\"name\":\"x\"},\"z\":{}}} | {\"data\":{\"bot\":{\"id\":7}}}",
                "{\"\\u0069\\u0064\":\"b-1\"}                            | {\"id\":\"b-1\"}",
                "{\"data\":{\"x\\u005Fy\":true,\"x\\u005fz\":1}}         | {\"data\":{\"x_y\":true}}",
                "{\"id\":\"\\u0062\\\"\\\\\"}                            | {\"id\":\"b\\\"\\\\\"}",
                "{\"id\":\"ünï𝄞\"}                                       | {\"id\":\"ünï𝄞\"}",
                "{\"id\":-1.50}                                          | {\"id\":-1.50}",
                "{\"id\":null}                                           | {\"id\":null}",
                "{\"id\":{\"id\":1}}                                     | {\"id\":{}}",
                "{\"id\":[1,[\"}\"]]}                                    | {\"id\":[]}",
                "{\"data\":[{\"bot\":{\"id\":1}}]}                       | {\"data\":[]}",
                "{\"data\":\"text\"}                                     | {\"data\":\"text\"}",
                "{\"i\":1,\"idx\":2,\"d\":\"\\\"id\\\":3\"}              | {}",
                "{}                                                      | {}",
            })
    void shouldKeepTheWantedFieldsAlone(String body, String kept) {
        assertThat(read(body)).isEqualTo(((Json.Value) Json.read(kept.getBytes(UTF_8))).node());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"",
                "{\"id",
                "{\"id\"",
                "{\"id\":",
                "{\"id\":\"",
                "{\"id\":\"b-1\"",
                "{\"id\":\"b-1\\",
                "{\"id\":}",
                "{\"id\":b-1}",
                "{\"id\":\"\\q\"}",
                "{\"data\":{\"bot\":{\"id\":1}",
                "[{\"id\":1}]",
                "\"id\"",
                "{\"id\":\"b-1\",\"id\":\"b-2\"}",
                "{\"id\":\"b-1\",\"\\u0069d\":\"b-2\"}",
                "{\"data\":{},\"data\":{\"bot\":{\"id\":1}}}",
            })
    void shouldKeepNothingWhereTheWantedFieldsCannotBeTold(String body) {
        assertThat(read(body).isMissingNode()).isTrue();
    }

    @Test
    void shouldKeepNothingOfATextTooLongForAnId() {
        assertThat(read("{\"id\":\"" + "\\u0041".repeat(256) + "\"}").path("id").textValue())
                .isEqualTo("A".repeat(256));
        assertThat(read("{\"id\":\"" + "A".repeat(1 << 20) + "\"}").path("id").textValue())
                .isEmpty();
    }

    @Test
    void shouldTellTheSameOfABodyThatCannotBeReadWhetherOrNotSomebodyTried() {
        byte[] repeating = "{\"id\":\"b-1\",\"other\":1,\"other\":2}".getBytes(UTF_8);
        var tried = new Body(repeating);

        assertThat(tried.json()).isInstanceOf(Json.Malformed.class);
        assertThat(tried.outline(OUTLINE)).isEqualTo(new Body(repeating).outline(OUTLINE));
        assertThat(tried.outline(OUTLINE).path("id").textValue()).isEqualTo("b-1");
    }

    private static JsonNode read(String body) {
        return new Body(body.getBytes(UTF_8)).outline(OUTLINE);
    }
}
