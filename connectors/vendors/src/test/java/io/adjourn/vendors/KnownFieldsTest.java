package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownFieldsTest {
    private static final KnownFields FIELDS = KnownFields.of(
            "event text",
            "data.id",
            "data.words.start number",
            "data.mine.**",
            "extra.**",
            "at time",
            "since number|time",
            "names list",
            "status text",
            "status.code text");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}                                                     |",
                "[]                                                     |",
                "{'event':null,'data':{'id':{}},'extra':{'a':{'b':1}}}  |",
                "{'event':'a','new':2,'newer':3}                        | field new, field newer",
                "{'event':'a','data':{'id':1,'new':{'deeper':1}}}       | field data.new",
                "{'event':'a','data':{'words':[{'start':1},{'start':2,'end':3}]}} | field data.words.end",
                "{'data':{'mine':[{'start':1}]},'extra':[1]}            |",
                "{'event':1}                                            | type event number",
                "{'event':{'name':'a'}}                                 | type event object",
                "{'event':['a']}                                        | type event list",
                "{'data':'a'}                                           | type data text",
                "{'data':[{'id':1}]}                                    |",
                "{'data':{'words':[{'start':'1'}]}}                     | type data.words.start text",
                "{'at':'2026-02-27T10:00:00Z'}                          |",
                "{'at':'0001-01-01T00:00:00Z'}                          |",
                "{'at':1772186400}                                      | type at number",
                "{'since':1772186400}                                   |",
                "{'since':'2026-02-27T10:00:00Z'}                       |",
                "{'at':'27 Feb 2026'}                                   | time at",
                "{'at':true}                                            | type at flag",
                "{'names':['a',1]}                                      |",
                "{'names':'a'}                                          | type names text",
                "{'names':[{'name':'a'}]}                               | type names list of objects",
                "{'status':'done'}                                      |",
                "{'status':{'code':'done'}}                             |",
                "{'status':7}                                           | type status number",
            })
    void shouldTellWhatIsNotKnown(String body, String novelties) {
        assertThat(novelties(body)).isEqualTo(novelties == null ? "" : novelties);
    }

    /** A map may stand where an object was, and its keys be people. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'data':{'id':{'Ada Lovelace':1}}}                     | field data.id.*",
                "{'data':{'words':{'ada':1,'grace':2}}}                 | field data.words.*",
                "{'event':'a','Ada Lovelace':1,'ada@example.com':1}     | field *",
                "{'event':'a','*':1,'data':{'**':1,'id':1}}             | field *, field data.*",
            })
    void shouldNotTellANameThatMayBeSomebodys(String body, String novelties) {
        assertThat(novelties(body)).isEqualTo(novelties);
    }

    @Test
    void shouldTellOnlySoManyNamesOfOneBody() {
        String many = IntStream.range(0, 500).mapToObj(i -> "'n" + i + "':1").collect(joining(","));
        assertThat(FIELDS.unknownIn(json("{'event':'a'," + many + "}"))).hasSizeLessThan(60);
    }

    private static String novelties(String body) {
        return FIELDS.unknownIn(json(body)).stream()
                .map(novelty -> novelty.kind() + " " + novelty.where()
                        + (novelty.kind() == Novelty.Kind.TYPE ? " " + novelty.word() : ""))
                .collect(joining(", "));
    }

    private static JsonNode json(String body) {
        return Json.read(body.replace('\'', '"').getBytes(UTF_8)) instanceof Json.Value(var node)
                ? node
                : MissingNode.getInstance();
    }
}
