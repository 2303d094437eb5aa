package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownFieldsTest {
    private static final KnownFields FIELDS =
            KnownFields.of("event", "data.id", "data.words.start", "data.mine.**", "extra.**");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}                                                     |",
                "[]                                                     |",
                "{'event':1,'data':{'id':{}},'extra':{'a':{'b':1}}}     |",
                "{'event':1,'new':2,'newer':3}                          | *",
                "{'data':{'id':1,'new':{'deeper':1}}}                   | data.*",
                "{'data':{'id':{'new':1}}}                              | data.id.*",
                "{'data':{'words':[{'start':1},{'start':2,'end':3}]}}   | data.words.*",
                "{'data':{'mine':[{'start':1}]},'extra':[1]}            |",
                "{'*':1,'data':{'**':1}}                                | *,data.*",
            })
    void shouldTellWhereAFieldIsNotKnown(String body, String unknown) {
        var json = Json.read(body.replace('\'', '"').getBytes(UTF_8));

        assertThat(json)
                .isInstanceOfSatisfying(
                        Json.Value.class,
                        value -> assertThat(FIELDS.unknownIn(value.node()))
                                .isEqualTo(unknown == null ? Set.of() : Set.of(unknown.split(",", -1))));
    }
}
